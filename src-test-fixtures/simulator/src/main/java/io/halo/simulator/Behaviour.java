package io.halo.simulator;

/// What one run of a script does.
///
/// @param takes until it ends by itself, in nanoseconds; beyond its timeout it is killed
/// @param code its exit status
/// @param acts whether it does what it is for
/// @param missing never run: there is no such script
/// @param unkillable KILL does not end it: it ends by itself when its time has come
record Behaviour(long takes, int code, boolean acts, boolean missing, boolean unkillable) {
    static Behaviour good(long takes) {
        return new Behaviour(takes, 0, true, false, false);
    }

    static Behaviour fails(long takes, int code) {
        return new Behaviour(takes, code, false, false, false);
    }
}
