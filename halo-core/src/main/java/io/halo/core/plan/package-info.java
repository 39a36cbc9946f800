/// From what is known to what is done: group phases, ordered passes, the guards of a fence, and
/// `SafetyRules`, which checks every plan again with code of its own.
@NullMarked
package io.halo.core.plan;

import org.jspecify.annotations.NullMarked;
