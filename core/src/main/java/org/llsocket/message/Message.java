package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddrBuffer;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Waiting;

/**
 * {@code struct msghdr}: an address, buffers and control data, for {@code sendmsg(2)} and {@code
 * recvmsg(2)}. Made once and used again and again; a call with it allocates nothing, but for what
 * descriptors arrive.
 *
 * <pre>{@code
 * try (var message = new Message(Control.space(4))) {
 *   message.buffers(buffer).name(peer);
 *   int n = message.recvmsg(socket, 0);
 *   int ttl = message.control().ttl();
 * }
 * }</pre>
 *
 * <p>It is used by one thread at a time: what another calls meanwhile throws {@link
 * IllegalStateException}, but {@link #close}, which then takes effect when the call has ended.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recvmsg.2.html">recvmsg(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/sendmsg.2.html">sendmsg(2)</a>
 */
public final class Message extends Exclusive {
  /** Between two looks at a socket that is always ready and never has what is asked for. */
  private static final long PAUSE_NANOS = 1_000_000;

  private final MessageCall call = new MessageCall(this);

  /** A message without buffers, name and room for control data. */
  public Message() {}

  /**
   * A message with room for control data.
   *
   * @param controlSize bytes, as {@link Control#space} adds them up
   * @throws IllegalArgumentException if it is negative
   */
  public Message(int controlSize) {
    control(controlSize);
  }

  // ---- its parts

  /**
   * {@code msg_name}: the address to send to; for a receive, the {@link SockAddrBuffer} to fill
   * with the sender's. Null for none.
   */
  public Message name(@Nullable SockAddrView name) {
    begin();
    call.name = name;
    end();
    return this;
  }

  /** The name, or null. */
  public @Nullable SockAddrView name() {
    return call.name;
  }

  /**
   * {@code msg_iov}: what to send or where to receive: each whole segment. Native memory goes to
   * the kernel as it is, and its arena cannot be closed during a call; heap memory, and that of
   * more than eight arenas, goes through a copy.
   *
   * @throws IllegalArgumentException if there are more than 1024 (IOV_MAX)
   */
  public Message buffers(MemorySegment... buffers) {
    begin();
    try {
      call.buffers.set(buffers);
      call.roomForBuffers();
    } finally {
      end();
    }
    return this;
  }

  /**
   * {@code msg_iov}, as {@link #buffers(MemorySegment...)}: what remains in each buffer when a call
   * begins. The call moves their positions.
   */
  public Message buffers(ByteBuffer... buffers) {
    begin();
    try {
      call.buffers.set(buffers);
      call.roomForBuffers();
    } finally {
      end();
    }
    return this;
  }

  /**
   * {@code msg_control}: makes room for so much control data; less than there is changes nothing.
   * What was added stays, what was received goes.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Message control(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("control size " + size + " is negative");
    }
    begin();
    try {
      if (size > call.control.capacity()) {
        call.control.move(Arena.ofAuto().allocate(size, Long.BYTES));
      }
    } finally {
      end();
    }
    return this;
  }

  /** The control data: what was last received, or what is to be sent. */
  public Control control() {
    return call.control;
  }

  // ---- what came

  /** {@code msg_flags} of the last receive, of {@link MSG}; 0 before the first. */
  public int flags() {
    return call.flags;
  }

  /** {@code MSG_TRUNC}: whether the last receive had too little room for its data. */
  public boolean isTruncated() {
    return (call.flags & MSG.TRUNC) != 0;
  }

  /** {@code MSG_CTRUNC}: whether the last receive had too little room for its control data. */
  public boolean isControlTruncated() {
    return (call.flags & MSG.CTRUNC) != 0;
  }

  // ---- the calls

