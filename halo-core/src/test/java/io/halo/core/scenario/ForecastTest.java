package io.halo.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.forecast.Forecast;
import io.halo.core.forecast.Foreseen;
import io.halo.core.forecast.Supposition;
import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is foreseen is what then happens: the same deeds in the same order.
class ForecastTest {
    private static final String PAIR =
            """
            cluster dead_after=2s period=5s
            host a b
            group zp0 home=a failover=b members=zp0>t0,zp0>t1
            group zp1 home=b failover=a members=zp1>t2
            advance 20s
            """;
    private static final String FOUR =
            """
            cluster dead_after=2s period=5s
            host a b c d
            group g0 home=a failover=b,c,d members=g0>t0
            group g1 home=b failover=c,d,a members=g1>t1
            group g2 home=a failover=d members=g2>t2
            advance 20s
            """;
    private static final Pattern DEED =
            Pattern.compile("(start \\S+ on \\S+|stop \\S+ on \\S+|power off [^,\\s]+)");

    @Test
    void aHostDies() {
        assertThat(bothWays(PAIR, "lose a", List.of("a"))).isNotEmpty();
        assertThat(bothWays(PAIR, "lose b", List.of("b"))).isNotEmpty();
        assertThat(bothWays(FOUR, "lose a", List.of("a"))).contains("start g2 on d");
        assertThat(bothWays(FOUR, "lose d", List.of("d"))).isEmpty();
    }

    @Test
    void bothHostsOfAPairDie() {
        assertThat(bothWays(PAIR, "lose a\nlose b", List.of("a", "b"))).isEmpty();
    }

    @Test
    void aHostDiesThatCannotBeFenced() {
        String unproven = PAIR.replace("advance", "device a gone\nadvance");
        assertThat(bothWays(unproven, "lose a", List.of("a"))).isEmpty();
        Foreseen foreseen = foresee(unproven, List.of("a"));
        assertThat(foreseen.groups())
                .extracting(end -> end.report().reason())
                .singleElement()
                .asString()
                .contains("not fenced");
    }

    @Test
    void aHostDiesWhileItsPartnerCannotRunTheScript() {
        String noScript = PAIR.replace("advance", "script b monitor zp0 not-run\nadvance");
        assertThat(bothWays(noScript, "lose a", List.of("a"))).doesNotContain("start zp0 on b");
    }

    @Test
    void theSecondHostOfASetDies() {
        assertThat(bothWays(FOUR + "lose a\nadvance 60s\n", "lose b", List.of("b")))
                .contains("start g0 on c", "start g1 on c");
    }

    @Test
    void commands() {
        assertThat(
                        bothWays(
                                PAIR,
                                "do deactivate a",
                                List.of(),
                                new Command.Deactivate(host("a"), false)))
                .startsWith("stop t1 on a");
        assertThat(bothWays(PAIR, "do stop zp0", List.of(), new Command.Stop(group("zp0"))))
                .endsWith("stop zp0 on a");
        assertThat(bothWays(PAIR, "do restart zp0", List.of(), new Command.Restart(group("zp0"))))
                .hasSize(6);
        assertThat(bothWays(PAIR, "do fence a", List.of(), new Command.Fence(host("a"), false)))
                .startsWith("power off a");
        String away = PAIR + "do deactivate a\nadvance 20s\ndo activate a\nadvance 5s\n";
        assertThat(bothWays(away, "do failback a", List.of(), new Command.Failback(host("a"))))
                .hasSize(6);
    }

    @Test
    void aRefusedCommandIsRefused() {
        Foreseen foreseen =
                foresee(PAIR + "lose b\nadvance 1m\n", List.of(), new Command.Failback(host("b")));
        assertThat(foreseen.deeds()).isEmpty();
        assertThat(foreseen.answers()).singleElement().isInstanceOf(Answer.Refused.class);
    }

    @Test
    void inTheMiddleOfAFailoverItIsSeenToItsEnd() {
        assertThat(bothWays(PAIR + "lose a\nadvance 1500ms\n", "", List.of()))
                .contains("start zp0 on b");
    }

    private static List<String> bothWays(
            String before, String happens, List<String> dead, Command... commands) {
        String after = before + "----\n\n" + happens + "\nadvance 3m\n----\n";
        String real = Scenario.run(after);
        List<String> done = deeds(real.substring(real.lastIndexOf("\nadvance 3m")));
        Foreseen foreseen = foresee(before, dead, commands);
        assertThat(foreseen.settled()).isTrue();
        assertThat(foreseen.deeds().stream().flatMap(deed -> deeds(deed.text()).stream()).toList())
                .as(real)
                .isEqualTo(done);
        return done;
    }

    private static Foreseen foresee(String before, List<String> dead, Command... commands) {
        ScriptedCluster[] last = new ScriptedCluster[1];
        Scenario.run(before, cluster -> last[0] = cluster);
        return Forecast.of(
                last[0].world(),
                new Supposition(
                        dead.stream().map(ForecastTest::host).toList(), Arrays.asList(commands)),
                last[0].now());
    }

    /// Without the notes about what was done on the way: `(a is powered off)`, events, phases.
    private static List<String> deeds(String text) {
        return text.lines()
                .map(line -> line.strip().replaceFirst("^[0-9.]+ ", ""))
                .filter(line -> DEED.matcher(line).lookingAt())
                .map(line -> DEED.matcher(line).results().findFirst().orElseThrow().group())
                .toList();
    }

    private static HostId host(String id) {
        return new HostId(id);
    }

    private static GroupId group(String id) {
        return new GroupId(id);
    }
}
