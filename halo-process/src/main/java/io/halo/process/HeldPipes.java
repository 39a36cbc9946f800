package io.halo.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Closes pipes that processes of a tree still hold after the tree's program has ended and was
/// answered for.
///
/// A reader of ours waits in each of them, and nothing in Java ends a read that waits. So one byte
/// is sent through the pipe from its other end: the reader wakes, sees that it was abandoned, and
/// closes. Without this a start script's daemon that keeps stderr open would cost a thread and a
/// descriptor for as long as it lives.
///
/// The daemon gets EPIPE or SIGPIPE when it writes there later, as under other cluster managers: a
/// daemon must not log to the output of the script that started it.
final class HeldPipes {
    private static final Path OWN = Path.of("/proc/self/fd");

    private HeldPipes() {}

    static void release(ProcessTree tree) {
        for (ProcessIdentity holder : tree.members()) {
            var own = pipes(OWN);
            pipes(Path.of("/proc", Long.toString(holder.pid()), "fd"))
                    .forEach((pipe, theirs) -> {
                        if (own.containsKey(pipe)) {
                            wakeReader(pipe, theirs.getFirst(), own.get(pipe));
                        }
                    });
        }
    }

    /// Only what is proven to be the other end of our own pipe is written to: that descriptor may
    /// be another file by now. The proof is that we have one descriptor of this pipe more than
    /// before.
    private static void wakeReader(String pipe, Path otherEnd, List<Path> before) {
        try (var channel = FileChannel.open(otherEnd, StandardOpenOption.WRITE)) {
            if (pipes(OWN).getOrDefault(pipe, List.of()).size() == before.size() + 1) {
                channel.write(ByteBuffer.wrap(new byte[1]));
            }
        } catch (IOException e) {
            // Closed by its holder, or not ours to open: then its reader waits for the holder's
            // next word, or his end.
        }
    }

    /// The descriptors in this directory that are pipes, by pipe. Which end they are does not show:
    /// a holder that *reads* from a pipe of ours has nothing to do with us any more, his stdin was
    /// closed long ago.
    private static Map<String, List<Path>> pipes(Path directory) {
        var pipes = new LinkedHashMap<String, List<Path>>();
        try (var descriptors = Files.newDirectoryStream(directory)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("pipe:")) {
                    pipes.computeIfAbsent(target, any -> new ArrayList<>()).add(descriptor);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return pipes; // gone in the meantime
        }
        return pipes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed in the meantime
        }
    }
}
