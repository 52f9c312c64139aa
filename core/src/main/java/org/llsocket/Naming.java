package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
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
    address.requirePresent();
    if (address.family().equals(AF.UNSPEC)) {
      throw new IllegalArgumentException(
          "connect to AF_UNSPEC ends a connection: see disconnect()");
    }
    return connectTo(socket, address);
  }

  static void disconnect(Socket socket) throws IOException {
    if (socket.zeroIsEof()) {
      throw new UnsupportedOperationException(
          "disconnect is for datagrams; " + socket.type() + " has shutdown and close");
    }
    connectTo(socket, NO_PEER);
  }

  private static int connectTo(Socket socket, SockAddr address) throws IOException {
    CallFrame frame = socket.enter();
    try {
      int size = address.writeTo(frame.address);
      int n;
      do {
        n = SocketCalls.connect(frame.errno, socket.number(), frame.address, size);
      } while (socket.retry(n) && !goesOn(socket));
      if (n == -EINTR) {
        n = finish(socket, frame);
      }
      if (n == -EINPROGRESS) {
        return Socket.INPROGRESS;
      }
      return n >= 0 ? 0 : socket.failed(n, "connect", address.toString());
    } finally {
      socket.leave(frame);
    }
  }

  /** Whether a connection goes on when a signal interrupts the call; a Unix one has not begun. */
  private static boolean goesOn(Socket socket) {
    return socket.isInternet();
  }

  /** Waits for a connection whose call a signal has interrupted: a second call would fail. */
  private static int finish(Socket socket, CallFrame frame) throws IOException {
    int n;
    do {
      Pollfd.set(frame.value, socket.number(), POLLOUT);
      n = FdCalls.poll(frame.errno, frame.value, 1, -1);
    } while (socket.retry(n));
    socket.checkStillOpen();
    if (n < 0) {
      return n;
    }
    frame.length.set(JAVA_INT, 0, Integer.BYTES);
    n =
        SocketCalls.getsockopt(
            frame.errno, socket.number(), SOL_SOCKET, SO_ERROR, frame.value, frame.length);
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

  /** The new descriptor, or {@link Socket#AGAIN}. */
  static int accept(Socket socket, @Nullable SockAddr peer, int flags) throws IOException {
    if ((flags & ~(SOCK.NONBLOCK | SOCK.CLOEXEC)) != 0) {
      throw new IllegalArgumentException(
          "flags 0x" + Integer.toHexString(flags) + ": SOCK.NONBLOCK and SOCK.CLOEXEC are known");
    }
    if (peer != null) {
      peer.requireFillable();
    }
    CallFrame frame = socket.enter();
    try {
      MemorySegment address = peer == null ? MemorySegment.NULL : frame.address;
      MemorySegment length = peer == null ? MemorySegment.NULL : frame.length;
      int n;
      do {
        frame.roomForAddress();
        n =
            SocketCalls.accept4(
                frame.errno, socket.number(), address, length, flags | SOCK.CLOEXEC);
      } while (socket.retry(n));
      if (n >= 0 && peer != null) {
        peer.readFrom(frame.address, frame.addressLength());
      }
      return n >= 0 ? n : socket.failed(n, "accept4", "");
    } finally {
      socket.leave(frame);
    }
  }
}
