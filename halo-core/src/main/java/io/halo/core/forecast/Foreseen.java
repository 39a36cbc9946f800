package io.halo.core.forecast;

import io.halo.core.input.Answer;
import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.PhaseReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What would happen.
///
/// @param answers to the supposed commands, in their order
/// @param deeds in their order
/// @param groups where each group stands at the end, if that is not where it stood before, or if it
///   does not run
/// @param findings that would be there at the end and are not now
/// @param settled whether nothing more would happen; if not, it went on for longer than anybody
///   looks ahead
public record Foreseen(
        List<Answer> answers,
        List<Deed> deeds,
        List<End> groups,
        List<Finding> findings,
        boolean settled) {
    public Foreseen {
        answers = List.copyOf(answers);
        deeds = List.copyOf(deeds);
        groups = List.copyOf(groups);
        findings = List.copyOf(findings);
    }

    /// Where a group would stand.
    ///
    /// @param host where it would run, if it would
    public record End(PhaseReport report, Optional<HostId> host) {}

    /// Something that HALO would do, or see.
    ///
    /// @param after from now; what scripts and fence programs take is not in it
    public record Deed(Duration after, String text) {}
}
