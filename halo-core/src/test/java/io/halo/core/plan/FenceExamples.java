package io.halo.core.plan;

import static io.halo.core.plan.Situation.ago;
import static io.halo.core.plan.Situations.death;
import static io.halo.core.plan.Situations.device;
import static io.halo.core.plan.Situations.note;
import static io.halo.core.plan.Situations.planFence;
import static io.halo.core.plan.Situations.powerOff;
import static io.halo.core.plan.Situations.record;
import static io.halo.core.plan.Situations.retry;
import static io.halo.core.plan.Situations.spawn;
import static io.halo.core.plan.Situations.withdraw;

import io.halo.core.model.Admin;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.FenceRecord.State;
import io.halo.core.model.HostId;
import java.util.ArrayList;
import java.util.List;

/// Examples for [SafetyFences].
final class FenceExamples {
    private FenceExamples() {}

    static List<Example> all() {
        var all = new ArrayList<Example>();
        all.addAll(records());
        all.addAll(withdrawals());
        all.addAll(powerOn());
        all.addAll(devices());
        return all;
    }

    private static List<Example> records() {
        Situation twice = death().plan(planFence("a"), planFence("a"));
        return List.of(
                new Example(
                        "one-record",
                        "open a second record",
                        death(),
                        spawn().plan(planFence("a"))),
                new Example(
                        "one-record",
                        "open a record while a program runs",
                        death(),
                        state(running()).plan(planFence("a"))),
                new Example("one-record", "open two records in one plan", death(), twice),
                new Example(
                        "recorded-before",
                        "run without a record",
                        spawn(),
                        death().plan(powerOff("a", 1, "b", "e"))),
                new Example(
                        "recorded-before",
                        "run in the plan that opens the record",
                        spawn(),
                        death().plan(planFence("a"), powerOff("a", 1, "b", "e"))),
                new Example(
                        "recorded-before",
                        "run the record of another death",
                        spawn(),
                        spawn().plan(other())),
                new Example("recorded-before", "run what runs already", spawn(), state(running())),
                new Example(
                        "recorded-before",
                        "run what cannot be killed",
                        spawn(),
                        state(new State.Abandoned(0, 0, ago(1)))),
                new Example(
                        "recorded-before",
                        "run what the same plan withdraws",
                        spawn(),
                        spawn().after(withdraw("a"))),
                new Example(
                        "recorded-before",
                        "run twice in one plan",
                        spawn(),
                        spawn().after(powerOff("a", 1, "b", "e"))),
                new Example(
                        "attempt",
                        "leave out an attempt",
                        spawn(),
                        spawn().plan(powerOff("a", 2, "b", "e"))),
                new Example(
                        "attempt",
                        "count a failed attempt twice",
                        retry(),
                        retry().plan(powerOff("a", 1, "b", "e"))),
                new Example(
                        "store",
                        "open a record that cannot be written",
                        death(),
                        death().manager(it -> it.withStoreFailure("no space left"))),
                new Example(
                        "store",
                        "run an operator's fence whose end cannot be written",
                        byOperator(),
                        byOperator().manager(it -> it.withStoreFailure("no space left"))));
    }

    private static List<Example> withdrawals() {
        Situation planned = spawn().plan(withdraw("a"));
        return List.of(
                new Example(
                        "withdraw",
                        "withdraw what runs",
                        planned,
                        state(running()).plan(withdraw("a"))),
                new Example(
                        "withdraw",
                        "take off a latch",
                        retry().plan(withdraw("a")),
                        state(new State.Confirmed(0, ago(5))).plan(withdraw("a"))),
                new Example(
                        "withdraw",
                        "withdraw another record",
                        planned,
                        planned.plan(
                                new Action.WithdrawFence(
                                        new HostId("a"), new FenceId("other"), ""))),
                new Example(
                        "withdraw",
                        "withdraw what there is not",
                        planned,
                        death().plan(withdraw("a"))),
                new Example(
                        "withdraw",
                        "withdraw what the same plan runs",
                        planned,
                        spawn().plan(powerOff("a", 1, "b", "e"), withdraw("a"))));
    }

