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
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;

/** Sending and receiving. */
public final class SendRecv {
  /** What {@code recv} has room for where the script does not tell. */
  static final int BUFSIZE = 4096;

  /** What may well be less of a stream, and is more than the kernel makes a message of. */
  private static final long PIECE = 16 << 20;

  private SendRecv() {}

  /** What is done with a message of no bytes. */
  public enum Empty {
    /** It is refused with EINVAL, as the C module does. */
    REFUSED,
    /** A socket of datagrams sends it, for there it is a message; others refuse it. */
    DATAGRAM;

    private void check(Socket socket, ByteBuffer msg, String call) throws ErrnoException {
      if (!msg.hasRemaining() && !(this == DATAGRAM && hasEmptyMessages(socket))) {
        throw new ErrnoException(Errno.EINVAL, call, "nothing to send");
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

  /** {@code sock:write(msg)}: {@code send} without flags, which is the same. */
  public static Operation write(Empty empty) {
    return args -> send(args, empty, args.string(1), 0);
  }

  private static Object send(Arguments args, Empty empty, ByteBuffer msg, int flags)
      throws IOException {
    Socket socket = Sockets.self(args).socket;
    empty.check(socket, msg, args.name());
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
      empty.check(socket, msg, args.name());
      int size = msg.remaining();
      return sent(size, () -> socket.sendto(msg, to, flags));
    };
  }

  /** {@code sock:recv(bufsize, flag, ...)}. */
  public static Object recv(Arguments args) throws IOException {
    long _ = bufsize(args); // raises first
    return recv(args, args.flags(2));
  }

  /** {@code sock:read(bufsize)}: {@code recv} without flags, which is the same. */
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
    long _ = bufsize(args); // raises first
    int flags = args.flags(2);
    ByteBuffer buffer = buffer(args, flags);
    var from = new SockAddr();
    int n = self.socket.recvfrom(buffer, from, flags);
    Outcome.Plain none = none(n);
    if (none != null) {
      return none;
    }
    ByteBuffer msg = buffer.limit(Math.min(n, buffer.limit())).rewind();
    return Outcome.values(msg, from.length() == 0 ? null : self.addrInfo(from.copy()));
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

  /** No more than {@link #PIECE} is received at once, unless all of it is waited for. */
  private static ByteBuffer buffer(Arguments args, int flags) throws ErrnoException {
    long size = bufsize(args);
    boolean part = (flags & MSG.WAITALL) == 0 && size <= Integer.MAX_VALUE;
    return buffer(args, part ? Math.min(size, PIECE) : size);
  }

  /** A buffer to receive into. */
  static ByteBuffer buffer(Arguments args, long size) throws ErrnoException {
    if (size <= 0) {
      throw new ErrnoException(Errno.EINVAL, "recv", "bufsize " + size);
    }
    return allocated(size, args.state()::scratch);
  }

  /** A buffer among several. */
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
