package io.halo.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Answer.OutcomeCase;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may run, and what is refused or busy.
class OrderTest {
    private static final int LIMIT = 4;

    private OcfScripts scripts;
    private LocalAgent agent;
    private Client client;

    @BeforeEach
    void start(@TempDir Path directory) {
        scripts = new OcfScripts(directory);
        agent = new LocalAgent(scripts, LIMIT);
        client = new Client(agent.port());
    }

    @AfterEach
    void stop() {
        for (String name : List.of("go", "go1", "go2")) {
            scripts.release(name);
        }
        client.close();
        agent.close();
    }

    @Test
    void whatever_meets_a_running_start_is_busy_at_once() throws Exception {
        var start =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(
                                                Op.OP_START, "r", OcfScripts.waitFor("go"))));
        scripts.untilCalled("start r");
        for (Op op : List.of(Op.OP_MONITOR, Op.OP_STOP, Op.OP_START, Op.OP_META_DATA)) {
            var busy = client.execute(op, "r", "exit 0");
            assertThat(busy.getOutcomeCase()).isEqualTo(OutcomeCase.BUSY);
            assertThat(busy.getBusy().getOperationId()).isEqualTo("op-1");
            assertThat(busy.getBusy().getOp()).isEqualTo(Op.OP_START);
            assertThat(busy.getBusy().getSince()).isEqualTo(Busy.Since.SINCE_RUNNING);
        }
        assertThat(client.execute(Op.OP_START, "other", "exit 0").getEnded().getExitStatus())
                .isZero();
        scripts.release("go");
        assertThat(start.get().getEnded().getExitStatus()).isZero();
        assertThat(scripts.calls()).isEqualTo("start r\nstart other\n");
    }

    /// The client that asked is gone, the manager was started again, another one looks, and a
    /// second one of the old epoch is still about.
    @Test
    void one_at_a_time_holds_across_connections_and_managers() {
        try (var first = new Client(agent.port())) {
            var _ =
                    first.future()
                            .execute(
                                    first.request(
                                            first.operation(
                                                    Op.OP_START, "r", OcfScripts.waitFor("go"))));
            scripts.untilCalled("start r");
        }
        try (var newer = new Client(agent.port()).as(2, "m2");
                var looker = new Client(agent.port()).as(0, "")) {
            for (Op op : List.of(Op.OP_START, Op.OP_STOP, Op.OP_MONITOR)) {
                assertThat(newer.execute(op, "r", "exit 0").getBusy().getOperationId())
                        .isEqualTo("op-1");
            }
            assertThat(looker.execute(Op.OP_MONITOR, "r", "exit 0").getBusy().getSince())
                    .isEqualTo(Busy.Since.SINCE_RUNNING);
            assertThat(reason(client.execute(Op.OP_STOP, "r", "exit 0")))
                    .isEqualTo(Refused.Reason.REASON_LOWER_EPOCH);
            assertThat(scripts.calls()).isEqualTo("start r\n");
            scripts.release("go");
            OcfScripts.until(
                    "its place is free", () -> newer.execute(Op.OP_STOP, "r", "exit 0").hasEnded());
        }
        assertThat(scripts.calls()).isEqualTo("start r\nstop r\n");
    }

    @Test
    void a_stop_waits_for_a_running_monitor_but_not_for_ever() throws Exception {
        var monitor =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(
                                                Op.OP_MONITOR, "r", OcfScripts.waitFor("go"))));
        scripts.untilCalled("monitor r");
        var late =
                client.execute(
                        client.operation(Op.OP_STOP, "r", "exit 0").setStartWithinMillis(50));
        assertThat(late.getBusy().getOp()).isEqualTo(Op.OP_MONITOR);
        var stop =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(Op.OP_STOP, "r", "exit 0")
                                                .setStartWithinMillis(10_000)));
        untilSeen("1/3");
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 0").hasBusy()).isTrue();
        scripts.release("go");
        assertThat(monitor.get().getEnded().getExitStatus()).isZero();
        assertThat(stop.get().getEnded().getExitStatus()).isZero();
        assertThat(scripts.calls()).isEqualTo("monitor r\nstop r\n");
    }

    @Test
    void of_two_that_wait_the_newer_one_runs() throws Exception {
        var monitor =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(
                                                Op.OP_MONITOR, "r", OcfScripts.waitFor("go"))));
        scripts.untilCalled("monitor r");
        var first = client.future().execute(client.request(patient(Op.OP_START)));
        untilSeen("1/2");
        var second = client.future().execute(client.request(patient(Op.OP_STOP)));
        untilSeen("1/3");
        scripts.release("go");
        assertThat(monitor.get().hasEnded()).isTrue();
        assertThat(second.get().getEnded().getExitStatus()).isZero();
        assertThat(first.get().getRefused().getReason()).isEqualTo(Refused.Reason.REASON_STALE);
        assertThat(scripts.calls()).isEqualTo("monitor r\nstop r\n");
    }

    private Operation.Builder patient(Op op) {
        return client.operation(op, "r", "exit 0").setStartWithinMillis(10_000);
    }

    /// Waits until the agent has taken note of a start or stop that waits: an older one is then
    /// refused for it.
    private void untilSeen(String rank) {
        var older = client.operation(Op.OP_STOP, "r", "exit 0").setSequence(1);
        client.back();
        OcfScripts.until(
                rank + " was seen",
                () ->
                        client.execute(older)
                                .getRefused()
                                .getText()
                                .contains("not above " + rank + ","));
    }

    @Test
    void a_late_start_cannot_overtake_a_newer_look() {
        var start = client.operation(Op.OP_START, "r", "exit 0");
        var monitor = client.operation(Op.OP_MONITOR, "r", "exit 7");
        assertThat(all(client.observe(List.of(monitor.build())))).hasSize(1);
        assertThat(client.execute(start).getRefused().getReason())
                .isEqualTo(Refused.Reason.REASON_STALE);
        assertThat(client.execute(start.setSequence(3)).hasEnded()).isTrue();
        assertThat(client.execute(start).getRefused().getReason())
                .isEqualTo(Refused.Reason.REASON_STALE);
        // A look may come late; and another resource has an order of its own.
        assertThat(client.execute(monitor).getEnded().getExitStatus()).isEqualTo(7);
        assertThat(
                        client.execute(
                                        client.operation(Op.OP_STOP, "other", "exit 0")
                                                .setSequence(1))
                                .hasEnded())
                .isTrue();
    }

    @Test
    void only_the_newest_manager_is_obeyed() {
        client.as(5, "m5");
        assertThat(client.execute(Op.OP_START, "r", "exit 0").hasEnded()).isTrue();
        for (Op op : List.of(Op.OP_START, Op.OP_MONITOR)) {
            assertThat(reason(client.as(4, "m4").execute(op, "r", "")))
                    .isEqualTo(Refused.Reason.REASON_LOWER_EPOCH);
            assertThat(reason(client.as(5, "x").execute(op, "r", "")))
                    .isEqualTo(Refused.Reason.REASON_OTHER_MANAGER);
        }
        var refused = client.heartbeat(4, "m4");
        assertThat(refused.getRefused().getReason()).isEqualTo(Refused.Reason.REASON_LOWER_EPOCH);
        assertThat(refused.getAgent().getHighestEpoch()).isEqualTo(5);
        assertThat(refused.getAgent().getHighestManager()).isEqualTo("m5");
        assertThat(client.heartbeat(5, "x").getRefused().getReason())
                .isEqualTo(Refused.Reason.REASON_OTHER_MANAGER);
        var watched =
                all(
                        client.as(4, "m4")
                                .observe(
                                        List.of(client.operation(Op.OP_MONITOR, "r", "").build())));
        assertThat(watched)
                .extracting(OrderTest::reason)
                .containsExactly(Refused.Reason.REASON_LOWER_EPOCH);
        // A newer manager counts anew.
        var start = client.as(6, "m6").operation(Op.OP_STOP, "r", "exit 0").setSequence(1);
        assertThat(client.execute(start).hasEnded()).isTrue();
        assertThat(client.heartbeat(5, "m5").hasRefused()).isTrue();
    }

    @Test
    void a_running_script_of_an_older_manager_goes_on_and_one_that_waits_does_not()
            throws Exception {
        var monitor =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(
                                                Op.OP_MONITOR, "r", OcfScripts.waitFor("go"))));
        scripts.untilCalled("monitor r");
        var start = client.future().execute(client.request(patient(Op.OP_START)));
        untilSeen("1/2");
        assertThat(client.heartbeat(2, "m2").hasRefused()).isFalse();
        assertThat(client.as(2, "m2").execute(Op.OP_MONITOR, "r", "").hasBusy()).isTrue();
        scripts.release("go");
        assertThat(monitor.get().getEnded().getExitStatus()).isZero();
        assertThat(reason(start.get())).isEqualTo(Refused.Reason.REASON_LOWER_EPOCH);
        assertThat(scripts.calls()).isEqualTo("monitor r\n");
    }

    @Test
    void who_claims_nothing_may_look_and_changes_nothing() {
        client.as(3, "m3").execute(Op.OP_START, "r", "exit 0");
        client.as(0, "");
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 7").getEnded().getExitStatus())
                .isEqualTo(7);
        assertThat(
                        client.execute(client.operation(Op.OP_META_DATA, "r", "").setSequence(0))
                                .hasEnded())
                .isTrue();
        assertThat(client.execute(Op.OP_VALIDATE_ALL, "r", "").hasEnded()).isTrue();
        assertThat(reason(client.execute(Op.OP_START, "r", "")))
                .isEqualTo(Refused.Reason.REASON_NO_CLAIM);
        assertThat(reason(client.execute(Op.OP_STOP, "r", "")))
                .isEqualTo(Refused.Reason.REASON_NO_CLAIM);
        assertThat(
                        client.execute(
                                        client.operation(Op.OP_MONITOR, "r", "")
                                                .setSequence(1_000_000))
                                .hasEnded())
                .isTrue();
        assertThat(client.state().getHighestEpoch()).isEqualTo(3);
        assertThat(client.as(3, "m3").execute(Op.OP_STOP, "r", "exit 0").hasEnded()).isTrue();
    }

    @Test
    void a_start_is_meant_for_one_agent_process() {
        String instance = client.state().getInstance();
        client.to("another");
        assertThat(reason(client.execute(Op.OP_START, "r", "")))
                .isEqualTo(Refused.Reason.REASON_OTHER_INSTANCE);
        assertThat(reason(client.execute(Op.OP_MONITOR, "r", "")))
                .isEqualTo(Refused.Reason.REASON_OTHER_INSTANCE);
        client.to("");
        assertThat(reason(client.execute(Op.OP_STOP, "r", "")))
                .isEqualTo(Refused.Reason.REASON_OTHER_INSTANCE);
        assertThat(client.execute(Op.OP_MONITOR, "r", "").hasEnded()).isTrue();
        assertThat(client.to(instance).execute(Op.OP_STOP, "r", "").hasEnded()).isTrue();
    }

    @Test
    void a_monitor_that_hangs_delays_no_other() {
        var monitors = new ArrayList<Operation>();
        monitors.add(client.operation(Op.OP_MONITOR, "hangs", OcfScripts.waitFor("go")).build());
        monitors.add(client.operation(Op.OP_MONITOR, "a", "exit 7").build());
        monitors.add(client.operation(Op.OP_START, "bad", "").build());
        monitors.add(client.operation(Op.OP_MONITOR, "b", "exit 0").build());
        var answers = client.observe(monitors);
        var first = List.of(answers.next(), answers.next(), answers.next());
        assertThat(first)
                .extracting(Answer::getOperationId)
                .containsExactlyInAnyOrder("op-2", "op-3", "op-4");
        assertThat(first).extracting(OrderTest::reason).contains(Refused.Reason.REASON_BAD_REQUEST);
        scripts.release("go");
        assertThat(answers.next().getOperationId()).isEqualTo("op-1");
        assertThat(answers.hasNext()).isFalse();
        assertThat(client.observe(List.of()).hasNext()).isFalse();
    }

    @Test
    void one_script_too_many_is_refused_at_once() {
        var monitors = new ArrayList<Operation>();
        for (int i = 0; i <= LIMIT; i++) {
            monitors.add(
                    client.operation(Op.OP_MONITOR, "r" + i, OcfScripts.waitFor("go")).build());
        }
        var answers = client.observe(monitors);
        assertThat(reason(answers.next())).isEqualTo(Refused.Reason.REASON_LIMIT);
        assertThat(reason(client.execute(Op.OP_START, "x", "")))
                .isEqualTo(Refused.Reason.REASON_LIMIT);
        scripts.release("go");
        assertThat(all(answers)).hasSize(LIMIT).allMatch(Answer::hasEnded);
        assertThat(client.execute(Op.OP_START, "x", "").hasEnded()).isTrue();
    }

    @Test
    void a_bad_request_never_runs_and_is_not_seen() {
        var start = client.operation(Op.OP_START, "r", "exit 0");
        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                client.as(9, "m9")
                                        .execute(
                                                start.clone().setSequence(50).setTimeoutMillis(0)));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(failure.getStatus().getDescription()).contains("timeout");
        assertThat(client.state().getHighestEpoch()).isZero();
        assertThat(client.as(1, "m1").execute(start).hasEnded()).isTrue();
    }

    private static Refused.Reason reason(Answer answer) {
        return answer.getRefused().getReason();
    }

    private static List<Answer> all(java.util.Iterator<Answer> answers) {
        var list = new ArrayList<Answer>();
        answers.forEachRemaining(list::add);
        return list;
    }
}
