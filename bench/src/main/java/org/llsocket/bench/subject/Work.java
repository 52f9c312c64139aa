package org.llsocket.bench.subject;

/** What a subject does: operations that it counts itself, or service to a load from outside. */
public sealed interface Work {
  /** Operations of one thread. */
  @FunctionalInterface
  non-sealed interface Loop extends Work {
    /** Makes {@code count} operations, one after the other. */
    void run(long count) throws Exception;
  }

  /**
   * A server.
   *
   * @param address where it is reached: a port, or the path of a Unix socket
   * @param serving serves until the process ends
   */
  record Service(String address, Serving serving) implements Work {}

  /** The endless part of a server. */
  @FunctionalInterface
  interface Serving {
    void serve() throws Exception;
  }
}
