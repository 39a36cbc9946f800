package io.halo.engine;

import io.halo.core.input.Answer;
import java.util.List;

/// Where the answers to commands go. Called by the loop's thread when a round's records are
/// durable; must neither block nor throw.
@FunctionalInterface
public interface Answers {
    void answer(List<Answer.Given> answers);
}
