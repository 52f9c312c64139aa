package org.llsocket.internal.access;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code getsockopt(2)} and {@code setsockopt(2)} for an option of {@code
 * org.llsocket.option}. A family is that of a socket, {@code AF_INET} and so on.
 *
 * @param <T> the Java type of the value
 */
public abstract class OptionAccess<T> {
  private static volatile @Nullable Function<SocketOption<?>, OptionAccess<?>> access; // set once

  protected OptionAccess() {}

  /** Called by the option class when it is initialized. */
  public static void set(Function<SocketOption<?>, OptionAccess<?>> function) {
    access = function;
  }

  /**
   * Returns the access to an option.
   *
   * @param option an instance of the class that has called {@link #set}
   */
  @SuppressWarnings("unchecked") // an option's access has the option's type
  public static <T> OptionAccess<T> of(SocketOption<T> option) {
    return (OptionAccess<T>) Objects.requireNonNull(access).apply(option);
  }

  /**
   * The level.
   *
   * @throws UnsupportedOperationException if this platform does not have the option
   */
  public abstract int level(int family);

  /**
   * The number: {@code optname}.
   *
   * @throws UnsupportedOperationException if this platform does not have the option
   */
  public abstract int number(int family);

  /**
   * Whether IPv4 and IPv6 have separate options for it, so that on a socket of AF_INET6 that
   * carries packets of both families both have to be set.
   */
  public abstract boolean isOfBothFamilies();

  /**
   * The family that determines the level, the number and the bytes of a value on a socket of
   * AF_INET6 that carries packets of both families: the family of a group's address, otherwise
   * AF_INET6.
   */
  public abstract int familyOf(T value);

  /** Whether the value is a C {@code int}: {@link #toInt} and {@link #fromInt} work. */
  public abstract boolean isInt();

  /** The C {@code int} of a value, if {@link #isInt}. */
  public abstract int toInt(T value);

  /** The value of a C {@code int}, if {@link #isInt}. */
  public abstract T fromInt(int value);

  /** The size of the buffer to pass to {@code getsockopt(2)}, in bytes. */
  public abstract int size();

  /**
   * The size of the memory behind the buffer, in bytes, to which the kernel writes through
   * addresses in the value.
   */
  public abstract int attached();

  /**
   * Writes what {@code getsockopt(2)} expects in the value before the call.
   *
   * @param value native: {@link #size} bytes, and the {@link #attached} ones behind them
   */
  public abstract void prepare(MemorySegment value);

  /**
   * The bytes of a value.
   *
   * @throws IllegalArgumentException if the value is outside the option's range
   */
  public abstract MemorySegment encode(T value, int family) throws IOException;

  /**
   * The value that {@code getsockopt(2)} returned.
   *
   * @param bytes the returned ones, and the {@link #attached} ones behind them
   * @throws IOException if it returned fewer bytes than the value has
   */
  public abstract T decode(MemorySegment bytes, int family) throws IOException;
}
