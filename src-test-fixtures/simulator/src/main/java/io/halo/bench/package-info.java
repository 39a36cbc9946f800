/// The cost of one step of the core in clusters of different sizes. What is measured is made here,
/// from real histories; the benchmarks themselves are compiled in the profile `bench` only.
@NullMarked
package io.halo.bench;

import org.jspecify.annotations.NullMarked;
