package io.halo.process;

/// What was kept of a program's words, read as UTF-8; bytes that are not become U+FFFD. Control
/// characters are still in it: whoever prints it takes them out.
///
/// @param stdout the first bytes
/// @param stdoutCut there was more of it than the limit
/// @param stderr the last bytes
/// @param stderrCut there was more of it than the limit
public record ProgramOutput(String stdout, boolean stdoutCut, String stderr, boolean stderrCut) {}
