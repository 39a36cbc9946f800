package io.halo.agent.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.ocf.Call;
import io.halo.agent.ocf.Kind;
import io.halo.agent.ocf.Op;
import io.halo.process.ProcessIdentity;
import io.halo.process.ProcessTree;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    private static final ProcessTree TREE =
            new ProcessTree("t-1", new ProcessIdentity(7, 99, "boot-1"));

    @ParameterizedTest
    @EnumSource(Op.class)
    void what_is_written_is_read(Op op) {
        var note = note(op);
        assertThat(Note.parse("t-1", note.text())).contains(note);
        var spawned = note.spawned(TREE);
        assertThat(Note.parse("t-1", note.text() + Note.treeLine(TREE))).contains(spawned);
        assertThat(Note.parse("t-1", note.text() + Note.treeLine(TREE) + Note.stuckLine()))
                .contains(spawned.asStuck());
    }

    @Test
    void no_part_of_a_note_is_taken_for_a_note() {
        String whole = note(Op.START).text();
        for (int length = 0; length < whole.length() - 1; length++) {
            assertThat(Note.parse("t-1", whole.substring(0, length))).as("%s", length).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tree", "tree t-1", "tree t-1 7 99", "tree t-1 x 99 boot-1", "tree \0"})
    void a_process_that_cannot_be_read_is_one_that_is_not_known(String line) {
        assertThat(Note.parse("t-1", note(Op.STOP).text() + line)).contains(note(Op.STOP));
    }

    private static Note note(Op op) {
        var call =
                new Call(
                        op,
                        "id with / and ä",
                        new Kind("test/Shell"),
                        new LinkedHashMap<>(),
                        Duration.ofSeconds(5),
                        Duration.ZERO);
        return Note.before(
                new Operation("operation 1", 1, call, Operation.START_WITHIN), "t-1", "boot-1");
    }
}
