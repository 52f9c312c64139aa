package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;

/** The part of {@link Socket} that moves bytes; not a type of its own. */
abstract sealed class SocketTransfer extends Descriptor permits Socket {
  private static final int SIOCINQ = Platform.number("SIOCINQ");
  private static final int SIOCOUTQ = Platform.number("SIOCOUTQ");
  private static final int SIOCOUTQNSD = Platform.number("SIOCOUTQNSD");

  SocketTransfer(int fd, OpenFile file) {
    super(fd, file);
  }

  SocketTransfer(OwnedFd unowned) {
    super(unowned);
  }

  /** Whether the bytes come without boundaries. */
  abstract boolean isStream();

  /** Whether {@code MSG_TRUNC} makes a receive throw the bytes away: TCP and its like. */
  abstract boolean isInternetStream();

  abstract boolean isInternet();

  abstract boolean isSeqpacket();

  // ---- sending

  /** {@code send(2)} without flags, as {@link #send(MemorySegment, int)}. */
  public int send(MemorySegment buffer) throws IOException {
    return Transfers.send(this, buffer, 0);
  }

  /**
   * {@code send(2)}: sends to the peer.
   *
   * @param buffer what to send, all of it; of a stream, at most 2 GiB in one call; of no bytes, an
   *     empty datagram
   * @param flags of {@link MSG}; {@link MSG#NOSIGNAL} is always set
   * @return how many bytes the kernel took: on a blocking socket all, but where a timeout or an
   *     error came between; {@link #AGAIN}
   * @throws ErrnoException EPIPE if the peer has ended or this side was shut down, ECONNRESET,
   *     ENOTCONN, EDESTADDRREQ, EMSGSIZE if a datagram is too long; on a datagram socket
   *     ECONNREFUSED and the like tell of an earlier datagram
   * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
   */
  public int send(MemorySegment buffer, int flags) throws IOException {
    return Transfers.send(this, buffer, flags);
  }

  /** {@code send(2)} without flags, as {@link #send(MemorySegment, int)}; the position moves. */
  public int send(ByteBuffer buffer) throws IOException {
    return send(buffer, 0);
  }

  /**
   * {@code send(2)} of what remains in the buffer, as {@link #send(MemorySegment, int)}; the
   * position moves.
   *
   * <p>Here and in the other calls position and limit are looked at once: what another thread does
   * to them meanwhile changes neither which bytes are moved nor where the position is set from.
   *
   * @throws java.util.ConcurrentModificationException if that look sees a limit before the position
   */
  public int send(ByteBuffer buffer, int flags) throws IOException {
    return Transfers.send(this, buffer, flags);
  }

  /** {@code sendto(2)} without flags, as {@link #sendto(MemorySegment, SockAddr, int)}. */
  public int sendto(MemorySegment buffer, SockAddr to) throws IOException {
    return Transfers.sendto(this, buffer, to, 0);
  }

  /**
   * {@code sendto(2)}: sends to an address, as {@link #send(MemorySegment, int)}.
   *
   * @param to where; a connected stream ignores it
   * @throws IllegalArgumentException if {@code to} is empty
   * @throws ErrnoException as {@link #send(MemorySegment, int)}; EAFNOSUPPORT or EINVAL if the
   *     address is not of this family; EISCONN; EACCES for a broadcast address without {@code
   *     SO_BROADCAST}; EPERM from a firewall
   */
  public int sendto(MemorySegment buffer, SockAddr to, int flags) throws IOException {
    return Transfers.sendto(this, buffer, to, flags);
  }

  /**
   * {@code sendto(2)} without flags, as {@link #sendto(MemorySegment, SockAddr, int)}; the position
   * moves.
   */
  public int sendto(ByteBuffer buffer, SockAddr to) throws IOException {
    return sendto(buffer, to, 0);
  }

  /**
   * {@code sendto(2)} of what remains, as {@link #sendto(MemorySegment, SockAddr, int)}; the
   * position moves.
   */
  public int sendto(ByteBuffer buffer, SockAddr to, int flags) throws IOException {
    return Transfers.sendto(this, buffer, to, flags);
  }

  /**
   * Sends a file of the JDK's, as {@link #sendfile(Descriptor, long, long)}. <b>Not
   * sendfile(2):</b> the JDK keeps the descriptor to itself, so the file is mapped, window by
   * window, and {@code send(2)} sends from there. What cannot be mapped, or says that it has no
   * bytes, as in {@code /proc} and {@code /sys}, is read and sent.
   */
  public long sendfile(FileChannel file, long offset, long count) throws IOException {
    SendFile.checkRange(offset, count);
    return SendFile.send(this, file, offset, count);
  }

  // ---- receiving

  /** {@code recv(2)} without flags, as {@link #recv(MemorySegment, int)}. */
  public int recv(MemorySegment buffer) throws IOException {
    return Transfers.recv(this, buffer, 0);
  }

  /**
   * {@code recv(2)}: receives what has come.
   *
   * @param buffer where to; a datagram that is longer is cut, and the rest of it lost: all of it
   *     where there is no room
   * @param flags of {@link MSG}
   * @return how many bytes came; with {@link MSG#TRUNC} the real length of a datagram, which may be
   *     more than the buffer holds; {@link #EOF} at the end of a stream or of a sequence of
   *     packets, where the kernel tells a packet of no bytes and the end alike; {@link #AGAIN}
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws ErrnoException ECONNRESET, ENOTCONN, ETIMEDOUT; ECONNREFUSED on a datagram socket whose
   *     peer refused
   * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
   */
  public int recv(MemorySegment buffer, int flags) throws IOException {
    return Transfers.recv(this, buffer, flags);
  }

