/**
 * Measurement: {@link org.llsocket.bench.run.Jobs} lists the jobs, a {@link
 * org.llsocket.bench.run.Job} defines how it is measured, and {@link
 * org.llsocket.bench.run.Harness} runs its subjects in turns.
 */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.run;
