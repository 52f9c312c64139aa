package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code MSG_*}: flags of the send and receive calls, combined with {@code |}.
 *
 * <pre>{@code
 * int n = socket.recv(buffer, MSG.PEEK | MSG.DONTWAIT);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
 */
public final class MSG {
  /** {@code MSG_OOB}: send or receive out-of-band data, which tcp(7) calls urgent. */
  public static final int OOB = Platform.number("MSG_OOB");

  /** {@code MSG_PEEK}: receive without removing the data from the queue. */
  public static final int PEEK = Platform.number("MSG_PEEK");

  /** {@code MSG_DONTROUTE}: send to directly connected networks only, not through a gateway. */
  public static final int DONTROUTE = Platform.number("MSG_DONTROUTE");

  /** {@code MSG_TRYHARD}: DECnet's name for {@link #DONTROUTE}. */
  public static final int TRYHARD = Platform.number("MSG_TRYHARD");

  /**
   * {@code MSG_CTRUNC}: received: control messages were truncated because the buffer was too small.
   */
  public static final int CTRUNC = Platform.number("MSG_CTRUNC");

  /** {@code MSG_PROXY}: a second address; unused by every family of current kernels. */
  public static final int PROXY = Platform.number("MSG_PROXY");

  /**
   * {@code MSG_TRUNC}: return the real length of a datagram, even if it was truncated; received:
   * the datagram was truncated.
   */
  public static final int TRUNC = Platform.number("MSG_TRUNC");

  /** {@code MSG_DONTWAIT}: this call does not wait. */
  public static final int DONTWAIT = Platform.number("MSG_DONTWAIT");

  /** {@code MSG_EOR}: the end of a record, on sockets that have records. */
  public static final int EOR = Platform.number("MSG_EOR");

  /**
   * {@code MSG_WAITALL}: wait until the whole buffer is full; a signal, an error or the end of the
   * stream ends the wait early.
   */
  public static final int WAITALL = Platform.number("MSG_WAITALL");

  /** {@code MSG_FIN}: used inside the kernel: the end of a stream. */
  public static final int FIN = Platform.number("MSG_FIN");

  /** {@code MSG_EOF}: the kernel's other name for {@link #FIN}. */
  public static final int EOF = Platform.number("MSG_EOF");

  /** {@code MSG_SYN}: used inside the kernel. */
  public static final int SYN = Platform.number("MSG_SYN");

  /**
   * {@code MSG_CONFIRM}: the peer has answered, so the link layer can confirm its neighbour entry;
   * arp(7).
   */
  public static final int CONFIRM = Platform.number("MSG_CONFIRM");

  /** {@code MSG_RST}: used inside the kernel. */
  public static final int RST = Platform.number("MSG_RST");

  /**
   * {@code MSG_ERRQUEUE}: receive from the error queue: ICMP errors, send timestamps, zero-copy
   * completions.
   */
  public static final int ERRQUEUE = Platform.number("MSG_ERRQUEUE");

  /**
   * {@code MSG_NOSIGNAL}: no SIGPIPE if the peer has closed the connection. llsocket sets it on
   * every send.
   */
  public static final int NOSIGNAL = Platform.number("MSG_NOSIGNAL");

  /**
   * {@code MSG_MORE}: more data follows: TCP and UDP hold back a partial packet, as with {@code
   * TCP_CORK}.
   */
  public static final int MORE = Platform.number("MSG_MORE");

  /** {@code MSG_WAITFORONE}: {@code recvmmsg(2)}: wait for the first message only. */
  public static final int WAITFORONE = Platform.number("MSG_WAITFORONE");

  /** {@code MSG_BATCH}: {@code sendmmsg(2)}: more messages follow. */
  public static final int BATCH = Platform.number("MSG_BATCH");

  /** {@code MSG_SOCK_DEVMEM}: receive into a device's memory: TCP, since Linux 6.12. */
  public static final int SOCK_DEVMEM = Platform.number("MSG_SOCK_DEVMEM");

  /**
   * {@code MSG_ZEROCOPY}: send from the caller's pages; a message on the error queue reports when
   * they can be reused.
   */
  public static final int ZEROCOPY = Platform.number("MSG_ZEROCOPY");

  /** {@code MSG_FASTOPEN}: connect and send with one call; the data is sent in TCP's SYN. */
  public static final int FASTOPEN = Platform.number("MSG_FASTOPEN");

  /** {@code MSG_CMSG_CLOEXEC}: {@code recvmsg(2)}: received descriptors are close-on-exec. */
  public static final int CMSG_CLOEXEC = Platform.number("MSG_CMSG_CLOEXEC");

  /**
   * {@code MSG_NOTIFICATION}: received: an event of SCTP, not data: {@link
   * org.llsocket.option.SCTP#EVENTS}.
   */
  public static final int NOTIFICATION = Platform.number("MSG_NOTIFICATION");

  private MSG() {}

  /**
   * {@return the C names of {@code flags}, joined with {@code |}; {@code 0} for none}
   *
   * @param flags the numbers, combined
   */
  public static String toString(int flags) {
    return Platform.flagNames("MSG_", flags);
  }
}
