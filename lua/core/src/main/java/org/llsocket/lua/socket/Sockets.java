package org.llsocket.lua.socket;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaRaise;

/** Creating, binding, connecting and closing sockets. */
public final class Sockets {
  /** An empty address. */
  static final SockAddr NOWHERE = new SockAddrBuffer().toSockAddr();

  private Sockets() {}

  // ---- creating

  /** {@code (ai, nonblock)}. */
  public static Object open(Arguments args) throws IOException {
    LuaAddrInfo ai = addrInfo(args, 1);
    return open(ai.family, ai.type, ai.protocol, args.bool(2, false), ai.addr);
  }

  /** {@code socket.new(family, socktype, protocol, nonblock)}. */
  public static Object make(Arguments args) throws IOException {
    var family = new AF(args.cInt(1));
    var type = new SOCK(args.cInt(2));
    var protocol = new IPPROTO(args.cInt(3, 0));
    SOCK made = args.bool(4, false) ? type.nonblock() : type;
    return new LuaSocket(Socket.open(family, made, protocol), protocol, NOWHERE);
  }

  /** A new socket with its default address. */
  public static LuaSocket open(
      AF family, SOCK type, IPPROTO protocol, boolean nonblock, @Nullable SockAddr addr)
      throws IOException {
    Socket socket = Socket.open(family, nonblock ? type.nonblock() : type, protocol);
    IPPROTO known = protocol.number() == 0 ? socket.protocol() : protocol;
    return new LuaSocket(socket, known, addr == null ? NOWHERE : addr);
  }

  /** {@code (socktype, nonblock, protocol)}: a list of two. */
  public static Object pair(Arguments args) throws IOException {
    return pair(new SOCK(args.cInt(1)), args.bool(2, false), new IPPROTO(args.cInt(3, 0)));
  }

  /** A list of two. */
  public static Object pair(SOCK type, boolean nonblock, IPPROTO protocol) throws IOException {
    Socket.Pair pair = Socket.pair(AF.UNIX, nonblock ? type.nonblock() : type, protocol);
    return List.of(
        new LuaSocket(pair.first(), protocol, SockAddr.unnamed()),
        new LuaSocket(pair.second(), protocol, SockAddr.unnamed()));
  }

  /** {@code sock:dup(ai)}. */
  public static Object dup(Arguments args) throws IOException {
    LuaSocket self = self(args);
    SockAddr addr = addr(args, self, 1);
    return new LuaSocket(self.socket.dup(), self.protocol, addr);
  }

  /** {@code sock:accept()}: non-blocking if the listener is. */
  public static Object accept(Arguments args) throws IOException {
    LuaSocket self = self(args);
    var peer = new SockAddrBuffer();
    Socket socket = accepted(self.socket, peer);
    return socket == null
        ? Outcome.Plain.AGAIN
        : new LuaSocket(socket, self.protocol, peer.toSockAddr());
  }

  /** {@code sock:accept(with_ai)}: with true, the socket and its peer's address. */
  public static Object acceptWithAddress(Arguments args) throws IOException {
    boolean with = args.bool(1, false);
    Object accepted = accept(args);
    return with && accepted instanceof LuaSocket socket
        ? Outcome.values(socket, socket.addrInfo(socket.addr))
        : accepted;
  }

