/// The architecture as tests: which package may see which, what nobody may call, what every file
/// looks like.
///
/// A module checks itself with one short test:
///
/// ```java
/// class ArchitectureTest {
///     @TestFactory
///     Stream<DynamicTest> architecture() {
///         return HaloArchitecture.core();
///     }
/// }
/// ```
///
/// Each rule is a test of its own, named by its text; a rule that finds nothing to look at passes.
@NullMarked
package io.halo.support.arch;

import org.jspecify.annotations.NullMarked;
