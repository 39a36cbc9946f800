package io.halo.agent.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.halo.agent.operation.Outcome.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagersTest {
    @TempDir Path directory;

    private record Case(long epoch, String manager, @Nullable Reason refused, long newest) {}

    @Test
    void the_newest_is_obeyed_and_of_those_the_first() throws IOException {
        var cases =
                List.of(
                        new Case(0, "", null, 0),
                        new Case(0, "x", null, 0),
                        new Case(3, "a", null, 3),
                        new Case(3, "a", null, 3),
                        new Case(3, "b", Reason.OTHER_MANAGER, 3),
                        new Case(2, "a", Reason.LOWER_EPOCH, 3),
                        new Case(0, "a", null, 3),
                        new Case(4, "b", null, 4),
                        new Case(3, "a", Reason.LOWER_EPOCH, 4),
                        new Case(Long.MAX_VALUE / 10, "c", null, Long.MAX_VALUE / 10));
        for (var each : cases) {
            // A new process each time: what counts is on disk before anybody is answered.
            var managers = new Managers(new EpochFile(directory));
            var refused = managers.admit(new Claim(each.epoch(), each.manager()));
            assertThat(refused.map(Outcome.Refused::reason).orElse(null))
                    .as("%s", each)
                    .isEqualTo(each.refused());
            assertThat(managers.newest().epoch()).as("%s", each).isEqualTo(each.newest());
        }
        assertThat(directory.toFile().list()).containsExactly("epoch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "epoch 1\n",
                "epoch x\nmanager a\n",
                "epoch 1\nmanager a\nmore\n",
                "epoch 5\nmanager \n",
                "\0\0\0\0"
            })
    void a_damaged_memory_is_named_and_never_guessed_over(String content) throws IOException {
        Files.writeString(directory.resolve("epoch"), content);
        assertThatExceptionOfType(StateDamagedException.class)
                .isThrownBy(() -> new Managers(new EpochFile(directory)))
                .withMessageContaining("epoch");
        assertThat(directory.resolve("epoch")).hasContent(content);
    }

    @Test
    void what_cannot_be_written_is_obeyed_all_the_same_and_written_later() throws IOException {
        Path state = directory.resolve("state");
        Files.writeString(state, "in the way");
        var file = new EpochFile(state);
        var managers = new Managers(file);
        assertThat(managers.admit(new Claim(2, "a"))).isEmpty();
        assertThat(file.isDurable()).isFalse();
        assertThat(managers.admit(new Claim(1, "b"))).isPresent();
        Files.delete(state);
        Files.createDirectory(state);
        assertThat(managers.admit(new Claim(3, "a"))).isEmpty();
        assertThat(file.isDurable()).isTrue();
        assertThat(new Managers(new EpochFile(state)).newest()).isEqualTo(new Claim(3, "a"));
    }
}