    private static List<Example> powerOn() {
        return List.of(
                new Example(
                        "on-owed",
                        "switch on what was not switched off",
                        owed(),
                        cycled(new State.Planned())),
                new Example(
                        "on-owed",
                        "switch on what somebody works at",
                        owed(),
                        owed().host("c", it -> it.withAdmin(new Admin.Maintenance(null, note())))),
                new Example("on-owed", "switch on what answers", owed(), owed().up("c")),
                new Example(
                        "on-owed",
                        "switch on a host that was fenced for good",
                        owed(),
                        owed().host(
                                        "c",
                                        it ->
                                                it.withFence(
                                                        record(
                                                                "c",
                                                                new State.Confirmed(0, ago(10)))))),
                new Example(
                        "on-owed",
                        "switch on by a device that cannot be used",
                        owed(),
                        owed().host(
                                        "c",
                                        it ->
                                                it.withDevice(
                                                        device("c"),
                                                        it.level(0).getValue().abandoned(true)))),
                new Example(
                        "on-owed",
                        "switch on twice",
                        owed(),
                        owed().after(Situations.powerOn("c"))));
    }

    /// c, host of lone groups, was powered off to be powered on again.
    private static Situation owed() {
        return cycled(new State.Confirmed(0, ago(10)));
    }

    private static Situation cycled(State state) {
        return death().silent("c")
                .host(
                        "c",
                        it ->
                                it.withFence(
                                        record(
                                                "c",
                                                FenceRecord.By.AUTO,
                                                FenceRecord.Kind.CYCLE,
                                                state)))
                .plan(Situations.powerOn("c"));
    }

    private static List<Example> devices() {
        return List.of(
                new Example(
                        "device-free",
                        "use a device whose program cannot be killed",
                        byOperator(),
                        byOperator()
                                .host(
                                        "a",
                                        it ->
                                                it.withDevice(
                                                        device("a"),
                                                        it.level(0).getValue().abandoned(true)))),
                new Example(
                        "device-free",
                        "use a level that there is not",
                        byOperator(),
                        byOperator().plan(level(1, "a"))),
                new Example(
                        "device-free",
                        "use the device of another host",
                        byOperator(),
                        byOperator().plan(level(0, "b"))),
                new Example(
                        "device-proven",
                        "open a record for a device that has proven nothing",
                        death(),
                        unproven(death())),
                new Example(
                        "device-proven",
                        "run a device that has proven nothing",
                        spawn(),
                        unproven(spawn())),
                new Example(
                        "device-proven",
                        "run again a device that is not to be trusted any more",
                        unproven(byOperator()),
                        untrusted(retry())),
                new Example(
                        "bystanders",
                        "forget a bystander",
                        spawn(),
                        spawn().plan(powerOff("a", 1))),
                new Example(
                        "bystanders",
                        "forget the bystander of an operator's fence",
                        byOperator(),
                        byOperator().plan(powerOff("a", 1))));
    }

    private static Situation state(State state) {
        return spawn().host("a", it -> it.withFence(record("a", state)));
    }

    private static State running() {
        return new State.Running(0, 0, ago(1), Situations.hosts("b"), null);
    }

    /// An operator fences a host that is connected.
    private static Situation byOperator() {
        return spawn().up("a")
                .host(
                        "a",
                        it ->
                                it.withFence(
                                        record(
                                                "a",
                                                FenceRecord.By.OPERATOR,
                                                FenceRecord.Kind.OFF,
                                                new State.Planned())));
    }

    private static Situation unproven(Situation it) {
        return it.host(
                "a",
                host ->
                        host.withDevice(
                                device("a"),
                                host.level(0).getValue().withProof(new DeviceProof.Unproven())));
    }

    private static Situation untrusted(Situation it) {
        return it.host(
                "a",
                host ->
                        host.withDevice(
                                device("a"),
                                host.level(0)
                                        .getValue()
                                        .withProof(
                                                new DeviceProof.Untrusted(
                                                        ago(1), "it lied", true))));
    }

    private static Action other() {
        Action.PowerOff usual = powerOff("a", 1, "b", "e");
        return new Action.PowerOff(
                usual.host(),
                new FenceId("other"),
                1,
                0,
                usual.device(),
                usual.bystanders(),
                usual.timeout(),
                usual.notAfter());
    }

    private static Action level(int level, String deviceOf) {
        Action.PowerOff usual = powerOff("a", 1, "b", "e");
        return new Action.PowerOff(
                usual.host(),
                usual.fence(),
                1,
                level,
                device(deviceOf),
                usual.bystanders(),
                usual.timeout(),
                usual.notAfter());
    }
}
