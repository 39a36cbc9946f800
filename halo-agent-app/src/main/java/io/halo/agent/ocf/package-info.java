/// OCF resource agent scripts: where they are, their environment, their words. Knows nothing of
/// managers or of order.
@NullMarked
package io.halo.agent.ocf;

import org.jspecify.annotations.NullMarked;
