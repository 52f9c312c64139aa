package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.TransferCalls;

/**
 * The four calls that move bytes, made once. The data is a {@link MemorySegment} or a {@link
 * ByteBuffer}; native memory goes to the kernel as it is, heap memory through a copy.
 */
enum TransferCall {
  SEND("send", true),
  SENDTO("sendto", true),
  RECV("recv", false),
  RECVFROM("recvfrom", false);

  /** Over the capacity of a buffer, two positions are told apart by their address modulo this. */
  private static final int UNIT = 1 << 30;

  final String cName;
  final boolean sends;

  TransferCall(String cName, boolean sends) {
    this.cName = cName;
    this.sends = sends;
  }

  /**
   * Makes the call.
   *
   * <p>It is all in one method so that the JIT allocates nothing. A downcall and {@link
   * MemorySegment#ofBuffer} make objects that vanish when they are inlined where they are used, and
   * the JIT stops inlining at a depth that a caller's own depth counts towards. This method is too
   * long to be inlined into any (over 325 bytes of bytecode), so the count begins here.
   *
   * @return the number of bytes, or {@code -errno}
   */
  long make(CallFrame frame, int fd, Object data, @Nullable SockAddr addr, int flags) {
    if (data instanceof ByteBuffer buffer && buffer.isDirect()) {
      if (buffer.capacity() >= UNIT) {
        return make(frame, fd, MemorySegment.ofBuffer(buffer.slice()), addr, flags);
      }
      int position = buffer.position(); // one look: another thread may move it
      int length = buffer.limit() - position;
      MemorySegment memory = MemorySegment.ofBuffer(buffer);
      checkStill(memory, buffer, position, length);
      return switch (this) {
        case SEND -> TransferCalls.send(frame.errno, fd, memory, length, flags);
        case SENDTO -> {
          int size = present(addr).writeTo(frame.address);
          yield TransferCalls.sendto(frame.errno, fd, memory, length, flags, frame.address, size);
        }
        case RECV -> TransferCalls.recv(frame.errno, fd, memory, length, flags);
        case RECVFROM -> {
          frame.roomForAddress();
          yield received(
              frame,
              TransferCalls.recvfrom(
                  frame.errno, fd, memory, length, flags, frame.address, frame.length),
              addr);
        }
      };
    }
    boolean heap = !(data instanceof MemorySegment segment && segment.isNative());
    long length = size(data);
    MemorySegment memory = heap ? copyIn(frame, data, length, flags) : (MemorySegment) data;
    long n =
        switch (this) {
          case SEND -> TransferCalls.send(frame.errno, fd, memory, length, flags);
          case SENDTO -> {
            int size = present(addr).writeTo(frame.address);
            yield TransferCalls.sendto(frame.errno, fd, memory, length, flags, frame.address, size);
          }
          case RECV -> TransferCalls.recv(frame.errno, fd, memory, length, flags);
          case RECVFROM -> {
            frame.roomForAddress();
            yield received(
                frame,
                TransferCalls.recvfrom(
                    frame.errno, fd, memory, length, flags, frame.address, frame.length),
                addr);
          }
        };
    if (heap && !sends && n > 0) {
      copyOut(memory, data, (int) Math.min(n, length));
    }
    return n;
  }

  /**
   * Refuses a segment that is not of the bytes that were looked at. {@link MemorySegment#ofBuffer}
   * looks at the position twice, and between two positions it could reach behind the buffer.
   */
  private static void checkStill(
      MemorySegment memory, ByteBuffer buffer, int position, int length) {
    long expected = (long) buffer.alignmentOffset(0, UNIT) + position; // the address, modulo UNIT
    if (memory.byteSize() != length || ((memory.address() - expected) & (UNIT - 1)) != 0) {
      throw new ConcurrentModificationException("another thread moves the buffer's position");
    }
  }

  static long size(Object data) {
    return data instanceof ByteBuffer buffer
        ? buffer.remaining()
        : ((MemorySegment) data).byteSize();
  }

  private static long received(CallFrame frame, long n, @Nullable SockAddr from) {
    if (n >= 0) {
      present(from).readFrom(frame.address, frame.addressLength());
    }
    return n;
  }

  /**
   * Native memory for what is on the heap. With {@code MSG_TRUNC} the kernel may fill nothing, so
   * the copy begins as the data is.
   */
  private MemorySegment copyIn(CallFrame frame, Object data, long length, int flags) {
    MemorySegment copy = frame.copy(length);
    if (!sends && (flags & MSG.TRUNC) == 0) {
      return copy;
    }
    if (!(data instanceof ByteBuffer buffer)) {
      MemorySegment.copy((MemorySegment) data, 0, copy, 0, length);
    } else if (buffer.hasArray()) {
      int start = buffer.arrayOffset() + buffer.position();
      MemorySegment.copy(buffer.array(), start, copy, JAVA_BYTE, 0, (int) length);
    } else { // read-only
      copy.asByteBuffer().put(buffer.duplicate());
    }
    return copy;
  }

  private static void copyOut(MemorySegment copy, Object data, int length) {
    if (data instanceof ByteBuffer buffer) {
      int start = buffer.arrayOffset() + buffer.position();
      MemorySegment.copy(copy, JAVA_BYTE, 0, buffer.array(), start, length);
    } else {
      MemorySegment.copy(copy, 0, (MemorySegment) data, 0, length);
    }
  }

  private static SockAddr present(@Nullable SockAddr addr) {
    return Objects.requireNonNull(addr);
  }
}
