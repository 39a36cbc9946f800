/// Clusters of real programs for tests, the demo and benchmarks: agents, a manager and the console
/// as an operator starts them, with simulated resources (files) and a simulated power supply (a
/// fence program that kills).
///
/// [io.halo.support.cluster.TestCluster] is the way in. A cluster lives in a directory of its own:
///
/// ```text
/// halo.conf, halo.state, halo.socket    of the manager
/// <host>.<type>.<name>                  a resource runs on that host: the truth that tests judge by
/// <host>.pid, agent-<host>/             of an agent
/// test_log, twice.log, times.log        written by the simulated resources
/// fence.log                             written by the fence program
/// faults/, hooks/                       planted by tests
/// logs/                                 what the programs print
/// ```
///
/// Everything blocks, every wait has a deadline and says what it waited for. One thread drives a
/// cluster. This package uses nothing but the JDK, so that the demo runs from two jars.
@NullMarked
package io.halo.support.cluster;

import org.jspecify.annotations.NullMarked;
