package io.halo.agent.operation;

import io.halo.agent.operation.Outcome.Reason;
import io.halo.agent.operation.Outcome.Refused;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Obeys the manager with the highest epoch seen; of several with that epoch, the first one seen
/// (L8).
///
/// A higher epoch is on disk before anybody acts on it. May block for the time of that write.
final class Managers {
    private static final Logger LOG = LoggerFactory.getLogger(Managers.class);

    /// Nobody has so many managers; a broken client must not fill the disk.
    private static final int TOLD_MAX = 16;

    private final EpochFile file;
    private Claim newest;

    /// Those that were told about in the log: they come again every second.
    private final Set<Claim> told = new LinkedHashSet<>();

    Managers(EpochFile file) {
        this.file = file;
        this.newest = file.read();
    }

    /// Why this manager is not obeyed; empty: it is, and is the newest from now on if it claims to
    /// be.
    synchronized Optional<Refused> admit(Claim claim) {
        if (claim.claimsNothing()) {
            return Optional.empty();
        }
        if (claim.epoch() < newest.epoch()) {
            return Optional.of(refuse(claim, Reason.LOWER_EPOCH));
        }
        if (claim.epoch() == newest.epoch() && !claim.manager().equals(newest.manager())) {
            return Optional.of(refuse(claim, Reason.OTHER_MANAGER));
        }
        if (claim.epoch() > newest.epoch()) {
            LOG.info(
                    "obeys {} from now on; before, {}",
                    claim,
                    newest.claimsNothing() ? "nobody" : newest);
            newest = claim;
            told.clear();
        }
        file.keep(newest);
        return Optional.empty();
    }

    synchronized Claim newest() {
        return newest;
    }

    private Refused refuse(Claim claim, Reason reason) {
        String text = claim + " is refused: this agent obeys " + newest;
        if (told.size() < TOLD_MAX && told.add(claim)) {
            LOG.warn("{}", text);
        }
        return new Refused(reason, text);
    }
}
