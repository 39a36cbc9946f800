package io.halo.core.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a group or host is as it is, and what an operator can do.
///
/// @param phase of a group its phase, of a host how it is reached
/// @param summary what that means, in one sentence
/// @param waitsFor what must happen before it changes, or empty
/// @param command what to type to help it, or empty
/// @param evidence what that was concluded from
public record Explanation(
        String id,
        Kind kind,
        String phase,
        String summary,
        String waitsFor,
        String command,
        List<Evidence> evidence) {
    public Explanation {
        evidence = List.copyOf(evidence);
    }

    /// What is explained.
    public enum Kind {
        GROUP,
        HOST
    }

    /// One thing that is known.
    ///
    /// @param about a host, a resource, a guard, or a word such as `intent`
    /// @param ageMillis how long ago it was learned, or null if it has no age
    public record Evidence(String about, String text, @Nullable Long ageMillis) {}
}
