package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;
import static io.halo.core.model.Sighting.State.UNKNOWN;
import static io.halo.core.plan.Situation.NOW;
import static io.halo.core.plan.Situation.ago;
import static io.halo.core.plan.Situations.death;
import static io.halo.core.plan.Situations.note;
import static io.halo.core.plan.Situations.off;
import static io.halo.core.plan.Situations.planFence;
import static io.halo.core.plan.Situations.powerOff;
import static io.halo.core.plan.Situations.record;
import static io.halo.core.plan.Situations.retry;
import static io.halo.core.plan.Situations.spawn;
import static io.halo.core.plan.Situations.stopFailure;

import io.halo.core.model.Admin;
import io.halo.core.model.Contact;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.FenceRecord.State;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Examples for [SafetyGuards] and the guards that it names.
final class GuardExamples {
    private GuardExamples() {}

    static List<Example> all() {
        var all = new ArrayList<Example>();
        all.addAll(silent());
        all.addAll(unmanaged());
        all.addAll(host());
        all.addAll(witness());
        all.addAll(mass());
        all.addAll(reason());
        all.addAll(reasonTogether());
        all.addAll(budget());
        return all;
    }

    private static List<Example> silent() {
        return List.of(
                new Example(
                        "silent",
                        "fence a host that is only suspected",
                        death(),
                        death().suspect("a")),
                new Example(
                        "silent",
                        "fence a host that lives but does not serve",
                        death(),
                        notServing(death())),
                new Example(
                        "silent",
                        "fence a host about which nothing can be told",
                        death(),
                        death().reach(
                                        "a",
                                        Duration.ofSeconds(12),
                                        new Reach.CannotTell(ago(2), "too many open files"))),
                new Example(
                        "silent",
                        "fence a host that was never seen",
                        death(),
                        death().host(
                                        "a",
                                        it ->
                                                it.withContact(
                                                        Contact.unheard(false, null, ago(60))))),
                new Example(
                        "silent",
                        "fence a host that answered an old request within dead_after",
                        death(),
                        death().reach(
                                        "a",
                                        Duration.ofMillis(9_999),
                                        new Reach.Silent(NOW.minusMillis(1500), "no answer"))),
                new Example(
                        "silent",
                        "run the fence of a host that answered late",
                        spawn(),
                        heard(spawn())),
                new Example(
                        "silent",
                        "try again on a host that is connected",
                        notServing(retry()),
                        retry().up("a")),
                new Example(
                        "silent",
                        "try again on a host that is only suspected",
                        retry(),
                        retry().suspect("a")),
                new Example(
                        "silent",
                        "fence a connected host where no stop failed",
                        stopFailure(),
                        stopFailure()
                                .group("p", it -> it.withStopFailed(new HostId("a"), null))
                                .seen("a", "p", UNKNOWN)));
    }

    private static Situation notServing(Situation it) {
        return it.reach(
                "a",
                Duration.ofSeconds(12),
                new Reach.AliveNotServing(ago(2), "connection refused"));
    }

    /// An answer came to a request that was sent after it was declared silent.
    private static Situation heard(Situation it) {
        return it.host(
                "a",
                host ->
                        host.withContact(
                                host.contact()
                                        .alive(
                                                host.contact().reach(),
                                                new Contact.Heard(ago(1), ago(1)))));
    }

    private static List<Example> unmanaged() {
        Situation onOther = death().group("q", Situations::unmanaged).seen("b", "q", RUNNING);
        Situation tryAgain = retry().group("q", Situations::unmanaged);
        return List.of(
                new Example(
                        "unmanaged",
                        "fence where an unmanaged group may be",
                        onOther,
                        death().group("q", Situations::unmanaged)),
                new Example(
                        "unmanaged",
                        "fence where a held group may be",
                        onOther,
                        death().group("q", it -> it.withHeld(new GroupView.Held("changed", null)))
                                .hosted("q", "a")),
                new Example(
                        "unmanaged",
                        "try again where an unmanaged group may be",
                        tryAgain.seen("b", "q", RUNNING),
                        tryAgain));
    }

