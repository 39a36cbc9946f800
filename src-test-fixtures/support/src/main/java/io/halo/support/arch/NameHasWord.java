package io.halo.support.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/// Looks for whole words in camel case: `Sim` is in `HostSim`, but not in `Simple`.
final class NameHasWord extends ArchCondition<JavaClass> {
    /// The one class of a program that may know the options of test clusters.
    private static final String ALLOWED = "TestOptions";

    private final Pattern word;

    NameHasWord(String... words) {
        super("have one of %s in its name", String.join(", ", words));
        this.word = Pattern.compile("(" + String.join("|", words) + ")(?![a-z])");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String name = type.getSimpleName();
        boolean found = !name.equals(ALLOWED) && word.matcher(name).find();
        events.add(
                new SimpleConditionEvent(
                        type, found, "%s in %s".formatted(name, type.getSourceCodeLocation())));
    }
}