  /** {@code recv(2)} without flags, as {@link #recv(MemorySegment, int)}; the position moves. */
  public int recv(ByteBuffer buffer) throws IOException {
    return recv(buffer, 0);
  }

  /**
   * {@code recv(2)} into what remains of the buffer, as {@link #recv(MemorySegment, int)}; the
   * position moves.
   */
  public int recv(ByteBuffer buffer, int flags) throws IOException {
    return Transfers.recv(this, buffer, flags);
  }

  /**
   * {@link #recv(MemorySegment, int)} that waits no longer than {@code timeout}, whether or not the
   * socket is non-blocking. <b>Not a single call</b> where it waits: {@code poll(2)} before it.
   *
   * @throws java.net.SocketTimeoutException if nothing came; the socket is as it was
   * @throws IllegalArgumentException if the timeout is negative, or the buffer is read-only
   */
  public int recv(MemorySegment buffer, int flags, Duration timeout) throws IOException {
    return Transfers.recv(this, buffer, null, flags, timeout);
  }

  /** As {@link #recv(MemorySegment, int, Duration)}; the position moves. */
  public int recv(ByteBuffer buffer, int flags, Duration timeout) throws IOException {
    return Transfers.recv(this, buffer, null, flags, timeout);
  }

  /**
   * {@link #recvfrom(MemorySegment, SockAddr, int)} within a time, as {@link #recv(MemorySegment,
   * int, Duration)}.
   */
  public int recvfrom(MemorySegment buffer, SockAddr from, int flags, Duration timeout)
      throws IOException {
    return Transfers.recv(this, buffer, from, flags, timeout);
  }

  /** As {@link #recvfrom(MemorySegment, SockAddr, int, Duration)}; the position moves. */
  public int recvfrom(ByteBuffer buffer, SockAddr from, int flags, Duration timeout)
      throws IOException {
    return Transfers.recv(this, buffer, from, flags, timeout);
  }

  /** {@code recvfrom(2)} without flags, as {@link #recvfrom(MemorySegment, SockAddr, int)}. */
  public int recvfrom(MemorySegment buffer, SockAddr from) throws IOException {
    return Transfers.recvfrom(this, buffer, from, 0);
  }

  /**
   * {@code recvfrom(2)}: receives what has come and from where, as {@link #recv(MemorySegment,
   * int)}.
   *
   * @param from a {@link SockAddr#SockAddr() fillable} address that becomes the sender's; of {@link
   *     SockAddr#length length} 0 where there is none to tell: on a connected stream, or from a
   *     Unix socket without a name
   * @throws IllegalArgumentException if the buffer is read-only, or {@code from} never changes
   */
  public int recvfrom(MemorySegment buffer, SockAddr from, int flags) throws IOException {
    return Transfers.recvfrom(this, buffer, from, flags);
  }

  /**
   * {@code recvfrom(2)} without flags, as {@link #recvfrom(MemorySegment, SockAddr, int)}; the
   * position moves.
   */
  public int recvfrom(ByteBuffer buffer, SockAddr from) throws IOException {
    return recvfrom(buffer, from, 0);
  }

  /**
   * {@code recvfrom(2)}, as {@link #recvfrom(MemorySegment, SockAddr, int)}; the position moves.
   */
  public int recvfrom(ByteBuffer buffer, SockAddr from, int flags) throws IOException {
    return Transfers.recvfrom(this, buffer, from, flags);
  }

  // ---- what waits

  /**
   * {@code ioctl(SIOCINQ)}, which is {@code FIONREAD}: how many bytes are there to be received. Of
   * a stream, all that have come, urgent ones that stand apart not counted; of a sequence of
   * packets, all packets together; of datagrams of UDP and of Unix, the bytes of the next one, and
   * 0 if that is empty or there is none.
   *
   * @throws ErrnoException EINVAL if the socket listens; ENOTTY if its protocol does not count
   * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
   * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
   * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
   */
  public int siocinq() throws IOException {
    return Ioctl.number(this, SIOCINQ, "ioctl", "SIOCINQ");
  }

  /**
   * {@code ioctl(SIOCOUTQ)}: how much has been sent and is not done with. Of TCP, the bytes that
   * the peer has not acknowledged; of UDP and of Unix sockets the kernel's memory for what has not
   * left or not been received, its own overhead included: 0 means that nothing is left.
   *
   * @throws ErrnoException EINVAL if a TCP socket listens; ENOTTY if its protocol does not count
   */
  public int siocoutq() throws IOException {
    return Ioctl.number(this, SIOCOUTQ, "ioctl", "SIOCOUTQ");
  }

  /**
   * {@code ioctl(SIOCOUTQNSD)}: how many bytes TCP has not sent yet, a part of {@link #siocoutq}.
   *
   * @throws ErrnoException ENOTTY if this is no TCP socket, EINVAL if it listens
   */
  public int siocoutqnsd() throws IOException {
    return Ioctl.number(this, SIOCOUTQNSD, "ioctl", "SIOCOUTQNSD");
  }
}
