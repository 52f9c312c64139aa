package org.llsocket.option;

import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.access.OptionAccess;

/**
 * An option of {@code getsockopt(2)} and {@code setsockopt(2)}: its level, its number and the
 * conversion between its bytes and a Java value. Immutable.
 *
 * <p>The tables {@link SO}, {@link TCP}, {@link IP}, {@link IPV6}, {@link MCAST}, {@link UDP} and
 * others have a constant for each option that the operating system documents; {@link #define}
 * defines any other:
 *
 * {@snippet :
 * socket.set(TCP.NODELAY, true);
 * int size = socket.get(SO.RCVBUF);
 *
 * Option<Integer> quality = Option.define("SO_XYZ", 1, 99).number(0, 7);
 * socket.set(quality, 3);
 * }
 *
 * @param <T> the Java type of the value
 */
public final class Option<T> implements SocketOption<T> {
  static {
    OptionAccess.set(option -> ((Option<?>) option).bytes);
  }

  private final OptionDefinition about; // never changed after construction
  private final OptionCodec<T> codec;
  private final OptionBytes<T> bytes;

  Option(OptionDefinition about, OptionCodec<T> codec) {
    this.about = about;
    this.codec = codec;
    this.bytes = new OptionBytes<>(about, codec);
  }

  /**
   * Begins the definition of an option that no table has.
   *
   * @param cName the name in C
   * @param level the second argument of {@code setsockopt(2)}
   * @param number the third argument
   */
  public static OptionDefinition define(String cName, int level, int number) {
    return new OptionDefinition(cName, new OptionDefinition.Key(level, number));
  }

  /**
   * The option itself, or the counterpart of one of {@link java.net.StandardSocketOptions} or
   * {@code jdk.net.ExtendedSocketOptions}.
   *
   * @throws UnsupportedOperationException if {@code option} is another option
   */
  @SuppressWarnings("unchecked") // JdkOptions compares the types
  public static <T> Option<T> of(SocketOption<T> option) {
    return option instanceof Option<?> known
        ? (Option<T>) known
        : (Option<T>) JdkOptions.find(option);
  }

  // ---- properties

  /** The name in C: {@code SO_RCVBUF}. */
  @Override
  public String name() {
    return about.name;
  }

  /** The name in Java: {@code SO.RCVBUF}. */
  public String javaName() {
    return about.name.replaceFirst("_", ".");
  }

  /** The name in the C headers: {@link #name}, or two names if IPv6 has another. */
  public String cName() {
    return about.cName;
  }

  /** The Java type of a value. */
  @Override
  public Class<T> type() {
    return codec.type();
  }

  /** The unit of a value, such as {@code bytes} or {@code ms}; empty if it has none. */
  public String unit() {
    return about.unit;
  }

  /** The values that can be set, such as {@code 0–255}; empty if all values of the type can. */
  public String range() {
    return codec.range();
  }

  /** The Linux release that added the option; empty for the oldest options. */
  public String since() {
    return about.since;
  }

  /** The manual page, such as {@code tcp(7)}; empty if none describes it. */
  public String manual() {
    return about.manual;
  }

  /** The kinds of sockets that the option applies to. */
  public Set<SocketKind> kinds() {
    return about.kinds;
  }

  /** Whether {@code getsockopt(2)} returns it. */
  public boolean isReadable() {
    return about.readable;
  }

  /** Whether {@code setsockopt(2)} accepts it. */
  public boolean isWritable() {
    return about.writable;
  }

  /** Whether this platform has the option; if not, using it throws. */
  public boolean isSupported() {
    return about.inet != null;
  }

  /**
   * {@code level}, the second argument of {@code setsockopt(2)}, on a kind of socket: for a call
   * with raw bytes, such as {@code Socket.getsockopt}.
   *
   * @throws UnsupportedOperationException if this platform does not have the option
   */
  public int level(SocketKind kind) {
    return bytes.level(kind.family());
  }

  /**
   * {@code optname}, the third argument of {@code setsockopt(2)}, on a kind of socket.
   *
   * @throws UnsupportedOperationException if this platform does not have the option
   */
  public int number(SocketKind kind) {
    return bytes.number(kind.family());
  }

  // ---- another type

  /**
   * The same option with values of another type.
   *
   * {@snippet :
   * Option<Integer> kilobytes =
   *     SO.RCVBUF.as(Integer.class, bytes -> bytes / 1024, kb -> kb * 1024);
   * }
   *
   * @param type the other type
   * @param get converts a value that {@code getsockopt(2)} returned
   * @param set converts a value that is set
   */
  public <U> Option<U> as(
      Class<U> type, Function<? super T, ? extends U> get, Function<? super U, ? extends T> set) {
    return new Option<>(about, codec.as(type, get, set));
  }

  /** The option of one association of SCTP, or of one address of its peer. */
  Option<T> select(int association, @Nullable InetSocketAddress address) {
    try {
      return new Option<>(about, codec.select(association, address));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(about.name + ": " + e.getMessage(), e);
    }
  }

  /** The name in C. */
  @Override
  public String toString() {
    return about.name;
  }
}
