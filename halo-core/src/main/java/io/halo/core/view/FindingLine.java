package io.halo.core.view;

import io.halo.core.model.Finding;
import io.halo.core.model.Severity;

/// Something that is not as it should be, or that was not done, and why.
public record FindingLine(
        Finding.Code code, Severity severity, String object, String text, String command) {
    public static FindingLine of(Finding finding) {
        return new FindingLine(
                finding.code(),
                finding.severity(),
                finding.object(),
                finding.text(),
                finding.command());
    }
}
