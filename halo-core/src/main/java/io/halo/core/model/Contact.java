package io.halo.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything heard, and not heard, from a host.
///
/// @param everSeen whether it has answered any manager that used this state file; durable
/// @param quietSince silence is measured from here: the last sign of life, or the manager's start,
///   plus pauses of the manager
/// @param failuresDemanded beats that must still fail before silence counts (two after a pause of
///   the manager)
/// @param answered the newest answer accepted at our epoch, or null
/// @param alive the newest sign of life of any kind (a refusal is one in normal mode), or null
/// @param gapEnded when it was last heard again after missing beats, or null
/// @param lastInstance the agent process heard last, or null
/// @param lastBoot the boot heard last, or null
/// @param durableMemory whether the agent can keep its memory over its own restart
/// @param incident names what began when contact was lost, until it answers again, or null
public record Contact(
        Reach reach,
        boolean everSeen,
        Instant quietSince,
        int failuresDemanded,
        @Nullable Heard answered,
        @Nullable Heard alive,
        @Nullable Instant gapEnded,
        @Nullable AgentInstance lastInstance,
        @Nullable BootId lastBoot,
        boolean durableMemory,
        @Nullable String incident) {

    /// A host that this manager has not heard yet.
    public static Contact unheard(boolean everSeen, @Nullable BootId lastBoot, Instant now) {
        Reach reach =
                everSeen
                        ? new Reach.Suspect(now, "not heard since the manager started", 0)
                        : new Reach.Connecting(now);
        return new Contact(reach, everSeen, now, 0, null, null, null, null, lastBoot, true, null);
    }

    public boolean connected() {
        return reach instanceof Reach.Up;
    }

    /// Whether this manager, just started, has not heard it yet and has not given it up.
    public boolean awaited() {
        return answered == null
                && (reach instanceof Reach.Connecting || reach instanceof Reach.Suspect);
    }

    public boolean silent() {
        return reach instanceof Reach.Silent;
    }

    /// Whether an answer to a request sent after `moment` was heard, accepted at our epoch.
    public boolean answeredSince(Instant moment) {
        return answered != null && answered.sentAt().isAfter(moment);
    }

    /// Whether any sign of life in answer to a request sent after `moment` was heard.
    public boolean aliveSince(Instant moment) {
        return alive != null && alive.sentAt().isAfter(moment);
    }

    /// Whether a sign of life came after `moment`, however long ago it was asked for.
    public boolean heardSince(Instant moment) {
        return alive != null && alive.at().isAfter(moment);
    }

    public Optional<BootId> boot() {
        return Optional.ofNullable(lastBoot);
    }

    public Contact withReach(Reach next) {
        return new Contact(
                next,
                everSeen,
                quietSince,
                failuresDemanded,
                answered,
                alive,
                gapEnded,
                lastInstance,
                lastBoot,
                durableMemory,
                incident);
    }

    /// Contact is lost, which is part of that incident.
    public Contact lostIn(String what) {
        return new Contact(
                reach,
                everSeen,
                quietSince,
                failuresDemanded,
                answered,
                alive,
                gapEnded,
                lastInstance,
                lastBoot,
                durableMemory,
                what);
    }

    /// Accepted answer of an agent.
    public Contact answered(Reach.Up up, Heard heard, @Nullable Instant gap, boolean durable) {
        return new Contact(
                up,
                true,
                later(heard),
                demandedAfter(heard),
                newer(answered, heard),
                latest(alive, heard),
                gap,
                up.instance(),
                up.boot(),
                durable,
                null);
    }

    /// A sign of life that is no accepted answer.
    public Contact alive(Reach next, Heard heard) {
        return new Contact(
                next,
                everSeen,
                later(heard),
                demandedAfter(heard),
                answered,
                latest(alive, heard),
                gapEnded,
                lastInstance,
                lastBoot,
                durableMemory,
                incident);
    }

    public Contact quietFrom(Instant moment, int failures) {
        return new Contact(
                reach,
                everSeen,
                moment,
                failures,
                answered,
                alive,
                gapEnded,
                lastInstance,
                lastBoot,
                durableMemory,
                incident);
    }

    /// What came before a pause of this process, and is taken in after it, does not bring the pause
    /// back as silence.
    private Instant later(Heard heard) {
        return heard.at().isAfter(quietSince) ? heard.at() : quietSince;
    }

    private int demandedAfter(Heard heard) {
        return heard.at().isBefore(quietSince) ? failuresDemanded : 0;
    }

    /// How long nothing was heard.
    public Duration quietFor(Instant now) {
        return Duration.between(quietSince, now);
    }

    /// However long ago it was asked for, it came now.
    private static Heard latest(@Nullable Heard old, Heard heard) {
        return old == null
                ? heard
                : new Heard(
                        old.sentAt().isAfter(heard.sentAt()) ? old.sentAt() : heard.sentAt(),
                        old.at().isAfter(heard.at()) ? old.at() : heard.at());
    }

    private static Heard newer(@Nullable Heard old, Heard heard) {
        return old != null && old.sentAt().isAfter(heard.sentAt()) ? old : heard;
    }

    /// An answer: when it came, and when the request was sent that it answers.
    public record Heard(Instant sentAt, Instant at) {}
}
