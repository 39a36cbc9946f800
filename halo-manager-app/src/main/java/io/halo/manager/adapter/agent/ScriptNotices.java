package io.halo.manager.adapter.agent;

import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.List;
import java.util.SequencedMap;

/// Hears what does not fit between resources as configured and what their scripts on a host say
/// about themselves. Called by one thread at a time; must not block.
public interface ScriptNotices {
    /// @param kind the script below `resource.d`
    /// @param advice all that is known now about resources of this kind that the host may run, one
    ///   sentence each; empty if nothing is wrong
    void advise(HostId host, String kind, SequencedMap<ResourceId, List<String>> advice);
}
