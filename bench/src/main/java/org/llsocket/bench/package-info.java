/**
 * Benchmarks: the same work in C and in Java libraries, side by side. {@link
 * org.llsocket.bench.subject} has the works, each done in a process of its own; {@link
 * org.llsocket.bench.run} starts these processes and measures; {@link org.llsocket.bench.report}
 * writes down what came out.
 */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench;
