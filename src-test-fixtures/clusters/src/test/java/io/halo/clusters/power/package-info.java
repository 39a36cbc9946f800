/// Power supplies as real fence agents know them: real daemons and a Redfish service, with the
/// simulated power switch of a test cluster behind them.
@NullMarked
package io.halo.clusters.power;

import org.jspecify.annotations.NullMarked;
