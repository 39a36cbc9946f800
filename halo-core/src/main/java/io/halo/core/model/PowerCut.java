package io.halo.core.model;

import java.time.Instant;
import java.util.SortedSet;

/// The newest `off` that was sent to a host, and whom it may have hit instead (T2). It belongs to
/// the host and not to a fence record: what was silenced stays so when the record is closed, or
/// another one is opened.
///
/// @param at when its device was asked that then said *off*; before that, when its program ended
///   or, as long as it runs, began
/// @param unheard hosts of the set that were connected when an `off` was sent or came while it ran,
///   and were not heard to anything sent since it was confirmed; an operator who vouches that this
///   host is off settles them
public record PowerCut(Instant at, SortedSet<HostId> unheard) {
    public PowerCut {
        unheard = Checks.sorted(unheard);
    }
}
