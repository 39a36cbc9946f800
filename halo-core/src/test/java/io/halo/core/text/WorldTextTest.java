package io.halo.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.Manager;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldTextTest {
    private static final Instant NOW = Instant.parse("2026-04-28T12:54:34Z");

    @Test
    void oddNamesAndValuesReadBack() throws BadTextException {
        World world =
                world("a b: (c) [d] {e} = \"f\" \\ ümlaut \ud83d\ude00 null", "x: y\n\t\u0000");

        assertThat(WorldText.read(WorldText.write(world, NOW)).world()).isEqualTo(world);
    }

    @Test
    void namesThatLookLikeKeywordsReadBack() throws BadTextException {
        for (String name : List.of("null", "true", "7", "a:", "Up(", "world 1", "end", "=")) {
            World world = world(name, name);
            assertThat(WorldText.read(WorldText.write(world, NOW)).world()).isEqualTo(world);
        }
    }

    @Test
    void secretsDoNotLeave() {
        String text = WorldText.write(world("password", "hunter2"), NOW);

        assertThat(text).doesNotContain("hunter2").contains("***");
    }

    @Test
    void linesAroundTheBlockDoNotCount() throws BadTextException {
        World world = world("zp0", "tank");
        String text = "# a note\n\n" + WorldText.write(world, NOW) + "advance 5s\n----\n";

        assertThat(WorldText.read(text)).isEqualTo(new WorldText.Dump(world, NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Manager(         | Manageress(        | 'Manageress' is no Manager
                    step=0           | step=none          | 'none' is no long
                    step=0           |                    | World lacks its step
                    step=0           | step=0 step=1      | World has no 'step' twice
                    step=0           | stop=0             | World has no 'stop'
                    mode=MANAGE      | mode=SLEEP         | 'SLEEP' is no Mode
                    deadAfter=PT10S  | deadAfter=PT0.1S   | dead_after must be at least
                    instance="i"     | instance="i        | a string does not end
                    world 2026       | world x2026        | has no time
                    \\nend           | \\nfin             | this is no state
                    desired=Started() |                   | GroupView lacks its desired
                    """)
    void whatIsWrongIsSaid(String good, String bad, String message) {
        String text = WorldText.write(world("zp0", "tank"), NOW);
        String from = good.replace("\\n", "\n");
        assertThat(text).contains(from);
        String broken =
                text.replaceFirst(
                        Pattern.quote(from),
                        bad == null ? "" : Matcher.quoteReplacement(bad.replace("\\n", "\n")));

        assertThatThrownBy(() -> WorldText.read(broken))
                .isInstanceOf(BadTextException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anyCutIsNoticed() {
        String text = WorldText.write(world("zp0", "tank"), NOW);
        for (int length = 0; length < text.lastIndexOf(')'); length++) {
            String cut = text.substring(0, length) + "\nend\n";
            assertThatThrownBy(() -> WorldText.read(cut)).isInstanceOf(BadTextException.class);
        }
    }

    private static World world(String parameter, String value) {
        var host = new HostId("mds00");
        var root = new ResourceId("zp0");
        var parameters = new LinkedHashMap<String, String>();
        parameters.put(parameter, value);
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        resources.put(
                root,
                new ResourceSpec(
                        root,
                        "heartbeat/ZFS",
                        parameters,
                        List.of(),
                        Timeouts.DEFAULT,
                        null,
                        false));
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        hosts.put(host, new HostSpec(host, "mds00:8000", List.of(), false));
        var group = GroupSpec.of(root, host, List.of(), FailurePolicy.DEFAULT, resources);
        var groups = new LinkedHashMap<GroupId, GroupSpec>();
        groups.put(group.id(), group);
        var spec =
                new ClusterSpec(
                        "halo",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Fencing.DEFAULT,
                        hosts,
                        resources,
                        groups);
        var manager = new Manager(Manager.Mode.MANAGE, false, 1, "i", NOW, null, null, null);
        return World.unknown(spec, manager, NOW);
    }
}
