package io.halo.support.plant;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// What a method answers whose body was taken out.
public enum Reply {
    /// `Optional.empty()`: nothing speaks against it.
    EMPTY,
    YES,
    NO,
    /// Does nothing.
    NOTHING,
    /// `List.of()`.
    NO_LIST,
    /// The object itself, as it was.
    ITSELF,
    /// No change to the durable state.
    NO_CHANGE;

    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
    private static final ClassDesc CHANGE = ClassDesc.of("io.halo.core.model.Change");

    void write(CodeBuilder code) {
        switch (this) {
            case EMPTY ->
                    code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn();
            case YES -> code.iconst_1().ireturn();
            case NO -> code.iconst_0().ireturn();
            case NOTHING -> code.return_();
            case NO_LIST ->
                    code.invokestatic(
                                    ConstantDescs.CD_List,
                                    "of",
                                    MethodTypeDesc.of(ConstantDescs.CD_List),
                                    true)
                            .areturn();
            case ITSELF -> code.aload(0).areturn();
            case NO_CHANGE -> code.getstatic(CHANGE, "NONE", CHANGE).areturn();
        }
    }
}
