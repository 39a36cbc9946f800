package io.halo.process;

/// The program never ran, so it had no effect. `words` tell an operator why, with the path.
public record NotRun(Reason reason, String words) implements Spawn, ProgramResult, ProgramLookup {
    /// What an operator has to mend.
    public enum Reason {
        /// There is no such file, or no program of that name on PATH.
        NOT_FOUND,
        /// A directory, or something else that is no program.
        NOT_A_FILE,
        /// A file without the right to execute it.
        NOT_EXECUTABLE,
        /// Found and executable, but the kernel refused: most often a first line that names a
        /// missing interpreter.
        EXEC_FAILED,
        /// We could not make a process: no memory, no descriptors, too many processes, arguments
        /// too long.
        SPAWN_FAILED
    }
}
