package io.halo.core.plan;

import static io.halo.core.plan.Situation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule finds what breaks it, it alone finds that, and what is legal passes all of them.
class SafetyRulesTest {
    private static List<Example> examples() {
        var all = new ArrayList<Example>();
        all.addAll(SendExamples.all());
        all.addAll(StartExamples.all());
        all.addAll(MemberExamples.all());
        all.addAll(MoveExamples.all());
        all.addAll(FenceExamples.all());
        all.addAll(GuardExamples.all());
        return all;
    }

    @TestFactory
    Stream<DynamicTest> theLegalTwinPasses() {
        return examples().stream()
                .map(it ->
                        DynamicTest.dynamicTest(
                                it.rule() + ": not " + it.what(),
                                () -> assertThat(check(SafetyRules.RULES, it.legal())).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> theRuleFindsIt() {
        return examples().stream()
                .map(it -> DynamicTest.dynamicTest(it.rule() + ": " + it.what(), () -> finds(it)));
    }

    private static void finds(Example it) {
        SafetyRule rule =
                SafetyRules.RULES.stream()
                        .filter(candidate -> candidate.name().equals(it.rule()))
                        .findFirst()
                        .orElseThrow();
        Action last = it.broken().plan().getLast();
        assertThat(check(SafetyRules.RULES, it.broken()))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.action()).isEqualTo(last);
                    assertThat(violation.law()).isEqualTo(rule.law());
                    assertThat(violation.why()).isNotBlank();
                });
    }

    /// As the planner counts: what is switched on again costs nothing of the budget.
    @Test
    void onlyPowerOffsCountAsFences() {
        var view = new SafetyView(Situations.death().world(), NOW);
        view.sent(Situations.powerOn("c"));

        assertThat(view.fencesSpawned()).isZero();
        assertThat(view.touchesFence(new HostId("c"))).isTrue();
        view.sent(Situations.powerOff("a", 1));
        assertThat(view.fencesSpawned()).isOne();
    }

    @TestFactory
    Stream<DynamicTest> withoutTheRuleNobodyFindsIt() {
        return examples().stream()
                .map(it ->
                        DynamicTest.dynamicTest(
                                it.rule() + ": " + it.what(),
                                () ->
                                        assertThat(check(without(it.rule()), it.broken()))
                                                .isEmpty()));
    }

    @Test
    void everyRuleHasAnExampleAndANameOfItsOwn() {
        List<String> names = SafetyRules.RULES.stream().map(SafetyRule::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(examples().stream().map(Example::rule).distinct())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void whatIsNotConfiguredIsNotTouched() {
        Situation it = Situations.coldStart();
        assertThat(check(SafetyRules.RULES, it.plan(Situations.start("p", "q", "a")))).hasSize(1);
        assertThat(check(SafetyRules.RULES, it.plan(Situations.start("gone", "p", "a"))))
                .hasSize(1);
        assertThat(check(SafetyRules.RULES, it.plan(Situations.start("p", "p", "gone"))))
                .hasSize(1);
        assertThat(check(SafetyRules.RULES, it.plan(Situations.planFence("gone")))).hasSize(1);
        assertThat(check(SafetyRules.RULES, it.plan(new Action.Beat(new HostId("gone")))))
                .hasSize(1);
        assertThat(check(SafetyRules.RULES, it.plan(new Action.GiveUp(new GroupId("gone"), ""))))
                .hasSize(1);
    }

    @Test
    void aForbiddenActionDoesNotCountForThoseAfterIt() {
        Situation it = Situations.coldStart();
        Action forbidden = Situations.start("q", "n", "b");
        assertThat(check(SafetyRules.RULES, it.plan(forbidden, Situations.start("q", "q", "b"))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.action()).isEqualTo(forbidden));
    }

    private static List<SafetyRule> without(String name) {
        return SafetyRules.RULES.stream().filter(rule -> !rule.name().equals(name)).toList();
    }

    private static List<SafetyRules.Violation> check(List<SafetyRule> rules, Situation it) {
        return SafetyRules.check(rules, it.world(), it.plan(), NOW);
    }
}
