/**
 * Benchmarks: the same workloads in C and in Java libraries, side by side. {@link
 * org.llsocket.bench.subject} has the workloads, each of which runs in its own process; {@link
 * org.llsocket.bench.run} starts these processes and measures them; {@link
 * org.llsocket.bench.report} writes the reports.
 */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench;