    private static List<Example> host() {
        var confirmed = new State.Confirmed(0, ago(100));
        return List.of(
                new Example(
                        "latch",
                        "fence a host again that was fenced before",
                        death(),
                        death().host("a", it -> it.withFence(record("a", confirmed)))),
                new Example(
                        "maintenance",
                        "fence a host in maintenance",
                        death(),
                        death().host("a", it -> it.withAdmin(new Admin.Maintenance(null, note())))),
                new Example(
                        "maintenance",
                        "fence a deactivated host that holds nothing",
                        death().host("a", it -> it.withAdmin(new Admin.Inactive(note()))),
                        waitsFor("a").host("a", it -> it.withAdmin(new Admin.Inactive(note())))),
                new Example(
                        "maintenance",
                        "try again on a host in maintenance",
                        retry(),
                        retry().host("a", it -> it.withAdmin(new Admin.Maintenance(null, note())))),
                new Example(
                        "stranding",
                        "fence a living host one of whose groups has nowhere to go",
                        death().hosted("w", "a"),
                        stopFailure().hosted("w", "a")));
    }

    /// p was never placed; a start of it was sent to that host, and nobody knows how it ended.
    private static Situation waitsFor(String host) {
        return death().group("p", it -> it.withHosted(Collections.emptySortedMap(), null))
                .starting(host, "p", "p", new Operation.State.Unknown("timed out", 85));
    }

    private static List<Example> witness() {
        return List.of(
                new Example(
                        "witness",
                        "fence before a receiver has answered",
                        death(),
                        death().host("b", it -> answered(it, NOW.minusMillis(1600), null))),
                new Example(
                        "witness",
                        "rely on a witness that was unheard itself",
                        gap(death(), 10_000),
                        gap(death(), 9_999)),
                new Example(
                        "witness",
                        "rely on a witness that this manager has just met",
                        firstMet(10_000),
                        firstMet(9_999)));
    }

    /// The host was heard again so long ago, while a was silent already.
    private static Situation gap(Situation it, long millis) {
        return it.host("b", host -> answered(host, NOW.minusMillis(100), NOW.minusMillis(millis)));
    }

    /// The manager was started 20 s ago; a has not answered it yet, b answered first so long ago.
    private static Situation firstMet(long millis) {
        var silent = new Reach.Silent(ago(10), "not heard since the manager started");
        return death().host(
                        "a",
                        it ->
                                it.withContact(
                                        Contact.unheard(true, null, ago(20)).withReach(silent)))
                .host(
                        "b",
                        it -> {
                            var old = (Reach.Up) it.contact().reach();
                            var up =
                                    new Reach.Up(
                                            old.instance(), old.boot(), NOW.minusMillis(millis));
                            var heard =
                                    new Contact.Heard(NOW.minusMillis(101), NOW.minusMillis(100));
                            return it.withContact(
                                    Contact.unheard(true, null, ago(20))
                                            .answered(up, heard, null, true));
                        });
    }

    private static HostView answered(HostView host, Instant sentAt, @Nullable Instant gapEnded) {
        var up = (Reach.Up) host.contact().reach();
        return host.withContact(
                Contact.unheard(true, null, ago(3600))
                        .answered(
                                up,
                                new Contact.Heard(sentAt, NOW.minusMillis(1000)),
                                gapEnded,
                                true));
    }

    private static List<Example> mass() {
        var declared = new Reach.Silent(ago(3), "no answer");
        Situation over = death().reach("a", Duration.ofSeconds(13), declared);
        Situation three =
                over.reach("c", Duration.ofSeconds(13), declared)
                        .reach("d", Duration.ofSeconds(13), declared);
        return List.of(
                new Example(
                        "mass",
                        "fence while others may answer yet",
                        over.suspect("c"),
                        death().suspect("c")),
                new Example(
                        "mass",
                        "fence one of three of five that fell silent together",
                        three.host("d", it -> it.withPower(off(1, Power.Witness.DEVICE)))
                                .host("c", it -> it.withPower(off(1, Power.Witness.DEVICE))),
                        three),
                new Example(
                        "mass",
                        "fence one of three that fell silent within dead_after",
                        three.reach("c", Duration.ofMillis(23001), declared),
                        three.reach("c", Duration.ofSeconds(23), declared)),
                new Example(
                        "mass",
                        "fence one of two of three that fell silent together",
                        over.reach("c", Duration.ofSeconds(13), declared),
                        longSilent(longSilent(over, "d"), "e")
                                .reach("c", Duration.ofSeconds(13), declared)),
                new Example(
                        "mass",
                        "fence one of three of seven that fell silent together",
                        over.reach("c", Duration.ofSeconds(13), declared).up("f").up("g"),
                        three.up("f").up("g")));
    }

