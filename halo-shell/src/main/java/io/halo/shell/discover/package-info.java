/// What can be found out about servers before there is a configuration: which see the same disks
/// and pools, and so could fail over to one another.
@NullMarked
package io.halo.shell.discover;

import org.jspecify.annotations.NullMarked;
