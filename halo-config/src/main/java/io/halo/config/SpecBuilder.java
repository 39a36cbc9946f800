package io.halo.config;

import io.halo.config.Addresses.Address;
import io.halo.config.ClusterReader.Cluster;
import io.halo.config.GroupTable.Group;
import io.halo.config.YamlNode.Entry;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.fence.FenceDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// Turns a file without errors into the values that the rest of HALO works with.
final class SpecBuilder {
    private final HostTable hosts;
    private final SequencedMap<HostId, HostSpec> hostSpecs = new LinkedHashMap<>();
    private final SequencedMap<HostId, Endpoint> endpoints = new LinkedHashMap<>();
    private final SequencedMap<HostId, List<List<FenceDevice>>> fences = new LinkedHashMap<>();

    private SpecBuilder(HostTable hosts) {
        this.hosts = hosts;
    }

    static LoadedConfig build(Cluster cluster, HostTable hosts, Graph graph, List<Group> groups) {
        var builder = new SpecBuilder(hosts);
        for (int i = 0; i < hosts.hosts().size(); i++) {
            builder.host(i);
        }
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        resources(graph).forEach(resource -> resources.put(resource.id(), resource));
        var groupSpecs = new LinkedHashMap<GroupId, GroupSpec>();
        for (Group group : groups) {
            GroupSpec spec = builder.group(group, resources);
            groupSpecs.put(spec.id(), spec);
        }
        var spec =
                new ClusterSpec(
                        cluster.name(),
                        cluster.deadAfter(),
                        cluster.monitorInterval(),
                        cluster.fencing(),
                        builder.hostSpecs,
                        resources,
                        groupSpecs);
        return new LoadedConfig(
                spec, new AgentEndpoints(builder.endpoints), new FenceDevices(builder.fences));
    }

    private void host(int number) {
        RawHost raw = hosts.hosts().get(number);
        var id = new HostId(hosts.id(number));
        Address address = Objects.requireNonNull(raw.address(), "a bad hostname is an error");
        List<DeviceId> levels =
                raw.levels().stream().map(level -> Fingerprint.of(level, raw, id.value())).toList();
        hostSpecs.put(id, new HostSpec(id, address.shown(), levels, raw.powerCycleWhenSilent()));
        endpoints.put(id, new Endpoint(address.host(), address.port(), raw.tls()));
        fences.put(
                id,
                raw.levels().stream()
                        .map(level ->
                                level.stream()
                                        .map(device -> device(device, id, address.host()))
                                        .toList())
                        .toList());
    }

    private static FenceDevice device(RawDevice raw, HostId host, String address) {
        return new FenceDevice(host.value(), address, raw.program(), raw.parameters());
    }

    private static List<ResourceSpec> resources(Graph graph) {
        List<ResourceId> ids =
                graph.resources().stream().map(raw -> new ResourceId(raw.id())).toList();
        var specs = new ArrayList<ResourceSpec>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            RawResource raw = graph.resource(i);
            var parameters = new LinkedHashMap<String, String>();
            for (Entry parameter : raw.parameters()) {
                raw.parameter(parameter.key().text())
                        .ifPresent(value -> parameters.put(parameter.key().text(), value.text()));
            }
            List<ResourceId> dependents =
                    graph.edges(i).stream().map(edge -> ids.get(edge.child())).toList();
            specs.add(
                    new ResourceSpec(
                            ids.get(i),
                            raw.kind().text(),
                            parameters,
                            dependents,
                            raw.timeouts(),
                            raw.monitorInterval(),
                            raw.shared()));
        }
        return specs;
    }

    private GroupSpec group(Group group, SequencedMap<ResourceId, ResourceSpec> resources) {
        List<HostId> candidates =
                group.candidates().stream().map(host -> new HostId(hosts.id(host))).toList();
        return GroupSpec.of(
                new ResourceId(group.raw().id()),
                candidates.getFirst(),
                candidates.subList(1, candidates.size()),
                group.raw().policy(),
                resources);
    }
}
