package io.halo.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
