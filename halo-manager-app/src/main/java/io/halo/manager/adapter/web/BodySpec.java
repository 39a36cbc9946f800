package io.halo.manager.adapter.web;

import java.util.List;

/// What the JSON object of a command may hold; read by [CommandBody], shown by [ApiDocument].
///
/// @param required those that must be there
record BodySpec(List<Field> fields, List<Field> required) {
    static final BodySpec COMMENT = of(Field.COMMENT);
    static final BodySpec FORCE = of(Field.FORCE, Field.COMMENT);
    static final BodySpec MANAGE = of(Field.MANAGED, Field.COMMENT).requires(Field.MANAGED);
    static final BodySpec CONFIRM = of(Field.CONFIRM, Field.COMMENT).requires(Field.CONFIRM);
    static final BodySpec CONFIRM_OFF =
            of(Field.CONFIRM, Field.FORCE, Field.COMMENT).requires(Field.CONFIRM);
    static final BodySpec MAINTENANCE =
            of(Field.SCOPE, Field.ID, Field.ON, Field.UNTIL, Field.COMMENT)
                    .requires(Field.SCOPE, Field.ON);

    static final BodySpec PLAN = of(Field.FAIL, Field.DEACTIVATE, Field.FAILBACK);

    private static BodySpec of(Field... fields) {
        return new BodySpec(List.of(fields), List.of());
    }

    private BodySpec requires(Field... needed) {
        return new BodySpec(fields, List.of(needed));
    }

    /// The JSON types that are in use.
    enum Type {
        BOOLEAN("boolean", "true or false"),
        STRING("string", "a string"),
        STRINGS("array", "a list of strings"),
        TIME("string", "a time such as 2026-04-28T12:54:34Z");

        final String json;
        final String words;

        Type(String json, String words) {
            this.json = json;
            this.words = words;
        }
    }

    /// All fields of all commands. One has the same meaning everywhere.
    enum Field {
        MANAGED("managed", Type.BOOLEAN, "false: watched, never touched"),
        FORCE("force", Type.BOOLEAN, "in spite of what a refusal named; false if it is not there"),
        CONFIRM("confirm", Type.STRING, "the id again, or the name of the cluster"),
        SCOPE("scope", Type.STRING, "`cluster`, `host` or `group`"),
        ID("id", Type.STRING, "the host or group; not needed for the cluster"),
        ON("on", Type.BOOLEAN, "false ends the maintenance"),
        UNTIL("until", Type.TIME, "when to be reminded; it ends by command only"),
        FAIL("fail", Type.STRINGS, "hosts that die silently"),
        DEACTIVATE("deactivate", Type.STRINGS, "hosts that are deactivated"),
        FAILBACK("failback", Type.STRINGS, "hosts onto which their groups are brought home"),
        COMMENT(
                "comment",
                Type.STRING,
                "why, in the words of the operator; at most 1000 characters");

        final String json;
        final Type type;
        final String meaning;

        Field(String json, Type type, String meaning) {
            this.json = json;
            this.type = type;
            this.meaning = meaning;
        }
    }
}
