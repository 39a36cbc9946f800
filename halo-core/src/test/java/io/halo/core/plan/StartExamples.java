package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.CANNOT_RUN;
import static io.halo.core.model.Sighting.State.FAILED;
import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;
import static io.halo.core.model.Sighting.State.UNKNOWN;
import static io.halo.core.plan.Situation.NOW;
import static io.halo.core.plan.Situation.ago;
import static io.halo.core.plan.Situations.afterFence;
import static io.halo.core.plan.Situations.coldStart;
import static io.halo.core.plan.Situations.note;
import static io.halo.core.plan.Situations.off;
import static io.halo.core.plan.Situations.operate;
import static io.halo.core.plan.Situations.record;
import static io.halo.core.plan.Situations.start;

import io.halo.core.model.Admin;
import io.halo.core.model.Contact;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Examples for the rules about roots in [SafetyStarts].
final class StartExamples {
    private StartExamples() {}

    static List<Example> all() {
        var all = new ArrayList<Example>();
        all.addAll(seen());
        all.addAll(power());
        all.addAll(plan());
        all.addAll(target());
        return all;
    }

    private static List<Example> seen() {
        Situation cold = coldStart();
        Situation lost = cold.suspect("b");
        var unknown = new Operation.State.Unknown("timed out", 85);
        return List.of(
                new Example(
                        "clear", "start beside a running root", cold, cold.seen("b", "p", RUNNING)),
                new Example(
                        "clear", "start beside a root that may run", cold, cold.doubtful("b", "p")),
                new Example(
                        "clear", "start beside a failed root", cold, cold.seen("b", "p", FAILED)),
                new Example(
                        "clear",
                        "start beside a root of which nothing is known",
                        cold,
                        cold.seen("b", "p", UNKNOWN)),
                new Example(
                        "clear",
                        "start although no script can tell",
                        cold,
                        cold.seen("b", "p", CANNOT_RUN)),
                new Example(
                        "clear",
                        "start beside a running member",
                        cold,
                        cold.seen("b", "t", RUNNING)),
                new Example(
                        "clear", "start beside a failed member", cold, cold.seen("b", "t", FAILED)),
                new Example(
                        "clear",
                        "start while another host may hold it",
                        cold.hosted("p", "a"),
                        cold.hosted("p", "b")),
                new Example(
                        "clear",
                        "start while a host that is no candidate may hold it",
                        cold,
                        cold.hosted("p", "c").seen("c", "p", STOPPED)),
                new Example(
                        "clear",
                        "start while a host that was removed may hold it",
                        cold,
                        cold.hosted("p", "gone")),
                new Example(
                        "clear",
                        "start while a silent host may hold it",
                        afterFence(),
                        afterFence()
                                .host(
                                        "a",
                                        it ->
                                                it.withPower(
                                                        new Power.Unknown(ago(5), "no answer")))),
                new Example(
                        "clear",
                        "start while a host that was said to be on may hold it",
                        afterFence(),
                        afterFence().host("a", it -> it.withPower(new Power.On(ago(5))))),
                new Example(
                        "clear",
                        "start beside a host that this manager has only begun to ask",
                        firstAsked(2500),
                        firstAsked(2499)),
                new Example(
                        "current",
                        "start with a sighting from before the need",
                        cold.group("p", it -> needed(it, 90)),
                        cold.group("p", it -> needed(it, 91))),
                new Example(
                        "current",
                        "start with a sighting of an older generation",
                        lost.group("p", it -> it.newGeneration(90)),
                        lost.group("p", it -> it.newGeneration(91))),
                new Example(
                        "current",
                        "start with a sighting from before the last operation ended",
                        lost.group("p", it -> it.operationEnded(new HostId("b"), 90)),
                        lost.group("p", it -> it.operationEnded(new HostId("b"), 91))),
                new Example(
                        "unresolved",
                        "start while a start elsewhere is under way",
                        cold,
                        cold.starting("b", "p", "t", new Operation.State.InFlight())),
                new Example(
                        "unresolved",
                        "start while nobody knows how one elsewhere ended",
                        cold,
                        cold.starting("b", "p", "t", unknown)),
                new Example(
                        "unresolved",
                        "start while a shared member is being started for it elsewhere",
                        cold.starting("b", "q", "n", unknown),
                        cold.starting("b", "p", "n", unknown)));
    }

