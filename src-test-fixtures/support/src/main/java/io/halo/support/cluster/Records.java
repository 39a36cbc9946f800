package io.halo.support.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the simulated resources and the fence program wrote down about themselves.
public final class Records {
    private final ClusterPlan plan;
    private final Path directory;

    Records(ClusterPlan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /// Every operation of a script in the order in which they began.
    public List<ScriptCall> scripts() {
        return TextFile.lines(testLog()).stream()
                .flatMap(line -> ScriptCall.parse(line).stream())
                .toList();
    }

    /// The same from a moment on, for one operation; `mark` comes from [#mark()].
    public List<ScriptCall> scripts(int mark, String operation) {
        return scripts().stream()
                .skip(mark)
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    public List<ScriptCall> starts(int mark, String resource) {
        return scripts(mark, "start").stream().filter(call -> isOf(call, resource)).toList();
    }

    /// Starts and stops; monitors change nothing.
    public List<ScriptCall> changes(int mark) {
        return scripts().stream()
                .skip(mark)
                .filter(call -> call.operation().equals("start") || call.operation().equals("stop"))
                .toList();
    }

    /// How many lines the log has now.
    public int mark() {
        return scripts().size();
    }

    public boolean isOf(ScriptCall call, String resource) {
        return plan.resource(resource).stateFile().equals(call.stateFile());
    }

    /// Every run of the fence program.
    public List<FenceCall> fences() {
        return FenceCall.parse(TextFile.lines(directory.resolve("fence.log")));
    }

    public List<FenceCall> fences(String action, String target) {
        return fences().stream().filter(call -> call.isOf(action, target)).toList();
    }

    /// Ended operations with their times.
    public List<ScriptRun> runs() {
        return TextFile.lines(directory.resolve("times.log")).stream()
                .flatMap(line -> ScriptRun.parse(line).stream())
                .toList();
    }

    /// The resource that a state file belongs to.
    public Optional<String> resource(String stateFile) {
        return plan.resources().stream()
                .filter(resource -> resource.stateFile().equals(stateFile))
                .map(ResourcePlan::id)
                .findFirst();
    }

    Path testLog() {
        return directory.resolve("test_log");
    }
}