  /**
   * {@code sendmsg(2)}: sends the buffers, as one message where the socket has messages, to the
   * name if there is one, with the control data that was added. On a blocking stream all is sent,
   * and name and control data go with the first part.
   *
   * @param flags of {@link MSG}; {@link MSG#NOSIGNAL} is always set
   * @return how many bytes the kernel took; {@link Descriptor#AGAIN}
   * @throws IllegalArgumentException if {@link Rights} are to go with no byte of a stream, as the
   *     kernel would send nothing; if with {@link MSG#ZEROCOPY} a buffer is on the heap, or they
   *     are of more than eight arenas
   * @throws java.nio.channels.ClosedChannelException if the socket is closed, or a descriptor that
   *     is to be sent
   * @throws org.llsocket.ErrnoException EINVAL if a control message is not for this socket, EPERM
   *     if credentials are not one's own, EBADF, EMSGSIZE, ETOOMANYREFS if too many descriptors are
   *     under way, and what {@link Socket#send(MemorySegment, int)} throws
   */
  public int sendmsg(Socket socket, int flags) throws IOException {
    begin();
    try {
      return call.sendmsg(socket, flags);
    } finally {
      end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@code recvmsg(2)}: receives into the buffers, the name and the control data. Descriptors of
   * the last receive that nobody has taken are closed first.
   *
   * @param flags of {@link MSG}; {@link MSG#CMSG_CLOEXEC} is always set on a Unix socket, for only
   *     there descriptors arrive
   * @return how many bytes came; with {@link MSG#TRUNC} the datagram's real length, which may be
   *     more than there is room for; {@link Descriptor#EOF}; {@link Descriptor#AGAIN}
   * @throws IllegalArgumentException if a buffer is read-only, or the name cannot be filled
   * @throws org.llsocket.ErrnoException as {@link Socket#recv(MemorySegment, int)}
   */
  public int recvmsg(Socket socket, int flags) throws IOException {
    begin();
    try {
      return call.recvmsg(socket, flags);
    } finally {
      end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@code recvmsg(2)} that waits no longer than {@code timeout}, composed with {@code poll(2)}.
   *
   * @throws SocketTimeoutException if nothing has come by then
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int recvmsg(Socket socket, int flags, Duration timeout) throws IOException {
    long deadline = Deadline.in(timeout);
    boolean ready = false;
    while (true) {
      int n = recvmsg(socket, flags | MSG.DONTWAIT);
      if (n != Descriptor.AGAIN) {
        return n;
      }
      long left = Deadline.remaining(deadline);
      if (ready && !isStream(socket) && Waiting.isShutDown(Owners.of(socket))) {
        return 0; // as a call that waits
      }
      if (ready && left > 0) { // but not with what the flags ask for
        LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
      }
      if ((ready && left <= 0) || !socket.awaitReadable(Duration.ofNanos(Math.max(0, left)))) {
        throw new SocketTimeoutException("nothing to receive within " + timeout);
      }
      ready = true;
    }
  }

  static boolean isStream(Socket socket) {
    return socket.type().equals(SOCK.STREAM);
  }

  /**
   * Whether nothing received with so much control data may be the end: a packet of no bytes can
   * carry control data, the end of a sequence of packets has none.
   */
  static boolean ends(Socket socket, long controllen) {
    return isStream(socket) || (controllen == 0 && socket.type().equals(SOCK.SEQPACKET));
  }

  /**
   * {@code MSG_CMSG_CLOEXEC} where descriptors can arrive. Only Unix sockets carry SCM_RIGHTS, and
   * a pidfd is close-on-exec in any case; other families refuse a flag that they do not know: of
   * packets, CAN, Phonet, MCTP.
   */
  static int closeOnExec(Socket socket) {
    return socket.family().equals(AF.UNIX) ? MSG.CMSG_CLOEXEC : 0;
  }

  static boolean isInternet(Socket socket) {
    return socket.family().equals(AF.INET) || socket.family().equals(AF.INET6);
  }

  @Override
  String what() {
    return "the message";
  }

  @Override
  void release() {
    call.control.empty();
  }
}
