package io.halo.explorer;

import io.halo.explorer.Event.Kind;
import io.halo.explorer.HostTruth.Link;
import io.halo.explorer.HostTruth.Script;
import java.util.ArrayList;
import java.util.List;

/// Everything that can happen next.
final class Choices {
    private final Names names;
    private final Bounds bounds;
    private final Moment moment;
    private final List<Event> events = new ArrayList<>();

    private Choices(Names names, Bounds bounds, Moment moment) {
        this.names = names;
        this.bounds = bounds;
        this.moment = moment;
    }

    static List<Event> of(Names names, Bounds bounds, Moment moment) {
        return new Choices(names, bounds, moment).all();
    }

    private List<Event> all() {
        boolean mayDisturb = moment.truth().disturbances < bounds.disturbances();
        for (int i = 0; i < moment.truth().hosts.length; i++) {
            scripts(i);
            fence(i);
            recoveries(i);
            if (mayDisturb) {
                faults(i);
            }
        }
        if (mayDisturb) {
            commands();
            add(Kind.RESTART, -1, -1);
            add(Kind.PAUSE, -1, -1);
        }
        if (!Waits.overdue(moment)) {
            add(Kind.TICK, -1, -1);
        }
        return events;
    }

    private void add(Kind kind, int host, int thing) {
        var event = new Event(kind, host, thing);
        int left = Math.max(0, bounds.disturbances() - moment.truth().disturbances);
        if (!bounds.kinds().contains(kind) || event.cost() > left) {
            return;
        }
        events.add(event);
        boolean manages =
                kind == Kind.TICK
                        || kind == Kind.DONE
                        || kind == Kind.OFF_DONE
                        || kind == Kind.NO_ANSWER
                        || kind.command();
        if (manages && bounds.kinds().contains(Kind.RESTART) && event.cost() < left) {
            events.add(event.thenKilled());
        }
    }

    private HostTruth host(int index) {
        return moment.truth().hosts[index];
    }

    private void scripts(int index) {
        HostTruth host = host(index);
        for (Script script : host.scripts) {
            int resource = script.resource();
            if (script.runs()) {
                add(Kind.DONE, index, resource);
                add(Kind.FAILS, index, resource);
                if (script.start()) {
                    add(Kind.FAILS_UP, index, resource);
                }
                if (script.waited() && host.answers()) {
                    add(Kind.ANSWER_LOST, index, resource);
                    add(Kind.NOT_SENT, index, resource);
                    add(Kind.TIMES_OUT, index, resource);
                }
            }
            if (script.waited() && !host.answers()) {
                add(Kind.NO_ANSWER, index, resource);
            }
        }
    }

    private void fence(int index) {
        HostTruth host = host(index);
        if (host.off != null) {
            if (host.deviceGone) {
                events.add(new Event(Kind.OFF_UNKNOWN, index, -1));
            } else {
                add(Kind.OFF_DONE, index, -1);
                add(Kind.OFF_FAILS, index, -1);
                add(Kind.OFF_UNKNOWN, index, -1);
                add(Kind.OFF_UNKNOWN_DONE, index, -1);
                add(Kind.OFF_LATE, index, -1);
            }
            add(Kind.RESTART_OFF, index, -1);
        }
        if (host.lateOffUntil > 0 && host.power) {
            add(Kind.LATE_OFF, index, -1);
        }
        if (host.deviceGone) {
            add(Kind.DEVICE_BACK, index, -1);
        }
    }

    private void recoveries(int index) {
        HostTruth host = host(index);
        if (host.late != null) {
            add(Kind.LATE_ANSWER, index, -1);
        }
        if (!host.power) {
            add(Kind.POWER_ON, index, -1);
        } else if (host.link == Link.LOST) {
            add(Kind.LINK_BACK, index, -1);
        } else if (host.link == Link.REFUSED) {
            add(Kind.AGENT_STARTS, index, -1);
        }
    }

    private void faults(int index) {
        HostTruth host = host(index);
        if (host.power) {
            add(Kind.POWER_CUT, index, -1);
            add(Kind.REBOOTS, index, -1);
            if (host.link == Link.OK) {
                add(Kind.LINK_LOST, index, -1);
                add(Kind.LATE_LOSS, index, -1);
                add(Kind.AGENT_DIES, index, -1);
            }
            if (host.link != Link.REFUSED) {
                add(Kind.AGENT_RESTARTS, index, -1);
            }
            for (int i = 0; i < names.resources.size(); i++) {
                if ((host.running & ~host.broken & ~host.hidden & 1 << i) != 0) {
                    add(Kind.STOPS, index, i);
                    add(Kind.BREAKS, index, i);
                    add(Kind.HIDES, index, i);
                }
            }
        }
        if (!host.deviceGone && !host.deviceLies) {
            add(Kind.DEVICE_GONE, index, -1);
            add(Kind.OFF_LIES, index, -1);
        }
    }

    private void commands() {
        for (Kind kind : Kind.values()) {
            if (kind.command()) {
                int count = kind.ofGroup ? names.groups.size() : names.hosts.size();
                for (int i = 0; i < count; i++) {
                    add(kind, kind.ofGroup ? -1 : i, kind.ofGroup ? i : -1);
                }
            }
        }
    }
}
