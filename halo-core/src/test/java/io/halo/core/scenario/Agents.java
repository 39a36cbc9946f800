package io.halo.core.scenario;

import static io.halo.core.scenario.Scenario.span;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.HostId;
import io.halo.core.model.Operation;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers of the servers and fence devices of a scenario.
final class Agents {
    private static final Duration NET = Duration.ofMillis(1);
    private static final Duration SCRIPT = Duration.ofMillis(10);
    private static final Duration STATUS = Duration.ofMillis(50);
    private static final Duration OFF = Duration.ofMillis(200);

    /// What keeps a script from being run at all.
    private static final Set<String> NEVER_RUN = Set.of("busy", "not-run", "not-sent");

    private Agents() {}

    static void act(ScriptedCluster cluster, Action action) {
        switch (action) {
            case Action.Operate operate -> operate(cluster, operate);
            case Action.Look look ->
                    look.what().forEach(one -> look(cluster, look.host().value(), one));
            case Action.Beat beat -> beat(cluster, beat.host().value());
            case Action.AskPower ask -> ask(cluster, ask);
            case Action.PowerOn on -> on(cluster, on);
            case Action.PowerOff off -> off(cluster, off);
            case Action.Noted _, Action.Booked _ -> {}
        }
    }

    static void beat(ScriptedCluster cluster, String name) {
        HostTruth host = cluster.host(name);
        // A request leaves a little after the step that wanted it.
        Instant sent = cluster.now().plusNanos(1000);
        long claim = cluster.world().manager().claim();
        String manager = cluster.world().manager().instance();
        if (!host.power || host.net.equals("lost")) {
            cluster.later(
                    cluster.spec().deadAfter(),
                    () -> failed(cluster, name, sent, Input.Trouble.SILENT, "timed out"));
            return;
        }
        cluster.later(
                NET,
                () -> {
                    switch (host.net) {
                        case "ok" -> answered(cluster, host, sent, claim, manager);
                        case "no-route" ->
                                failed(
                                        cluster,
                                        name,
                                        sent,
                                        Input.Trouble.SILENT,
                                        "no route to host");
                        case "refuse" ->
                                arrives(
                                        cluster,
                                        host,
                                        at ->
                                                new Input.BeatFailed(
                                                        new HostId(name),
                                                        sent,
                                                        at,
                                                        Input.Trouble.ALIVE_NOT_SERVING,
                                                        "connection refused"));
                        case "cannot-tell" ->
                                failed(
                                        cluster,
                                        name,
                                        sent,
                                        Input.Trouble.CANNOT_TELL,
                                        "too many open files");
                        default -> {}
                    }
                });
    }

    private static void answered(
            ScriptedCluster cluster, HostTruth host, Instant sent, long claim, String manager) {
        var id = new HostId(host.name);
        if (claim > 0
                && (claim < host.epoch || (claim == host.epoch && !manager.equals(host.obeyed)))) {
            long epoch = host.epoch;
            String obeyed = host.obeyed;
            arrives(cluster, host, at -> new Input.BeatRefused(id, sent, at, epoch, obeyed));
            return;
        }
        if (claim > 0) {
            host.epoch = claim;
            host.obeyed = manager;
        }
        AgentInstance instance = host.instance();
        BootId boot = host.bootId();
        boolean durable = host.durable;
        arrives(cluster, host, at -> new Input.BeatAnswered(id, sent, at, instance, boot, durable));
    }

    private static void arrives(
            ScriptedCluster cluster, HostTruth host, Function<Instant, Input> answer) {
        if (host.late.isZero()) {
            cluster.hear(answer.apply(cluster.now()));
        } else {
            cluster.later(host.late, () -> cluster.hear(answer.apply(cluster.now())));
        }
    }

    private static void failed(
            ScriptedCluster cluster, String name, Instant sent, Input.Trouble trouble, String why) {
        cluster.hear(new Input.BeatFailed(new HostId(name), sent, cluster.now(), trouble, why));
    }

    static void closed(ScriptedCluster cluster, HostTruth host) {
        cluster.hear(
                new Input.ConnectionClosed(
                        new HostId(host.name), cluster.now(), "connection closed"));
    }

