package io.halo.config;

import java.util.Comparator;

/// A place in the file; lines and columns count from 1. Line 0 stands for the file as a whole.
record Position(int line, int column) implements Comparable<Position> {
    static final Position WHOLE_FILE = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
