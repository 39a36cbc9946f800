package io.halo.manager.adapter.web;

import io.halo.core.forecast.Foreseen;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.view.FindingLine;
import java.util.List;

/// What would happen, as `POST /plan` and a dry run show it.
///
/// @param steps what would be done and seen, in its order
/// @param groups where groups would stand that would not be where they are now, or would not run
/// @param findings that would be new
/// @param settled false if more would happen later than anybody looks ahead
record ForeseenJson(
        List<Step> steps, List<Group> groups, List<FindingLine> findings, boolean settled) {
    ForeseenJson {
        steps = List.copyOf(steps);
        groups = List.copyOf(groups);
        findings = List.copyOf(findings);
    }

    static ForeseenJson of(Foreseen foreseen) {
        return new ForeseenJson(
                foreseen.deeds().stream()
                        .map(deed -> new Step(deed.after().toMillis(), deed.text()))
                        .toList(),
                foreseen.groups().stream()
                        .map(end ->
                                new Group(
                                        end.report().group(),
                                        end.report().phase().title(),
                                        end.host().map(HostId::value).orElse(""),
                                        end.report().reason(),
                                        end.report().command()))
                        .toList(),
                foreseen.findings().stream().map(FindingLine::of).toList(),
                foreseen.settled());
    }

    /// @param afterMillis from now; what scripts and fence programs take is not in it
    record Step(long afterMillis, String text) {}

    /// @param host where it would run, or empty
    /// @param reason what it would wait for, or empty
    /// @param command what to type then, or empty
    record Group(GroupId id, String phase, String host, String reason, String command) {}
}
