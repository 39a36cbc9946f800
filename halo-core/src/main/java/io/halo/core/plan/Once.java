package io.halo.core.plan;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is found out when it is asked for first. Lives for one step, in one thread.
final class Once<T> {
    private @Nullable T value;

    T get(Supplier<T> search) {
        T known = value;
        if (known == null) {
            known = search.get();
            value = known;
        }
        return known;
    }
}
