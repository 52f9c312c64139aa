package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.Buffers;

/**
 * The send and receive calls of {@link Socket}. The data is a {@link MemorySegment} or a {@link
 * ByteBuffer}, whose position is unchanged; heap memory is copied.
 *
 * <p>A call that may wait is first made with {@code MSG_DONTWAIT}. If it succeeds, it is the one
 * system call of the C program, and it is made here, where the JIT inlines it. Only a call that has
 * to wait becomes a {@link SocketIoCall} and is passed to {@link BlockingIo}.
 */
final class SocketIo {
  private static final int EAGAIN = Platform.number("EAGAIN");

  /** Flags of calls that never wait. */
  private static final int IMMEDIATE = MSG.DONTWAIT | MSG.ERRQUEUE;

  private SocketIo() {}

  static int send(Handle socket, Object data, int flags) throws IOException {
    int all = checkZeroCopy(data, flags) | MSG.NOSIGNAL;
    long range = Range.of(data);
    int n = transfer(socket, SocketCall.SEND, data, range, null, all);
    Range.advance(data, range, n);
    return n;
  }

  static int sendto(Handle socket, Object data, SockAddrView to, int flags) throws IOException {
    to.requirePresent();
    int all = checkZeroCopy(data, flags) | MSG.NOSIGNAL;
    long range = Range.of(data);
    int n = transfer(socket, SocketCall.SENDTO, data, range, to, all);
    Range.advance(data, range, n);
    return n;
  }

  static int recv(Handle socket, Object data, int flags) throws IOException {
    checkWritable(data);
    long range = Range.of(data);
    int n = transfer(socket, SocketCall.RECV, data, range, null, forMessages(socket, flags));
    received(socket, data, range, n, flags);
    return n;
  }

  static int recvfrom(Handle socket, Object data, SockAddrBuffer from, int flags)
      throws IOException {
    checkWritable(data);
    long range = Range.of(data);
    int n = transfer(socket, SocketCall.RECVFROM, data, range, from, forMessages(socket, flags));
    received(socket, data, range, n, flags);
    return n;
  }

  /** {@link #send}, or {@link #sendto} if there is an address, with a timeout. */
  static int send(
      Handle socket, Object data, @Nullable SockAddrView to, int flags, Duration timeout)
      throws IOException {
    long deadline = Deadline.in(timeout);
    if (to != null) {
      to.requirePresent();
    }
    int all = checkZeroCopy(data, flags) | MSG.NOSIGNAL;
    long range = Range.of(data);
    SocketCall call = to == null ? SocketCall.SEND : SocketCall.SENDTO;
    int n = within(socket, call, data, range, to, all, deadline);
    Handle.checkInTime(n, timeout, "nothing sent");
    Range.advance(data, range, n);
    return n;
  }

  /** {@link #recv}, or {@link #recvfrom} if there is an address, with a timeout. */
  static int recv(
      Handle socket, Object data, @Nullable SockAddrBuffer from, int flags, Duration timeout)
      throws IOException {
    long deadline = Deadline.in(timeout);
    checkWritable(data);
    SocketCall call = from == null ? SocketCall.RECV : SocketCall.RECVFROM;
    long range = Range.of(data);
    int n = within(socket, call, data, range, from, forMessages(socket, flags), deadline);
    Handle.checkInTime(n, timeout, "nothing to receive");
    received(socket, data, range, n, flags);
    return n;
  }

  /** With {@code MSG_TRUNC}, a TCP socket discards the bytes. */
  private static void received(Handle socket, Object data, long range, int n, int flags) {
    if ((flags & MSG.TRUNC) == 0 || !socket.file().isInternetStream()) {
      Range.advance(data, range, n);
    }
  }

  /** {@code MSG_WAITALL} applies to streams; on other sockets a receive is one message. */
  private static int forMessages(Handle socket, int flags) {
    return socket.file().isStream() ? flags : flags & ~MSG.WAITALL;
  }

  private static int transfer(
      Handle socket,
      SocketCall call,
      Object data,
      long range,
      @Nullable SockAddrView addr,
      int flags)
      throws IOException {
    OwnedFd fd = socket.owned;
    OpenFileDescription file = fd.file();
    if (file.keepsFailure() && (flags & MSG.ERRQUEUE) == 0) {
      return kept(socket, call, data, range, addr, flags);
    }
    if (file.nonblock() || (flags & (IMMEDIATE | MSG.OOB)) != 0) {
      boolean urgent = isUrgent(file, call, flags);
      if (urgent || file.nonblock() || (flags & IMMEDIATE) != 0) {
        return immediate(socket, call, data, range, addr, urgent ? flags : flags | MSG.DONTWAIT);
      }
    }
    fd.checkInterrupt();
    int seen = fd.signals(call.sends);
    long n = BlockingIo.NOT_TRIED;
    if (!call.sends && fd.isEmpty(seen)) {
      n = -EAGAIN;
    } else if (call.sends || triesFirst(fd, flags)) {
      CallFrame frame = socket.acquire();
      try {
        n = call.make(frame, fd.number(), data, range, addr, flags | MSG.DONTWAIT);
      } finally {
        socket.release(frame);
      }
      if (n >= 0 && (n == 0 || SocketIoCall.isAll(call, n, range, flags))) {
        if (n > 0 && !call.sends) {
          SocketIoCall.received(fd, n, seen, data, range, flags);
        }
        return result(socket, call, n, range, addr, flags);
      }
    }
    return waiting(socket, call, data, range, addr, flags, n, seen, Deadline.NONE);
  }

