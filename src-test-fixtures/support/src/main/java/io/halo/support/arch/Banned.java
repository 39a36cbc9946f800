package io.halo.support.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;

/// Calls that the core must not make, because their result depends on something else than their
/// arguments.
final class Banned {
    private static final List<Class<?>> OUTSIDE =
            List.of(
                    System.class,
                    Thread.class,
                    ThreadLocal.class,
                    Runtime.class,
                    ProcessHandle.class,
                    Clock.class,
                    Random.class,
                    SplittableRandom.class,
                    Timer.class);

    private static final List<Class<?>> HASHED =
            List.of(HashMap.class, HashSet.class, IdentityHashMap.class, WeakHashMap.class);

    /// Their ordered children inherit their other methods: `LinkedHashSet::add` is that of
    /// `HashSet`.
    private static final List<String> MAKING = List.of("<init>", "newHashMap", "newHashSet");

    private Banned() {}

    /// Calls and method references alike: `Instant::now` asks the clock as well.
    static DescribedPredicate<JavaAccess<?>> to(
            String what, Predicate<CodeUnitAccessTarget> banned) {
        return describe(
                what,
                access ->
                        access.getTarget() instanceof CodeUnitAccessTarget target
                                && banned.test(target));
    }

    /// Clocks, chance, threads and the system.
    static boolean isImpure(CodeUnitAccessTarget call) {
        return belongsTo(call, OUTSIDE)
                || (call.getName().equals("now")
                        && call.getOwner().getPackageName().startsWith("java.time"))
                || (isOf(call, Math.class) && call.getName().equals("random"))
                || (isOf(call, UUID.class) && call.getName().equals("randomUUID"))
                || call.getName().equals("parallelStream")
                || (call.getOwner().isAssignableTo(BaseStream.class)
                        && call.getName().equals("parallel"));
    }

    /// Collections whose order is not defined. `Set.of` and its kin even change theirs from one JVM
    /// to the next.
    static boolean isUnordered(CodeUnitAccessTarget call) {
        return (belongsTo(call, HASHED) && MAKING.contains(call.getName()))
                || ((isOf(call, Set.class) || isOf(call, Map.class))
                        && List.of("of", "ofEntries", "copyOf").contains(call.getName()))
                || (isOf(call, Collectors.class) && isUnorderedCollector(call));
    }

    /// Waiting that nothing ends but time.
    static boolean isSleep(CodeUnitAccessTarget call) {
        return switch (call.getName()) {
            case "sleep" -> isOf(call, Thread.class) || isOf(call, TimeUnit.class);
            case "wait" -> isOf(call, Object.class);
            default -> false;
        };
    }

    static boolean isStackTracePrint(CodeUnitAccessTarget call) {
        return call.getName().equals("printStackTrace")
                && call.getOwner().isAssignableTo(Throwable.class);
    }

    static boolean isExec(CodeUnitAccessTarget call) {
        return isOf(call, Runtime.class) && call.getName().equals("exec");
    }

    static boolean isStep(CodeUnitAccessTarget call) {
        return call.getOwner().getFullName().equals("io.halo.core.Cycle")
                && call.getName().equals("step");
    }

    /// The long forms take a supplier of the map, and with it the order.
    private static boolean isUnorderedCollector(CodeUnitAccessTarget call) {
        int parameters = call.getRawParameterTypes().size();
        return switch (call.getName()) {
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" -> true;
            case "toMap", "toConcurrentMap" -> parameters < 4;
            case "groupingBy", "groupingByConcurrent" -> parameters < 3;
            default -> false;
        };
    }

    private static boolean belongsTo(CodeUnitAccessTarget call, List<Class<?>> types) {
        return types.stream().anyMatch(type -> isOf(call, type));
    }

    private static boolean isOf(CodeUnitAccessTarget call, Class<?> type) {
        return call.getOwner().isEquivalentTo(type);
    }
}
