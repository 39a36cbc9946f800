package io.halo.shell.command;

import java.util.Optional;

/// The question before something that cannot be undone.
final class Confirmation {
    private Confirmation() {}

    /// Asks, if somebody is there.
    ///
    /// @param unasked what a script is told that has to say it by an option; empty if it need not
    /// @return how the command ends without having done anything; empty to go on
    static Optional<ExitStatus> needed(Console console, String question, String unasked) {
        return switch (console.operator().consent(question)) {
            case GIVEN -> Optional.empty();
            case REFUSED -> {
                console.error("not confirmed; nothing was done");
                yield Optional.of(ExitStatus.FAILED);
            }
            case NOT_ASKED -> {
                if (unasked.isEmpty()) {
                    yield Optional.empty();
                }
                console.error(unasked);
                yield Optional.of(ExitStatus.USAGE);
            }
        };
    }
}
