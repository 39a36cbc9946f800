package io.halo.support.plant;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;

/// Calls what looks for faults, in the classes of a loader that has planted one.
public final class Hunters {
    private Hunters() {}

    /// @return after how many seeds the simulator has found it, or -1
    public static long simulator(PlantedFault fault, long seeds) {
        return (Long)
                call(
                        fault,
                        "io.halo.simulator.Hunt",
                        "seeds",
                        new Class<?>[] {long.class, long.class},
                        1L,
                        seeds);
    }

    /// @return after how many states the explorer has found it, or -1
    public static long explorer(
            PlantedFault fault, int disturbances, long states, int settle, long seconds) {
        return (Long)
                call(
                        fault,
                        "io.halo.explorer.Hunt",
                        "states",
                        new Class<?>[] {int.class, long.class, int.class, long.class},
                        disturbances,
                        states,
                        settle,
                        seconds);
    }

    /// @return scenarios in the folder that fail, up to so many
    public static List<String> scenarios(PlantedFault fault, Path folder, int most) {
        var failing =
                (List<?>)
                        call(
                                fault,
                                "io.halo.core.scenario.Hunt",
                                "failing",
                                new Class<?>[] {Path.class, int.class},
                                folder,
                                most);
        return failing.stream().map(String.class::cast).toList();
    }

    private static Object call(
            PlantedFault fault, String type, String method, Class<?>[] types, Object... values) {
        Method hunt;
        try {
            hunt = new PlantingLoader(fault).loadClass(type).getMethod(method, types);
            return hunt.invoke(null, values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("hunting " + fault, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no hunter " + type + "." + method, e);
        }
    }
}
