package org.llsocket;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.TransferCalls;

/**
 * One of the four calls that move bytes, made once. Each turns a {@link ByteBuffer} into a segment
 * right where the call is made: there the JIT sees that it goes nowhere else, and allocates none.
 */
abstract sealed class TransferCall {
  static final TransferCall SEND = new Send();
  static final TransferCall SENDTO = new Sendto();
  static final TransferCall RECV = new Recv();
  static final TransferCall RECVFROM = new Recvfrom();

  /** The kernel moves no more than this in one call: {@code INT_MAX} rounded down to a page. */
  static final long MAX_COUNT = 0x7fff_f000L;

  final String cName;
  final boolean sends;

  private TransferCall(String cName, boolean sends) {
    this.cName = cName;
    this.sends = sends;
  }

  /** The number of bytes, or {@code -errno}. */
  abstract long make(
      CallFrame frame, int fd, MemorySegment buffer, @Nullable SockAddr addr, int flags);

  /**
   * {@link #make(CallFrame, int, MemorySegment, SockAddr, int)} with what remains in the buffer.
   */
  abstract long make(
      CallFrame frame, int fd, ByteBuffer buffer, @Nullable SockAddr addr, int flags);

  private static final class Send extends TransferCall {
    Send() {
      super("send", true);
    }

    @Override
    long make(CallFrame frame, int fd, MemorySegment buffer, @Nullable SockAddr addr, int flags) {
      return TransferCalls.send(frame.errno, fd, source(frame, buffer), length(buffer), flags);
    }

    @Override
    long make(CallFrame frame, int fd, ByteBuffer buffer, @Nullable SockAddr addr, int flags) {
      return make(frame, fd, MemorySegment.ofBuffer(buffer), addr, flags);
    }
  }

  private static final class Sendto extends TransferCall {
    Sendto() {
      super("sendto", true);
    }

    @Override
    long make(CallFrame frame, int fd, MemorySegment buffer, @Nullable SockAddr addr, int flags) {
      MemorySegment source = source(frame, buffer);
      int size = present(addr).writeTo(frame.address);
      return TransferCalls.sendto(
          frame.errno, fd, source, length(buffer), flags, frame.address, size);
    }

    @Override
    long make(CallFrame frame, int fd, ByteBuffer buffer, @Nullable SockAddr addr, int flags) {
      return make(frame, fd, MemorySegment.ofBuffer(buffer), addr, flags);
    }
  }

  private static final class Recv extends TransferCall {
    Recv() {
      super("recv", false);
    }

    @Override
    long make(CallFrame frame, int fd, MemorySegment buffer, @Nullable SockAddr addr, int flags) {
      MemorySegment target = target(frame, buffer, flags);
      long n = TransferCalls.recv(frame.errno, fd, target, length(buffer), flags);
      return received(n, buffer, target);
    }

    @Override
    long make(CallFrame frame, int fd, ByteBuffer buffer, @Nullable SockAddr addr, int flags) {
      return make(frame, fd, MemorySegment.ofBuffer(buffer), addr, flags);
    }
  }

  private static final class Recvfrom extends TransferCall {
    Recvfrom() {
      super("recvfrom", false);
    }

    @Override
    long make(CallFrame frame, int fd, MemorySegment buffer, @Nullable SockAddr addr, int flags) {
      MemorySegment target = target(frame, buffer, flags);
      frame.roomForAddress();
      long n =
          TransferCalls.recvfrom(
              frame.errno, fd, target, length(buffer), flags, frame.address, frame.length);
      if (n >= 0) {
        present(addr).readFrom(frame.address, frame.addressLength());
      }
      return received(n, buffer, target);
    }

    @Override
    long make(CallFrame frame, int fd, ByteBuffer buffer, @Nullable SockAddr addr, int flags) {
      return make(frame, fd, MemorySegment.ofBuffer(buffer), addr, flags);
    }
  }

  private static long length(MemorySegment buffer) {
    return Math.min(buffer.byteSize(), MAX_COUNT);
  }

  private static SockAddr present(@Nullable SockAddr addr) {
    return Objects.requireNonNull(addr);
  }

  /**
   * The bytes of {@code buffer} in native memory: the buffer itself, or a copy at the beginning of
   * the frame's.
   */
  static MemorySegment source(CallFrame frame, MemorySegment buffer) {
    if (buffer.isNative()) {
      return buffer;
    }
    MemorySegment copy = frame.copy(buffer.byteSize());
    MemorySegment.copy(buffer, 0, copy, 0, buffer.byteSize());
    return copy;
  }

  /** With {@code MSG_TRUNC} the kernel may fill nothing, so the copy begins as the buffer is. */
  private static MemorySegment target(CallFrame frame, MemorySegment buffer, int flags) {
    return buffer.isNative() || (flags & MSG.TRUNC) != 0
        ? source(frame, buffer)
        : frame.copy(buffer.byteSize());
  }

  /** With {@code MSG_TRUNC}, {@code n} may be more than there was room for. */
  private static long received(long n, MemorySegment buffer, MemorySegment target) {
    if (n > 0 && !buffer.isNative()) {
      MemorySegment.copy(target, 0, buffer, 0, Math.min(n, buffer.byteSize()));
    }
    return n;
  }
}
