package io.halo.shell.render;

import io.halo.shell.client.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the doctor says of one thing.
///
/// @param about what was looked at: `manager`, a host, a resource on a host
/// @param text what was found
/// @param advice what to do; empty if all is well
public record Diagnosis(Grade grade, String about, String text, String advice) {
    /// Whether somebody has to do something.
    public enum Grade {
        PASS,
        WARN,
        FAIL
    }

    public static Diagnosis pass(String about, String text) {
        return new Diagnosis(Grade.PASS, about, text, "");
    }

    public static Diagnosis warn(String about, String text, String advice) {
        return new Diagnosis(Grade.WARN, about, text, advice);
    }

    public static Diagnosis fail(String about, String text, String advice) {
        return new Diagnosis(Grade.FAIL, about, text, advice);
    }

    public Json json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("grade", new Json.Str(grade.name().toLowerCase(Locale.ROOT)));
        members.put("about", new Json.Str(about));
        members.put("text", new Json.Str(text));
        members.put("advice", new Json.Str(advice));
        return new Json.Obj(members);
    }
}
