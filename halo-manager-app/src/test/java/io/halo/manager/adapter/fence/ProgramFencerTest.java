package io.halo.manager.adapter.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Input;
import io.halo.core.input.Input.FenceResult;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView.State;
import io.halo.core.model.FenceId;
import io.halo.core.model.HostId;
import io.halo.core.plan.Action;
import io.halo.engine.MonotonicClock;
import io.halo.fence.FenceDevice;
import io.halo.fence.FenceValue;
import io.halo.manager.support.Heard;
import io.halo.process.ProcessTree;
import io.halo.process.Program;
import io.halo.process.ProgramSpec;
import io.halo.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With real programs: a plug is a file that says ON or OFF, and each call leaves a line in
/// `calls`.
@Timeout(90)
class ProgramFencerTest {
    private static final HostId HOST = new HostId("h");
    private static final DeviceId DEVICE = new DeviceId("d");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String SCRIPT =
            """
            #!/bin/sh
            while read -r line; do
              case $line in
                action=*) action=${line#action=} ;;
                plug=*) plug=${line#plug=} ;;
                mood=*) mood=${line#mood=} ;;
              esac
            done
            cd "$(dirname "$0")" || exit 1
            [ "$action" = metadata ] && { touch asked; exec cat metadata; }
            echo "$action $plug" >> calls
            case $mood-$action in
              good-off) echo OFF > "$plug" ;;
              good-on) echo ON > "$plug" ;;
              hangs-off) sleep 1000 ;;
              silly-status) echo "no idea"; exit 1 ;;
            esac
            if [ "$action" = status ]; then
              echo "$plug is $(cat "$plug")"
              [ "$(cat "$plug")" = ON ] || exit 2
            fi
            """;

    @TempDir private Path directory;

    private final Heard heard = new Heard();
    private final Map<HostId, List<String>> advice = new ConcurrentHashMap<>();
    private final MonotonicClock clock = MonotonicClock.startingNow();

    @BeforeEach
    void writeProgram() throws IOException {
        Files.writeString(program(), SCRIPT);
        Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rwxr-xr-x"));
        metadata("<parameter name='plug'/><parameter name='mood'/>");
    }

    @Test
    void offIsConfirmedByTheStatus() throws IOException {
        fencer(device("p1", "good")).powerOff(off(soon()));

        var spawned = heard.next(Input.FenceSpawned.class);
        var ended = heard.next(Input.FenceEnded.class);
        assertThat(spawned.fence()).isEqualTo(new FenceId("f"));
        assertThat(ProcessTree.parse(spawned.program())).isPresent();
        assertThat(ended.attempt()).isEqualTo(3);
        assertThat(ended.result()).isInstanceOf(FenceResult.Confirmed.class);
        assertThat(ended.askedAt()).isBeforeOrEqualTo(ended.at());
        assertThat(calls()).containsExactly("off p1", "status p1");
    }

    @Test
    void aLevelIsOffWhenAllItsDevicesSaySoAfterTheLastOff() throws IOException {
        var fencer = fencer(device("p1", "good"), device("p2", "good"));
        Instant before = clock.now();
        fencer.powerOff(off(soon()));

        heard.next(Input.FenceSpawned.class);
        var both = heard.next(Input.FenceSpawned.class);
        var ended = heard.next(Input.FenceEnded.class);
        assertThat(both.program().split(","))
                .hasSize(2)
                .allMatch(name -> ProcessTree.parse(name).isPresent());
        assertThat(ended.result()).isInstanceOf(FenceResult.Confirmed.class);
        assertThat(ended.askedAt()).isAfter(before);
        List<String> calls = calls();
        assertThat(calls).hasSize(6);
        assertThat(calls.subList(4, 6)).containsExactlyInAnyOrder("status p1", "status p2");
    }

    @Test
    void oneOfTwoSuppliesThatStaysOnIsAFailure() throws IOException {
        fencer(device("p1", "good"), device("p2", "lies")).powerOff(off(soon()));

        assertThat(heard.next(Input.FenceEnded.class).result())
                .isInstanceOfSatisfying(
                        FenceResult.Failed.class,
                        failed ->
                                assertThat(failed.why())
                                        .contains("device 2 of 2")
                                        .contains("p2 is ON"));
    }

