package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import java.util.Set;
import java.util.function.Function;
import org.llsocket.internal.platform.Platform;

/**
 * An option of {@code getsockopt(2)} and {@code setsockopt(2)}: its level and number, and what its
 * bytes mean.
 *
 * <p>The tables {@link SO}, {@link TCP}, {@link IP}, {@link IPV6}, {@link MCAST}, {@link UDP} and
 * their like hold one for each that the operating system has; {@link #define} makes one that no
 * table has:
 *
 * <pre>{@code
 * Option<Integer> level = Option.define("SO_XYZ", 1, 99).number(0, 7);
 * socket.set(level, 3);
 * }</pre>
 *
 * @param <T> the Java type of the value
 */
public final class Option<T> implements SocketOption<T> {
  private static final int AF_INET6 = Platform.number("AF_INET6");

  private final OptionDefinition about; // never changed after the option was made
  private final OptionCodec<T> codec;

  Option(OptionDefinition about, OptionCodec<T> codec) {
    this.about = about;
    this.codec = codec;
  }

  /**
   * Begins the definition of an option that is in no table.
   *
   * @param cName its name in C
   * @param level the second argument of {@code setsockopt(2)}
   * @param number the third
   */
  public static OptionDefinition define(String cName, int level, int number) {
    return new OptionDefinition(cName, new OptionDefinition.Key(level, number));
  }

  /**
   * The option itself, or the one that stands for an option of the JDK's: those of {@link
   * java.net.StandardSocketOptions} and of {@code jdk.net.ExtendedSocketOptions}.
   *
   * @throws UnsupportedOperationException if it is neither
   */
  @SuppressWarnings("unchecked") // JdkOptions compares the types
  public static <T> Option<T> of(SocketOption<T> option) {
    return option instanceof Option<?> known
        ? (Option<T>) known
        : (Option<T>) JdkOptions.find(option);
  }

  // ---- what it is

  /** The name in C: {@code SO_RCVBUF}. */
  @Override
  public String name() {
    return about.name;
  }

  /** The name in Java: {@code SO.RCVBUF}. */
  public String javaName() {
    return about.name.replaceFirst("_", ".");
  }

  /** What the headers call it: the name, or two of them where IPv6 has another. */
  public String cName() {
    return about.cName;
  }

  /** The Java type of a value. */
  @Override
  public Class<T> type() {
    return codec.type();
  }

  /** What a value counts, such as {@code bytes} or {@code ms}; empty where it counts nothing. */
  public String unit() {
    return about.unit;
  }

  /** The values that can be set, such as {@code 0–255}; empty where the type says it all. */
  public String range() {
    return codec.range();
  }

  /** The Linux release that brought the option; empty for the oldest. */
  public String since() {
    return about.since;
  }

  /** The manual page, such as {@code tcp(7)}; empty if none describes it. */
  public String manual() {
    return about.manual;
  }

  /** The kinds of sockets on which it has a meaning. */
  public Set<SocketKind> kinds() {
    return about.kinds;
  }

  /** Whether {@code getsockopt(2)} gives it. */
  public boolean isReadable() {
    return about.readable;
  }

  /** Whether {@code setsockopt(2)} takes it. */
  public boolean isWritable() {
    return about.writable;
  }

  /** Whether this platform has it; the use of one that it has not throws. */
  public boolean isSupported() {
    return about.inet != null;
  }

  // ---- the numbers and bytes behind it

  /**
   * The level, for a socket of this family.
   *
   * @throws UnsupportedOperationException if this platform does not have the option
   */
  public int level(int family) {
    return key(family).level();
  }

  /**
   * The number, for a socket of this family.
   *
   * @throws UnsupportedOperationException if this platform does not have the option
   */
  public int number(int family) {
    return key(family).number();
  }

  private OptionDefinition.Key key(int family) {
    OptionDefinition.Key key = family == AF_INET6 ? about.inet6 : about.inet;
    if (key == null) {
      throw new UnsupportedOperationException(about.name + " does not exist on this platform");
    }
    return key;
  }

  /**
   * Whether it is one option for IPv4 and another for IPv6, and a socket of AF_INET6 that carries
   * the packets of both families needs both set.
   */
  public boolean isOfBothFamilies() {
    return about.both;
  }

  /**
   * The family whose level, number and bytes a value has on a socket of AF_INET6 that carries the
   * packets of both: that of a group's address, else AF_INET6.
   */
  public int familyOf(T value) {
    return codec.family(value, AF_INET6);
  }

  /** Whether the value is a C {@code int}: {@link #toInt} and {@link #fromInt} work. */
  public boolean isInt() {
    return codec instanceof IntCodec<T>;
  }

  /** The C {@code int} of a value, where {@link #isInt}. */
  public int toInt(T value) {
    return ints().toInt(value);
  }

  /** The value of a C {@code int}, where {@link #isInt}. */
  public T fromInt(int value) {
    return ints().fromInt(value);
  }

  private IntCodec<T> ints() {
    if (codec instanceof IntCodec<T> ints) {
      return ints;
    }
    throw new IllegalStateException(about.name + " is no int");
  }

  /** How many bytes to offer the kernel for a value. */
  public int size() {
    return codec.size();
  }

  /**
   * The bytes of a value, for a socket of this family.
   *
   * @throws IllegalArgumentException if the option's values end before this one
   */
  public MemorySegment encode(T value, int family) throws IOException {
    return codec.encode(value, family);
  }

  /** The value that the kernel gave for a socket of this family. */
  public T decode(MemorySegment bytes, int family) throws IOException {
    return codec.decode(bytes, family);
  }

  // ---- another type

  /**
   * The same option with values of another type.
   *
   * @param type the other type
   * @param get makes one of what the kernel gave
   * @param set what to give to the kernel for one
   */
  public <U> Option<U> as(
      Class<U> type, Function<? super T, ? extends U> get, Function<? super U, ? extends T> set) {
    return new Option<>(about, codec.as(type, get, set));
  }

  /** The name in C. */
  @Override
  public String toString() {
    return about.name;
  }
}