    private static GroupView needed(GroupView group, long step) {
        return group.seen(new HostId("a"), 50).seen(null, step);
    }

    /// The manager was started so long ago, and a device says already that a is off.
    private static Situation firstAsked(long millis) {
        return afterFence()
                .host(
                        "a",
                        it -> it.withContact(Contact.unheard(true, null, NOW.minusMillis(millis))));
    }

    private static List<Example> power() {
        Situation fenced = afterFence();
        Situation vouched =
                fenced.host("a", it -> unproven(it).withPower(off(300, Power.Witness.OPERATOR)))
                        .reach(
                                "a",
                                Duration.ofMinutes(15),
                                new Reach.Silent(ago(890), "no answer"));
        Situation bSilent = fenced.silent("b");
        return List.of(
                new Example(
                        "proof",
                        "rely on a device that has proven nothing",
                        fenced,
                        fenced.host("a", StartExamples::unproven)),
                new Example(
                        "proof",
                        "rely on a device that is not to be trusted",
                        vouched,
                        vouched.host("a", it -> it.withPower(off(10, Power.Witness.DEVICE)))),
                new Example(
                        "proof", "rely on what a device said 61 s ago", longOff(60), longOff(61)),
                new Example(
                        "bystanders-heard",
                        "rely on it before all bystanders were heard",
                        fenced.host("a", it -> it.withPower(off(10, Power.Witness.DEVICE, "b"))),
                        fenced.up("b")
                                .host("b", StartExamples::heardEarlier)
                                .host("a", it -> it.withPower(off(10, Power.Witness.DEVICE, "b")))),
                new Example(
                        "bystanders-heard",
                        "rely on it when a bystander is not configured any more",
                        fenced,
                        fenced.host(
                                "a", it -> it.withPower(off(10, Power.Witness.DEVICE, "gone")))),
                new Example(
                        "bystanders-heard",
                        "rely on it while a bystander was only found off",
                        bystanderOff(bSilent, Power.Witness.OPERATOR),
                        bystanderOff(bSilent, Power.Witness.DEVICE)),
                new Example(
                        "power-returned",
                        "rely on a power-off after which the host answered",
                        fenced,
                        fenced.host("a", it -> it.withPower(off(26, Power.Witness.DEVICE)))),
                new Example(
                        "power-returned",
                        "rely on it while a fence program is at work",
                        fenced,
                        fenced.host(
                                "a",
                                it ->
                                        it.withFence(
                                                record(
                                                        "a",
                                                        new FenceRecord.State.Running(
                                                                2,
                                                                0,
                                                                ago(1),
                                                                Situations.hosts(),
                                                                null))))),
                new Example(
                        "power-returned",
                        "rely on it while a fence program cannot be killed",
                        fenced,
                        fenced.host(
                                "a",
                                it ->
                                        it.withFence(
                                                record(
                                                        "a",
                                                        new FenceRecord.State.Abandoned(
                                                                2, 0, ago(1)))))));
    }

    private static HostView unproven(HostView host) {
        return host.withDevice(
                Situations.device("a"),
                host.level(0).getValue().withProof(new DeviceProof.Unproven()));
    }

    private static Situation longOff(long seconds) {
        return afterFence()
                .reach("a", Duration.ofSeconds(100), new Reach.Silent(ago(90), "no answer"))
                .host("a", it -> it.withPower(off(seconds, Power.Witness.DEVICE)));
    }

    /// Its newest answer is to a request that was sent before the power-off was confirmed.
    private static HostView heardEarlier(HostView host) {
        Contact contact = Contact.unheard(true, null, ago(3600));
        var up = (Reach.Up) host.contact().reach();
        return host.withContact(
                contact.answered(up, new Contact.Heard(ago(11), ago(1)), null, true));
    }

