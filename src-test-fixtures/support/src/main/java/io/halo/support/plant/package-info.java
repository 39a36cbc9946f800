/// Faults planted on purpose: a check is taken out of the classes as they are loaded, so that it
/// can be seen whether anything notices. The classes on disk stay as they are.
@NullMarked
package io.halo.support.plant;

import org.jspecify.annotations.NullMarked;