    @Test
    void aDeviceThatSaysNothingLeavesItUnknown() throws IOException {
        fencer(device("p1", "silly")).powerOff(off(soon()));

        assertThat(heard.next(Input.FenceEnded.class).result())
                .isInstanceOf(FenceResult.Unknown.class);
    }

    @Test
    void aProgramThatHangsIsEndedAtTheTimeout() throws IOException {
        var fencer = fencer(device("p1", "hangs"));
        fencer.powerOff(
                new Action.PowerOff(
                        HOST,
                        new FenceId("f"),
                        1,
                        0,
                        DEVICE,
                        new TreeSet<>(),
                        Duration.ofSeconds(4),
                        soon()));

        var spawned = heard.next(Input.FenceSpawned.class);
        var result = heard.next(Input.FenceEnded.class).result();
        assertThat(result).isNotInstanceOf(FenceResult.Confirmed.class);
        assertThat(ProcessTree.parse(spawned.program())).get().matches(ProcessTree::isGone);
    }

    @Test
    void whatIsTooLateIsNotSpawned() throws IOException {
        fencer(device("p1", "good")).powerOff(off(clock.now().minusMillis(1)));

        assertThat(heard.next(Input.FenceEnded.class).result())
                .isInstanceOf(FenceResult.NotSpawned.class);
        assertThat(calls()).isEmpty();
    }

    @Test
    void aLevelThatIsNotThereIsNotSpawned() throws IOException {
        fencer().powerOff(off(soon()));

        assertThat(heard.next(Input.FenceEnded.class).result())
                .isInstanceOf(FenceResult.NotSpawned.class);
    }

