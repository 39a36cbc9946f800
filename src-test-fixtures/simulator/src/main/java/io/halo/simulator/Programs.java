package io.halo.simulator;

import java.util.TreeMap;

/// Fence programs that run, on whatever manager's machine.
final class Programs {
    private final Dice dice;
    private final TreeMap<String, Boolean> mayAct = new TreeMap<>();
    private int count;

    Programs(Dice dice) {
        this.dice = dice;
    }

    String begin() {
        String name = "program-" + ++count;
        mayAct.put(name, true);
        return name;
    }

    /// A program that was killed may have done its work already: the device acts, or not.
    void kill(String name) {
        mayAct.computeIfPresent(name, (_, _) -> dice.chance(0.5));
    }

    void end(String name) {
        mayAct.remove(name);
    }

    boolean mayAct(String name) {
        return mayAct.getOrDefault(name, false);
    }
}
