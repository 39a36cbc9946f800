package io.halo.shell.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    oss00                           | oss00
                    oss00 oss01 oss02 oss03         | oss[00-03]
                    oss03 oss00 oss01               | oss[00-01,03]
                    oss8 oss9 oss10                 | oss[8-10]
                    oss08 oss09 oss10               | oss[08-10]
                    oss1 oss01                      | oss1 oss01
                    oss00 mds00 oss01               | oss[00-01] mds00
                    n1-ib n2-ib n1-eth              | n[1-2]-ib n1-eth
                    rack1node1 rack1node2 rack2node1 | rack1node[1-2] rack2node1
                    10.0.0.1:8000 10.0.0.1:8001     | 10.0.0.1:[8000-8001]
                    login gateway login             | login gateway
                    x99999999999999999999           | x99999999999999999999
                    a1 a1                           | a1
                    """)
    void namesFold(String names, String folded) {
        assertThat(String.join(" ", NodeSet.fold(List.of(names.split(" "))))).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    oss00               | oss00
                    oss[00-02,05]       | oss00 oss01 oss02 oss05
                    oss[8-10]           | oss8 oss9 oss10
                    oss[08-10]          | oss08 oss09 oss10
                    n[1-2]-ib           | n1-ib n2-ib
                    r[1-2]n[3,5]        | r1n3 r1n5 r2n3 r2n5
                    a,b                 | a,b
                    10.0.0.1:[800-801]  | 10.0.0.1:800 10.0.0.1:801
                    [fe80::1]:9000      | [fe80::1]:9000
                    oss[00-             | oss[00-
                    oss[]               | oss[]
                    """)
    void wordsUnfold(String word, String names) {
        assertThat(NodeSet.problem(word)).isEmpty();
        assertThat(String.join(" ", NodeSet.unfold(word))).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oss[03-00]",
                "oss[0-3,9-8]",
                "oss[0-10000]",
                "r[0-999]n[0-999]n[0-999]n[0-99999999]"
            })
    void whatIsNoSetIsNotEmpty(String word) {
        assertThat(NodeSet.problem(word)).isPresent();
    }

    /// Whatever names a cluster has: what is shown can be typed.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsFoldedUnfolds(long seed) {
        var random = new Random(seed);
        var names = new TreeSet<String>();
        int digits = random.nextInt(1, 4);
        for (int i = random.nextInt(1, 60); i > 0; i--) {
            names.add(
                    "ab".charAt(random.nextInt(2))
                            + String.format(Locale.ROOT, "%0" + digits + "d", random.nextInt(200))
                            + (random.nextBoolean() ? "-ib" : ""));
        }
        assertThat(new TreeSet<>(NodeSet.unfold(NodeSet.fold(names)))).isEqualTo(names);
    }
}
