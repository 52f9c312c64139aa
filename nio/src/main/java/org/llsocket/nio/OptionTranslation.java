package org.llsocket.nio;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;
import org.llsocket.option.Option;
import org.llsocket.option.Options;
import org.llsocket.option.SO;
import org.llsocket.option.SocketKind;

/**
 * The options of {@code java.net}: which of them a kind of socket supports, and the numbers of
 * {@link SocketOptions} as options of this library.
 */
final class OptionTranslation {
  private static final int LEAST_RECEIVE_BUFFER = 1024;
  private static final int LONGEST_LINGER = 65535; // seconds

  private static final Set<SocketOption<?>> STREAM =
      Set.of(
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_REUSEADDR,
          StandardSocketOptions.SO_REUSEPORT,
          StandardSocketOptions.IP_TOS,
          StandardSocketOptions.SO_KEEPALIVE,
          StandardSocketOptions.SO_SNDBUF,
          StandardSocketOptions.SO_LINGER,
          StandardSocketOptions.TCP_NODELAY);

  private static final Set<SocketOption<?>> LISTENER =
      Set.of(
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_REUSEADDR,
          StandardSocketOptions.SO_REUSEPORT,
          StandardSocketOptions.IP_TOS);

  private static final Set<SocketOption<?>> DATAGRAM =
      Set.of(
          StandardSocketOptions.SO_SNDBUF,
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_REUSEADDR,
          StandardSocketOptions.SO_REUSEPORT,
          StandardSocketOptions.SO_BROADCAST,
          StandardSocketOptions.IP_TOS,
          StandardSocketOptions.IP_MULTICAST_IF,
          StandardSocketOptions.IP_MULTICAST_TTL,
          StandardSocketOptions.IP_MULTICAST_LOOP);

  private static final Set<SocketOption<?>> UNIX =
      Set.of(
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_SNDBUF,
          StandardSocketOptions.SO_LINGER);

  /** The options that only TCP and IP have; drivers set them on any socket. */
  private static final Map<Integer, Object> IP_ONLY =
      Map.of(SocketOptions.TCP_NODELAY, true, SocketOptions.IP_TOS, 0);

  /** The options of {@link SocketOptions} whose values are those of the option. */
  private static final Map<Integer, Option<?>> BY_NUMBER =
      Map.ofEntries(
          entry(SocketOptions.TCP_NODELAY, Option.of(StandardSocketOptions.TCP_NODELAY)),
          entry(SocketOptions.IP_TOS, Option.of(StandardSocketOptions.IP_TOS)),
          entry(SocketOptions.SO_REUSEADDR, SO.REUSEADDR),
          entry(SocketOptions.SO_REUSEPORT, SO.REUSEPORT),
          entry(SocketOptions.SO_BROADCAST, SO.BROADCAST),
          entry(SocketOptions.SO_KEEPALIVE, SO.KEEPALIVE),
          entry(SocketOptions.SO_OOBINLINE, SO.OOBINLINE),
          entry(SocketOptions.SO_SNDBUF, halved(SO.SNDBUF, 0)),
          entry(SocketOptions.SO_RCVBUF, halved(SO.RCVBUF, LEAST_RECEIVE_BUFFER)),
          entry(SocketOptions.SO_LINGER, lingerOrFalse()),
          entry(SocketOptions.IP_MULTICAST_LOOP, loopbackDisabled()),
          entry(SocketOptions.IP_MULTICAST_IF2, Option.of(StandardSocketOptions.IP_MULTICAST_IF)),
          entry(SocketOptions.IP_MULTICAST_IF, interfaceAddress()));

  // computed once: each call of setOption compares
  private static final Map<SocketKind, Set<SocketOption<?>>> STREAMS = new ConcurrentHashMap<>();
  private static final Map<SocketKind, Set<SocketOption<?>>> LISTENERS = new ConcurrentHashMap<>();
  private static final Map<SocketKind, Set<SocketOption<?>>> DATAGRAMS = new ConcurrentHashMap<>();

  private OptionTranslation() {}

  // ---- sets

  /** The options of a connection: the JDK's, and ours that the kind of socket has. */
  static Set<SocketOption<?>> ofStream(SocketKind kind) {
    return STREAMS.computeIfAbsent(
        kind, of -> all(of == SocketKind.UNIX_STREAM ? UNIX : STREAM, of));
  }

