package org.llsocket.lua.socket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;
import org.llsocket.option.MCAST;
import org.llsocket.option.Option;
import org.llsocket.option.SO;
import org.llsocket.option.SocketKind;
import org.llsocket.option.TCP;

/**
 * A socket option as scripts see it: a boolean, an integer, or seconds with a fraction.
 *
 * @param method the name of its method
 * @param option the option
 */
public record SocketOption(String method, Option<?> option) implements Property {
  /** All of them. */
  public static final List<SocketOption> ALL =
      List.of(
          new SocketOption("acceptconn", SO.ACCEPTCONN),
          new SocketOption("tcpnodelay", TCP.NODELAY),
          new SocketOption("tcpkeepintvl", TCP.KEEPINTVL),
          new SocketOption("tcpkeepcnt", TCP.KEEPCNT),
          new SocketOption("tcpkeepalive", TCP.KEEPALIVE),
          new SocketOption("tcpcork", TCP.CORK),
          new SocketOption("reuseport", SO.REUSEPORT),
          new SocketOption("reuseaddr", SO.REUSEADDR),
          new SocketOption("broadcast", SO.BROADCAST),
          new SocketOption("debug", SO.DEBUG),
          new SocketOption("keepalive", SO.KEEPALIVE),
          new SocketOption("oobinline", SO.OOBINLINE),
          new SocketOption("dontroute", SO.DONTROUTE),
          new SocketOption("timestamp", SO.TIMESTAMP),
          new SocketOption("rcvbuf", SO.RCVBUF),
          new SocketOption("rcvlowat", SO.RCVLOWAT),
          new SocketOption("sndbuf", SO.SNDBUF),
          new SocketOption("sndlowat", SO.SNDLOWAT),
          new SocketOption("rcvtimeo", SO.RCVTIMEO),
          new SocketOption("sndtimeo", SO.SNDTIMEO),
          new SocketOption("mcastloop", MCAST.LOOP),
          new SocketOption("mcastttl", MCAST.HOPS));

  private static final double NANOS = 1e9;
  private static final long MICROS = 1_000_000;

  /** Whether scripts can set it. */
  public boolean isWritable() {
    return !option.equals(SO.ACCEPTCONN);
  }

  /** Whether it is a multicast option. */
  public boolean isMulticast() {
    return method.startsWith("mcast");
  }

  /** The value: a boolean, an integer, or seconds. */
  @Override
  public Object get(Arguments args) throws IOException {
    return get(Sockets.self(args).socket);
  }

  private <T> Object get(Socket socket) throws IOException {
    @SuppressWarnings("unchecked") // the type is only passed through
    var typed = (Option<T>) option;
    T value = socket.get(typed);
    return value instanceof Duration time ? seconds(time) : value;
  }

  @Override
  public Setting setting(Arguments args) {
    if (option.type() == Boolean.class) {
      int value = args.bool(1) ? 1 : 0;
      return () -> set(Sockets.self(args).socket, value);
    }
    if (option.equals(SO.RCVTIMEO) || option.equals(SO.SNDTIMEO)) {
      double seconds = args.number(1);
      return () -> setSeconds(Sockets.self(args).socket, seconds);
    }
    int value = args.cInt(1);
    return () -> set(Sockets.self(args).socket, value);
  }

  /** Sets any value; the kernel decides whether it is valid. */
  private void set(Socket socket, int value) throws IOException {
    set(socket, kind(socket), MemorySegment.ofArray(new int[] {value}));
    if (isMulticast() && socket.family().equals(AF.INET6) && !socket.type().equals(SOCK.RAW)) {
      set(socket, SocketKind.UDP, MemorySegment.ofArray(new int[] {value}));
    }
  }

  private void set(Socket socket, SocketKind kind, MemorySegment value) throws IOException {
    socket.setsockopt(option.level(kind), option.number(kind), value);
  }

  /** A kind of the socket's family, by which IPv6 has options of its own. */
  private static SocketKind kind(Socket socket) {
    return socket.family().equals(AF.INET6) ? SocketKind.UDP6 : SocketKind.UDP;
  }

  /**
   * Sets a {@code struct timeval}: whole seconds and microseconds, both negative below 0. The
   * kernel accepts negative whole seconds; calls then do not block.
   */
  private void setSeconds(Socket socket, double seconds) throws IOException {
    double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
    if (!(Math.abs(whole) < Long.MAX_VALUE)) {
      throw new ErrnoException(Errno.EDOM, "setsockopt", seconds + " s");
    }
    long micros = Math.round((seconds - whole) * MICROS);
    long carry = Math.abs(micros) == MICROS ? (long) Math.signum(seconds) : 0;
    long[] timeval = {(long) whole + carry, carry == 0 ? micros : 0};
    set(socket, kind(socket), MemorySegment.ofArray(timeval));
  }

  /** A whole number of seconds as an integer, so that every engine prints the same. */
  private static Object seconds(Duration value) {
    return value.getNano() == 0
        ? (Object) value.getSeconds()
        : (Object) (value.getSeconds() + value.getNano() / NANOS);
  }
}
