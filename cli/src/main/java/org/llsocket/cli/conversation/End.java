package org.llsocket.cli.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;

/**
 * One end of a conversation. One thread reads, another writes; any thread closes, which ends the
 * calls of both with a {@link java.nio.channels.ClosedChannelException}, except a read of standard
 * input.
 */
public interface End extends AutoCloseable {
  /** The end of the data. */
  int EOF = -1;

  /**
   * Waits for data and reads it.
   *
   * @return the number of bytes of a stream; the length of a message, which is more than the buffer
   *     has space for if the message was truncated; {@link #EOF}
   */
  int read(ByteBuffer into) throws IOException;

  /** Writes all bytes of a heap buffer; as one message if this end has messages. */
  void write(ByteBuffer from) throws IOException;

  /**
   * Ends the data to this end; does nothing if that has already been done.
   *
   * @return false if this end cannot be informed: datagrams have no end
   */
  boolean endOutput() throws IOException;

  /** Whether this end has data to send at all. */
  default boolean hasInput() {
    return true;
  }

  /** Whether each read and each write is one message. */
  default boolean hasMessages() {
    return false;
  }

  /** Whether a read would wait for a user who may never type anything. */
  default boolean wouldBlock() throws IOException {
    return false;
  }

  /** The descriptor of which the data can be moved inside the kernel; null if there is none. */
  default @Nullable Descriptor source() {
    return null;
  }

  /** The descriptor to which data can be moved inside the kernel; null if there is none. */
  default @Nullable Descriptor target() {
    return null;
  }

  /** Whether this end may stop reading before the end of the data, which is then no failure. */
  default boolean mayStopReading() {
    return false;
  }

  /** Runs an action once this end takes no more data, although it has not been closed. */
  default void whenFinished(Runnable action) {}

  @Override
  void close() throws IOException;
}
