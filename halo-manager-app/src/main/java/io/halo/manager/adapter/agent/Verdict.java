package io.halo.manager.adapter.agent;

import io.halo.core.input.Input.Trouble;

/// What an unanswered request says about the host, and the words for the operator.
record Verdict(Trouble trouble, String why) {
    Verdict {
        why = Words.clean(why);
    }
}
