package io.halo.manager.adapter.web;

import io.halo.core.view.ClusterStatus;
import io.halo.core.view.EventLine;
import io.halo.core.view.Explanation;
import io.halo.core.view.HostStatus;
import io.halo.core.view.ResourceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The routes as they are told to clients ([ApiDocument]). A test compares them with the
/// controllers.
final class Api {
    private static final Parameter WAIT =
            new Parameter(
                    "query",
                    "wait",
                    "string",
                    "answer when it has ended, at the latest after that span: `30s`; at most `10m`");
    private static final Parameter OBJECT =
            new Parameter(
                    "query",
                    "object",
                    "string",
                    "only events of this host or group; may be given several times");
    private static final Parameter INCIDENT =
            new Parameter("query", "incident", "string", "only events of this incident");

    private static final Parameter DRY_RUN =
            new Parameter(
                    "query",
                    "dry_run",
                    "boolean",
                    "`true`: nothing is done; the answer is what would be, as of `/plan`");

    static final List<Route> ROUTES =
            List.of(
                    get("/status", "The whole cluster at one moment", ClusterStatus.class),
                    get("/events", "Events, the oldest of them first", EventLine[].class)
                            .with(
                                    new Parameter(
                                            "query",
                                            "since",
                                            "string",
                                            "a number (only later events) or a time (from then on)"),
                                    OBJECT,
                                    INCIDENT,
                                    new Parameter(
                                            "query",
                                            "limit",
                                            "integer",
                                            "the newest so many; 100 if it is not said")),
                    get("/events/stream", "Events as they are written, as server-sent events", null)
                            .with(
                                    OBJECT,
                                    new Parameter(
                                            "header",
                                            "Last-Event-ID",
                                            "string",
                                            "go on after this number")),
                    get(
                                    "/operations",
                                    "What became of commands, the newest first",
                                    OperationJson[].class)
                            .with(
                                    new Parameter(
                                            "query",
                                            "limit",
                                            "integer",
                                            "so many; 100 if it is not said")),
                    get("/operations/{id}", "What became of one command", OperationJson.class)
                            .with(WAIT),
                    get(
                            "/resources/{group}/explain",
                            "Why a group is as it is, and what to type",
                            Explanation.class),
                    get(
                            "/hosts/{host}/explain",
                            "Why a host is as it is, and what to type",
                            Explanation.class),
                    new Route(
                            "post",
                            "/plan",
                            "What would happen",
                            List.of(),
                            BodySpec.PLAN,
                            ForeseenJson.class),
                    new Route(
                            "post",
                            "/check",
                            "Asks the agents whether scripts are there and like their parameters; changes nothing",
                            List.of(WAIT),
                            BodySpec.COMMENT,
                            CheckController.Answer.class),
                    get("/state", "All that the manager knows, as text; unix socket only", null),
                    get("/openapi.json", "This document", null),
                    get("/actuator/health", "Whether the manager itself works", null),
                    get("/actuator/info", "About the process", null),
                    get("/actuator/prometheus", "Metrics", null),
                    new Route(
                            "patch",
                            "/resources/{group}",
                            "Manages a group, or leaves it alone",
                            List.of(DRY_RUN),
                            BodySpec.MANAGE,
                            ResourceStatus.class),
                    operation("/resources/{group}/start", "The group shall run"),
                    operation("/resources/{group}/stop", "The group shall not run"),
                    operation(
                            "/resources/{group}/restart",
                            "Stops the group and starts it in its place"),
                    operation("/resources/{group}/cleanup", "Forgets failures and looks anew"),
                    operation(
                            "/hosts/{host}/failback",
                            "Brings the groups home whose home this host is"),
                    operation("/hosts/{host}/fence", "Powers the host off"),
                    operation("/hosts/{host}/reset", "Clears the fenced mark"),
                    operation("/hosts/{host}/activate", "The host may get groups"),
                    operation(
                            "/hosts/{host}/deactivate",
                            "The host's groups leave, and it gets none"),
                    atOnce(
                            "/hosts/{host}/confirm-off",
                            "The operator vouches that the host is off",
                            BodySpec.CONFIRM_OFF,
                            HostStatus.class),
                    atOnce(
                            "/accept-state",
                            "Takes over from the manager that agents obey instead",
                            BodySpec.CONFIRM,
                            ClusterStatus.Cluster.class),
                    atOnce(
                            "/maintenance",
                            "Begins or ends a maintenance; answers with the cluster, host or resource",
                            BodySpec.MAINTENANCE,
                            Object.class),
                    atOnce(
                            "/forget",
                            "Drops what is remembered of a group or host that is not configured any more",
                            BodySpec.CONFIRM,
                            Object.class),
                    atOnce(
                            "/events/clear",
                            "Hides older events from the status",
                            BodySpec.COMMENT,
                            Object.class));

    private Api() {}

    private static Route get(String path, String summary, @Nullable Class<?> answer) {
        return new Route("get", path, summary, List.of(), null, answer);
    }

    private static Route operation(String path, String summary) {
        return new Route(
                "post", path, summary, List.of(WAIT, DRY_RUN), BodySpec.FORCE, OperationJson.class);
    }

    private static Route atOnce(String path, String summary, BodySpec body, Class<?> answer) {
        return new Route("post", path, summary, List.of(DRY_RUN), body, answer);
    }

    /// @param in `query` or `header`
    record Parameter(String in, String name, String type, String meaning) {}

    /// @param body what may be sent, or null for nothing
    /// @param answer the record that a good answer shows, or an array of it; null if it is no JSON
    ///   of ours
    record Route(
            String method,
            String path,
            String summary,
            List<Parameter> parameters,
            @Nullable BodySpec body,
            @Nullable Class<?> answer) {

        private Route with(Parameter... more) {
            return new Route(method, path, summary, List.of(more), body, answer);
        }

        boolean runs() {
            return body != null && answer == OperationJson.class;
        }
    }
}
