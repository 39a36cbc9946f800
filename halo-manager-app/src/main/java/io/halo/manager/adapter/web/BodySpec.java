package io.halo.manager.adapter.web;

import java.util.List;

/// What the JSON object of a command may hold; read by [CommandBody].
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
        BOOLEAN("true or false"),
        STRING("a string"),
        STRINGS("a list of strings, none of them twice"),
        TIME("a time such as 2026-04-28T12:54:34Z");

        final String words;

        Type(String words) {
            this.words = words;
        }
    }

    /// All fields of all commands. One has the same meaning everywhere; `docs/openapi.yaml` tells
    /// it.
    enum Field {
        MANAGED("managed", Type.BOOLEAN),
        FORCE("force", Type.BOOLEAN),
        CONFIRM("confirm", Type.STRING),
        SCOPE("scope", Type.STRING),
        ID("id", Type.STRING),
        ON("on", Type.BOOLEAN),
        UNTIL("until", Type.TIME),
        FAIL("fail", Type.STRINGS),
        DEACTIVATE("deactivate", Type.STRINGS),
        FAILBACK("failback", Type.STRINGS),
        COMMENT("comment", Type.STRING);

        final String json;
        final Type type;

        Field(String json, Type type) {
            this.json = json;
            this.type = type;
        }
    }
}
