package io.halo.fence;

import io.halo.process.ProcessTree;

/// Is told of every fence program right after its spawn, on the thread that owns it, before
/// anything waits for it: so that a manager can write down what it has to end after a crash.
///
/// It must be quick, for the program's time is running. When it throws, the program is ended and
/// the exception is passed on: a program that could not be written down must not run on.
@FunctionalInterface
public interface FenceWatcher {
    FenceWatcher NONE = (action, tree) -> {};

    void spawned(FenceAction action, ProcessTree tree);
}
