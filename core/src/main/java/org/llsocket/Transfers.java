package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.TransferCalls;

/**
 * The send and receive calls of {@link Socket}. A heap buffer goes through a copy in native memory.
 */
final class Transfers {
  /** The kernel moves no more than this in one call: {@code INT_MAX} rounded down to a page. */
  static final long MAX_COUNT = 0x7fff_f000L;

  private Transfers() {}

  static int send(SocketTransfer socket, MemorySegment buffer, int flags) throws IOException {
    CallFrame frame = socket.enter();
    try {
      MemorySegment source = source(frame, buffer, flags);
      long length = Math.min(buffer.byteSize(), MAX_COUNT);
      long n;
      do {
        n = TransferCalls.send(frame.errno, socket.number(), source, length, flags | MSG.NOSIGNAL);
      } while (socket.retry(n));
      return n >= 0 ? (int) n : failed(socket, n, "send", buffer, flags);
    } finally {
      socket.leave(frame);
    }
  }

  static int sendto(SocketTransfer socket, MemorySegment buffer, SockAddr to, int flags)
      throws IOException {
    to.requirePresent();
    CallFrame frame = socket.enter();
    try {
      MemorySegment source = source(frame, buffer, flags);
      long length = Math.min(buffer.byteSize(), MAX_COUNT);
      int size = to.writeTo(frame.address);
      int all = flags | MSG.NOSIGNAL;
      long n;
      do {
        n =
            TransferCalls.sendto(
                frame.errno, socket.number(), source, length, all, frame.address, size);
      } while (socket.retry(n));
      return n >= 0 ? (int) n : failedTo(socket, n, buffer, to, flags);
    } finally {
      socket.leave(frame);
    }
  }

  static int recv(SocketTransfer socket, MemorySegment buffer, int flags) throws IOException {
    checkWritable(buffer);
    CallFrame frame = socket.enter();
    try {
      MemorySegment target = target(frame, buffer, flags);
      long length = Math.min(buffer.byteSize(), MAX_COUNT);
      long n;
      do {
        n = TransferCalls.recv(frame.errno, socket.number(), target, length, flags);
      } while (socket.retry(n));
      return n > 0 ? received(buffer, target, n) : ended(socket, n, "recv", buffer, flags);
    } finally {
      socket.leave(frame);
    }
  }

  static int recvfrom(SocketTransfer socket, MemorySegment buffer, SockAddr from, int flags)
      throws IOException {
    checkWritable(buffer);
    from.requireFillable();
    CallFrame frame = socket.enter();
    try {
      MemorySegment target = target(frame, buffer, flags);
      long length = Math.min(buffer.byteSize(), MAX_COUNT);
      long n;
      do {
        frame.roomForAddress();
        n =
            TransferCalls.recvfrom(
                frame.errno, socket.number(), target, length, flags, frame.address, frame.length);
      } while (socket.retry(n));
      if (n >= 0) {
        from.readFrom(frame.address, frame.addressLength());
      }
      return n > 0 ? received(buffer, target, n) : ended(socket, n, "recvfrom", buffer, flags);
    } finally {
      socket.leave(frame);
    }
  }

  private static MemorySegment source(CallFrame frame, MemorySegment buffer, int flags) {
    if ((flags & MSG.ZEROCOPY) != 0 && !buffer.isNative()) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY sends from the buffer after the call, so it cannot be on the heap");
    }
    return source(frame, buffer);
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
    if (buffer.isNative() || (flags & MSG.TRUNC) != 0) {
      return source(frame, buffer);
    }
    return frame.copy(buffer.byteSize());
  }

  /** With {@code MSG_TRUNC}, {@code n} may be more than there was room for. */
  private static int received(MemorySegment buffer, MemorySegment target, long n) {
    if (!buffer.isNative()) {
      MemorySegment.copy(target, 0, buffer, 0, Math.min(n, buffer.byteSize()));
    }
    return (int) n;
  }

  private static int ended(
      SocketTransfer socket, long n, String call, MemorySegment buffer, int flags)
      throws IOException {
    if (n < 0) {
      return failed(socket, n, call, buffer, flags);
    }
    socket.checkStillOpen();
    return buffer.byteSize() > 0 && socket.zeroIsEof() ? Descriptor.EOF : 0;
  }

  private static int failed(
      SocketTransfer socket, long n, String call, MemorySegment buffer, int flags)
      throws IOException {
    return socket.again(n) ? Descriptor.AGAIN : socket.failed(n, call, arguments(buffer, flags));
  }

  private static int failedTo(
      SocketTransfer socket, long n, MemorySegment buffer, SockAddr to, int flags)
      throws IOException {
    return socket.again(n)
        ? Descriptor.AGAIN
        : socket.failed(n, "sendto", arguments(buffer, flags) + ", " + to);
  }

  private static String arguments(MemorySegment buffer, int flags) {
    return "len=" + buffer.byteSize() + (flags == 0 ? "" : ", flags=" + MSG.toString(flags));
  }

  static void checkWritable(MemorySegment buffer) {
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException("the buffer to receive into is read-only");
    }
  }
}