    private static List<Example> reason() {
        Situation three = death().plan(planFence("a"));
        return List.of(
                new Example(
                        "reason",
                        "fence a host that no group waits for",
                        three,
                        three.group("p", it -> it.withHosted(Collections.emptySortedMap(), null))
                                .hosted("p", "b")
                                .seen("b", "p", RUNNING)
                                .seen("b", "q", RUNNING)),
                new Example(
                        "reason",
                        "fence for a group that is to be stopped",
                        three.group(
                                "q", it -> it.withDesired(new GroupView.Desired.Stopped(note()))),
                        three.group(
                                        "p",
                                        it -> it.withDesired(new GroupView.Desired.Stopped(note())))
                                .group(
                                        "q",
                                        it ->
                                                it.withDesired(
                                                        new GroupView.Desired.Stopped(note())))),
                new Example(
                        "reason",
                        "fence a host that is not the only one a start waits to hear of",
                        bystander("a"),
                        bystander("a", "b")),
                new Example(
                        "reason",
                        "fence a host that a power-off waits for which is not proven any more",
                        bystander(59, "a"),
                        bystander(61, "a")),
                new Example(
                        "reason",
                        "fence a host of which only a group that is to be stopped waits to hear",
                        bystander("a"),
                        bystander("a")
                                .group(
                                        "q",
                                        it ->
                                                it.withDesired(
                                                        new GroupView.Desired.Stopped(note())))),
                new Example(
                        "reason",
                        "try again when the group runs elsewhere",
                        retry().seen("b", "q", RUNNING),
                        retry().seen("b", "p", RUNNING).seen("b", "q", RUNNING)),
                new Example(
                        "reason",
                        "try again when the group was seen elsewhere since it is managed",
                        retry().seen("b", "p", RUNNING)
                                .seen("b", "q", RUNNING)
                                .group("p", it -> it.newGeneration(91)),
                        retry().seen("b", "p", RUNNING, 91)
                                .seen("b", "q", RUNNING)
                                .group("p", it -> it.newGeneration(91))),
                new Example(
                        "reason",
                        "cycle a host that is the place of no lone group",
                        cycle().hosted("l", "c"),
                        cycle()),
                new Example(
                        "reason",
                        "cycle a host whose group could go elsewhere",
                        deathOfD(FenceRecord.Kind.OFF),
                        deathOfD(FenceRecord.Kind.CYCLE)));
    }

    /// p runs on b, and a has nothing; q ran on e, which was powered off, and these were there and
    /// are not heard since.
    private static Situation bystander(String... silent) {
        return bystander(10, silent);
    }

    /// e was said to be off so long ago.
    private static Situation bystander(long seconds, String... silent) {
        return longSilent(death(), "e")
                .reach("a", Duration.ofSeconds(90), new Reach.Silent(ago(80), "no answer"))
                .host("e", it -> it.withPower(off(seconds, Power.Witness.DEVICE, silent)))
                .group("p", it -> it.withHosted(Collections.emptySortedMap(), null))
                .hosted("p", "b")
                .seen("b", "p", RUNNING)
                .hosted("q", "e")
                .seen("a", "q", STOPPED);
    }

    /// p ran on a, and a start of it on e was not resolved: for p, a is only of use if e is off
    /// too.
    private static Situation two() {
        var declared = new Reach.Silent(ago(3), "no answer");
        return death().reach("a", Duration.ofSeconds(13), declared)
                .reach("e", Duration.ofSeconds(13), declared)
                .host("e", it -> it.withAdmin(new Admin.Active()))
                .group("p", it -> it.withHosted(Collections.emptySortedMap(), null))
                .hosted("p", "e")
                .hosted("p", "a")
                .seen("b", "q", RUNNING);
    }