  /** A connection; null if the call has to be repeated. */
  static @Nullable Socket accepted(Socket listener, @Nullable SockAddrBuffer peer)
      throws IOException {
    try {
      return listener.accept(peer, listener.nonblock() ? SOCK.NONBLOCK : 0);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.ECONNABORTED)) {
        return null;
      }
      throw e;
    }
  }

  // ---- properties

  /** {@code sock:fd()}: -1 if closed. */
  public static Object fd(Arguments args) {
    return self(args).socket.fd();
  }

  /** {@code sock:family()}. */
  public static Object family(Arguments args) {
    return self(args).socket.family().number();
  }

  /** {@code sock:socktype()}. */
  public static Object socktype(Arguments args) {
    return self(args).socket.type().number();
  }

  /** {@code sock:protocol()}. */
  public static Object protocol(Arguments args) {
    return self(args).protocol.number();
  }

  /** {@code sock:getsockname()}. */
  public static Object getsockname(Arguments args) throws IOException {
    LuaSocket self = self(args);
    return self.addrInfo(self.socket.getsockname());
  }

  /** {@code sock:getpeername()}. */
  public static Object getpeername(Arguments args) throws IOException {
    LuaSocket self = self(args);
    return self.addrInfo(self.socket.getpeername());
  }

  /** {@code sock:atmark()}. */
  public static Object atmark(Arguments args) throws IOException {
    return self(args).socket.atmark();
  }

  /** {@code sock:error()}: the errno of the pending error, 0 if there is none. */
  public static Object error(Arguments args) throws IOException {
    return Optional.ofNullable(self(args).socket.error()).map(Errno::number).orElse(0);
  }

  // ---- binding and connecting

  /** {@code sock:bind(ai)}. */
  public static @Nullable Object bind(Arguments args) throws IOException {
    LuaSocket self = self(args);
    self.socket.bind(present(addr(args, self, 1), "bind"));
    return null;
  }

  /** {@code sock:connect(ai)}. */
  public static @Nullable Object connect(Arguments args) throws IOException {
    LuaSocket self = self(args);
    SockAddr addr = present(addr(args, self, 1), "connect");
    return switch (self.socket.connect(addr)) {
      case Socket.INPROGRESS -> Outcome.Plain.INPROGRESS;
      case Socket.AGAIN -> throw new ErrnoException(Errno.EAGAIN, "connect", addr.toString());
      default -> null;
    };
  }

  /** {@code sock:listen(backlog)}: raises if backlog is less than 1. */
  public static @Nullable Object listen(Arguments args) throws IOException {
    if (!args.isNil(1) && args.cInt(1) < 1) {
      throw new LuaRaise("backlog range must be 1 to " + Integer.MAX_VALUE);
    }
    return listenAsIs(args);
  }

  /** {@code sock:listen(backlog)}: a negative backlog is the maximum, as in the kernel. */
  public static @Nullable Object listenAsIs(Arguments args) throws IOException {
    Socket socket = self(args).socket;
    if (args.isNil(1)) {
      socket.listen();
      return null;
    }
    int backlog = args.cInt(1);
    socket.listen(backlog < 0 ? Integer.MAX_VALUE : backlog);
    return null;
  }

  /** {@code sock:shutdown(flag)}: both directions if there is no flag. */
  public static @Nullable Object shutdown(Arguments args) throws IOException {
    Socket socket = self(args).socket;
    int how = args.cInt(1, SHUT.RDWR.number());
    if (!socket.isOpen()) {
      throw closed("shutdown");
    }
    socket.shutdown(shut(how));
    return null;
  }

  /** {@code sock:close(flag)}: shuts down first if flag is a SHUT_*; may be repeated. */
  public static @Nullable Object close(Arguments args) throws IOException {
    boolean shuts = !args.isNil(1) && how(args.cInt(1)).isPresent();
    return close(args, shuts);
  }

  /** {@code sock:close(flag)}: shuts down first if there is a flag; may be repeated. */
  public static @Nullable Object closeWithFlag(Arguments args) throws IOException {
    return close(args, !args.isNil(1));
  }

  /** Closes even if the shutdown fails, as it does if the peer has gone. */
  private static @Nullable Object close(Arguments args, boolean shuts) throws IOException {
    LuaSocket self = self(args);
    int flag = args.cInt(1, 0);
    if (!self.socket.isOpen()) {
      return null;
    }
    self.gcFunctions.run();
    try (Socket socket = self.socket) {
      if (shuts) {
        socket.shutdown(shut(flag));
      }
    }
    return null;
  }

  /** The failure of a call on a closed socket. */
  static ErrnoException closed(String call) {
    return new ErrnoException(Errno.EBADF, call, "closed");
  }

  /** The SHUT constant with this number. */
  static SHUT shut(int number) throws ErrnoException {
    Optional<SHUT> how = how(number);
    if (how.isEmpty()) {
      throw new ErrnoException(Errno.EINVAL, "shutdown", String.valueOf(number));
    }
    return how.get();
  }

  private static Optional<SHUT> how(int number) {
    return Arrays.stream(SHUT.values()).filter(how -> how.number() == number).findFirst();
  }

  // ---- arguments

  /** The socket whose method is called. */
  public static LuaSocket self(Arguments args) {
    return args.self(LuaSocket.class);
  }

  /** An argument that is an address. */
  public static LuaAddrInfo addrInfo(Arguments args, int n) {
    return args.object(n, LuaAddrInfo.class, "llsocket.addrinfo");
  }

  private static SockAddr addr(Arguments args, LuaSocket self, int n) {
    return args.isNil(n) ? self.addr : addrInfo(args, n).addr;
  }

  private static SockAddr present(SockAddr addr, String name) throws ErrnoException {
    if (addr.length() == 0) {
      throw new ErrnoException(Errno.EINVAL, name, "no address");
    }
    return addr;
  }
}
