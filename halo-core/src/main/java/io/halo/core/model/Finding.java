package io.halo.core.model;

/// Something that is not as it should be, or that was not done, and why. A plan lists them anew
/// each time; the engine logs changes.
///
/// @param object the host or group it is about, or the cluster's name
/// @param text one sentence for the operator
/// @param command what to type, or empty
public record Finding(Code code, Severity severity, String object, String text, String command) {

    /// Bounded: the label of a metric.
    public enum Code {
        WAITING,
        WOULD_ACT,
        HELD,
        CONFLICT,
        AUTOSTART,
        STOP_FAILED,
        GROUP_ERROR,
        START_FAILED,
        MOVED_BY_HAND,
        NOT_A_CANDIDATE,
        HOST_DISCONNECTED,
        HOST_NOT_SERVING,
        HOST_CANNOT_TELL,
        HOST_FENCED,
        FENCE_HELD_BACK,
        FENCE_FAILED,
        FENCE_UNKNOWN,
        DEVICE_UNPROVEN,
        DEVICE_UNTRUSTED,
        DEVICE_FAILING,
        DEVICE_PARAMETERS,
        BYSTANDER_SILENT,
        UNPROTECTED,
        CANNOT_RUN,
        SCRIPT_PARAMETERS,
        PROMOTED_UNSUPPORTED,
        MEMORY_NOT_DURABLE,
        MAINTENANCE_OVER,
        MOVE_FAILED,
        DOWN_UNMANAGED,
        MANAGER_REFUSED,
        STORE_FAILED,
        STORE_SPACE,
        ORPHANED_STATE,
        HTTP_PORT,
        WITHOUT_TLS,
        VETOED
    }
}