  /** The options of a listener. */
  static Set<SocketOption<?>> ofListener(SocketKind kind) {
    return LISTENERS.computeIfAbsent(
        kind, of -> all(of == SocketKind.UNIX_STREAM ? UNIX : LISTENER, of));
  }

  /** The options of a datagram socket. */
  static Set<SocketOption<?>> ofDatagram(SocketKind kind) {
    return DATAGRAMS.computeIfAbsent(kind, of -> all(DATAGRAM, of));
  }

  /** Programs read and set all options that are supported, so each of them has to do both. */
  private static boolean isSetting(Option<?> option) {
    return option.isSupported() && option.isReadable() && option.isWritable();
  }

  private static Set<SocketOption<?>> all(Set<SocketOption<?>> standard, SocketKind kind) {
    var all = new HashSet<>(standard);
    all.addAll(extended(kind));
    for (Option<?> option : Options.all()) {
      if (isSetting(option) && option.kinds().contains(kind)) {
        all.add(option);
      }
    }
    return Set.copyOf(all);
  }

  /** The JDK's extended options of a kind of socket, by the rule of the JDK. */
  private static Set<SocketOption<?>> extended(SocketKind kind) {
    try {
      return SocketKind.TCP.type() != kind.type()
          ? Extended.DATAGRAM
          : kind == SocketKind.UNIX_STREAM ? Set.of() : Extended.STREAM;
    } catch (NoClassDefFoundError e) { // an image without the module jdk.net
      return Set.of();
    }
  }

  /** In a class of its own, which is loaded only if the module exists. */
  private static final class Extended {
    static final Set<SocketOption<?>> STREAM =
        Set.of(
            jdk.net.ExtendedSocketOptions.TCP_QUICKACK,
            jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE,
            jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL,
            jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT,
            jdk.net.ExtendedSocketOptions.SO_INCOMING_NAPI_ID);

    static final Set<SocketOption<?>> DATAGRAM =
        Set.of(
            jdk.net.ExtendedSocketOptions.SO_INCOMING_NAPI_ID,
            jdk.net.ExtendedSocketOptions.IP_DONTFRAGMENT);
  }

  // ---- SocketOption<T>

  /** Whether it is an option that the JDK has for TCP only; clients set them on any socket. */
  static boolean isOfTcp(SocketOption<?> option) {
    return !(option instanceof Option)
        && ofStream(SocketKind.TCP).contains(option)
        && !ofStream(SocketKind.UNIX_STREAM).contains(option);
  }

