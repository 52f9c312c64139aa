package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.channels.IllegalBlockingModeException;
import java.time.Duration;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.ExclusiveFile;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Pollfd;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.SocketCalls;

/** The bind, connect and listen calls, and the addresses of both ends. */
final class SocketConnect {
  /** Returned by connect if a non-blocking socket has begun to connect. */
  static final int INPROGRESS = -3;

  private static final int AF_UNIX = Platform.number("AF_UNIX");
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int ECONNABORTED = Platform.number("ECONNABORTED");
  private static final int EALREADY = Platform.number("EALREADY");
  private static final int EINTR = Platform.number("EINTR");
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");
  private static final int POLLHUP = Platform.number("POLLHUP");
  private static final int POLLOUT = Platform.number("POLLOUT");
  private static final int SOCK_DGRAM = Platform.number("SOCK_DGRAM");
  private static final int SOCK_RAW = Platform.number("SOCK_RAW");
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_ERROR = Platform.number("SO_ERROR");
  private static final SockAddr NO_PEER = SockAddr.raw(AF.UNSPEC, new byte[14]);

  private SocketConnect() {}

  static SockAddr getsockname(Handle socket) throws IOException {
    CallFrame frame = socket.acquire();
    try {
      frame.setAddressCapacity();
      int n = SocketCalls.getsockname(frame.errno, socket.number(), frame.address, frame.length);
      return named(socket, frame, n, "getsockname");
    } finally {
      socket.release(frame);
    }
  }

  static SockAddr getpeername(Handle socket) throws IOException {
    CallFrame frame = socket.acquire();
    try {
      frame.setAddressCapacity();
      int n = SocketCalls.getpeername(frame.errno, socket.number(), frame.address, frame.length);
      return named(socket, frame, n, "getpeername");
    } finally {
      socket.release(frame);
    }
  }

  private static SockAddr named(Handle socket, CallFrame frame, int n, String call)
      throws IOException {
    if (n < 0) {
      throw socket.failure(n, call, "");
    }
    socket.checkStillOpen();
    var address = new SockAddrBuffer();
    address.readFrom(frame.address, frame.addressLength());
    return address.toSockAddr();
  }

  static void bind(Handle socket, SockAddrView address) throws IOException {
    address.requirePresent();
    CallFrame frame = socket.acquire();
    try {
      int size = address.writeTo(frame.address);
      int n = SocketCalls.bind(frame.errno, socket.number(), frame.address, size);
      if (n < 0) {
        throw socket.failure(n, "bind", address.toString());
      }
    } finally {
      socket.release(frame);
    }
  }

  static int connect(Handle socket, SockAddrView address) throws IOException {
    checkPeer(address);
    return connectTo(socket, address, Deadline.NONE);
  }

  /** With a timeout, on a blocking socket. */
  static void connect(Handle socket, SockAddrView address, Duration timeout) throws IOException {
    long deadline = Deadline.in(timeout);
    requireBlocking(socket);
    checkPeer(address);
    if (connectTo(socket, address, deadline) != 0) { // SO_SNDTIMEO may have ended it earlier
      throw new SocketTimeoutException("not connected to " + address + " within " + timeout);
    }
  }

  static void requireBlocking(Handle socket) {
    if (socket.file().nonblock()) {
      throw new IllegalBlockingModeException();
    }
  }

  static void disconnect(Handle socket, SOCK type) throws IOException {
    if (socket.file().zeroIsEof()) {
      throw new UnsupportedOperationException(
          "disconnect is for datagram sockets; use shutdown and close for " + type);
    }
    connectTo(socket, NO_PEER, Deadline.NONE);
  }

  private static void checkPeer(SockAddrView address) {
    address.requirePresent();
    if (address.family().equals(AF.UNSPEC)) {
      throw new IllegalArgumentException(
          "connect to AF_UNSPEC ends a connection: use disconnect()");
    }
  }

