package org.llsocket.cli.relay;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the ends of conversations come from: one of the two addresses. */
interface EndSource extends AutoCloseable {
  /**
   * Waits for the next end.
   *
   * @param limit how long to wait for a peer; null for no limit
   * @throws java.net.SocketTimeoutException if no peer has arrived in this time
   */
  Arrival next(@Nullable Duration limit) throws IOException;

  /** Whether peers arrive here, any number of them. */
  default boolean isServer() {
    return false;
  }

  @Override
  default void close() throws IOException {}
}
