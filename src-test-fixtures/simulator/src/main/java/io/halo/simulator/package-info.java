/// The production core and engine against a faulty world in virtual time, judged by what is true
/// there.
@NullMarked
package io.halo.simulator;

import org.jspecify.annotations.NullMarked;
