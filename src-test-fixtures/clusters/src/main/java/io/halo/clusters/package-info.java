/// Clusters of the packaged programs: the demo, the benchmark, and, as tests, the stories.
///
/// A story tells what an operator could see. It judges by the state files, the log of the simulated
/// resources and the log of the fence program; the manager's status is used to wait for what it has
/// understood. Every story ends with: nothing ran twice.
@NullMarked
package io.halo.clusters;

import org.jspecify.annotations.NullMarked;
