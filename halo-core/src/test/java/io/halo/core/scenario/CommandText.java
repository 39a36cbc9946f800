package io.halo.core.scenario;

import static io.halo.core.scenario.Scenario.option;

import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import java.time.Instant;
import java.util.List;

/// An operator's command in a scenario: `stop zp0`, `fence a force`, `maintenance on host a
/// until=2h`.
final class CommandText {
    private CommandText() {}

    static Command read(List<String> words, Instant now) {
        String name = words.size() > 1 ? words.get(1) : "";
        boolean force = words.contains("force");
        return switch (words.getFirst()) {
            case "manage" -> new Command.Manage(new GroupId(name));
            case "unmanage" -> new Command.Unmanage(new GroupId(name));
            case "start" -> new Command.Start(new GroupId(name));
            case "stop" -> new Command.Stop(new GroupId(name));
            case "restart" -> new Command.Restart(new GroupId(name));
            case "cleanup" -> new Command.Cleanup(new GroupId(name));
            case "activate" -> new Command.Activate(new HostId(name));
            case "deactivate" -> new Command.Deactivate(new HostId(name), force);
            case "failback" -> new Command.Failback(new HostId(name));
            case "fence" -> new Command.Fence(new HostId(name), force);
            case "reset" -> new Command.Reset(new HostId(name));
            case "confirm-off" -> new Command.ConfirmOff(new HostId(name), force);
            case "accept-state" -> new Command.AcceptState();
            case "forget" -> new Command.Forget(name);
            case "clear" -> new Command.Clear();
            case "maintenance" -> maintenance(words, now);
            default -> throw new IllegalArgumentException("no command: " + words);
        };
    }

    private static Command maintenance(List<String> words, Instant now) {
        String until = option(words, "until", "");
        return new Command.Maintain(
                switch (words.get(2)) {
                    case "host" -> Maintenance.Scope.HOST;
                    case "group" -> Maintenance.Scope.GROUP;
                    default -> Maintenance.Scope.CLUSTER;
                },
                words.get(2).equals("cluster") ? "" : words.get(3),
                words.get(1).equals("on"),
                until.isEmpty() ? null : now.plus(Scenario.span(until)));
    }

    static String tell(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var id) -> "accepted " + id;
            case Answer.Refused(String why, String advice) ->
                    "refused: " + why + (advice.isEmpty() ? "" : " [" + advice + "]");
            case Answer.NotFound(String why) -> why;
            case Answer.NotWritable(String why) -> "not writable: " + why;
        };
    }
}
