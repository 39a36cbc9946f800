/// Text for people: the status page, folded host names, clean one-line texts. Pure.
@NullMarked
package io.halo.shell.render;

import org.jspecify.annotations.NullMarked;
