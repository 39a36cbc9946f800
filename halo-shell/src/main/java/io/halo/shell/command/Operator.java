package io.halo.shell.command;

import java.util.Locale;
import java.util.Optional;

/// Whoever sits at the terminal, and can be asked.
@FunctionalInterface
public interface Operator {
    /// Nobody: a script's command asks nothing.
    Operator NOBODY = _ -> Optional.empty();

    /// Blocks until a line was typed; for a person there is no deadline, but Ctrl-C and Ctrl-D.
    ///
    /// @return what was typed (nothing, if the question was left by Ctrl-C or Ctrl-D); empty if
    ///   nobody is there
    Optional<String> ask(String question);

    /// The whole terminal, for who draws on it again and again.
    ///
    /// @return empty if nobody is there, or the terminal cannot do that
    default Optional<Screen> screen() {
        return Optional.empty();
    }

    /// What became of a question.
    enum Consent {
        GIVEN,
        REFUSED,
        NOT_ASKED
    }

    /// Only the whole word counts: `y` is typed by fingers, `yes` by a head.
    default Consent consent(String question) {
        return ask(question + " Type yes to go on: ")
                .map(typed ->
                        typed.strip().toLowerCase(Locale.ROOT).equals("yes")
                                ? Consent.GIVEN
                                : Consent.REFUSED)
                .orElse(Consent.NOT_ASKED);
    }
}
