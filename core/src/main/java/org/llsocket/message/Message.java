package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SockAddrBuffer;
import org.llsocket.SockAddrView;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.SingleUse;

/**
 * {@code struct msghdr}: an address, buffers and control data, for {@code sendmsg(2)} and {@code
 * recvmsg(2)}: {@link org.llsocket.Socket#sendmsg Socket.sendmsg} and {@link
 * org.llsocket.Socket#recvmsg(Message, int) Socket.recvmsg}. A message is created once and used for
 * many calls; a call allocates nothing unless descriptors arrive.
 *
 * <pre>{@code
 * try (var message = new Message().controlCapacity(Control.space(4))) {
 *   message.buffers(buffer).name(peer);
 *   int n = socket.recvmsg(message, 0);
 *   int ttl = message.control().ttl();
 * }
 * }</pre>
 *
 * <p>One thread at a time may use a message: a method that is called while another thread uses it
 * throws {@link IllegalStateException}. {@link #close} may be called at any time, and takes effect
 * when the current call has ended.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recvmsg.2.html">recvmsg(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/sendmsg.2.html">sendmsg(2)</a>
 */
public final class Message implements AutoCloseable {
  static {
    Access.set();
  }

  private final SingleUse use = new SingleUse("the message", this::release);
  private final MessageCall call = new MessageCall(use);

  /** A message without name, buffers and capacity for control data. */
  public Message() {}

  // ---- its parts

  /**
   * {@code msg_name}: the address to send to, or to fill when a message is received; null for none.
   *
   * @param name to receive, a {@link SockAddrBuffer}
   * @return this message
   */
  public Message name(@Nullable SockAddrView name) {
    use.begin();
    call.name = name;
    use.end();
    return this;
  }

  /** {@code msg_name}: the address, or null. */
  public @Nullable SockAddrView name() {
    return call.name;
  }

  /**
   * {@code msg_iov}: what to send, or where to receive: each whole segment. The kernel uses native
   * memory directly, and its arena cannot be closed during a call. Heap memory, and native memory
   * of more than eight arenas, is copied.
   *
   * @return this message
   * @throws IllegalArgumentException if there are more than 1024 buffers (IOV_MAX)
   */
  public Message buffers(MemorySegment... buffers) {
    use.begin();
    try {
      call.buffers.set(buffers);
      call.allocateIovecs();
    } finally {
      use.end();
    }
    return this;
  }

  /**
   * {@code msg_iov}, as {@link #buffers(MemorySegment...)}: the remaining bytes of each buffer when
   * a call begins. The call advances the positions.
   *
   * @return this message
   * @throws IllegalArgumentException if there are more than 1024 buffers (IOV_MAX)
   */
  public Message buffers(ByteBuffer... buffers) {
    use.begin();
    try {
      call.buffers.set(buffers);
      call.allocateIovecs();
    } finally {
      use.end();
    }
    return this;
  }

  /**
   * {@code msg_controllen}: ensures capacity for {@code size} bytes of control data; a size below
   * the current capacity has no effect. If the buffer grows, control messages that were added are
   * kept and received ones are discarded. A new message has capacity 0.
   *
   * @param size bytes, as {@link Control#space} computes them
   * @return this message
   * @throws IllegalArgumentException if {@code size} is negative
   */
  public Message controlCapacity(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("control capacity " + size + " is negative");
    }
    use.begin();
    try {
      if (size > call.control.capacity()) {
        call.control.move(Arena.ofAuto().allocate(size, Long.BYTES));
      }
    } finally {
      use.end();
    }
    return this;
  }

  /** {@code msg_control}: the control data that was last received, or is to be sent. */
  public Control control() {
    return call.control;
  }

  // ---- the result of a receive

  /** {@code msg_flags} of the last receive, from {@link MSG}; 0 before the first. */
  public int receivedFlags() {
    return call.flags;
  }

  /** {@code MSG_TRUNC}: whether the datagram last received was longer than the buffers. */
  public boolean isTruncated() {
    return (call.flags & MSG.TRUNC) != 0;
  }

  /** {@code MSG_CTRUNC}: whether control data was discarded because the capacity was too small. */
  public boolean isControlTruncated() {
    return (call.flags & MSG.CTRUNC) != 0;
  }

  // ---- closing

  /**
   * Closes the descriptors that were received and not {@linkplain Rights#take taken}. The message
   * cannot be used afterwards.
   */
  @Override
  public void close() {
    use.close();
  }

  private void release() {
    call.control.empty();
  }

  // ---- the calls

  int sendmsg(OwnedFd to, int flags, long deadline) throws IOException {
    use.begin();
    try {
      return call.sendmsg(to, flags, deadline);
    } finally {
      use.end();
      Reference.reachabilityFence(this);
    }
  }

  int recvmsg(OwnedFd from, int flags, long deadline) throws IOException {
    use.begin();
    try {
      return call.recvmsg(from, flags, deadline);
    } finally {
      use.end();
      Reference.reachabilityFence(this);
    }
  }
}
