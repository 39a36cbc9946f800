package io.halo.explorer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Contact;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.Sighting;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import io.halo.explorer.Event.Kind;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CanonTest {
    private static final Names NAMES = new Names(WorldShape.TWO_BY_ONE.spec());
    private static final Event TICK = new Event(Kind.TICK, -1, -1);

    /// The group comes up, and its host falls silent and is fenced.
    private static final List<Event> STORY =
            List.of(
                    TICK,
                    done("g0"),
                    done("t0"),
                    new Event(Kind.LINK_LOST, 0, -1),
                    TICK,
                    TICK,
                    TICK,
                    TICK,
                    TICK,
                    TICK,
                    new Event(Kind.OFF_DONE, 0, -1),
                    TICK);

    private static Event done(String resource) {
        return new Event(Kind.DONE, 0, NAMES.resource(new io.halo.core.model.ResourceId(resource)));
    }

    @Test
    void absoluteTimeDoesNotMatter() {
        Moment early = Turn.begin(NAMES);
        Moment late = Turn.begin(NAMES, 86_400 * Turn.SECOND);
        for (Event event : STORY) {
            early = after(early, event);
            late = after(late, event);

            assertThat(hash(late)).as("%s", event).isEqualTo(hash(early));
        }
    }

    @Test
    void everyEventOfAStoryMatters() {
        Moment moment = Turn.begin(NAMES);
        long last = hash(moment);
        for (Event event : STORY) {
            moment = after(moment, event);

            assertThat(hash(moment)).as("%s", event).isNotEqualTo(last);
            last = hash(moment);
        }
    }

    @Test
    void aClusterAtRestStaysTheSame() {
        Moment calm = running();

        assertThat(hash(after(calm, TICK))).isEqualTo(hash(calm));
    }

    @Test
    void numbersOfProcessesAndStepsDoNotMatter() {
        Moment once = calmAfter(running(), new Event(Kind.AGENT_RESTARTS, 1, -1));
        Moment twice = calmAfter(once, new Event(Kind.AGENT_RESTARTS, 1, -1));

        assertThat(hash(twice)).isEqualTo(hash(once));
    }

    @Test
    void whatIsTrueMattersThoughTheManagerDoesNotKnow() {
        Moment moment = running();
        Moment other =
                new Moment(moment.world(), moment.disk(), new Truth(moment.truth()), moment.now());
        other.truth().hosts[0].hidden = other.truth().hosts[0].running;

        assertThat(hash(other)).isNotEqualTo(hash(moment));
    }

    /// A new part of a state must be hashed, or be one that makes no difference.
    @Test
    void everyPartOfAStateWasThoughtOf() {
        assertThat(parts(World.class))
                .isEqualTo(
                        "spec manager step sets setOf fencesStarted commands maintenance orphans nextWake findings");
        assertThat(parts(Manager.class))
                .isEqualTo(
                        "mode refusedIsSilent epoch instance startedAt refusal storeFailure pausedUntil");
        assertThat(parts(HostView.class))
                .isEqualTo("id contact power devices fence cut admin work receiverSince");
        // Incidents are for the history.
        assertThat(parts(Contact.class))
                .isEqualTo(
                        "reach everSeen quietSince failuresDemanded answered alive gapEnded lastInstance lastBoot durableMemory incident");
        assertThat(parts(DeviceView.class))
                .isEqualTo("proof askingSince nextAsk failures lastReading abandoned");
        assertThat(parts(FenceRecord.class))
                .isEqualTo("id host kind by reason plannedAt boot forced again state");
        // What was not started by us is told, and changes nothing that is done.
        assertThat(parts(Work.class))
                .isEqualTo("sightings operations monitors unanswered sequence unstarted");
        assertThat(parts(Sighting.class))
                .isEqualTo("state busy doubtful reason sentStep sinceStep since checkedAt streak");
        assertThat(parts(Operation.class))
                .isEqualTo("id group kind sequence sentStep sentAt deadline state");
        assertThat(parts(GroupView.class))
                .isEqualTo(
                        "id control desired held error generation needStep seenRunning everRunning hosted place"
                                + " failures stopFailed operationEnded move cleanedStep incident");
        assertThat(parts(Move.class)).isEqualTo("command kind from to sinceStep since state");
    }

    private static String parts(Class<?> type) {
        Stream<String> names =
                Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
        return String.join(" ", names.toList());
    }

    private static Moment running() {
        Moment moment = Turn.begin(NAMES);
        for (Event event : STORY.subList(0, 3)) {
            moment = after(moment, event);
        }
        return calm(moment);
    }

    private static Moment calmAfter(Moment from, Event event) {
        return calm(after(from, event));
    }

    private static Moment calm(Moment from) {
        Moment moment = from;
        for (int i = 0; i < 20; i++) {
            moment = after(moment, TICK);
        }
        return moment;
    }

    private static Moment after(Moment moment, Event event) {
        return requireNonNull(new Turn(NAMES, moment, _ -> {}).after(event));
    }

    private static long hash(Moment moment) {
        return Canon.hash(NAMES, moment);
    }
}