    private static List<Example> reasonTogether() {
        var latched = record("e", new State.Confirmed(0, ago(100)));
        var untold = record("e", new State.Planned());
        return List.of(
                new Example(
                        "reason",
                        "fence for a group that another host may hold, which may answer yet",
                        two(),
                        two().suspect("e")),
                new Example(
                        "reason",
                        "fence for a group that another host may hold, which cannot be fenced",
                        two(),
                        two().host("e", it -> proof(it, "e", new DeviceProof.Unproven()))),
                new Example(
                        "reason",
                        "fence for a group that another host may hold, whose device hangs",
                        two(),
                        two().host(
                                        "e",
                                        it ->
                                                it.withDevice(
                                                        Situations.device("e"),
                                                        it.level(0).getValue().abandoned(true)))),
                new Example(
                        "reason",
                        "fence for a group that another host may hold, which was fenced in vain",
                        two().suspect("e").host("e", it -> it.withFence(untold)),
                        two().host("e", it -> it.withFence(latched))));
    }

    private static HostView proof(HostView host, String name, DeviceProof proof) {
        return host.withDevice(Situations.device(name), host.level(0).getValue().withProof(proof));
    }

    private static Situation longSilent(Situation it, String host) {
        return it.reach(host, Duration.ofSeconds(60), new Reach.Silent(ago(50), "no answer"));
    }

    private static Situation deathOfD(FenceRecord.Kind kind) {
        return death().silent("d")
                .reach("a", Duration.ofSeconds(60), new Reach.Silent(ago(50), "no answer"))
                .hosted("r", "d")
                .plan(Situations.planFence("d", kind));
    }

    /// c, host of lone groups, is to be powered off and on.
    private static Situation cycle() {
        return death().silent("c")
                .reach("a", Duration.ofSeconds(60), new Reach.Silent(ago(50), "no answer"))
                .host(
                        "c",
                        it ->
                                it.withFence(
                                        record(
                                                "c",
                                                FenceRecord.By.AUTO,
                                                FenceRecord.Kind.CYCLE,
                                                new State.Planned())))
                .plan(powerOff("c", 1, "d"));
    }

    private static List<Example> budget() {
        Situation planned = death();
        return List.of(
                new Example(
                        "budget",
                        "open a fifth record within an hour",
                        planned.world(it ->
                                it.withFencesStarted(List.of(ago(3601), ago(3), ago(2), ago(1)))),
                        planned.world(it ->
                                it.withFencesStarted(List.of(ago(3599), ago(3), ago(2), ago(1))))),
                new Example(
                        "budget",
                        "open a fifth record in the plan that opens the fourth",
                        fourth(3601),
                        fourth(3599)),
                new Example(
                        "budget",
                        "run a third program in the plan that runs the second",
                        second(),
                        running(second(), "e")),
                new Example(
                        "budget",
                        "run a third program at once",
                        running(spawn(), "c"),
                        running(running(spawn(), "c"), "d")),
                new Example(
                        "budget",
                        "try again while two programs run",
                        running(retry(), "c"),
                        running(running(retry(), "c"), "d")));
    }

    /// a and d are dead; the oldest of three records is so old.
    private static Situation fourth(long oldest) {
        var declared = new Reach.Silent(ago(3), "no answer");
        return death().reach("a", Duration.ofSeconds(13), declared)
                .reach("d", Duration.ofSeconds(13), declared)
                .hosted("r", "d")
                .world(it -> it.withFencesStarted(List.of(ago(oldest), ago(2), ago(1))))
                .plan(planFence("d"), planFence("a"));
    }

    /// The programs of both are run.
    private static Situation second() {
        return fourth(3601)
                .host("a", it -> it.withFence(record("a", new State.Planned())))
                .host("d", it -> it.withFence(record("d", new State.Planned())))
                .plan(powerOff("d", 1, "c"), powerOff("a", 1, "b", "e"));
    }

    private static Situation running(Situation it, String host) {
        return it.host(
                host,
                view ->
                        view.withFence(
                                record(
                                        host,
                                        new State.Running(
                                                1, 0, ago(1), Situations.hosts(), null))));
    }
}
