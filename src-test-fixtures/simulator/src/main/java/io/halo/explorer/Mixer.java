package io.halo.explorer;

import org.jspecify.annotations.Nullable;

/// A 64-bit hash of a sequence of numbers.
final class Mixer {
    private long state = 0x243F6A8885A308D3L;

    Mixer add(long value) {
        state = (state ^ value) * 0x9E3779B97F4A7C15L;
        state ^= state >>> 29;
        return this;
    }

    Mixer add(boolean value) {
        return add(value ? 1 : 2);
    }

    Mixer add(Enum<?> value) {
        return add(value.name().hashCode());
    }

    /// Which of the kinds of something it is: records of a sealed interface, by their names.
    Mixer kind(@Nullable Object value) {
        return add(value == null ? 0 : value.getClass().getSimpleName().hashCode());
    }

    long value() {
        long value = state * 0xBF58476D1CE4E5B9L;
        value ^= value >>> 32;
        value *= 0x94D049BB133111EBL;
        return value ^ value >>> 31;
    }
}