  private static int connectTo(Handle socket, SockAddrView address, long deadline)
      throws IOException {
    boolean waits = !socket.file().nonblock();
    var call = new Connect(socket, address);
    long n;
    try {
      n = BlockingIo.run(socket.owned, call, waits, deadline);
    } finally {
      Reference.reachabilityFence(socket);
    }
    if (n == -EINPROGRESS || (n == -EAGAIN && call.begun)) {
      return INPROGRESS;
    }
    return n >= 0 ? 0 : socket.failed(n, "connect", address.toString());
  }

  /**
   * {@code connect(2)}; if a signal interrupts it, connecting continues, and this waits for the
   * result.
   */
  private static final class Connect implements BlockingCall, ExclusiveFile.Call {
    private final Handle socket;
    private final SockAddrView address;
    private final long limit;
    private boolean begun;

    Connect(Handle socket, SockAddrView address) {
      this.socket = socket;
      this.address = address;
      limit = socket.file().deadline(true);
    }

    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public boolean onlyByWaiting() {
      return !(Thread.currentThread().isVirtual() && (neverWaits() || parks()));
    }

    /** A datagram socket of the internet or of Unix only notes the peer. */
    private boolean neverWaits() {
      OpenFileDescription file = socket.file();
      int type = file.type();
      boolean ofInternet = file.isInternet() && (type == SOCK_DGRAM || type == SOCK_RAW);
      return ofInternet || (file.family() == AF_UNIX && type == SOCK_DGRAM);
    }

    /** Whether poll(2) reports the end of a connection that a call without waiting has begun. */
    private boolean parks() {
      OpenFileDescription file = socket.file();
      boolean known = file.isInternetStream() || file.family() == AF_UNIX;
      return known && ExclusiveFile.is(file);
    }

    @Override
    public long make(CallFrame frame, int fd, boolean waits) {
      if (begun) {
        return finish(frame, fd, waits);
      }
      if (waits || socket.file().nonblock() || neverWaits()) {
        int n = makeOnce(frame, fd);
        begun = waits && n == -EINTR && socket.file().isInternet(); // a Unix socket has not begun
        return n;
      }
      long n = ExclusiveFile.withoutWaiting(socket.file(), frame, fd, false, this);
      if (n == -EAGAIN) {
        return REFUSED; // no readiness announces space in the queue of a Unix listener
      }
      return n == -EALREADY ? -EINPROGRESS : n; // another thread has begun, and both wait for it
    }

    @Override
    public int makeOnce(CallFrame frame, int fd) {
      int size = address.writeTo(frame.address);
      return SocketCalls.connect(frame.errno, fd, frame.address, size);
    }

    @Override
    public void advance(long n) {
      begun |= n == -EINPROGRESS;
    }

    /** The result of a connection that has begun; a second call would fail. */
    private int finish(CallFrame frame, int fd, boolean waits) {
      Pollfd.set(frame.value, fd, POLLOUT);
      int millis = waits ? Deadline.millis(limit) : 0;
      int n = FdCalls.poll(frame.errno, frame.value, 1, millis);
      if (n <= 0) {
        return n == 0 ? -EINPROGRESS : n;
      }
      boolean over = (Pollfd.revents(frame.value, 0) & POLLHUP) != 0;
      frame.length.set(JAVA_INT, 0, Integer.BYTES);
      n = SocketCalls.getsockopt(frame.errno, fd, SOL_SOCKET, SO_ERROR, frame.value, frame.length);
      if (!socket.isOpen()) {
        return -EINTR; // the result was the pre-close file's
      }
      if (n < 0) {
        return n;
      }
      int failure = frame.value.get(JAVA_INT, 0);
      return over && failure == 0 ? -ECONNABORTED : -failure; // another thread has the error
    }

    @Override
    public boolean hasEffect(long n) {
      return n == 0;
    }

    /** The timeout is applied by the poll. */
    @Override
    public long limit(OwnedFd fd) {
      return limit;
    }
  }

  static void listen(Handle socket, int backlog) throws IOException {
    if (backlog < 0) {
      throw new IllegalArgumentException("backlog " + backlog + " is negative");
    }
    CallFrame frame = socket.acquire();
    try {
      int n = SocketCalls.listen(frame.errno, socket.number(), backlog);
      if (n < 0) {
        throw socket.failure(n, "listen", "backlog=" + backlog);
      }
    } finally {
      socket.release(frame);
    }
  }
}
