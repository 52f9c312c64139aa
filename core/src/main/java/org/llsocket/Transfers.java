package org.llsocket;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.CallFrame;

/**
 * The send and receive calls of {@link Socket}. The data is a {@link MemorySegment} or a {@link
 * ByteBuffer}, whose position stays; heap memory goes through a copy.
 *
 * <p>A call that may wait is first made with {@code MSG_DONTWAIT}: where there is something to do,
 * it is the one system call of the C program. Only a call that has to wait pays for hearing of
 * interrupts: on a platform thread it is made again and waits in the kernel; a virtual thread parks
 * until the {@linkplain OwnedFd#park poller} tells it to try again.
 */
final class Transfers {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");

  /** Flags of calls that never wait. */
  private static final int IMMEDIATE = MSG.DONTWAIT | MSG.ERRQUEUE;

  /** What {@link #attempt} returns where a call that does not wait is of no use. */
  private static final long ONLY_BY_WAITING = Long.MIN_VALUE;

  /** Between two looks at a socket that is always ready and never has what is asked for. */
  private static final long PAUSE_NANOS = 1_000_000;

  private Transfers() {}

  static int send(SocketTransfer socket, Object data, int flags) throws IOException {
    int all = checkZeroCopy(data, flags) | MSG.NOSIGNAL;
    long range = Range.of(data);
    int n = transfer(socket, TransferCall.SEND, data, range, null, all);
    Range.advance(data, range, n);
    return n;
  }

  static int sendto(SocketTransfer socket, Object data, SockAddr to, int flags) throws IOException {
    to.requirePresent();
    int all = checkZeroCopy(data, flags) | MSG.NOSIGNAL;
    long range = Range.of(data);
    int n = transfer(socket, TransferCall.SENDTO, data, range, to, all);
    Range.advance(data, range, n);
    return n;
  }

  static int recv(SocketTransfer socket, Object data, int flags) throws IOException {
    checkWritable(data);
    long range = Range.of(data);
    int n = transfer(socket, TransferCall.RECV, data, range, null, forMessages(socket, flags));
    received(socket, data, range, n, flags);
    return n;
  }

  static int recvfrom(SocketTransfer socket, Object data, SockAddr from, int flags)
      throws IOException {
    checkWritable(data);
    from.requireFillable();
    long range = Range.of(data);
    int n = transfer(socket, TransferCall.RECVFROM, data, range, from, forMessages(socket, flags));
    received(socket, data, range, n, flags);
    return n;
  }

  /** A TCP socket that is asked for {@code MSG_TRUNC} throws the bytes away. */
  private static void received(SocketTransfer socket, Object data, long range, int n, int flags) {
    if ((flags & MSG.TRUNC) == 0 || !socket.isInternetStream()) {
      Range.advance(data, range, n);
    }
  }

  /** {@code MSG_WAITALL} is for streams; elsewhere a receive is one message. */
  private static int forMessages(SocketTransfer socket, int flags) {
    return socket.isStream() ? flags : flags & ~MSG.WAITALL;
  }

  /** {@link #recv}, or {@link #recvfrom} where there is an address, within a time. */
  static int recv(
      SocketTransfer socket, Object data, @Nullable SockAddr from, int flags, Duration timeout)
      throws IOException {
    long deadline = Deadline.in(timeout);
    socket.owned.checkInterrupt();
    if (from != null) {
      from.requireFillable();
    }
    checkWritable(data);
    TransferCall call = from == null ? TransferCall.RECV : TransferCall.RECVFROM;
    int asked = forMessages(socket, flags) | MSG.DONTWAIT;
    long range = Range.of(data);
    boolean ready = false;
    while (true) {
      int n = transfer(socket, call, data, range, from, asked);
      if (n != Descriptor.AGAIN) {
        received(socket, data, range, n, flags);
        return n;
      }
      long left = Deadline.remaining(deadline);
      if (ready && !socket.isStream() && Waiting.isShutDown(socket.owned)) {
        return 0; // as a call that waits
      }
      if (ready && left > 0) { // but not with what the flags ask for
        LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
      }
      if ((ready && left <= 0) || !Readiness.await(socket, false, deadline)) {
        throw new SocketTimeoutException("nothing to receive within " + timeout);
      }
      ready = true;
    }
  }

  private static int transfer(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    if (socket.owned.file().keepsFailure() && (flags & MSG.ERRQUEUE) == 0) {
      return tell(socket, call, data, range, addr, flags);
    }
    boolean oob = !call.sends && (flags & MSG.OOB) != 0 && socket.isStream();
    if (oob) {
      socket.owned.file().takesUrgent();
    }
    if (socket.owned.file().nonblock() || (flags & IMMEDIATE) != 0 || oob) {
      return immediate(socket, call, data, range, addr, oob ? flags : flags | MSG.DONTWAIT);
    }
    socket.owned.checkInterrupt();
    return Thread.currentThread().isVirtual()
        ? onVirtualThread(socket, call, data, range, addr, flags)
        : onPlatformThread(socket, call, data, range, addr, flags);
  }

