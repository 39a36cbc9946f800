package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;
import static io.halo.simulator.Timeline.S;

import io.halo.core.input.Input;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.HostId;
import io.halo.core.plan.Action;
import io.halo.engine.Fencer;
import java.time.Instant;

/// A manager's way to the power switches. A program that runs goes on when its manager dies.
final class FencePrograms implements Fencer {
    private static final long STUCK_AFTER = 10 * S;

    private final Ground ground;
    private final ManagerProcess manager;
    private final Dice dice;

    FencePrograms(Ground ground, ManagerProcess manager) {
        this.ground = ground;
        this.manager = manager;
        this.dice = ground.dice.of("fences of " + manager.life());
    }

    @Override
    public void powerOff(Action.PowerOff attempt) {
        manager.fuse().action();
        manager.in(0, () -> ground.judge.decides(manager, attempt));
        long lag = dice.chance(0.02) ? dice.rather(10 * MS, 4 * S) : 0;
        manager.in(lag, () -> spawn(attempt));
    }

    private void spawn(Action.PowerOff attempt) {
        if (manager.clock().now().isAfter(attempt.notAfter())) {
            end(attempt, new Input.FenceResult.NotSpawned("too late"));
            return;
        }
        ground.judge.spawns(manager, attempt);
        String program = ground.programs.begin();
        manager.hear(_ -> new Input.FenceSpawned(attempt.host(), attempt.fence(), program));
        Switch device = ground.device(attempt.host(), attempt.level());
        long timeout = attempt.timeout().toNanos();
        long takes = dice.rather(50 * MS, 4 * S);
        switch (device.mode()) {
            case GOOD, FAILS, LIES, SAYS_OFF, FLICKERS ->
                    ground.time.in(takes, () -> worked(attempt, device, program));
            case GONE -> ground.time.in(takes, () -> unknown(attempt, "no answer"));
            case HANGS -> ground.time.in(timeout, () -> unknown(attempt, "killed"));
            case SLOW -> {
                ground.time.in(timeout, () -> unknown(attempt, "killed after its timeout"));
                ground.time.in(
                        timeout + dice.rather(S, 60 * S), () -> act(attempt, device, program));
            }
            case STUCK -> {
                ground.time.in(
                        timeout + STUCK_AFTER,
                        () -> end(attempt, new Input.FenceResult.Stuck("cannot be killed")));
                ground.time.in(
                        timeout + STUCK_AFTER + dice.between(S, 90 * S),
                        () -> reaped(attempt, device, program));
            }
        }
    }

    private void reaped(Action.PowerOff attempt, Switch device, String program) {
        if (dice.chance(0.5)) {
            act(attempt, device, program);
        }
        ground.programs.end(program);
        manager.hear(at -> new Input.FenceReaped(attempt.host(), attempt.device(), at));
    }

    private void unknown(Action.PowerOff attempt, String why) {
        end(attempt, new Input.FenceResult.Unknown(why));
    }

    private void act(Action.PowerOff attempt, Switch device, String program) {
        if (ground.programs.mayAct(program)) {
            ground.judge.acts(attempt);
            device.off("fenced");
        }
    }

    private void worked(Action.PowerOff attempt, Switch device, String program) {
        switch (device.mode()) {
            case GOOD, HANGS, STUCK, SLOW, GONE, FLICKERS -> act(attempt, device, program);
            case FAILS, LIES, SAYS_OFF -> {}
        }
        ground.programs.end(program);
        Instant asked = manager.clock().now();
        manager.in(
                dice.rather(10 * MS, 300 * MS),
                () -> {
                    Input.FenceResult result =
                            switch (device.says()) {
                                case OFF -> new Input.FenceResult.Confirmed("");
                                case ON, ON_IN_PART, MIXED ->
                                        new Input.FenceResult.Failed("it is still on");
                                case UNKNOWN -> new Input.FenceResult.Unknown("no answer");
                            };
                    end(attempt, asked, result);
                });
    }

    private void end(Action.PowerOff attempt, Input.FenceResult result) {
        end(attempt, manager.clock().now(), result);
    }

    private void end(Action.PowerOff attempt, Instant asked, Input.FenceResult result) {
        manager.in(0, () -> ground.judge.ended(manager, attempt));
        manager.hear(at ->
                new Input.FenceEnded(
                        attempt.host(), attempt.fence(), attempt.attempt(), asked, at, result));
    }

    @Override
    public void powerOn(Action.PowerOn attempt) {
        manager.fuse().action();
        Switch device = ground.device(attempt.host(), attempt.level());
        long takes = dice.rather(50 * MS, 2 * S);
        ground.time.in(
                takes,
                () -> {
                    if (device.mode() == Switch.Mode.GOOD) {
                        device.on(dice.between(2 * S, 30 * S));
                    }
                    answer(attempt.host(), attempt.device(), device);
                });
    }

    @Override
    public void ask(Action.AskPower question) {
        Switch device = ground.device(question.host(), question.level());
        boolean hangs = device.mode() == Switch.Mode.HANGS || device.mode() == Switch.Mode.STUCK;
        long takes = hangs ? question.timeout().toNanos() : dice.rather(10 * MS, 500 * MS);
        Instant asked = manager.clock().now();
        manager.in(takes, () -> tell(question.host(), question.device(), asked, device.says()));
    }

    private void answer(HostId host, DeviceId id, Switch device) {
        Instant asked = manager.clock().now();
        manager.in(dice.rather(10 * MS, 300 * MS), () -> tell(host, id, asked, device.says()));
    }

    private void tell(HostId host, DeviceId id, Instant asked, DeviceView.State state) {
        if (state.powered() && manager.seat().number() == 0) {
            ground.judge.saysOn(host);
        }
        String words = state == DeviceView.State.UNKNOWN ? "no answer" : "";
        manager.hear(at -> new Input.PowerAnswered(host, id, asked, at, state, words));
    }

    @Override
    public void endLeftover(String program) {
        ground.programs.kill(program);
    }
}
