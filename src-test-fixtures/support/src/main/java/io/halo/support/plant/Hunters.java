package io.halo.support.plant;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;

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

    /// @return whether the scenario in this file does not go as it should any more
    public static boolean scenario(PlantedFault fault, Path file) {
        return (Boolean)
                call(
                        fault,
                        "io.halo.core.scenario.Hunt",
                        "fails",
                        new Class<?>[] {Path.class},
                        file);
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
