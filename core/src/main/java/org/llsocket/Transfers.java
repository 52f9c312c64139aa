package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
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
  private static final int EINTR = Platform.number("EINTR");

  private static final Set<Integer> PASSING =
      Set.of(
          EAGAIN,
          EINTR,
          Platform.number("EPIPE"),
          Platform.number("EFAULT"),
          Platform.number("ENOMEM"),
          Platform.number("ENOBUFS"));

  /** Flags of calls that never wait. */
  private static final int IMMEDIATE = MSG.DONTWAIT | MSG.ERRQUEUE;

  private Transfers() {}

  static int send(SocketTransfer socket, Object data, int flags) throws IOException {
    return transfer(
        socket, TransferCall.SEND, data, null, checkZeroCopy(data, flags) | MSG.NOSIGNAL);
  }

  static int sendto(SocketTransfer socket, Object data, SockAddr to, int flags) throws IOException {
    to.requirePresent();
    return transfer(
        socket, TransferCall.SENDTO, data, to, checkZeroCopy(data, flags) | MSG.NOSIGNAL);
  }

  static int recv(SocketTransfer socket, Object data, int flags) throws IOException {
    checkWritable(data);
    return transfer(socket, TransferCall.RECV, data, null, forMessages(socket, flags));
  }

  static int recvfrom(SocketTransfer socket, Object data, SockAddr from, int flags)
      throws IOException {
    checkWritable(data);
    from.requireFillable();
    return transfer(socket, TransferCall.RECVFROM, data, from, forMessages(socket, flags));
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
    int n;
    do {
      n =
          from == null
              ? recv(socket, data, flags | MSG.DONTWAIT)
              : recvfrom(socket, data, from, flags | MSG.DONTWAIT);
    } while (n == Descriptor.AGAIN && Readiness.await(socket, false, deadline));
    if (n == Descriptor.AGAIN) {
      throw new SocketTimeoutException("nothing to receive within " + timeout);
    }
    return n;
  }

  private static int transfer(
      SocketTransfer socket, TransferCall call, Object data, @Nullable SockAddr addr, int flags)
      throws IOException {
    if (TransferCall.size(data) > TransferCall.MAX_COUNT) {
      Object head = ((MemorySegment) data).asSlice(0, TransferCall.MAX_COUNT);
      return transfer(socket, call, head, addr, flags);
    }
    if (socket.owned.file().keepsFailure()) {
      return tell(socket, call, data, addr, flags);
    }
    boolean oob = !call.sends && (flags & MSG.OOB) != 0;
    if (socket.owned.file().nonblock() || (flags & IMMEDIATE) != 0 || oob) {
      return immediate(socket, call, data, addr, oob ? flags : flags | MSG.DONTWAIT);
    }
    socket.owned.checkInterrupt();
    return Thread.currentThread().isVirtual()
        ? onVirtualThread(socket, call, data, addr, flags)
        : onPlatformThread(socket, call, data, addr, flags);
  }

  /** A call that does not wait. */
  private static int immediate(
      SocketTransfer socket, TransferCall call, Object data, @Nullable SockAddr addr, int flags)
      throws IOException {
    CallFrame frame = socket.enter();
    try {
      long n;
      do {
        n = call.make(frame, socket.number(), data, addr, flags);
      } while (socket.retry(n));
      return result(socket, call, n, data, addr, flags);
    } finally {
      socket.leave(frame);
    }
  }

  private static int onPlatformThread(
      SocketTransfer socket, TransferCall call, Object data, @Nullable SockAddr addr, int flags)
      throws IOException {
    CallFrame frame = socket.enter();
    try {
      long n = -EAGAIN;
      if (call.sends || ((flags & MSG.WAITALL) == 0 && !socket.owned.file().lowWater())) {
        n = call.make(frame, socket.number(), data, addr, flags | MSG.DONTWAIT);
      }
      if (n == -EAGAIN || n == -EINTR || (call.sends && n >= 0 && n < TransferCall.size(data))) {
        n = waiting(socket, call, frame, data, Math.max(n, 0), addr, flags);
      }
      return result(socket, call, n, data, addr, flags);
    } finally {
      socket.leave(frame);
    }
  }

  /** The call again, from where it has got to, and this time it waits. */
  private static long waiting(
      SocketTransfer socket,
      TransferCall call,
      CallFrame frame,
      Object data,
      long moved,
      @Nullable SockAddr addr,
      int flags)
      throws IOException {
    Object rest = rest(data, moved);
    KernelWait wait = socket.owned.waitInKernel(frame, Deadline.NONE);
    long n = 0;
    try {
      do {
        n = call.make(frame, socket.number(), rest, addr, flags);
      } while (wait.retry(n));
    } finally {
      wait.finish(n > 0 || moved > 0);
    }
    if (moved > 0 && n < 0) {
      keep(socket, n);
      return moved;
    }
    return moved + n;
  }

  private static int onVirtualThread(
      SocketTransfer socket, TransferCall call, Object data, @Nullable SockAddr addr, int flags)
      throws IOException {
    long deadline = Deadline.NONE;
    boolean waited = false;
    long moved = 0;
    while (true) {
      int seen = socket.owned.signals(call.sends);
      Object rest = rest(data, moved);
      CallFrame frame = waited ? Readiness.enterAgain(socket) : socket.enter();
      try {
        long n = -EAGAIN;
        if (call.sends
            || !socket.owned.file().lowWater()
            || Readiness.now(socket, frame, false) > 0) {
          n = call.make(frame, socket.number(), rest, addr, flags | MSG.DONTWAIT);
        }
        if (n >= 0 && isAll(call, n, rest, flags)) {
          return result(socket, call, moved + n, data, addr, flags);
        }
        if (n < 0 && n != -EAGAIN && n != -EINTR) {
          if (moved > 0) {
            keep(socket, n);
          }
          return result(socket, call, moved > 0 ? moved : n, data, addr, flags);
        }
        if ((flags & MSG.PEEK) == 0) {
          moved += Math.max(n, 0);
        }
        Readiness.watch(socket, frame);
      } finally {
        socket.leave(frame);
      }
      if (!waited) {
        waited = true;
        deadline = socket.owned.file().deadline(call.sends);
      }
      if (Deadline.remaining(deadline) <= 0) {
        return moved > 0 ? (int) moved : Descriptor.AGAIN;
      }
      socket.owned.park(call.sends, seen, deadline);
      if (moved > 0
          && Thread.currentThread().isInterrupted()
          && !socket.owned.closesOnInterrupt()) {
        return (int) moved; // the next call tells of the interrupt
      }
      socket.owned.checkInterrupt();
    }
  }

  /** What an earlier call has kept: a method of its own, for the JIT is to inline its caller. */
  private static int tell(
      SocketTransfer socket, TransferCall call, Object data, @Nullable SockAddr addr, int flags)
      throws IOException {
    int kept = socket.owned.file().takeFailure();
    return kept == 0
        ? transfer(socket, call, data, addr, flags)
        : result(socket, call, kept, data, addr, flags);
  }

  /**
   * Keeps what is told once only, for the next call. What comes again by itself, or is of this call
   * alone, is not kept.
   */
  private static void keep(SocketTransfer socket, long failure) {
    if (!PASSING.contains((int) -failure) && socket.isOpen()) {
      socket.owned.file().keepFailure((int) failure);
    }
  }

  /** Whether a call that waits would return, having moved {@code n} bytes. */
  private static boolean isAll(TransferCall call, long n, Object data, int flags) {
    return n == 0 || n >= TransferCall.size(data) || (!call.sends && (flags & MSG.WAITALL) == 0);
  }

  /** What is left of the data behind the first bytes. */
  private static Object rest(Object data, long moved) {
    if (moved == 0) {
      return data;
    }
    return data instanceof ByteBuffer buffer
        ? buffer.slice(buffer.position() + (int) moved, buffer.remaining() - (int) moved)
        : ((MemorySegment) data).asSlice(moved);
  }

  /** What the caller gets for a call that returned {@code n}. */
  private static int result(
      SocketTransfer socket,
      TransferCall call,
      long n,
      Object data,
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
      return TransferCall.size(data) > 0 && socket.zeroIsEof() ? Descriptor.EOF : 0;
    }
    return socket.again(n)
        ? Descriptor.AGAIN
        : socket.failed(n, call.cName, arguments(call, data, addr, flags));
  }

  private static String arguments(
      TransferCall call, Object data, @Nullable SockAddr addr, int flags) {
    int asked = flags & ~(call.sends ? MSG.NOSIGNAL : 0);
    return "len="
        + TransferCall.size(data)
        + (asked == 0 ? "" : ", flags=" + MSG.toString(asked))
        + (call == TransferCall.SENDTO ? ", " + addr : "");
  }

  private static int checkZeroCopy(Object data, int flags) {
    boolean onHeap =
        data instanceof ByteBuffer buffer ? !buffer.isDirect() : !((MemorySegment) data).isNative();
    if ((flags & MSG.ZEROCOPY) != 0 && onHeap) {
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
      throw new IllegalArgumentException("the buffer to receive into is read-only");
    }
  }
}