  private static int onVirtualThread(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    boolean offloaded =
        call.sends ? waitsForOthers(socket, call, flags) : waitsForMany(socket, flags);
    return offloaded
        ? offloaded(socket, call, data, range, addr, flags)
        : parking(socket, call, data, range, addr, flags);
  }

  /**
   * Whether a send waits for room in a queue that is not the socket's own, of which the poller
   * hears nothing: a datagram to a Unix or netlink address. One to the peer of a netlink socket
   * {@linkplain #isStuck is stuck}.
   */
  private static boolean waitsForOthers(SocketTransfer socket, TransferCall call, int flags) {
    boolean others = !socket.isStream() && !socket.isInternet() && call == TransferCall.SENDTO;
    return others && (flags & MSG.ZEROCOPY) == 0; // whose memory has to outlive the call
  }

  /** Whether the kernel counts what has come, and only a call that waits learns of it. */
  private static boolean waitsForMany(SocketTransfer socket, int flags) {
    int peekAll = MSG.PEEK | MSG.WAITALL;
    return socket.isStream() && (socket.owned.file().lowWater() || (flags & peekAll) == peekAll);
  }

  /** For a virtual thread: a platform thread makes the call, on memory that both may use. */
  private static int offloaded(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    if (call.sends) {
      int n = immediate(socket, call, data, range, addr, flags | MSG.DONTWAIT);
      if (n != Descriptor.AGAIN) {
        return n;
      }
    }
    MemorySegment bytes = Range.of(data, range);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment shared = arena.allocate(bytes.byteSize());
      if (call.sends || (flags & MSG.TRUNC) != 0) {
        shared.copyFrom(bytes);
      }
      int n =
          socket.offload(
              () -> onPlatformThread(socket, call, shared, Range.of(shared), addr, flags));
      if (!call.sends && n > 0) {
        MemorySegment.copy(shared, 0, bytes, 0, Math.min(n, bytes.byteSize()));
      }
      return n;
    }
  }

  /** A call that does not wait. */
  private static int immediate(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    CallFrame frame = socket.enter();
    try {
      long n;
      do {
        n = call.make(frame, socket.number(), data, range, addr, flags);
      } while (socket.retry(n));
      return result(socket, call, n, range, addr, flags);
    } finally {
      socket.leave(frame);
    }
  }

  private static int onPlatformThread(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    CallFrame frame = socket.enter();
    try {
      long n = -EAGAIN;
      if (call.sends || triesFirst(socket, flags)) {
        n = call.make(frame, socket.number(), data, range, addr, flags | MSG.DONTWAIT);
        if (n == -EAGAIN && !call.sends) {
          socket.owned.hadToWait();
        }
      }
      if (n < 0 || (call.sends && n < Range.length(range))) {
        n = waiting(socket, call, frame, data, range, n, addr, flags);
      }
      return result(socket, call, n, range, addr, flags);
    } finally {
      socket.leave(frame);
    }
  }

  private static boolean triesFirst(SocketTransfer socket, int flags) {
    return (flags & MSG.WAITALL) == 0
        && !socket.owned.file().lowWater()
        && socket.owned.triesFirst();
  }

  /** The call again, from where it has got to, and this time it waits; if it is worth it. */
  private static long waiting(
      SocketTransfer socket,
      TransferCall call,
      CallFrame frame,
      Object data,
      long range,
      long first,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    if (first < 0 && !Waiting.wouldWait(call.sends, first)) {
      return first;
    }
    int asked = afterFirst(first, flags);
    long moved = Math.max(first, 0);
    long rest = Range.behind(range, moved);
    long limit = socket.owned.file().deadline(call.sends);
    KernelWait wait = socket.owned.waitInKernel(frame, Deadline.NONE);
    long n = 0;
    try {
      do {
        n = call.make(frame, socket.number(), data, rest, addr, asked);
      } while (wait.retry(n, limit));
    } finally {
      wait.finish(n > 0 || moved > 0);
    }
    return moved == 0 ? n : Waiting.partly(socket.owned, moved, n);
  }

  private static int parking(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    int asked = flags;
    long deadline = Deadline.NONE;
    boolean waited = false;
    long moved = 0;
    while (true) {
      int seen = socket.owned.signals(call.sends);
      long rest = Range.behind(range, moved);
      if (moved > 0 && !socket.isOpen()) {
        return (int) moved;
      }
      boolean empty = !waited && !call.sends && socket.owned.isEmpty(seen);
      long n = empty ? -EAGAIN : attempt(socket, call, data, rest, addr, asked, waited);
      if (n == ONLY_BY_WAITING) {
        return offloaded(socket, call, data, range, addr, flags);
      }
      if (n >= 0 && isAll(call, n, rest, flags)) {
        if (flags == 0 && !call.sends && n > 0 && leavesRoom(n, data, rest)) {
          socket.owned.leftRoom(seen);
        }
        return result(socket, call, moved + n, range, addr, flags);
      }
      if (n < 0 && !Waiting.wouldWait(call.sends, n)) {
        return moved > 0
            ? (int) Waiting.partly(socket.owned, moved, n)
            : result(socket, call, n, range, addr, flags);
      }
      asked = afterFirst(n, asked);
      moved += Math.max(n, 0);
      if (!waited) {
        waited = true;
        deadline = socket.owned.file().deadline(call.sends);
      }
      if (Deadline.remaining(deadline) <= 0) {
        return moved > 0 ? (int) moved : Descriptor.AGAIN;
      }
      if (n > 0 && !call.sends) {
        continue; // what it stopped at, as the end, may have had its signal before
      }
      socket.owned.park(call.sends, seen, deadline);
      if (moved > 0 && Thread.currentThread().isInterrupted()) {
        return (int) moved; // the next call reports the interrupt, as on a platform thread
      }
      socket.owned.checkInterrupt();
    }
  }

  /**
   * Whether a receive of {@code n} bytes would have taken more. Native memory proves nothing: where
   * it is mapped, and the file is shorter, or reinterpreted, and not there, the kernel fills in
   * what it can and leaves the rest in the socket. Data on the heap goes through memory of this
   * library.
   */
  private static boolean leavesRoom(long n, Object data, long range) {
    return n < Range.length(range) && TransferCall.isOnHeap(data);
  }

  /** What an earlier call has kept: a method of its own, for the JIT is to inline its caller. */
  private static int tell(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    int kept = socket.owned.file().takeFailure();
    return kept == 0
        ? transfer(socket, call, data, range, addr, flags)
        : result(socket, call, kept, range, addr, flags);
  }

  /** One system call of a virtual thread, which has the descriptor watched if it is not enough. */
  private static long attempt(
      SocketTransfer socket,
      TransferCall call,
      Object data,
      long range,
      @Nullable SockAddr addr,
      int flags,
      boolean again)
      throws IOException {
    CallFrame frame = again ? socket.owned.enterAgain() : socket.enter();
    try {
      long n;
      do {
        n = call.make(frame, socket.number(), data, range, addr, flags | MSG.DONTWAIT);
      } while (socket.retry(n));
      if (Waiting.wouldWait(call.sends, n) || (n >= 0 && !isAll(call, n, range, flags))) {
        boolean _ = Readiness.watch(socket, frame);
        boolean zeroCopy = call.sends && (flags & MSG.ZEROCOPY) != 0; // the memory stays the user's
        return !zeroCopy && isStuck(socket, call.sends, frame) ? ONLY_BY_WAITING : n;
      }
      return n;
    } finally {
      socket.leave(frame);
    }
  }

  /**
   * Whether a datagram would have to wait and the socket is told to be ready: a receive after a
   * shutdown, a send to a netlink peer whose queue is full. Only a call that waits returns then.
   */
  private static boolean isStuck(SocketTransfer socket, boolean sends, CallFrame frame) {
    return !socket.isStream() && Waiting.ready(socket.owned, frame, sends) > 0;
  }

  /** Whether a call that waits would return, having moved {@code n} bytes. */
  private static boolean isAll(TransferCall call, long n, long range, int flags) {
    boolean wantsAll = call.sends || (flags & MSG.WAITALL) != 0;
    return n == 0 || n >= Range.length(range) || !wantsAll;
  }

  /** The flags to go on with: a connection that has begun is not begun again. */
  private static int afterFirst(long n, int flags) {
    return n > 0 || n == -EINPROGRESS ? flags & ~MSG.FASTOPEN : flags;
  }

  /** What the caller gets for a call that returned {@code n}. */
  private static int result(
      SocketTransfer socket,
      TransferCall call,
      long n,
      long range,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    if (n > 0) {
      return (int) n;
    }
    if (n == 0) {
      if (call.sends) {
        return 0;
      }
      socket.checkStillOpen();
      return Range.length(range) > 0 && socket.zeroIsEof() ? Descriptor.EOF : 0;
    }
    return socket.again(n)
        ? Descriptor.AGAIN
        : socket.failed(n, call.cName, arguments(call, range, addr, flags));
  }

  private static String arguments(
      TransferCall call, long range, @Nullable SockAddr addr, int flags) {
    int asked = flags & ~(call.sends ? MSG.NOSIGNAL : 0);
    return "len="
        + Range.length(range)
        + (asked == 0 ? "" : ", flags=" + MSG.toString(asked))
        + (call == TransferCall.SENDTO ? ", " + addr : "");
  }

  private static int checkZeroCopy(Object data, int flags) {
    if ((flags & MSG.ZEROCOPY) != 0 && TransferCall.isOnHeap(data)) {
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
