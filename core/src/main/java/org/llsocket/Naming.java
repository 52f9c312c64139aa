package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.channels.IllegalBlockingModeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Pollfd;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.SocketCalls;

/** The calls of {@link Socket} that take or give addresses. */
final class Naming {
  private static final int EINTR = Platform.number("EINTR");
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");
  private static final int POLLOUT = Platform.number("POLLOUT");
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_ERROR = Platform.number("SO_ERROR");
  private static final SockAddr NO_PEER = SockAddr.raw(AF.UNSPEC, new byte[14]);

  private Naming() {}

  static SockAddr getsockname(Socket socket) throws IOException {
    CallFrame frame = socket.enter();
    try {
      frame.roomForAddress();
      int n = SocketCalls.getsockname(frame.errno, socket.number(), frame.address, frame.length);
      return named(socket, frame, n, "getsockname");
    } finally {
      socket.leave(frame);
    }
  }

  static SockAddr getpeername(Socket socket) throws IOException {
    CallFrame frame = socket.enter();
    try {
      frame.roomForAddress();
      int n = SocketCalls.getpeername(frame.errno, socket.number(), frame.address, frame.length);
      return named(socket, frame, n, "getpeername");
    } finally {
      socket.leave(frame);
    }
  }

  private static SockAddr named(Socket socket, CallFrame frame, int n, String call)
      throws IOException {
    if (n < 0) {
      throw socket.failure(n, call, "");
    }
    socket.checkStillOpen();
    return SockAddr.read(frame.address, frame.addressLength());
  }

  static void bind(Socket socket, SockAddr address) throws IOException {
    address.requirePresent();
    CallFrame frame = socket.enter();
    try {
      int size = address.writeTo(frame.address);
      int n = SocketCalls.bind(frame.errno, socket.number(), frame.address, size);
      if (n < 0) {
        throw socket.failure(n, "bind", address.toString());
      }
    } finally {
      socket.leave(frame);
    }
  }

  static int connect(Socket socket, SockAddr address) throws IOException {
    checkPeer(address);
    return connectTo(socket, address, Deadline.NONE);
  }

  /** Within a time, on a blocking socket. */
  static void connect(Socket socket, SockAddr address, Duration timeout) throws IOException {
    long deadline = Deadline.in(timeout);
    requireBlocking(socket);
    checkPeer(address);
    if (connectTo(socket, address, deadline) != 0) { // SO_SNDTIMEO may have ended it earlier
      throw new SocketTimeoutException("not connected to " + address + " within " + timeout);
    }
  }

  private static void requireBlocking(Socket socket) {
    if (socket.owned.file().nonblock()) {
      throw new IllegalBlockingModeException();
    }
  }

  static void disconnect(Socket socket) throws IOException {
    if (socket.zeroIsEof()) {
      throw new UnsupportedOperationException(
          "disconnect is for datagrams; " + socket.type() + " has shutdown and close");
    }
    connectTo(socket, NO_PEER, Deadline.NONE);
  }

  private static void checkPeer(SockAddr address) {
    address.requirePresent();
    if (address.family().equals(AF.UNSPEC)) {
      throw new IllegalArgumentException(
          "connect to AF_UNSPEC ends a connection: see disconnect()");
    }
  }

  private static int connectTo(Socket socket, SockAddr address, long deadline) throws IOException {
    if (!socket.owned.file().nonblock() && Thread.currentThread().isVirtual()) {
      return socket.offload(() -> connectTo(socket, address, deadline));
    }
    CallFrame frame = socket.enter();
    try {
      int size = address.writeTo(frame.address);
      int n =
          socket.owned.file().nonblock()
              ? SocketCalls.connect(frame.errno, socket.number(), frame.address, size)
              : connectWaiting(socket, frame, size, deadline);
      if (n == -EINPROGRESS) {
        return Socket.INPROGRESS;
      }
      return n >= 0 ? 0 : socket.failed(n, "connect", address.toString());
    } finally {
      socket.leave(frame);
    }
  }

  private static int connectWaiting(Socket socket, CallFrame frame, int size, long deadline)
      throws IOException {
    socket.owned.checkInterrupt();
    long limit = socket.owned.file().deadline(true);
    KernelWait wait = socket.owned.waitInKernel(frame, deadline);
    int n = -EINTR;
    try {
      do {
        n = SocketCalls.connect(frame.errno, socket.number(), frame.address, size);
      } while (wait.retry(n, limit) && !goesOn(socket));
      if (n == -EINTR && goesOn(socket)) {
        n = finish(socket, frame, wait, limit);
      }
    } finally {
      wait.finish(n == 0);
    }
    return n;
  }

  /** Whether a connection goes on when a signal interrupts the call; a Unix one has not begun. */
  private static boolean goesOn(Socket socket) {
    return socket.isInternet();
  }