  /** {@code setOption} of the JDK's classes. */
  static <T> void set(
      Socket socket, Set<SocketOption<?>> supported, SocketOption<T> option, T value)
      throws IOException {
    check(supported, option);
    if (!option.type().isInstance(value)) {
      throw new IllegalArgumentException("Invalid value '" + value + "' for " + option);
    }
    try {
      socket.set(option, value);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  /** {@code getOption} of the JDK's classes. */
  @SuppressWarnings("unchecked") // the option's type is Socket
  static <T> T get(Socket socket, Set<SocketOption<?>> supported, SocketOption<T> option)
      throws IOException {
    if (option.equals(SocketBehind.OPTION)) {
      return (T) socket;
    }
    check(supported, option);
    try {
      return socket.get(option);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  /** Any option of this library is passed on: the kernel knows what the socket supports. */
  private static void check(Set<SocketOption<?>> supported, SocketOption<?> option) {
    if (!(option instanceof Option) && !supported.contains(option)) {
      throw new UnsupportedOperationException("'" + option + "' not supported");
    }
  }

  /** As {@link #set}, with the values that the JDK's sockets accept and the kernel does not. */
  static <T> void setLimited(
      Socket socket, Set<SocketOption<?>> supported, SocketOption<T> option, T value)
      throws IOException {
    set(socket, supported, option, limited(option, value));
  }

  private static <T> T limited(SocketOption<T> option, T value) {
    if (!(value instanceof Integer number)) {
      return value;
    }
    if (option.equals(StandardSocketOptions.IP_MULTICAST_TTL) && number < 0) {
      throw new IllegalArgumentException("Invalid TTL/hop value: " + number);
    }
    if (option.equals(StandardSocketOptions.SO_LINGER)) {
      return option.type().cast(Math.min(number, LONGEST_LINGER));
    }
    return option.equals(StandardSocketOptions.SO_RCVBUF) && number >= 0
        ? option.type().cast(Math.max(number, LEAST_RECEIVE_BUFFER))
        : value;
  }

  /** As {@link #get}; of the JDK's buffer sizes it returns what was set, half of the kernel's. */
  static <T> T getAsSet(Socket socket, Set<SocketOption<?>> supported, SocketOption<T> option)
      throws IOException {
    T value = get(socket, supported, option);
    boolean doubled =
        option.equals(StandardSocketOptions.SO_RCVBUF)
            || option.equals(StandardSocketOptions.SO_SNDBUF);
    return doubled ? option.type().cast((Integer) value / 2) : value;
  }

  // ---- numbers of SocketOptions

  /** Sets an option of {@link SocketOptions}. */
  static void set(Socket socket, int number, @Nullable Object value) throws SocketException {
    if (isIgnored(socket, number)) {
      return;
    }
    setTyped(socket, byNumber(number), value);
  }

  /** The milliseconds of {@code SO_TIMEOUT}. */
  static int timeout(@Nullable Object value) throws SocketException {
    if (!(value instanceof Integer millis)) {
      throw new SocketException("Bad value for SO_TIMEOUT: " + value);
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout " + millis + " < 0");
    }
    return millis;
  }

  /** Sets an option, for a method that throws SocketException only. */
  static <T> void setTyped(Socket socket, Option<T> option, @Nullable Object value)
      throws SocketException {
    if (!option.type().isInstance(value)) {
      throw new SocketException("Bad value for " + option + ": " + value);
    }
    try {
      socket.set(option, option.type().cast(value));
    } catch (IllegalArgumentException e) {
      throw new SocketException(e.getMessage(), e);
    } catch (IOException e) {
      throw Failures.asSocketException(e);
    }
  }

  /** The value of an option of {@link SocketOptions}. */
  static @Nullable Object get(Socket socket, int number) throws SocketException {
    try {
      if (number == SocketOptions.SO_BINDADDR) {
        return InetSockets.host(socket.getsockname());
      }
      return isIgnored(socket, number) ? IP_ONLY.get(number) : socket.get(byNumber(number));
    } catch (IOException e) {
      throw Failures.asSocketException(e);
    }
  }

  private static boolean isIgnored(Socket socket, int number) {
    return IP_ONLY.containsKey(number) && !InetSockets.isInet(socket.family());
  }

  private static Option<?> byNumber(int number) throws SocketException {
    Option<?> option = BY_NUMBER.get(number);
    if (option == null) {
      throw new SocketException("Unknown option " + number);
    }
    return option;
  }

  /** The size that was set, which the kernel doubles for its own use. */
  private static Option<Integer> halved(Option<Integer> size, int least) {
    return size.as(Integer.class, bytes -> bytes / 2, bytes -> Math.max(bytes, least));
  }

  /** The seconds, or false for off. */
  private static Option<Object> lingerOrFalse() {
    return Option.of(StandardSocketOptions.SO_LINGER)
        .as(
            Object.class,
            seconds -> seconds < 0 ? (Object) false : seconds,
            value ->
                switch (value) {
                  case Integer seconds -> seconds;
                  case Boolean on when !on -> -1;
                  default ->
                      throw new IllegalArgumentException("Bad value for SO_LINGER: " + value);
                });
  }

  /** True turns the loopback off. */
  private static Option<Boolean> loopbackDisabled() {
    return Option.of(StandardSocketOptions.IP_MULTICAST_LOOP)
        .as(Boolean.class, enabled -> !enabled, disabled -> !disabled);
  }

  /** The interface by one of its addresses. */
  private static Option<InetAddress> interfaceAddress() {
    return Option.of(StandardSocketOptions.IP_MULTICAST_IF)
        .as(InetAddress.class, OptionTranslation::addressOf, OptionTranslation::interfaceOf);
  }

  private static InetAddress addressOf(@Nullable NetworkInterface of) {
    InetAddress any = new InetSocketAddress(0).getAddress();
    return of == null ? any : of.inetAddresses().findFirst().orElse(any);
  }

  private static NetworkInterface interfaceOf(InetAddress address) {
    try {
      return Objects.requireNonNull(
          NetworkInterface.getByInetAddress(address),
          () -> "No network interface found with address " + address.getHostAddress());
    } catch (SocketException | NullPointerException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
