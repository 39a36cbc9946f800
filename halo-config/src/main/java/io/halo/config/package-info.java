/// Reads `halo.conf` and reports every problem in it at once.
///
/// [ConfigLoader#load] is the only way in. It works in steps, each of which goes on after mistakes
/// and adds to one list of problems:
///
/// 1. [SourceText] and [YamlReader] turn the file into a tree in which every value knows its line
///    and column.
/// 2. The readers ([ClusterReader], [HostReader] with [FenceReader], [ResourceReader],
///    [GroupReader]) take the values out of the tree, check their form, and know the keys and their
///    defaults. [Fields] is one mapping of the file.
/// 3. [HostTable], [Graph] and [GroupTable] put numbers in place of names and report names that
///    mean nothing.
/// 4. The checks ([CycleCheck], [Trees], [IdentityCheck], [FenceCheck]) find what would be
///    dangerous; [Advice] warns.
/// 5. [SpecBuilder] makes a [LoadedConfig] of a file without errors.
///
/// Walks over resources use no recursion, and everything is linear in the size of the file: a file
/// with 100 000 resources is read or refused within seconds. Secrets are in [FenceDevices] only and
/// are never part of a message.
@NullMarked
package io.halo.config;

import org.jspecify.annotations.NullMarked;