  /** The kernel never waits for urgent data on a stream. */
  private static boolean isUrgent(OpenFileDescription file, SocketCall call, int flags) {
    boolean urgent = !call.sends && (flags & MSG.OOB) != 0 && file.isStream();
    if (urgent) {
      file.takesUrgent();
    }
    return urgent;
  }

  private static boolean triesFirst(OwnedFd fd, int flags) {
    return (flags & MSG.WAITALL) == 0 && !fd.file().lowWater() && fd.triesFirst();
  }

  /** A call that does not wait. */
  private static int immediate(
      Handle socket,
      SocketCall call,
      Object data,
      long range,
      @Nullable SockAddrView addr,
      int flags)
      throws IOException {
    CallFrame frame = socket.acquire();
    try {
      long n;
      do {
        n = call.make(frame, socket.number(), data, range, addr, flags);
      } while (socket.retry(n));
      return result(socket, call, n, range, addr, flags);
    } finally {
      socket.release(frame);
    }
  }

  /** A call that waits until a deadline, even on a non-blocking socket. */
  private static int within(
      Handle socket,
      SocketCall call,
      Object data,
      long range,
      @Nullable SockAddrView addr,
      int flags,
      long deadline)
      throws IOException {
    OpenFileDescription file = socket.file();
    if ((flags & IMMEDIATE) != 0) {
      return transfer(socket, call, data, range, addr, flags);
    }
    socket.owned.checkInterrupt();
    int kept = file.takeFailure();
    if (kept != 0) {
      return result(socket, call, kept, range, addr, flags);
    }
    boolean _ = isUrgent(file, call, flags);
    return waiting(socket, call, data, range, addr, flags, BlockingIo.NOT_TRIED, 0, deadline);
  }

  /** A call that has to wait; it continues after the bytes that its first try has moved. */
  private static int waiting(
      Handle socket,
      SocketCall call,
      Object data,
      long range,
      @Nullable SockAddrView addr,
      int flags,
      long first,
      int seen,
      long deadline)
      throws IOException {
    SocketIoCall state = SocketIoCall.begin(socket.file(), call, data, range, addr, flags);
    long n = 0;
    try {
      n = BlockingIo.resume(socket.owned, state, first, seen, deadline);
    } finally {
      state.end(n);
      Reference.reachabilityFence(socket);
    }
    return result(socket, call, n, range, addr, flags);
  }

  /**
   * The failure that an earlier call has kept. A separate method, so that the JIT inlines the
   * caller.
   */
  private static int kept(
      Handle socket,
      SocketCall call,
      Object data,
      long range,
      @Nullable SockAddrView addr,
      int flags)
      throws IOException {
    int kept = socket.file().takeFailure();
    return kept == 0
        ? transfer(socket, call, data, range, addr, flags)
        : result(socket, call, kept, range, addr, flags);
  }

  /** Returns the result or throws, for a call that returned {@code n}. */
  private static int result(
      Handle socket, SocketCall call, long n, long range, @Nullable SockAddrView addr, int flags)
      throws IOException {
    if (n > 0) {
      return (int) n;
    }
    if (n == 0) {
      if (call.sends) {
        return 0;
      }
      socket.checkStillOpen();
      return Range.length(range) > 0 && socket.file().zeroIsEof() ? Handle.EOF : 0;
    }
    return socket.again(n)
        ? Handle.AGAIN
        : socket.failed(n, call.cName, arguments(call, range, addr, flags));
  }

  private static String arguments(
      SocketCall call, long range, @Nullable SockAddrView addr, int flags) {
    int asked = flags & ~(call.sends ? MSG.NOSIGNAL : 0);
    return "len="
        + Range.length(range)
        + (asked == 0 ? "" : ", flags=" + MSG.toString(asked))
        + (call == SocketCall.SENDTO ? ", " + addr : "");
  }

  private static int checkZeroCopy(Object data, int flags) {
    if ((flags & MSG.ZEROCOPY) != 0 && SocketCall.isOnHeap(data)) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY sends from the buffer after the call, so it cannot be on the heap");
    }
    return flags;
  }

  static void checkWritable(Object data) {
    boolean readOnly =
        data instanceof ByteBuffer buffer
            ? buffer.isReadOnly()
            : ((MemorySegment) data).isReadOnly();
    if (readOnly) {
      throw Buffers.readOnly();
    }
  }
}
