package io.halo.core.model;

import java.util.List;

/// What must be durable before the actions of a step may be dispatched.
public record Change(List<Row> put, List<Row.Key> remove) {
    public static final Change NONE = new Change(List.of(), List.of());

    public Change {
        put = Checks.list(put);
        remove = Checks.list(remove);
    }

    public boolean isEmpty() {
        return put.isEmpty() && remove.isEmpty();
    }
}
