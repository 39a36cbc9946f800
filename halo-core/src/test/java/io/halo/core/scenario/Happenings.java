package io.halo.core.scenario;

import java.util.List;

/// What a scenario can make happen to servers, scripts and fence devices.
final class Happenings {
    private Happenings() {}

    static void of(ScriptedCluster cluster, String verb, List<String> words) {
        HostTruth host = cluster.host(words.getFirst());
        List<String> rest = words.subList(1, words.size());
        switch (verb) {
            // running a zp0 t1: these run there, whoever started them
            case "running" -> host.running.addAll(rest);
            case "stopped" -> rest.forEach(host.running::remove);
            // lose a: no answer any more; lose a no-route: it says so at once
            case "lose" -> host.net = rest.isEmpty() ? "lost" : rest.getFirst();
            case "heal" -> host.net = "ok";
            // late a 900ms: its answers to heartbeats are on their way so long
            case "late" -> host.late = Scenario.span(rest.getFirst());
            // kill a: the agent dies, the server lives and refuses; its connections are closed
            case "kill" -> {
                host.net = "refuse";
                Agents.closed(cluster, host);
            }
            // agent a: a new agent process on the same boot
            case "agent" -> {
                host.net = "ok";
                host.process++;
                if (!host.durable) {
                    host.working.clear();
                }
            }
            // reboot a: everything stopped there, new boot, answers at once
            case "reboot" -> {
                host.switchOff();
                host.switchOn();
            }
            // power a on|off: by hand
            case "power" -> {
                if (rest.getFirst().equals("on")) {
                    host.switchOn();
                } else {
                    host.switchOff();
                }
            }
            // device a fail=2, device a lie 1: what its fence device does, at level 0 or the named
            // one
            case "device" -> {
                int level = rest.size() > 1 ? Integer.parseInt(rest.get(1)) : 0;
                host.devices.put(level, rest.getFirst());
                Agents.reaped(cluster, host, level);
            }
            // script a start zp0 exit=1; `ok` ends it
            case "script" -> {
                String key = rest.get(0) + " " + rest.get(1);
                if (rest.get(2).equals("ok")) {
                    host.scripts.remove(key);
                } else {
                    host.scripts.put(key, rest.get(2));
                }
            }
            case "memory" -> host.durable = rest.getFirst().equals("durable");
            // epoch a 9: the agent has obeyed a newer manager
            case "epoch" -> {
                host.epoch = Long.parseLong(rest.getFirst());
                host.obeyed = "other";
            }
            default -> throw new IllegalArgumentException("unknown command: " + verb);
        }
    }
}
