package io.halo.core.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One level of a host's fence devices, as seen by this manager.
///
/// @param proof durable, see T1
/// @param askingSince when the question in flight was asked, or null
/// @param nextAsk when to ask again
/// @param failures questions in a row without a usable answer
/// @param lastReading the latest answer, or null
/// @param abandoned whether a program of it could not be killed: not used until that ended
public record DeviceView(
        DeviceProof proof,
        @Nullable Instant askingSince,
        Instant nextAsk,
        int failures,
        @Nullable Reading lastReading,
        boolean abandoned) {
    public static DeviceView unasked(DeviceProof proof, Instant now) {
        return new DeviceView(proof, null, now, 0, null, false);
    }

    public boolean proven() {
        return proof instanceof DeviceProof.Proven;
    }

    public Optional<Reading> reading() {
        return Optional.ofNullable(lastReading);
    }

    public DeviceView withProof(DeviceProof next) {
        return new DeviceView(next, askingSince, nextAsk, failures, lastReading, abandoned);
    }

    public DeviceView asking(@Nullable Instant since) {
        return new DeviceView(proof, since, nextAsk, failures, lastReading, abandoned);
    }

    public DeviceView askAt(Instant next) {
        return new DeviceView(proof, askingSince, next, failures, lastReading, abandoned);
    }

    public DeviceView answered(Reading reading, Instant next) {
        return new DeviceView(
                proof,
                null,
                next,
                reading.state().complete() ? 0 : failures + 1,
                reading,
                abandoned);
    }

    /// It said what it should no longer say: asked again ever more slowly.
    public DeviceView failedAfter(DeviceView before) {
        return new DeviceView(
                proof, askingSince, nextAsk, before.failures + 1, lastReading, abandoned);
    }

    /// Without its latest answer: what it told has been drawn from it.
    public DeviceView settled() {
        return new DeviceView(proof, askingSince, nextAsk, failures, null, abandoned);
    }

    public DeviceView abandoned(boolean stuck) {
        return new DeviceView(proof, askingSince, nextAsk, failures, lastReading, stuck);
    }

    /// One answer of the device to `status`.
    public record Reading(State state, Instant askedAt, Instant at, String words) {}

    /// What the devices of a level say of their host.
    public enum State {
        /// All of them.
        ON,

        /// Some of them, and others do not answer.
        ON_IN_PART,

        /// Some of them, and others say off.
        MIXED,

        /// All of them.
        OFF,

        /// None says on, and not all answer.
        UNKNOWN;

        /// Whether the host has power, from one supply at least.
        public boolean powered() {
            return switch (this) {
                case ON, ON_IN_PART, MIXED -> true;
                case OFF, UNKNOWN -> false;
            };
        }

        /// Whether all of them have answered.
        public boolean complete() {
            return switch (this) {
                case ON, MIXED, OFF -> true;
                case ON_IN_PART, UNKNOWN -> false;
            };
        }
    }
}
