package io.halo.manager.adapter.web;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.manager.adapter.web.BodySpec.Field;

/// Names as they came, once what stood for them in the request is decoded.
final class Ids {
    private Ids() {}

    static GroupId group(String text) {
        try {
            return new GroupId(text);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    static HostId host(String text) {
        try {
            return new HostId(text);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    /// Who does what cannot be taken back types the name again.
    static void confirm(CommandBody body, String name, String what) {
        if (!body.text(Field.CONFIRM).orElse("").equals(name)) {
            throw new MalformedException("'confirm' must be the name of " + what + ": " + name);
        }
    }

    private static MalformedException malformed(IllegalArgumentException e) {
        return new MalformedException(e.getMessage() == null ? "" : e.getMessage());
    }
}
