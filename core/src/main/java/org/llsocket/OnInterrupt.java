package org.llsocket;

import org.llsocket.internal.lifecycle.OwnedFd;

/**
 * What {@link Thread#interrupt} does to a call that waits on a {@link Descriptor}, and to one that
 * is about to begin in an interrupted thread. The interrupt status of the thread stays set in each
 * case. Calls that do not wait are never affected.
 *
 * <pre>{@code
 * socket.onInterrupt(OnInterrupt.IGNORE); // as java.net.Socket on a platform thread
 * }</pre>
 *
 * @see Descriptor#onInterrupt(OnInterrupt)
 */
public enum OnInterrupt {
  /**
   * The descriptor is closed, as the channels of the JDK are: the call throws {@link
   * java.nio.channels.ClosedByInterruptException}. The default.
   */
  CLOSE(OwnedFd.CLOSES),

  /**
   * The descriptor stays open: the call throws {@link java.io.InterruptedIOException}, or returns
   * what it has moved by then.
   */
  KEEP_OPEN(OwnedFd.KEEPS_OPEN),

  /**
   * Nothing: the call goes on waiting. Only {@code sendfile} of a {@link
   * java.nio.channels.FileChannel} still fails in an interrupted thread: the JDK closes the channel
   * of the file.
   */
  IGNORE(OwnedFd.IGNORES);

  final int number;

  OnInterrupt(int number) {
    this.number = number;
  }

  static OnInterrupt of(int number) {
    return number == OwnedFd.CLOSES ? CLOSE : number == OwnedFd.IGNORES ? IGNORE : KEEP_OPEN;
  }
}
