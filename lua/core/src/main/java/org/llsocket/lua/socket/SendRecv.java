package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;

/** Sending and receiving. */
public final class SendRecv {
  /** The buffer size of {@code recv} if the script gives none. */
  static final int BUFSIZE = 4096;

  /**
   * The most that is received at once: a stream may always return less, and no message of the
   * kernel is larger.
   */
  private static final long PIECE = 16 << 20;

  private SendRecv() {}

  /** The handling of an empty message. */
  public enum Empty {
    /** It is rejected with EINVAL, as in the C module. */
    REFUSED,
    /** Datagram sockets send it as a message; other sockets reject it. */
    DATAGRAM;

    private void check(Arguments args, Socket socket, ByteBuffer msg) throws ErrnoException {
      if (!msg.hasRemaining() && !(this == DATAGRAM && hasEmptyMessages(socket))) {
        throw Operation.refused(args, Errno.EINVAL, "nothing to send");
      }
    }

    private static boolean hasEmptyMessages(Socket socket) {
      return socket.type().equals(SOCK.DGRAM) || socket.type().equals(SOCK.RAW);
    }
  }

  /** {@code sock:send(msg, flag, ...)}. */
  public static Operation send(Empty empty) {
    return args -> send(args, empty, args.string(1), args.flags(2));
  }

  /** {@code sock:write(msg)}: {@code send} without flags. */
  public static Operation write(Empty empty) {
    return args -> send(args, empty, args.string(1), 0);
  }

  private static Object send(Arguments args, Empty empty, ByteBuffer msg, int flags)
      throws IOException {
    Socket socket = Sockets.self(args).socket;
    empty.check(args, socket, msg);
    int size = msg.remaining();
    return sent(size, () -> socket.send(msg, flags));
  }

  /** {@code sock:sendto(msg, ai, flag, ...)}. */
  public static Operation sendto(Empty empty) {
    return args -> {
      Socket socket = Sockets.self(args).socket;
      ByteBuffer msg = args.string(1);
      SockAddr to = Sockets.addrInfo(args, 2).addr;
      int flags = args.flags(3);
      empty.check(args, socket, msg);
      int size = msg.remaining();
      return sent(size, () -> socket.sendto(msg, to, flags));
    };
  }

  /** {@code sock:recv(bufsize, flag, ...)}. */
  public static Object recv(Arguments args) throws IOException {
    long _ = bufsize(args); // raises before the socket is checked
    return recv(args, args.flags(2));
  }

  /** {@code sock:read(bufsize)}: {@code recv} without flags. */
  public static Object read(Arguments args) throws IOException {
    return recv(args, 0);
  }

  private static Object recv(Arguments args, int flags) throws IOException {
    Socket socket = Sockets.self(args).socket;
    ByteBuffer buffer = buffer(args, flags);
    int n = socket.recv(buffer, flags);
    Outcome.Plain none = none(n);
    return none != null ? none : buffer.limit(Math.min(n, buffer.limit())).rewind();
  }

  /** {@code sock:recvfrom(bufsize, flag, ...)}: message and address. */
  public static Object recvfrom(Arguments args) throws IOException {
    LuaSocket self = Sockets.self(args);
    long _ = bufsize(args); // raises before the socket is checked
    int flags = args.flags(2);
    ByteBuffer buffer = buffer(args, flags);
    var from = new SockAddrBuffer();
    int n = self.socket.recvfrom(buffer, from, flags);
    Outcome.Plain none = none(n);
    if (none != null) {
      return none;
    }
    ByteBuffer msg = buffer.limit(Math.min(n, buffer.limit())).rewind();
    return Outcome.values(msg, from.length() == 0 ? null : self.addrInfo(from.toSockAddr()));
  }

  static Outcome.@Nullable Plain none(int n) {
    return switch (n) {
      case Socket.AGAIN -> Outcome.Plain.AGAIN;
      case Socket.EOF -> Outcome.Plain.CLOSED;
      default -> null;
    };
  }

  private static long bufsize(Arguments args) {
    return args.isNil(1) ? BUFSIZE : args.integer(1);
  }

  /** A buffer to receive into, of at most {@link #PIECE} bytes unless MSG_WAITALL is set. */
  static ByteBuffer buffer(Arguments args, int flags) throws ErrnoException {
    long size = bufsize(args);
    if (size <= 0) {
      throw Operation.refused(args, Errno.EINVAL, "bufsize " + size);
    }
    boolean part = (flags & MSG.WAITALL) == 0 && size <= Integer.MAX_VALUE;
    return allocated(part ? Math.min(size, PIECE) : size, args.state()::scratch);
  }

  /** One of several buffers. */
  static ByteBuffer allocated(long size) throws ErrnoException {
    return allocated(size, ByteBuffer::allocate);
  }

  private static ByteBuffer allocated(long size, IntFunction<ByteBuffer> allocate)
      throws ErrnoException {
    try {
      return allocate.apply(Math.toIntExact(size));
    } catch (ArithmeticException | OutOfMemoryError _) {
      throw new ErrnoException(Errno.ENOMEM, "recv", "bufsize " + size);
    }
  }

  /** A call that sends. */
  @FunctionalInterface
  interface Sending {
    long send() throws IOException;
  }

  static Object sent(long size, Sending sending) throws IOException {
    long n = sending.send();
    if (n == Socket.AGAIN) {
      return Outcome.Plain.AGAIN;
    }
    return n == size ? (Object) n : new Outcome.Partial(n);
  }
}
