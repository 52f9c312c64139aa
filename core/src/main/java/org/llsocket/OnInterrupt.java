package org.llsocket;

import org.llsocket.internal.lifecycle.OwnedFd;

/**
 * What {@link Thread#interrupt} does to a call that waits on a {@link Descriptor}, and to one that
 * is about to begin in an interrupted thread. Either way the interrupt status of the thread stays
 * set. Calls that do not wait are not affected.
 *
 * <pre>{@code
 * socket.onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL); // as with java.net.Socket
 * }</pre>
 *
 * @see Descriptor#onInterrupt(OnInterrupt)
 */
public enum OnInterrupt {
  /**
   * The descriptor is closed, as with the JDK's channels: the call throws {@link
   * java.nio.channels.ClosedByInterruptException}. The default.
   */
  CLOSE(OwnedFd.CLOSES),

  /**
   * The descriptor stays open: the call throws {@link java.io.InterruptedIOException}, or returns
   * the number of bytes that it has moved by then.
   */
  KEEP_OPEN(OwnedFd.KEEPS_OPEN),

  /**
   * The interrupt is ignored: the call continues to wait. Only {@code sendfile} of a {@link
   * java.nio.channels.FileChannel} still fails in an interrupted thread, because the JDK closes the
   * channel of the file.
   */
  IGNORE(OwnedFd.IGNORES),

  /**
   * As with {@link java.net.Socket}: {@link #IGNORE} for a platform thread. For a virtual thread as
   * {@link #KEEP_OPEN}, but only a call that has to wait throws: what can be received or sent at
   * once is, in an interrupted thread too.
   */
  IGNORE_UNLESS_VIRTUAL(OwnedFd.IGNORES_UNLESS_VIRTUAL);

  final int number;

  OnInterrupt(int number) {
    this.number = number;
  }

  static OnInterrupt of(int number) {
    return switch (number) {
      case OwnedFd.CLOSES -> CLOSE;
      case OwnedFd.IGNORES -> IGNORE;
      case OwnedFd.IGNORES_UNLESS_VIRTUAL -> IGNORE_UNLESS_VIRTUAL;
      default -> KEEP_OPEN;
    };
  }
}
