package io.halo.core.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A host as the manager sees it: the four dimensions of safety.md section 7 and the work on it.
///
/// @param devices the levels of its fence devices in order
/// @param fence its fence record, or null; at most one (L3)
/// @param cut the newest `off` that was sent to it, as long as somebody was not heard since, or
///   null
/// @param receiverSince since when this manager has seen it, in one boot, able to be given groups,
///   or null if it is not
public record HostView(
        HostId id,
        Contact contact,
        Power power,
        SequencedMap<DeviceId, DeviceView> devices,
        @Nullable FenceRecord fence,
        @Nullable PowerCut cut,
        Admin admin,
        Work work,
        @Nullable Instant receiverSince) {
    public HostView {
        devices = Checks.ordered(devices);
    }

    /// A host at the manager's start, before anything that the state store remembers of it is put
    /// in.
    public static HostView unknown(HostSpec spec, Instant now) {
        var devices = new LinkedHashMap<DeviceId, DeviceView>();
        spec.fenceLevels()
                .forEach(level ->
                        devices.put(level, DeviceView.unasked(new DeviceProof.Unproven(), now)));
        return new HostView(
                spec.id(),
                Contact.unheard(false, null, now),
                new Power.Unasked(),
                devices,
                null,
                null,
                new Admin.Active(),
                Work.NONE,
                null);
    }

    public boolean connected() {
        return contact.connected();
    }

    public boolean latched() {
        return fence != null && fence.latched();
    }

    public Optional<FenceRecord> fenceRecord() {
        return Optional.ofNullable(fence);
    }

    public Optional<FenceRecord> openFence() {
        return fenceRecord().filter(FenceRecord::open);
    }

    /// Connected, active, no open fence, not latched: may be given groups (safety.md section 2).
    public boolean receiver() {
        return connected() && inService();
    }

    /// Nobody has taken it out: active, and no fence record of any kind.
    private boolean inService() {
        return admin instanceof Admin.Active && fence == null;
    }

    /// As a receiver, but latched.
    public boolean lastResort() {
        return connected()
                && admin instanceof Admin.Active
                && latched()
                && !(power instanceof Power.Off);
    }

    /// What its loss or its fence is part of, for the history; null if neither is the case.
    public @Nullable String incident() {
        return fence == null ? contact.incident() : fence.id().incident();
    }

    /// The same, or the name of one that begins with this host in that step.
    public String incident(Manager manager, long step) {
        String known = incident();
        return known == null ? manager.epoch() + "." + id + "." + step : known;
    }

    public HostView withContact(Contact next) {
        boolean sameBoot = contact.boot().equals(next.boot());
        return new HostView(
                id, next, power, devices, fence, cut, admin, work, sameBoot ? receiverSince : null);
    }

    public HostView withPower(Power next) {
        return new HostView(id, contact, next, devices, fence, cut, admin, work, receiverSince);
    }

    public HostView withFence(@Nullable FenceRecord next) {
        return new HostView(id, contact, power, devices, next, cut, admin, work, receiverSince);
    }

    /// Nothing is remembered of an `off` since which everybody was heard.
    public HostView withCut(@Nullable PowerCut next) {
        PowerCut open = next == null || next.unheard().isEmpty() ? null : next;
        return new HostView(id, contact, power, devices, fence, open, admin, work, receiverSince);
    }

    public HostView withAdmin(Admin next) {
        return new HostView(id, contact, power, devices, fence, cut, next, work, receiverSince);
    }

    public HostView withWork(Work next) {
        return new HostView(id, contact, power, devices, fence, cut, admin, next, receiverSince);
    }

    public HostView withDevice(DeviceId device, DeviceView view) {
        var copy = new LinkedHashMap<>(devices);
        copy.put(device, view);
        return new HostView(id, contact, power, copy, fence, cut, admin, work, receiverSince);
    }

    /// The devices are asked at that moment.
    public HostView askPowerAt(Instant moment) {
        HostView result = this;
        for (Map.Entry<DeviceId, DeviceView> device : devices.entrySet()) {
            result = result.withDevice(device.getKey(), device.getValue().askAt(moment));
        }
        return result;
    }

    /// Whether the time is noted since when it is a receiver, and none if it is not.
    public boolean isTimed() {
        return receiver() == (receiverSince != null);
    }

    /// The same host, with the time noted since when it is a receiver.
    public HostView timed(Instant now) {
        Instant since = receiver() ? now : null;
        return isTimed()
                ? this
                : new HostView(id, contact, power, devices, fence, cut, admin, work, since);
    }

    /// The device of a level.
    ///
    /// @throws IllegalArgumentException if there is no such level
    public Map.Entry<DeviceId, DeviceView> level(int level) {
        int i = 0;
        for (Map.Entry<DeviceId, DeviceView> entry : devices.entrySet()) {
            if (i++ == level) {
                return entry;
            }
        }
        throw new IllegalArgumentException("host " + id + " has no fence level " + level);
    }
}
