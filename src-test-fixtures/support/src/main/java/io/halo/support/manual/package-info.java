/// What is written for people about the programs, and must agree with them: man pages and shell
/// completion.
@NullMarked
package io.halo.support.manual;

import org.jspecify.annotations.NullMarked;
