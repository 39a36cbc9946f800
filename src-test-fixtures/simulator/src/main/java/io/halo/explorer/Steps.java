package io.halo.explorer;

import java.util.Arrays;

/// Step numbers as what matters of them: which turning points of the group they come before.
final class Steps {
    private long[] points = new long[16];
    private int count;

    void point(long step) {
        if (count == points.length) {
            points = Arrays.copyOf(points, count * 2);
        }
        points[count++] = step;
    }

    void sort() {
        Arrays.sort(points, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || points[distinct - 1] != points[i]) {
                points[distinct++] = points[i];
            }
        }
        count = distinct;
    }

    long place(long step) {
        int before = 0;
        while (before < count && points[before] < step) {
            before++;
        }
        return 2L * before + (before < count && points[before] == step ? 1 : 0);
    }
}
