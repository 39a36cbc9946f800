package io.halo.support.machine;

/// How much a test does that could do more: a little in each build, a lot with `-Plong`.
public final class Effort {
    private Effort() {}

    public static int of(int inEachBuild, int inALongRun) {
        return Boolean.getBoolean("halo.long") ? inALongRun : inEachBuild;
    }
}
