package io.halo.support.plant;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/// What a method answers whose body was taken out.
public enum Reply {
    /// `Optional.empty()`: nothing speaks against it.
    EMPTY(code ->
            code.invokestatic(
                            ClassDesc.of("java.util.Optional"),
                            "empty",
                            MethodTypeDesc.of(ClassDesc.of("java.util.Optional")))
                    .areturn()),
    YES(code -> code.iconst_1().ireturn()),
    NO(code -> code.iconst_0().ireturn()),
    /// Does nothing.
    NOTHING(CodeBuilder::return_),
    /// `List.of()`.
    NO_LIST(code ->
            code.invokestatic(
                            ConstantDescs.CD_List,
                            "of",
                            MethodTypeDesc.of(ConstantDescs.CD_List),
                            true)
                    .areturn()),
    /// The object itself, as it was.
    ITSELF(code -> code.aload(0).areturn()),
    /// No change to the durable state.
    NO_CHANGE(code ->
            code.getstatic(
                            ClassDesc.of("io.halo.core.model.Change"),
                            "NONE",
                            ClassDesc.of("io.halo.core.model.Change"))
                    .areturn());

    private final Consumer<CodeBuilder> body;

    Reply(Consumer<CodeBuilder> body) {
        this.body = body;
    }

    void write(CodeBuilder code) {
        body.accept(code);
    }
}