    @Test
    void onIsWhatOneSaysAndOffWhatAllSay() throws IOException {
        assertThat(ask(device("p1", "good")).state()).isEqualTo(State.ON);
        Files.writeString(directory.resolve("p1"), "OFF\n");
        assertThat(ask(device("p1", "kept")).state()).isEqualTo(State.OFF);
        assertThat(ask(device("p1", "kept"), device("p2", "good")).state()).isEqualTo(State.MIXED);
        assertThat(ask(device("p2", "good"), device("p3", "silly")).state())
                .isEqualTo(State.ON_IN_PART);
        assertThat(ask(device("p1", "kept"), device("p3", "silly")).state())
                .isEqualTo(State.UNKNOWN);
        var unknown = ask(device("p3", "silly"));
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.words()).contains("no idea");
        assertThat(unknown.device()).isEqualTo(DEVICE);
    }

    @Test
    void onIsAskedForAfterwards() throws IOException {
        var first = device("p1", "good");
        var second = device("p2", "good");
        Files.writeString(directory.resolve("p1"), "OFF\n");
        Files.writeString(directory.resolve("p2"), "OFF\n");
        Instant before = clock.now();
        fencer(first, second).powerOn(on(soon()));

        var answered = heard.next(Input.PowerAnswered.class);
        assertThat(answered.state()).isEqualTo(State.ON);
        assertThat(answered.askedAt()).isAfter(before);
        assertThat(calls().subList(4, 6)).containsExactlyInAnyOrder("status p1", "status p2");
    }

    @Test
    void whatStaysOffSaysWhy() throws IOException {
        var device = device("p1", "stubborn");
        Files.writeString(directory.resolve("p1"), "OFF\n");
        fencer(device).powerOn(on(soon()));

        var answered = heard.next(Input.PowerAnswered.class);
        assertThat(answered.state()).isEqualTo(State.OFF);
        assertThat(answered.words()).contains("p1 is OFF");
    }

    @Test
    void whatIsTooLateIsNotSwitchedOn() throws IOException {
        fencer(device("p1", "good")).powerOn(on(clock.now().minusMillis(1)));

        assertThat(heard.next(Input.PowerAnswered.class).state()).isEqualTo(State.UNKNOWN);
        assertThat(calls()).isEmpty();
    }

    @Test
    void whatAnEarlierManagerLeftIsEndedAndNobodyElse() {
        try (var left = Sleeper.start();
                var other = Sleeper.start()) {
            fencer().endLeftover("no such text," + left.tree().text());

            assertThat(left.tree().isGone()).isTrue();
            assertThat(other.tree().isGone()).isFalse();
            fencer().endLeftover(left.tree().text());
        }
    }

    @Test
    void secretsAreNotInTheWords() throws IOException {
        var device = device("p1", "silly");
        var parameters = new LinkedHashMap<>(device.parameters());
        parameters.put("passwd", new FenceValue.Literal("sesame"));
        var fencer =
                fencer(
                        new FenceDevice(
                                device.host(), device.address(), device.program(), parameters));
        fencer.powerOff(off(soon()));

        assertThat(heard.next(Input.FenceEnded.class).toString()).doesNotContain("sesame");
    }

    @Test
    void aCheckFindsWhatTheProgramDoesNotKnow() throws IOException {
        metadata("<parameter name='plug'/><parameter name='mood'/><parameter name='ip'/>");
        assertThat(ask(withIpaddr(device("p1", "good"))).state()).isEqualTo(State.ON);
        assertThat(advice)
                .containsExactly(
                        Map.entry(
                                HOST,
                                List.of(
                                        "fence_plug does not know the parameter 'ipaddr'; did you mean 'ip'?")));
    }

    /// A fence waits for nothing that it does not need.
    @Test
    void nobodyWhoPowersOffAsksForMetadata() throws IOException {
        fencer(device("p1", "good")).powerOff(off(soon()));
        assertThat(heard.next(Input.FenceEnded.class).result())
                .isInstanceOf(FenceResult.Confirmed.class);
        assertThat(directory.resolve("asked")).doesNotExist();
        assertThat(advice).isEmpty();
    }

    private void metadata(String parameters) throws IOException {
        Files.writeString(
                directory.resolve("metadata"),
                "<resource-agent><parameters>" + parameters + "</parameters></resource-agent>");
    }

    private static FenceDevice withIpaddr(FenceDevice device) {
        var parameters = new LinkedHashMap<>(device.parameters());
        parameters.put("ipaddr", new FenceValue.Literal("pdu"));
        return new FenceDevice(device.host(), device.address(), device.program(), parameters);
    }

    private Input.PowerAnswered ask(FenceDevice... devices) {
        fencer(devices).ask(new Action.AskPower(HOST, 0, DEVICE, TIMEOUT));
        return heard.next(Input.PowerAnswered.class);
    }

    private ProgramFencer fencer(FenceDevice... devices) {
        return new ProgramFencer(
                Map.of(HOST, List.of(List.of(devices))), heard, clock, advice::put);
    }

    private FenceDevice device(String plug, String mood) throws IOException {
        Path power = directory.resolve(plug);
        if (!mood.equals("kept")) {
            Files.writeString(power, "ON\n");
        }
        var parameters = new LinkedHashMap<String, FenceValue>();
        parameters.put("plug", new FenceValue.Literal(plug));
        parameters.put("mood", new FenceValue.Literal(mood));
        return new FenceDevice("h", "h", program().toString(), parameters);
    }

    private Action.PowerOff off(Instant notAfter) {
        return new Action.PowerOff(
                HOST, new FenceId("f"), 3, 0, DEVICE, new TreeSet<>(), TIMEOUT, notAfter);
    }

    private static Action.PowerOn on(Instant notAfter) {
        return new Action.PowerOn(HOST, new FenceId("f"), 0, DEVICE, TIMEOUT, notAfter);
    }

    private Instant soon() {
        return clock.now().plusSeconds(10);
    }

    private Path program() {
        return directory.resolve("fence_plug");
    }

    private List<String> calls() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /// A program that a manager started and did not live to end.
    private record Sleeper(RunningProgram program) implements AutoCloseable {
        static Sleeper start() {
            var spec =
                    ProgramSpec.of(List.of("/bin/sleep", "1000"), Map.of(), Duration.ofMinutes(5));
            return new Sleeper((RunningProgram) Program.start(spec));
        }

        ProcessTree tree() {
            return program.tree();
        }

        @Override
        public void close() {
            program.end();
        }
    }
}