  /** Waits for a connection whose call a signal has interrupted: a second call would fail. */
  private static int finish(Socket socket, CallFrame frame, KernelWait wait, long limit) {
    int n = -EINTR;
    while (wait.retry(n)) {
      Pollfd.set(frame.value, socket.number(), POLLOUT);
      n = FdCalls.poll(frame.errno, frame.value, 1, Deadline.millis(limit));
    }
    if (n <= 0) {
      return n == 0 ? -EINPROGRESS : n;
    }
    frame.length.set(JAVA_INT, 0, Integer.BYTES);
    n =
        SocketCalls.getsockopt(
            frame.errno, socket.number(), SOL_SOCKET, SO_ERROR, frame.value, frame.length);
    if (!socket.isOpen()) {
      return -EINTR; // the answer was the dead file's
    }
    return n < 0 ? n : -frame.value.get(JAVA_INT, 0);
  }

  static void listen(Socket socket, int backlog) throws IOException {
    if (backlog < 0) {
      throw new IllegalArgumentException("backlog " + backlog + " is negative");
    }
    CallFrame frame = socket.enter();
    try {
      int n = SocketCalls.listen(frame.errno, socket.number(), backlog);
      if (n < 0) {
        throw socket.failure(n, "listen", "backlog=" + backlog);
      }
    } finally {
      socket.leave(frame);
    }
  }

  /** The new socket, or null where it would have to wait. */
  static @Nullable Socket accept(Socket socket, @Nullable SockAddr peer, int flags)
      throws IOException {
    if ((flags & ~(SOCK.NONBLOCK | SOCK.CLOEXEC)) != 0) {
      throw new IllegalArgumentException(
          "flags 0x" + Integer.toHexString(flags) + ": SOCK.NONBLOCK and SOCK.CLOEXEC are known");
    }
    if (peer != null) {
      peer.requireFillable();
    }
    return accept(socket, peer, flags, Deadline.NONE);
  }

  /** The new socket, within a time, on a blocking socket. */
  static Socket accept(Socket socket, Duration timeout) throws IOException {
    long deadline = Deadline.in(timeout);
    requireBlocking(socket);
    Socket accepted = awaitPeer(socket, deadline) ? accept(socket, null, 0, deadline) : null;
    if (accepted == null) {
      throw new SocketTimeoutException("no connection within " + timeout);
    }
    return accepted;
  }

  /** Whether there is a connection in time, as far as poll(2) knows: it needs no signal to end. */
  private static boolean awaitPeer(Socket socket, long deadline) throws IOException {
    long limit = Math.min(deadline, socket.owned.file().deadline(false));
    return !socket.zeroIsEof() || Readiness.await(socket, false, limit);
  }

  private static @Nullable Socket accept(
      Socket socket, @Nullable SockAddr peer, int flags, long deadline) throws IOException {
    if (!socket.owned.file().nonblock() && Thread.currentThread().isVirtual()) {
      return socket.offload(() -> accept(socket, peer, flags, deadline));
    }
    CallFrame frame = socket.enter();
    try {
      int n =
          socket.owned.file().nonblock()
              ? acceptNow(socket, frame, peer, flags)
              : acceptWaiting(socket, frame, peer, flags, deadline);
      if (n < 0) {
        int _ = socket.failed(n, "accept4", "");
        return null;
      }
      return accepted(socket, frame, peer, n, (flags & SOCK.NONBLOCK) != 0);
    } finally {
      socket.leave(frame);
    }
  }

  /** What owns the new number, which is closed where that fails. */
  private static Socket accepted(
      Socket listener, CallFrame frame, @Nullable SockAddr peer, int fd, boolean nonblock)
      throws IOException {
    Socket accepted = null;
    boolean complete = false;
    try {
      accepted = new Socket(fd, new OpenFile(nonblock), listener.family(), listener.type());
      if (peer != null) {
        peer.readFrom(frame.address, frame.addressLength());
      }
      WaitOptions.handOn(listener, accepted);
      complete = true;
      return accepted;
    } finally {
      if (!complete) {
        Ownership.discard(accepted, fd, frame);
      }
    }
  }

  private static int acceptNow(Socket socket, CallFrame frame, @Nullable SockAddr peer, int flags) {
    int n;
    do {
      n = accept4(socket, frame, peer, flags);
    } while (socket.retry(n));
    return n;
  }

  private static int acceptWaiting(
      Socket socket, CallFrame frame, @Nullable SockAddr peer, int flags, long deadline)
      throws IOException {
    socket.owned.checkInterrupt();
    long limit = socket.owned.file().deadline(false);
    KernelWait wait = socket.owned.waitInKernel(frame, deadline);
    int n = -EINTR;
    try {
      do {
        n = accept4(socket, frame, peer, flags);
      } while (wait.retry(n, limit));
    } finally {
      wait.finish(n >= 0);
    }
    return n;
  }

  private static int accept4(Socket socket, CallFrame frame, @Nullable SockAddr peer, int flags) {
    frame.roomForAddress();
    return SocketCalls.accept4(
        frame.errno,
        socket.number(),
        peer == null ? MemorySegment.NULL : frame.address,
        peer == null ? MemorySegment.NULL : frame.length,
        flags | SOCK.CLOEXEC);
  }
}
