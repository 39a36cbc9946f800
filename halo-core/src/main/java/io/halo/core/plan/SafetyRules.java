package io.halo.core.plan;

import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks a plan against the laws with code of its own: a bug of the planner that would break one
/// does not act.
///
/// Written from the laws and not from the planner, with which it shares the model and nothing else.
/// Each action is judged against the World as if all allowed actions before it in the plan had been
/// sent: two passes may each plan a legal start of one group.
public final class SafetyRules {
    /// All rules in the order in which they are asked. A value, so that a test can leave one out.
    static final List<SafetyRule> RULES = all();

    private SafetyRules() {}

    /// An action that breaks a law.
    ///
    /// @param law its number, such as `L1`
    /// @param why one sentence
    public record Violation(Action action, String law, String why) {}

    /// @return for each action that must not be done the first law that it breaks, in the order of
    ///   the plan
    public static List<Violation> check(World world, List<Action> actions, Instant now) {
        return check(RULES, world, actions, now);
    }

    static List<Violation> check(
            List<SafetyRule> rules, World world, List<Action> actions, Instant now) {
        var before = new SafetyView(world, now);
        var violations = new ArrayList<Violation>();
        for (Action action : actions) {
            Optional<Violation> broken = judge(rules, action, before);
            if (broken.isPresent()) {
                violations.add(broken.get());
            } else {
                before.sent(action);
            }
        }
        return violations;
    }

    /// What is about something that is not configured cannot be judged, so it must not be done.
    private static Optional<Violation> judge(
            List<SafetyRule> rules, Action action, SafetyView before) {
        Optional<String> stranger = SafetyCase.unknown(before.world(), action);
        if (stranger.isPresent()) {
            return stranger.map(why -> new Violation(action, "L1", why));
        }
        SafetyCase it = SafetyCase.of(before, action);
        for (SafetyRule rule : rules) {
            Optional<String> why = rule.check().brokenBy(it);
            if (why.isPresent()) {
                return why.map(words -> new Violation(action, rule.law(), words));
            }
        }
        return Optional.empty();
    }

    private static List<SafetyRule> all() {
        var rules = new ArrayList<SafetyRule>();
        rules.addAll(SafetySends.RULES);
        rules.addAll(SafetyStarts.RULES);
        rules.addAll(SafetyMoves.RULES);
        rules.addAll(SafetyFences.RULES);
        rules.addAll(SafetyGuards.RULES);
        return List.copyOf(rules);
    }
}
