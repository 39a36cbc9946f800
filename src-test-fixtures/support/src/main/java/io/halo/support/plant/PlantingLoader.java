package io.halo.support.plant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;

/// Loads all classes of HALO anew, and takes the body out of those methods that a fault names. Each
/// loader is a program of its own.
public final class PlantingLoader extends ClassLoader {
    private static final String OURS = "io.halo.";

    private final List<Target> targets;

    public PlantingLoader(PlantedFault fault) {
        super("planted " + fault.name(), PlantingLoader.class.getClassLoader());
        this.targets = fault.targets();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith("io.halo.support.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        List<Target> own = targets.stream().filter(it -> it.type().equals(name)).toList();
        byte[] planted = own.isEmpty() ? bytes : plant(bytes, own);
        return defineClass(name, planted, 0, planted.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    /// @throws IllegalStateException if a target is not exactly one method of the class
    static byte[] plant(byte[] bytes, List<Target> targets) {
        ClassModel model = ClassFile.of().parse(bytes);
        for (Target target : targets) {
            long found = model.methods().stream().filter(it -> is(it, target)).count();
            if (found != 1) {
                throw new IllegalStateException(found + " methods are " + target);
            }
        }
        ClassTransform transform =
                (builder, element) -> {
                    if (element instanceof MethodModel method) {
                        targets.stream()
                                .filter(target -> is(method, target))
                                .findFirst()
                                .ifPresentOrElse(
                                        target -> builder.transformMethod(method, answer(target)),
                                        () -> builder.with(method));
                    } else {
                        builder.with(element);
                    }
                };
        return ClassFile.of().transformClass(model, transform);
    }

    private static MethodTransform answer(Target target) {
        return (builder, element) -> {
            if (element instanceof CodeAttribute) {
                builder.withCode(target.reply()::write);
            } else {
                builder.with(element);
            }
        };
    }

    private static boolean is(MethodModel method, Target target) {
        return method.methodName().equalsString(target.method())
                && method.methodTypeSymbol().parameterCount() == target.parameters();
    }
}
