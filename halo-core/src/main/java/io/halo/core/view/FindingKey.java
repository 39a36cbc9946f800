package io.halo.core.view;

import io.halo.core.model.Finding;
import java.util.regex.Pattern;

/// What makes a finding the same as an earlier one, however often its numbers change.
record FindingKey(Finding.Code code, String object, String words) {
    /// A number that is no part of a name.
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\d_.-])\\d[\\d.]*(?![\\p{L}\\d_-])");

    static FindingKey of(Finding finding) {
        String words = NUMBER.matcher(finding.text()).replaceAll("#");
        return new FindingKey(finding.code(), finding.object(), words);
    }

    boolean isAboutTheSameAs(FindingKey other) {
        return code == other.code && object.equals(other.object);
    }
}
