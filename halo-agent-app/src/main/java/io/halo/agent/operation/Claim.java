package io.halo.agent.operation;

import java.util.regex.Pattern;

/// Who asks. Epoch 0 claims nothing: a manager that only looks.
///
/// @param manager the manager's instance; may be empty with epoch 0 only
public record Claim(long epoch, String manager) {
    private static final Pattern MANAGER = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /// Nobody yet.
    static final Claim NONE = new Claim(0, "");

    public Claim {
        boolean valid = MANAGER.matcher(manager).matches() || (epoch == 0 && manager.isEmpty());
        if (epoch < 0 || !valid) {
            throw new IllegalArgumentException(
                    "manager must have an epoch of at least 0 and an instance of 1 to 128 printable characters");
        }
    }

    boolean claimsNothing() {
        return epoch == 0;
    }

    @Override
    public String toString() {
        return "manager " + manager + " of epoch " + epoch;
    }
}
