package io.halo.explorer;

import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.FenceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server as it really is, whatever the manager thinks of it.
final class HostTruth {
    final String name;
    boolean power = true;
    Link link = Link.OK;
    int boot = 1;
    int process = 1;

    /// Resources that run here, and those of them whose monitor says that they have failed.
    int running;

    int broken;

    /// Resources whose monitor says that they do not run though they do.
    int hidden;

    /// Starts and stops whose script runs, or whose answer the manager waits for.
    List<Script> scripts = new ArrayList<>();

    /// Looks that were sent and will not be answered.
    List<LostLook> lostLooks = new ArrayList<>();

    boolean deviceGone;

    /// The device says *off* whatever is true (S3).
    boolean deviceLies;

    /// The fence program that runs, or null.
    @Nullable OffProgram off;

    /// Until when an `off` of unknown outcome may still take effect, or 0.
    long lateOffUntil;

    /// An answer to a heartbeat that is on its way, or null.
    @Nullable LateAnswer late;

    long lostSince;

    /// When the manager was given an answer of it last, and when that request had been sent.
    long heardAt = -1;

    long heardSentAt = -1;

    /// When the manager heard it again after it had not for long.
    long gapEndedAt = -1;

    enum Link {
        OK,
        LOST,
        /// The server refuses connections: no agent.
        REFUSED
    }

    /// @param waited whether the manager waits for its answer
    /// @param agent the process that it was meant for
    /// @param code how it ended, or [#RUNS], or [#NEVER] if it was sent to nobody
    record Script(
            int resource,
            int group,
            boolean start,
            String id,
            int agent,
            boolean waited,
            long deadline,
            int code) {
        static final int RUNS = -1;
        static final int NEVER = -2;

        boolean runs() {
            return code == RUNS;
        }

        Script orphan() {
            return new Script(resource, group, start, id, agent, false, deadline, code);
        }

        Script ended(int how) {
            return new Script(resource, group, start, id, agent, waited, deadline, how);
        }
    }

    record LostLook(int resource, String id, long deadline) {}

    record OffProgram(FenceId fence, int attempt, long deadline) {}

    record LateAnswer(long sentAt, int process, int boot) {}

    HostTruth(String name) {
        this.name = name;
    }

    HostTruth(HostTruth other) {
        name = other.name;
        power = other.power;
        link = other.link;
        boot = other.boot;
        process = other.process;
        running = other.running;
        broken = other.broken;
        hidden = other.hidden;
        scripts = new ArrayList<>(other.scripts);
        lostLooks = new ArrayList<>(other.lostLooks);
        deviceGone = other.deviceGone;
        deviceLies = other.deviceLies;
        off = other.off;
        lateOffUntil = other.lateOffUntil;
        late = other.late;
        lostSince = other.lostSince;
        heardAt = other.heardAt;
        heardSentAt = other.heardSentAt;
        gapEndedAt = other.gapEndedAt;
    }

    boolean answers() {
        return power && link == Link.OK;
    }

    AgentInstance instance(int ofProcess) {
        return new AgentInstance(name + "-p" + ofProcess);
    }

    BootId bootId(int ofBoot) {
        return new BootId(name + "-b" + ofBoot);
    }

    Outcome.Answerer answerer() {
        return new Outcome.Answerer(instance(process), bootId(boot));
    }

    /// The resources that run here or are being started, as bits; nothing without power.
    int occupies() {
        if (!power) {
            return 0;
        }
        int bits = running;
        for (Script script : scripts) {
            if (script.runs() && script.start()) {
                bits |= 1 << script.resource();
            }
        }
        return bits;
    }

    @Nullable Script running(int resource) {
        for (Script script : scripts) {
            if (script.resource() == resource && script.runs()) {
                return script;
            }
        }
        return null;
    }

    void replace(Script old, @Nullable Script next) {
        scripts.remove(old);
        if (next != null) {
            scripts.add(next);
        }
    }

    /// What a script does when it ends well.
    void effect(Script script) {
        int bit = 1 << script.resource();
        if (script.start()) {
            running |= bit;
        } else {
            running &= ~bit;
        }
        broken &= ~bit;
        hidden &= ~bit;
    }

    /// All that ran is gone; who waits for an answer does so in vain.
    void die(long now) {
        running = 0;
        broken = 0;
        hidden = 0;
        var left = new ArrayList<Script>();
        for (Script script : scripts) {
            if (script.waited()) {
                left.add(script.ended(Script.NEVER));
            }
        }
        scripts = left;
        lostSince = now;
    }

    void switchOff(long now) {
        if (power) {
            power = false;
            die(now);
        }
    }

    /// Boots, with an agent.
    void switchOn() {
        power = true;
        link = Link.OK;
        boot++;
        process++;
    }
}
