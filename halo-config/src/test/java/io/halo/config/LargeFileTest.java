package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// 100 000 resources in the shapes that punish recursion and quadratic work. Each takes seconds;
/// the limit is far above that, and far below what quadratic work would need.
@Timeout(120)
class LargeFileTest {
    private static final int SIZE = 100_000;
    private static final String HOSTS =
            "hosts: [{hostname: h0, fence_agent: powerman}, {hostname: h1, fence_agent: powerman}]\n";
    private static final String GROUP =
            "resource_groups: [{root: r0, home_host: h0, failover_hosts: [h1]}]\n";

    @TempDir private Path directory = Path.of("unset");

    private static String file(IntFunction<String> dependents, String kind) {
        return IntStream.range(0, SIZE)
                .mapToObj(i ->
                        "- { name: r%d, kind: %s, parameters: { target: /dev/disk/by-id/%d }, dependents: [%s] }\n"
                                .formatted(i, kind, i, dependents.apply(i)))
                .collect(Collectors.joining("", HOSTS + "resources:\n", GROUP));
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "r" + i).collect(Collectors.joining(", "));
    }

    @Test
    void aChain() {
        var config =
                Load.good(
                        directory, file(i -> names(i + 1, Math.min(i + 2, SIZE)), "lustre/Lustre"));
        assertThat(config.cluster().resources()).hasSize(SIZE);
    }

    /// Every member is a dependent of the root, and of the member behind it in the root's list.
    @Test
    void aChainAgainstTheOrderOfTheRoot() {
        var config =
                Load.good(
                        directory,
                        file(
                                i ->
                                        i == 0
                                                ? names(1, SIZE)
                                                : names(Math.max(1, i - 1), Math.max(1, i)),
                                "lustre/Lustre"));
        assertThat(config.cluster().groups().firstEntry().getValue().members()).hasSize(SIZE);
    }

    /// All resources stand above the last one.
    @Test
    void aFan() {
        var config =
                Load.good(
                        directory,
                        file(
                                i ->
                                        i == 0
                                                ? names(1, SIZE - 1)
                                                : i == SIZE - 1 ? "" : names(SIZE - 1, SIZE),
                                "lustre/Lustre"));
        assertThat(config.cluster().resources()).hasSize(SIZE);
    }

    @Test
    void aCycleOfAll() {
        Path file =
                Load.file(
                        directory,
                        file(i -> names((i + 1) % SIZE, (i + 1) % SIZE + 1), "lustre/Lustre"));
        assertThat(Load.problems(file))
                .singleElement()
                .asString()
                .startsWith("halo.conf:100002:")
                .endsWith(
                        "dependents form a cycle: 'r0' -> 'r1' -> 'r2' -> 'r3' -> 'r4' -> 'r5' -> 'r6' -> 'r7' -> 'r8'"
                                + " -> 'r9' -> … -> 'r0'");
    }

    @Test
    void everythingMisspelt() {
        Path file = Load.file(directory, file(i -> "x" + i, "lustre/Lustre"));
        assertThat(Load.problems(file))
                .hasSizeLessThan(20_010)
                .anyMatch(problem -> problem.contains("more errors are not shown"))
                .anyMatch(problem ->
                        problem.startsWith("halo.conf:3:")
                                && problem.endsWith(
                                        "there is no resource 'x0'; did you mean 'r0'?"));
    }
}
