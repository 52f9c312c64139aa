package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SPLICE_F_*}: flags of the calls of {@link Pipe} that move bytes, combined with {@code |}.
 *
 * <pre>{@code
 * long n = Pipe.splice(socket, pipe.writer(), 65536, SPLICE.F_NONBLOCK);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/splice.2.html">splice(2)</a>
 */
public final class SPLICE {
  /** {@code SPLICE_F_MOVE}: move pages rather than copy them; no effect since Linux 2.6.21. */
  public static final int F_MOVE = Platform.number("SPLICE_F_MOVE");

  /**
   * {@code SPLICE_F_NONBLOCK}: do not wait for a pipe. Whether the call waits for a socket depends
   * on {@link Descriptor#nonblock() the socket's own flag}.
   */
  public static final int F_NONBLOCK = Platform.number("SPLICE_F_NONBLOCK");

  /**
   * {@code SPLICE_F_MORE}: more data follows, as with {@link MSG#MORE}, if {@code out} is a socket.
   * TCP holds back a partial packet until more data is written, for up to 200 ms: if the last part
   * of a request or an answer has this flag, the peer waits that long.
   */
  public static final int F_MORE = Platform.number("SPLICE_F_MORE");

  /**
   * {@code SPLICE_F_GIFT}: for {@code vmsplice}: the pages belong to the kernel afterwards. Writing
   * to them, or freeing them so that they are reused, may change a file.
   */
  public static final int F_GIFT = Platform.number("SPLICE_F_GIFT");

  private SPLICE() {}

  /**
   * {@return the C names of {@code flags}, joined with {@code |}; {@code 0} for none}
   *
   * @param flags the numbers, combined
   */
  public static String toString(int flags) {
    return Platform.flagNames("SPLICE_F_", flags);
  }
}
