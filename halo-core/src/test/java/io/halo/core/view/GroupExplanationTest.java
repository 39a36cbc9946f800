package io.halo.core.view;

import static io.halo.core.view.Clusters.NOW;
import static io.halo.core.view.Clusters.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Restore;
import io.halo.core.model.Manager;
import io.halo.core.model.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupExplanationTest {
    /// A reader may ask before the manager has planned for the first time.
    @Test
    void aGroupThatWasNeverPlannedForWaitsForItsFirstLook() {
        var manager = new Manager(Manager.Mode.MANAGE, false, 1, "m1", NOW, null, null, null);
        World fresh = Restore.world(Clusters.spec(), manager, List.of(), NOW);

        Explanation why = GroupExplanation.of(fresh, P, NOW);

        assertThat(why.phase()).isEqualTo("Resolving");
        assertThat(why.waitsFor())
                .isEqualTo("its hosts have not been looked at yet: the first look");
    }
}
