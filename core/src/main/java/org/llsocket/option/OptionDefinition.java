package org.llsocket.option;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A builder of an {@link Option}: optional properties first, then a method for the type of the
 * value, which returns the option.
 *
 * {@snippet :
 * Option<Boolean> passcred = Option.define("SO_XYZ", 1, 99).since("6.1").readOnly().flag();
 * }
 *
 * <p>Not thread-safe. An option is not affected by later calls on its builder.
 *
 * @see Option#define
 */
public final class OptionDefinition {
  /** The second and third argument of {@code setsockopt(2)}. */
  record Key(int level, int number) {}

  final String name;
  String cName;
  @Nullable Key inet; // null if the platform does not have the option
  @Nullable Key inet6;
  boolean both; // set for IPv4 too on IPv6 sockets that carry both
  String since = "";
  String manual = "";
  String unit = "";
  Set<SocketKind> kinds = Collections.unmodifiableSet(EnumSet.allOf(SocketKind.class));
  boolean readable = true;
  boolean writable = true;
  private Consumer<Option<?>> made = option -> {};

  OptionDefinition(String name, @Nullable Key key) {
    this.name = name;
    this.cName = name;
    this.inet = key;
    this.inet6 = key;
  }

  private OptionDefinition(OptionDefinition other) {
    this(other.name, other.inet);
    cName = other.cName;
    inet6 = other.inet6;
    both = other.both;
    since = other.since;
    manual = other.manual;
    unit = other.unit;
    kinds = other.kinds;
    readable = other.readable;
    writable = other.writable;
  }

  /** Sets another C name, level and number for IPv6 sockets. */
  OptionDefinition named(String headersName, @Nullable Key onInet6) {
    cName = headersName;
    inet6 = onInet6;
    return this;
  }

  /** Applies to packets of both families if an IPv6 socket carries both. */
  OptionDefinition forBoth() {
    both = true;
    return this;
  }

  /** Adds the option to {@code table} when it is created. */
  OptionDefinition into(Consumer<Option<?>> table) {
    made = table;
    return this;
  }

  // ---- properties

  /** The Linux release that added it: {@code 3.9}. */
  public OptionDefinition since(String release) {
    since = release;
    return this;
  }

  /** The manual page that describes it: {@code tcp(7)}. */
  public OptionDefinition manual(String page) {
    manual = page;
    return this;
  }

  /** The unit of a value: {@code bytes}. */
  public OptionDefinition unit(String what) {
    unit = what;
    return this;
  }

  /** The kinds of sockets that the option applies to; all by default. */
  public OptionDefinition on(Set<SocketKind> some) {
    kinds = Set.copyOf(some);
    return this;
  }

  /** The kinds of sockets that the option applies to; all by default. */
  public OptionDefinition on(SocketKind... some) {
    return on(Set.of(some));
  }

  /** The option cannot be set. */
  public OptionDefinition readOnly() {
    writable = false;
    return this;
  }

  /** The option cannot be read. */
  public OptionDefinition writeOnly() {
    readable = false;
    return this;
  }

  // ---- the type of its value

  /** A C {@code int}, 0 for false. */
  public Option<Boolean> flag() {
    return ints(Boolean.class, "", value -> value != 0, value -> value ? 1 : 0);
  }

  /** An action without a value, which setting it performs: {@code true} is the only value. */
  public Option<Boolean> action() {
    return writeOnly()
        .ints(
            Boolean.class,
            "true",
            value -> value != 0,
            value -> {
              if (!value) {
                throw new IllegalArgumentException(
                    name + ": false is not true, the only value of an action");
              }
              return 1;
            });
  }

  /** A C {@code int}. */
  public Option<Integer> number() {
    return ints(Integer.class, "", new KeptInteger(), value -> value);
  }

  /** A C {@code int} in a range. */
  public Option<Integer> number(int min, int max) {
    return ints(
        Integer.class,
        Ranges.text(min, max),
        new KeptInteger(),
        value -> (int) Ranges.check(name, value, min, max));
  }

  /** A C {@code int} in a range, or one other value. */
  public Option<Integer> numberOr(int other, int min, int max) {
    String range = Ranges.text(min, max) + " or " + other;
    return ints(
        Integer.class,
        range,
        new KeptInteger(),
        value -> {
          if (value != other && (value < min || value > max)) {
            throw Ranges.outside(name, value, range);
          }
          return value;
        });
  }

  /** A C {@code int} in network byte order: the index of an interface. */
  Option<Integer> networkNumber() {
    return ints(
        Integer.class,
        Ranges.text(0, Integer.MAX_VALUE),
        Ranges::networkOrder,
        value -> Ranges.networkOrder((int) Ranges.check(name, value, 0, Integer.MAX_VALUE)));
  }

  /** An {@code unsigned int}. */
  public Option<Long> unsigned() {
    return ints(
        Long.class,
        Ranges.text(0, Ranges.MAX_UNSIGNED),
        Integer::toUnsignedLong,
        value -> (int) Ranges.check(name, value, 0, Ranges.MAX_UNSIGNED));
  }

  /** An {@code unsigned long} of 64 bits, as a Java {@code long} with the same bits. */
  public Option<Long> unsignedLong() {
    return value(Codecs.LONG);
  }

  /** Whole seconds in a C {@code int}. A fraction is rounded up. */
  public Option<Duration> seconds(int min, int max) {
    return time("s", min, max);
  }

  /** Whole milliseconds in a C {@code int}. A fraction is rounded up. */
  public Option<Duration> milliseconds(int min, int max) {
    return time("ms", min, max);
  }

  /** Whole microseconds in a C {@code int}. A fraction is rounded up. */
  public Option<Duration> microseconds(int min, int max) {
    return time("µs", min, max);
  }

  private Option<Duration> time(String in, int min, int max) {
    return unit(in)
        .ints(
            Duration.class,
            Ranges.text(min, max),
            value -> Times.duration(value, in),
            value -> Times.count(name, value, in, min, max));
  }

  /** A {@code struct timeval}; a fraction of a microsecond is rounded up. */
  public Option<Duration> timeval() {
    return unit("µs").value(new TimevalCodec(name));
  }

  /**
   * Text in UTF-8 that ends with a NUL byte or with the value.
   *
   * @param max the longest text in bytes, without the NUL
   */
  public Option<String> text(int max) {
    return value(Codecs.text(name, max));
  }

  /**
   * Bytes, uninterpreted; {@link Option#as} converts them to another type.
   *
   * @param max the longest value in bytes
   */
  public Option<byte[]> bytes(int max) {
    return value(Codecs.bytes(name, max));
  }

  /** A classic BPF program, which cannot be read. */
  Option<List<SockFilter>> program() {
    return writeOnly().value(SockFilter.program(name));
  }

  /** Numbers of type {@code unsigned int}. */
  Option<List<Long>> unsignedList(int max) {
    return value(Codecs.unsignedList(max));
  }

  /**
   * A C {@code int}, converted to another Java type.
   *
   * @param range a description of the values that can be set; empty if all values of the type can
   * @param get converts an int to a value
   * @param set converts a value to an int
   */
  public <T> Option<T> ints(Class<T> type, String range, IntFunction<T> get, ToIntFunction<T> set) {
    return value(new IntCodec<>(type, range, get, set));
  }

  /** A value of any other type. */
  <T> Option<T> value(OptionCodec<T> codec) {
    var option = new Option<>(new OptionDefinition(this), codec);
    made.accept(option);
    return option;
  }
}
