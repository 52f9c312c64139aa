package org.llsocket.loop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;

/**
 * What a program does with a connection of a {@link Loop}. The methods are called by {@link
 * Loop#await}, in its thread. An exception ends that call; the connection stays open.
 */
@FunctionalInterface
public interface ConnectionHandler {
  /**
   * Data has arrived.
   *
   * @param connection the connection
   * @param memory begins with the data; valid until this method returns. {@link Connection#send}
   *     may be given this memory, and then sends from it without a copy.
   * @param length the number of bytes, over 0
   */
  void received(Connection connection, MemorySegment memory, int length) throws IOException;

  /** The peer sends nothing more. By default the connection is closed. */
  default void ended(Connection connection) throws IOException {
    connection.close();
  }

  /** The kernel has taken all that was to be sent, after it had not taken it at once. */
  default void drained(Connection connection) throws IOException {}

  /**
   * The connection is closed, and is not used any longer.
   *
   * @param failure why it was not closed by the program, or null
   */
  default void closed(Connection connection, @Nullable Errno failure) throws IOException {}
}
