package io.halo.agent.operation;

/// A request's place in the order of everything that managers sent to this server.
record Rank(long epoch, long sequence) implements Comparable<Rank> {
    static final Rank LOWEST = new Rank(0, 0);

    @Override
    public int compareTo(Rank other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    boolean isAbove(Rank other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return epoch + "/" + sequence;
    }
}
