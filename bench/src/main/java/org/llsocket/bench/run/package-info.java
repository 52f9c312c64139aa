/**
 * The measuring: {@link org.llsocket.bench.run.Jobs} lists what is measured, a {@link
 * org.llsocket.bench.run.Job} says how, {@link org.llsocket.bench.run.Harness} does it in turns.
 */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.run;
