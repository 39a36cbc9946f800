package io.halo.bench;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import io.halo.core.plan.Action;
import io.halo.core.view.ClusterStatus;
import io.halo.engine.AgentGateway;
import io.halo.engine.Fencer;
import io.halo.engine.Mailbox;
import io.halo.engine.PublishedStatus;
import io.halo.engine.ReconcileLoop;
import io.halo.engine.StateStore;
import io.halo.engine.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The loop of a manager whose ports do nothing, where a turn begins: what a whole turn costs, and
/// what the picture costs that a reader asks for after it. Its clock stands still.
public final class Seat {
    /// What the loop tells of thousands of groups that run is not what is looked at here.
    private static final Logger QUIET = Logger.getLogger("io.halo.manager");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final Turn turn;
    private final PublishedStatus status;
    private final ReconcileLoop loop;

    public Seat(Turn turn) {
        this.turn = turn;
        this.status = new PublishedStatus(turn.world(), turn::now, _ -> List.of());
        this.loop =
                new ReconcileLoop(
                        turn.world(),
                        turn.world(),
                        new Mailbox(),
                        _ -> {},
                        new Nowhere(),
                        new Nobody(),
                        new Nothing(),
                        turn::now,
                        new Unmeasured(),
                        status::publish);
    }

    /// One turn with the inputs of the step.
    public void turn() {
        loop.runOnce(turn.inputs());
    }

    /// What the next reader gets, made anew after each turn.
    public ClusterStatus picture() {
        return status.current();
    }

    /// What the loop has complained about.
    boolean healthy() {
        return loop.trouble().isEmpty();
    }

    private static final class Nowhere implements StateStore {
        @Override
        public List<Row> rows() {
            return List.of();
        }

        @Override
        public long nextEpoch() {
            return 1;
        }

        @Override
        public void write(Change change, List<Event> events) {}

        @Override
        public List<Stored> events(int limit) {
            return List.of();
        }
    }

    private static final class Nobody implements AgentGateway {
        @Override
        public void claim(long epoch, String managerInstance) {}

        @Override
        public void open() {}

        @Override
        public void beat(HostId host) {}

        @Override
        public void operate(Action.Operate operation) {}

        @Override
        public void look(Action.Look look) {}

        @Override
        public void close() {}
    }

    private static final class Nothing implements Fencer {
        @Override
        public void powerOff(Action.PowerOff attempt) {}

        @Override
        public void powerOn(Action.PowerOn attempt) {}

        @Override
        public void ask(Action.AskPower question) {}

        @Override
        public void endLeftover(String program) {}
    }

    private static final class Unmeasured implements Telemetry {
        @Override
        public void cycle(Duration took) {}

        @Override
        public void operation(String op, String kind, Ending ending, Duration took) {}

        @Override
        public void fence(HostId host, Ending ending, Duration took) {}

        @Override
        public void failover(Duration took) {}

        @Override
        public void event(Event.Kind kind) {}
    }
}