    private static void operate(ScriptedCluster cluster, Action.Operate operate) {
        HostTruth host = cluster.host(operate.host().value());
        String verb = operate.kind() == Operation.Kind.START ? "start" : "stop";
        String behaviour = host.scripts.getOrDefault(verb + " " + operate.resource(), "exit=0");
        if (!host.power || host.net.equals("lost")) {
            cluster.later(
                    operate.timeout(),
                    () -> ended(cluster, operate, new Outcome.Unknown("deadline exceeded"), null));
        } else if (!host.net.equals("ok")) {
            cluster.later(
                    NET, () -> ended(cluster, operate, new Outcome.NotSent("no connection"), null));
        } else if (!host.instance().equals(operate.instance())) {
            cluster.later(
                    NET,
                    () ->
                            ended(
                                    cluster,
                                    operate,
                                    new Outcome.Refused(
                                            Outcome.Reason.OTHER_INSTANCE,
                                            host.epoch,
                                            host.obeyed,
                                            "restarted"),
                                    host));
        } else if (newer(cluster, host) || NEVER_RUN.contains(behaviour)) {
            Outcome outcome = newer(cluster, host) ? obeysAnother(host) : neverRan(behaviour);
            HostTruth answers = outcome instanceof Outcome.NotSent ? null : host;
            cluster.later(NET, () -> ended(cluster, operate, outcome, answers));
        } else if (behaviour.equals("hang")) {
            int boot = host.begins(operate.resource().value(), verb);
            cluster.later(
                    operate.timeout(),
                    () -> {
                        host.ends(operate.resource().value(), boot);
                        ended(cluster, operate, new Outcome.TimedOut(false, ""), host);
                    });
        } else {
            host.begins(operate.resource().value(), verb);
            runs(cluster, host, operate, behaviour, host.boot);
        }
    }

    /// It obeys a manager that this one has not met.
    private static boolean newer(ScriptedCluster cluster, HostTruth host) {
        long claim = cluster.world().manager().claim();
        return claim > 0 && claim < host.epoch;
    }

    private static Outcome obeysAnother(HostTruth host) {
        return new Outcome.Refused(
                Outcome.Reason.LOWER_EPOCH, host.epoch, host.obeyed, "obeys another manager");
    }

    private static Outcome neverRan(String behaviour) {
        return switch (behaviour) {
            case "busy" -> new Outcome.Busy("start of an earlier manager");
            case "not-run" -> new Outcome.NotRun("no such script");
            default -> new Outcome.NotSent("too late to be sent");
        };
    }

    private static void runs(
            ScriptedCluster cluster,
            HostTruth host,
            Action.Operate operate,
            String behaviour,
            int boot) {
        Duration takes = behaviour.startsWith("delay=") ? span(behaviour.substring(6)) : SCRIPT;
        int code = behaviour.startsWith("exit=") ? Integer.parseInt(behaviour.substring(5)) : 0;
        cluster.later(
                takes,
                () -> {
                    host.ends(operate.resource().value(), boot);
                    if (host.power && host.boot == boot && code == 0) {
                        if (operate.kind() == Operation.Kind.START) {
                            host.running.add(operate.resource().value());
                        } else {
                            host.running.remove(operate.resource().value());
                        }
                    }
                    if (behaviour.equals("untold")) {
                        return;
                    }
                    boolean heard =
                            host.answers()
                                    && host.instance().equals(operate.instance())
                                    && !behaviour.equals("lost");
                    ended(
                            cluster,
                            operate,
                            heard
                                    ? new Outcome.Ended(code, code == 0 ? "" : "it does not work")
                                    : new Outcome.Unknown("connection lost"),
                            heard ? host : null);
                });
    }

    private static void ended(
            ScriptedCluster cluster,
            Action.Operate operate,
            Outcome outcome,
            @Nullable HostTruth host) {
        cluster.hear(
                new Input.OperationEnded(
                        operate.host(),
                        operate.resource(),
                        operate.id(),
                        cluster.now(),
                        new Outcome.From(outcome, answerer(host))));
    }

    private static Outcome.@Nullable Answerer answerer(@Nullable HostTruth host) {
        return host == null ? null : new Outcome.Answerer(host.instance(), host.bootId());
    }

    private static void look(ScriptedCluster cluster, String name, Action.Look.One one) {
        HostTruth host = cluster.host(name);
        String behaviour = host.scripts.getOrDefault("monitor " + one.resource(), "truth");
        if (!host.answers()) {
            Duration wait = host.net.equals("lost") ? one.timeout() : NET;
            cluster.later(
                    wait, () -> looked(cluster, name, one, new Outcome.Unknown("no answer"), null));
        } else if (behaviour.equals("hang")) {
            cluster.later(
                    one.timeout(),
                    () -> looked(cluster, name, one, new Outcome.TimedOut(false, ""), host));
        } else {
            cluster.later(
                    behaviour.startsWith("delay=") ? span(behaviour.substring(6)) : SCRIPT,
                    () -> {
                        if (host.answers()) {
                            Outcome outcome = result(cluster, host, one, behaviour);
                            looked(
                                    cluster,
                                    name,
                                    one,
                                    outcome,
                                    outcome instanceof Outcome.NotSent ? null : host);
                        } else {
                            looked(
                                    cluster,
                                    name,
                                    one,
                                    new Outcome.Unknown("connection lost"),
                                    null);
                        }
                    });
        }
    }

    private static Outcome result(
            ScriptedCluster cluster, HostTruth host, Action.Look.One one, String behaviour) {
        if (newer(cluster, host)) {
            return obeysAnother(host);
        }
        if (behaviour.startsWith("exit=")) {
            return new Outcome.Ended(
                    Integer.parseInt(behaviour.substring(5)), "the script says so");
        }
        String working = host.working.get(one.resource().value());
        if (working != null && behaviour.equals("truth")) {
            return new Outcome.Busy(working);
        }
        return switch (behaviour) {
            case "busy", "not-run", "not-sent" -> neverRan(behaviour);
            default -> new Outcome.Ended(host.running.contains(one.resource().value()) ? 0 : 7, "");
        };
    }

