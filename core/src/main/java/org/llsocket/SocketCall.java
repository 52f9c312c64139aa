package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.TransferCalls;

/**
 * The four calls that move bytes, one system call each. The data is a {@link MemorySegment} or a
 * {@link ByteBuffer}; native memory is passed to the kernel directly, heap memory through a copy.
 */
enum SocketCall {
  SEND("send", true),
  SENDTO("sendto", true),
  RECV("recv", false),
  RECVFROM("recvfrom", false);

  /** Exceeds the capacity of any buffer, so an address modulo this distinguishes two positions. */
  private static final int UNIT = 1 << 30;

  final String cName;
  final boolean sends;

  SocketCall(String cName, boolean sends) {
    this.cName = cName;
    this.sends = sends;
  }

  /**
   * Makes the call with the {@link Range} of the data.
   *
   * <p>One method, so that compiled code allocates nothing. A downcall and {@link
   * MemorySegment#ofBuffer} create objects that disappear when they are inlined into their user,
   * and the JIT stops inlining at a depth that includes the depth of the callers. This method is
   * too long to be inlined into a caller (over 325 bytes of bytecode), so the depth is counted from
   * here. A buffer whose memory the frame does not keep has a switch of its own: an object that two
   * branches may have created does not disappear.
   *
   * @return the number of bytes, or {@code -errno}
   */
  long make(
      CallFrame frame, int fd, Object data, long range, @Nullable SockAddrView addr, int flags) {
    int length = Range.length(range);
    MemorySegment direct = null;
    if (data instanceof ByteBuffer buffer && buffer.isDirect()) {
      direct = frame.memoryOf(buffer);
      if (direct == null) {
        MemorySegment memory = MemorySegment.ofBuffer(buffer);
        if (isOf(memory, buffer, range)) {
          return switch (this) {
            case SEND -> TransferCalls.send(frame.errno, fd, memory, 0, length, flags);
            case SENDTO -> {
              int size = present(addr).writeTo(frame.address);
              yield TransferCalls.sendto(
                  frame.errno, fd, memory, 0, length, flags, frame.address, size);
            }
            case RECV -> TransferCalls.recv(frame.errno, fd, memory, 0, length, flags);
            case RECVFROM -> {
              frame.setAddressCapacity();
              yield received(
                  frame,
                  TransferCalls.recvfrom(
                      frame.errno, fd, memory, 0, length, flags, frame.address, frame.length),
                  addr);
            }
          };
        }
        direct = Buffers.whole(buffer);
      }
    } else if (data instanceof MemorySegment segment && segment.isNative()) {
      direct = segment;
    }
    boolean heap = direct == null;
    MemorySegment memory = direct == null ? copyIn(frame, data, range, flags) : direct;
    int offset = heap ? 0 : Range.start(range);
    long n =
        switch (this) {
          case SEND -> TransferCalls.send(frame.errno, fd, memory, offset, length, flags);
          case SENDTO -> {
            int size = present(addr).writeTo(frame.address);
            yield TransferCalls.sendto(
                frame.errno, fd, memory, offset, length, flags, frame.address, size);
          }
          case RECV -> TransferCalls.recv(frame.errno, fd, memory, offset, length, flags);
          case RECVFROM -> {
            frame.setAddressCapacity();
            yield received(
                frame,
                TransferCalls.recvfrom(
                    frame.errno, fd, memory, offset, length, flags, frame.address, frame.length),
                addr);
          }
        };
    if (heap && !sends && n > 0) {
      copyOut(memory, data, range, (int) Math.min(n, length));
    }
    return n;
  }

  /**
   * Whether a segment covers the bytes of the range: {@link MemorySegment#ofBuffer} reads the
   * position again, twice, so that the segment could reach past the end of the buffer.
   */
  private static boolean isOf(MemorySegment memory, ByteBuffer buffer, long range) {
    long expected = (long) buffer.alignmentOffset(0, UNIT) + Range.start(range); // modulo UNIT
    return buffer.capacity() < UNIT
        && memory.byteSize() == Range.length(range)
        && ((memory.address() - expected) & (UNIT - 1)) == 0;
  }

  static boolean isOnHeap(Object data) {
    return data instanceof ByteBuffer buffer
        ? !buffer.isDirect()
        : !((MemorySegment) data).isNative();
  }

  private static long received(CallFrame frame, long n, @Nullable SockAddrView from) {
    if (n >= 0) {
      ((SockAddrBuffer) present(from)).readFrom(frame.address, frame.addressLength());
    }
    return n;
  }

  /**
   * Native memory for data on the heap. With {@code MSG_TRUNC} the kernel may leave it unfilled, so
   * it is initialized from the data.
   */
  private MemorySegment copyIn(CallFrame frame, Object data, long range, int flags) {
    int start = Range.start(range);
    int length = Range.length(range);
    MemorySegment copy = frame.copy(length);
    if (!sends && (flags & MSG.TRUNC) == 0) {
      return copy;
    }
    if (data instanceof ByteBuffer buffer && buffer.hasArray()) {
      int from = buffer.arrayOffset() + start;
      MemorySegment.copy(buffer.array(), from, copy, JAVA_BYTE, 0, length);
    } else if (data instanceof ByteBuffer readOnly) {
      MemorySegment.copy(Buffers.whole(readOnly), start, copy, 0, length);
    } else {
      MemorySegment.copy((MemorySegment) data, start, copy, 0, length);
    }
    return copy;
  }

  private static void copyOut(MemorySegment copy, Object data, long range, int length) {
    int start = Range.start(range);
    if (data instanceof ByteBuffer buffer) {
      int to = buffer.arrayOffset() + start;
      MemorySegment.copy(copy, JAVA_BYTE, 0, buffer.array(), to, length);
    } else {
      MemorySegment.copy(copy, 0, (MemorySegment) data, start, length);
    }
  }

  private static SockAddrView present(@Nullable SockAddrView addr) {
    return Objects.requireNonNull(addr);
  }
}
