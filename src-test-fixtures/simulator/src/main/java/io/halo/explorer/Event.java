package io.halo.explorer;

import org.jspecify.annotations.Nullable;

/// One thing that happens next.
///
/// @param host which host it is about, or -1
/// @param thing which resource or group it is about, or -1
/// @param killed whether the manager is killed when it has recorded what it does next, before any
///   of that is sent, and started again
public record Event(Kind kind, int host, int thing, boolean killed) {
    Event(Kind kind, int host, int thing) {
        this(kind, host, thing, false);
    }

    Event thenKilled() {
        return new Event(kind, host, thing, true);
    }

    /// How many of the disturbances that a path may have it takes.
    int cost() {
        return (kind.disturbs ? 1 : 0) + (killed ? 1 : 0);
    }

    /// In words, such as `the link to a is lost`.
    String tell(Names names) {
        @Nullable String about = host < 0 ? null : names.host(host);
        String text =
                kind.words
                        .replace("HOST", about == null ? "" : about)
                        .replace("RESOURCE", kind.ofGroup || thing < 0 ? "" : names.resource(thing))
                        .replace("GROUP", kind.ofGroup && thing >= 0 ? names.group(thing) : "");
        return killed ? text + "; the manager is killed before it sends what follows" : text;
    }

    /// What can happen. What disturbs is counted and bounded; everything else is free.
    public enum Kind {
        TICK("time passes", false),
        LINK_LOST("the link to HOST is lost", true),
        LINK_BACK("the link to HOST is back", false),
        LATE_LOSS("the link to HOST is lost while an answer is on its way", true),
        LATE_ANSWER("that answer of HOST arrives", false),
        AGENT_DIES("the agent on HOST dies", true),
        AGENT_STARTS("the agent on HOST is started", false),
        AGENT_RESTARTS("the agent on HOST is restarted", true),
        REBOOTS("HOST reboots", true),
        POWER_CUT("HOST loses its power", true),
        POWER_ON("HOST is powered on", false),
        DONE("the script of RESOURCE on HOST ends well", false),
        FAILS("the script of RESOURCE on HOST fails and changes nothing", true),
        FAILS_UP("the start of RESOURCE on HOST fails, but it runs", true),
        ANSWER_LOST("the script of RESOURCE on HOST ends well, and the answer is lost", true),
        NOT_SENT("what was meant for RESOURCE on HOST is never sent", true),
        TIMES_OUT("the script of RESOURCE on HOST is killed at its timeout", true),
        NO_ANSWER("no answer about RESOURCE on HOST will come", false),
        OFF_DONE("HOST is powered off by its fence", false),
        OFF_FAILS("the fence of HOST fails", true),
        OFF_UNKNOWN("the fence of HOST has no effect, and its outcome is unknown", true),
        OFF_UNKNOWN_DONE("HOST is powered off by its fence, whose outcome is unknown", true),
        OFF_LATE("the fence of HOST has an unknown outcome and takes effect later", true),
        OFF_LIES("the fence device of HOST says off from now on, whatever is true", true),
        LATE_OFF("that fence of HOST takes effect", false),
        DEVICE_GONE("the fence device of HOST does not answer any more", true),
        DEVICE_BACK("the fence device of HOST answers again", false),
        STOPS("RESOURCE on HOST stops by itself", true),
        BREAKS("RESOURCE on HOST breaks", true),
        HIDES("the monitor of RESOURCE on HOST says stopped though it runs", true),
        RESTART("the manager is restarted", true),
        RESTART_OFF("the manager is restarted; HOST was powered off meanwhile", true),
        PAUSE("the manager is stopped for 30 s", true),
        GROUP_STOP("halo stop GROUP", true, true),
        GROUP_START("halo start GROUP", true, true),
        GROUP_RESTART("halo restart GROUP", true, true),
        UNMANAGE("halo unmanage GROUP", true, true),
        MANAGE("halo manage GROUP", true, true),
        CLEANUP("halo cleanup GROUP", true, true),
        ACTIVATE("halo activate HOST", true),
        DEACTIVATE("halo deactivate HOST", true),
        FAILBACK("halo failback HOST", true),
        FENCE("halo fence HOST", true),
        RESET("halo reset HOST", true),
        CONFIRM_OFF("halo confirm-off HOST", true),
        MAINTENANCE_ON("halo maintenance on HOST", true),
        MAINTENANCE_OFF("halo maintenance off HOST", true);

        final String words;
        final boolean disturbs;
        final boolean ofGroup;

        Kind(String words, boolean disturbs) {
            this(words, disturbs, false);
        }

        Kind(String words, boolean disturbs, boolean ofGroup) {
            this.words = words;
            this.disturbs = disturbs;
            this.ofGroup = ofGroup;
        }

        /// What part of the world it is about.
        public Part part() {
            if (command()) {
                return Part.COMMANDS;
            }
            if (compareTo(STOPS) >= 0) {
                return compareTo(RESTART) >= 0 ? Part.MANAGER : Part.RESOURCES;
            }
            if (compareTo(OFF_DONE) >= 0) {
                return Part.FENCES;
            }
            if (compareTo(DONE) >= 0) {
                return Part.SCRIPTS;
            }
            return compareTo(AGENT_DIES) >= 0 ? Part.SERVERS : Part.LINKS;
        }

        boolean command() {
            return compareTo(GROUP_STOP) >= 0;
        }
    }

    /// Which part of the world may be in trouble.
    public enum Part {
        LINKS,
        SERVERS,
        SCRIPTS,
        FENCES,
        RESOURCES,
        MANAGER,
        COMMANDS
    }
}
