/// Scenario files: a cluster, what happens to it, and what HALO then does
/// (`docs/adding-a-scenario.md`).
@NullMarked
package io.halo.core.scenario;

import org.jspecify.annotations.NullMarked;
