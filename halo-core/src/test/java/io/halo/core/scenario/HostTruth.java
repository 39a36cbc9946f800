package io.halo.core.scenario;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import java.util.TreeMap;
import java.util.TreeSet;

/// A server as it really is, whatever the manager thinks of it.
final class HostTruth {
    final String name;

    /// `ok`, `lost` (no answer), `no-route`, `refuse`, `cannot-tell`
    String net = "ok";

    boolean power = true;
    int boot = 1;
    int process = 1;
    long epoch;
    String obeyed = "";
    boolean durable = true;
    final TreeSet<String> running = new TreeSet<>();

    /// `truth`, `on`, `off` (whatever is true), `lie`, `fail`, `fail=N`, `hang`, `stuck`
    final TreeMap<Integer, String> devices = new TreeMap<>();

    /// `start zp0` to `exit=1`, `hang`, `lost`, `delay=5s`
    final TreeMap<String, String> scripts = new TreeMap<>();

    HostTruth(String name) {
        this.name = name;
    }

    boolean answers() {
        return power && net.equals("ok");
    }

    AgentInstance instance() {
        return new AgentInstance(name + "-p" + process);
    }

    BootId bootId() {
        return new BootId(name + "-b" + boot);
    }

    void switchOff() {
        power = false;
        running.clear();
    }

    void switchOn() {
        if (!power) {
            power = true;
            net = "ok";
            boot++;
            process++;
        }
    }
}
