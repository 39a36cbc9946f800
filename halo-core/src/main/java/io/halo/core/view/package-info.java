/// The one picture of the cluster that HTTP, console, metrics and alarms show: [ClusterStatus],
/// made by [StatusView] from a World. Pure projections; whatever is shown to people or machines is
/// decided here once. Names of components are the names in JSON.
@NullMarked
package io.halo.core.view;

import org.jspecify.annotations.NullMarked;
