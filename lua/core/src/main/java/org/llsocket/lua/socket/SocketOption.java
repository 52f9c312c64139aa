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
import org.llsocket.lua.Call;
import org.llsocket.option.MCAST;
import org.llsocket.option.Option;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

/**
 * A socket option as scripts know it: a boolean, an integer, or seconds with a fraction.
 *
 * @param method what its method is called
 * @param option the option
 */
public record SocketOption(String method, Option<?> option) implements Options {
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

  /** Whether scripts can set it. */
  public boolean isWritable() {
    return !option.equals(SO.ACCEPTCONN);
  }

  /** Whether it is of multicast. */
  public boolean isMulticast() {
    return method.startsWith("mcast");
  }

  /** The value: a boolean, an integer, or seconds. */
  @Override
  public Object get(Call call) throws IOException {
    return get(Sockets.self(call).socket);
  }

  private <T> Object get(Socket socket) throws IOException {
    @SuppressWarnings("unchecked") // any type will do
    var typed = (Option<T>) option;
    T value = socket.get(typed);
    if (value instanceof Boolean) {
      return value;
    }
    if (typed.isInt()) {
      return typed.toInt(value);
    }
    return seconds((Duration) value);
  }

  /** Sets it to argument 1. */
  @Override
  public void set(Call call) throws IOException {
    Socket socket = Sockets.self(call).socket;
    if (option.type() == Boolean.class) {
      set(socket, call.bool(1) ? 1 : 0);
    } else if (option.isInt()) {
      set(socket, call.cInt(1));
    } else {
      set(socket, SocketOption.<Duration>typed(option), duration(call));
    }
  }

  /** Whatever the value is: the kernel tells whether it takes it. */
  private void set(Socket socket, int value) throws IOException {
    set(socket, value, socket.family());
    if (option.isOfBothFamilies()
        && socket.family().equals(AF.INET6)
        && !socket.type().equals(SOCK.RAW)) {
      set(socket, value, AF.INET);
    }
  }

  private void set(Socket socket, int value, AF family) throws IOException {
    socket.setsockopt(
        option.level(family.number()),
        option.number(family.number()),
        MemorySegment.ofArray(new int[] {value}));
  }

  private static <T> void set(Socket socket, Option<T> option, T value) throws IOException {
    Socket _ = socket.set(option, value);
  }

  @SuppressWarnings("unchecked") // the table says so
  private static <T> Option<T> typed(Option<?> option) {
    return (Option<T>) option;
  }

  /** A whole number of seconds as an integer, so that every engine prints it alike. */
  private static Object seconds(Duration value) {
    return value.getNano() == 0
        ? (Object) value.getSeconds()
        : (Object) (value.getSeconds() + value.getNano() / NANOS);
  }

  private static Duration duration(Call call) throws ErrnoException {
    double seconds = call.number(1);
    if (!(seconds >= 0 && seconds <= Integer.MAX_VALUE)) {
      throw new ErrnoException(Errno.EDOM, "setsockopt", seconds + " s");
    }
    long whole = (long) seconds;
    return Duration.ofSeconds(whole, Math.round((seconds - whole) * NANOS));
  }
}