    private static void looked(
            ScriptedCluster cluster,
            String name,
            Action.Look.One one,
            Outcome outcome,
            @Nullable HostTruth host) {
        cluster.hear(
                new Input.Looked(
                        new HostId(name),
                        one.resource(),
                        one.id(),
                        cluster.now(),
                        new Outcome.From(outcome, answerer(host))));
    }

    private static void on(ScriptedCluster cluster, Action.PowerOn on) {
        HostTruth host = cluster.host(on.host().value());
        cluster.later(
                OFF,
                () -> {
                    if (host.devices.getOrDefault(on.level(), "truth").equals("truth")) {
                        host.switchOn();
                        cluster.say("(" + host.name + " is powered on)");
                    }
                    Instant asked = cluster.now();
                    DeviceView.State state = says(host, on.level());
                    cluster.hear(
                            new Input.PowerAnswered(
                                    on.host(),
                                    on.device(),
                                    asked,
                                    cluster.now(),
                                    state,
                                    state == DeviceView.State.UNKNOWN ? "no answer" : ""));
                });
    }

    private static void ask(ScriptedCluster cluster, Action.AskPower ask) {
        Instant asked = cluster.now();
        HostTruth host = cluster.host(ask.host().value());
        cluster.later(
                STATUS,
                () -> {
                    DeviceView.State state = says(host, ask.level());
                    cluster.hear(
                            new Input.PowerAnswered(
                                    ask.host(),
                                    ask.device(),
                                    asked,
                                    cluster.now(),
                                    state,
                                    state == DeviceView.State.UNKNOWN ? "no answer" : ""));
                });
    }

    private static DeviceView.State says(HostTruth host, int level) {
        return switch (host.devices.getOrDefault(level, "truth")) {
            case "off" -> DeviceView.State.OFF;
            case "mixed" -> host.power ? DeviceView.State.MIXED : DeviceView.State.OFF;
            case "part" -> host.power ? DeviceView.State.ON_IN_PART : DeviceView.State.UNKNOWN;
            case "on" -> DeviceView.State.ON;
            case "gone", "hang", "stuck" -> DeviceView.State.UNKNOWN;
            default -> host.power ? DeviceView.State.ON : DeviceView.State.OFF;
        };
    }

    private static void off(ScriptedCluster cluster, Action.PowerOff off) {
        HostTruth host = cluster.host(off.host().value());
        String behaviour = host.devices.getOrDefault(off.level(), "truth");
        Duration takes =
                behaviour.equals("hang") || behaviour.equals("stuck") ? off.timeout() : OFF;
        cluster.hear(new Input.FenceSpawned(off.host(), off.fence(), "program"));
        cluster.later(
                takes,
                () -> {
                    Input.FenceResult result = result(cluster, host, off.level(), behaviour);
                    cluster.hear(
                            new Input.FenceEnded(
                                    off.host(),
                                    off.fence(),
                                    off.attempt(),
                                    cluster.now(),
                                    cluster.now(),
                                    result));
                    if (result instanceof Input.FenceResult.Stuck) {
                        host.stuck.put(off.level(), off.device());
                        if (!"stuck".equals(host.devices.get(off.level()))) {
                            reaped(cluster, host, off.level());
                        }
                    }
                });
    }

    /// A program that could not be killed ends when its device does something else.
    static void reaped(ScriptedCluster cluster, HostTruth host, int level) {
        if (host.stuck.remove(level) instanceof DeviceId device) {
            cluster.hear(new Input.FenceReaped(new HostId(host.name), device, cluster.now()));
        }
    }

    private static Input.FenceResult result(
            ScriptedCluster cluster, HostTruth host, int level, String behaviour) {
        if (behaviour.startsWith("fail=")) {
            int left = Integer.parseInt(behaviour.substring(5)) - 1;
            host.devices.put(level, left > 0 ? "fail=" + left : "truth");
            return new Input.FenceResult.Failed("the device said no");
        }
        return switch (behaviour) {
            case "fail" -> new Input.FenceResult.Failed("the device said no");
            case "lie", "on" -> new Input.FenceResult.Failed("off ended well, but it is still on");
            case "off" -> new Input.FenceResult.Confirmed("");
            case "mixed" -> {
                host.devices.put(level, "off");
                yield new Input.FenceResult.Confirmed("");
            }
            case "gone" -> new Input.FenceResult.Unknown("the device does not answer");
            case "hang" -> new Input.FenceResult.Unknown("killed after its timeout");
            case "stuck" -> new Input.FenceResult.Stuck("cannot be killed");
            default -> {
                if (host.power) {
                    host.switchOff();
                    cluster.say("(" + host.name + " is powered off)");
                }
                yield new Input.FenceResult.Confirmed("");
            }
        };
    }
}
