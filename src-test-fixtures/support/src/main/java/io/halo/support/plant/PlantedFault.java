package io.halo.support.plant;

import java.util.List;

/// A law whose check was removed, wherever it is kept.
///
/// @param law its number, such as `L1`
/// @param name short, unique
/// @param what is not checked any more, in a sentence
/// @param scenario one that shows what comes of it
public record PlantedFault(
        String law, String name, String what, String scenario, List<Target> targets) {
    public PlantedFault {
        targets = List.copyOf(targets);
    }

    @Override
    public String toString() {
        return law + " " + name;
    }
}