    /// r ran on d: it starts on c, while b (a bystander of another set) plays no part.
    private static Situation bystanderOff(Situation base, Power.Witness by) {
        return base.hosted("r", "d")
                .reach("d", Duration.ofSeconds(100), new Reach.Silent(ago(90), "no answer"))
                .reach("b", Duration.ofSeconds(100), new Reach.Silent(ago(90), "no answer"))
                .host("d", it -> it.withPower(off(10, Power.Witness.DEVICE, "b")))
                .host("b", it -> it.withPower(off(20, by)))
                .plan(start("r", "r", "c"));
    }

    private static List<Example> plan() {
        Situation cold = coldStart();
        Situation noStore = cold.manager(it -> it.withStoreFailure("no space left"));
        return List.of(
                new Example(
                        "one-place",
                        "start on both hosts in one plan",
                        cold.plan(start("p", "p", "a"), start("q", "q", "b")),
                        cold.plan(start("p", "p", "a"), start("p", "p", "b"))),
                new Example(
                        "one-place",
                        "stop there and start here in one plan",
                        cold.plan(
                                operate("q", "q", "b", Operation.Kind.STOP, 1),
                                start("p", "p", "a")),
                        cold.plan(
                                operate("p", "t", "b", Operation.Kind.STOP, 1),
                                start("p", "p", "a"))),
                new Example(
                        "one-place",
                        "start the root here and a member there",
                        cold.plan(
                                start("p", "p", "a"),
                                operate("p", "t", "a", Operation.Kind.START, 2)),
                        cold.plan(start("p", "p", "a"), start("p", "t", "b"))),
                new Example(
                        "recorded",
                        "start without a row where none can be written",
                        noStore.hosted("p", "a"),
                        noStore),
                new Example(
                        "recorded",
                        "start where it was not last without a store",
                        cold.hosted("p", "a")
                                .hosted("p", "b")
                                .group("p", it -> it.notHostedOn(new HostId("b"))),
                        noStore.hosted("p", "a")
                                .hosted("p", "b")
                                .group("p", it -> it.notHostedOn(new HostId("b")))),
                new Example(
                        "wanted",
                        "start what is to be stopped",
                        cold,
                        cold.group(
                                "p", it -> it.withDesired(new GroupView.Desired.Stopped(note())))));
    }

    private static List<Example> target() {
        Situation cold = coldStart();
        Situation latched =
                cold.host(
                        "a",
                        it ->
                                it.withFence(
                                        record(
                                                "a",
                                                new FenceRecord.State.Returned(
                                                        ago(60), "it answers"))));
        Situation alone = latched.suspect("b");
        return List.of(
                new Example(
                        "target",
                        "start on a deactivated host",
                        cold,
                        cold.host("a", it -> it.withAdmin(new Admin.Inactive(note())))),
                new Example(
                        "target",
                        "start on a host in maintenance",
                        cold,
                        cold.host(
                                "a",
                                it ->
                                        it.withAdmin(
                                                new Admin.Maintenance(
                                                        NOW.plusSeconds(60), note())))),
                new Example(
                        "target",
                        "start on a host with an open fence",
                        cold,
                        cold.host(
                                "a",
                                it ->
                                        it.withFence(
                                                record(
                                                        "a",
                                                        new FenceRecord.State.Unknown(
                                                                1, 0, "killed", NOW))))),
                new Example(
                        "target",
                        "start on a host that is no candidate",
                        cold,
                        cold.plan(start("p", "p", "c"))),
                new Example(
                        "last-resort", "start on a fenced host beside a receiver", alone, latched),
                new Example(
                        "last-resort",
                        "start on a fenced host beside one on which two looks told nothing",
                        latched.lookedInVain("b", "t", 3),
                        latched.lookedInVain("b", "t", 2)),
                new Example(
                        "last-resort",
                        "start on a fenced host beside an active host",
                        latched.host("b", it -> it.withAdmin(new Admin.Inactive(note()))),
                        latched));
    }
}
