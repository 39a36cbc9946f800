package io.halo.manager.adapter.fence;

import io.halo.core.model.HostId;
import java.util.List;

/// Hears what does not fit between the fence devices of a host as configured and what their
/// programs say they take. Called by several threads; must not block.
public interface DeviceNotices {
    /// @param advice all that is known now, one sentence each; empty if nothing is wrong
    void advise(HostId host, List<String> advice);
}
