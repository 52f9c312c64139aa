package org.llsocket.bench.subject;

/**
 * The task of a subject: operations that it counts itself, or a server for an external load
 * generator.
 */
public sealed interface Workload {
  /** Operations in one thread. */
  @FunctionalInterface
  non-sealed interface Loop extends Workload {
    /** Performs {@code count} operations, one after the other. */
    void run(long count) throws Exception;
  }

  /**
   * A server.
   *
   * @param address the address to connect to: a port, or the path of a Unix socket
   * @param serving the server loop, which runs until the process ends
   */
  record Service(String address, Serving serving) implements Workload {}

  /** The endless loop of a server. */
  @FunctionalInterface
  interface Serving {
    void serve() throws Exception;
  }
}
