package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts the values of an option to bytes and back.
 *
 * @param <T> the Java type of the value
 */
interface OptionCodec<T> {
  /** The Java type of a value. */
  Class<T> type();

  /** The size of the buffer to pass to {@code getsockopt(2)}, in bytes. */
  int size();

  /** The smallest number of bytes that {@link #decode} accepts. */
  default int least() {
    return size();
  }

  /** The values that can be set, such as {@code 0–255}; empty if all values of the type can. */
  default String range() {
    return "";
  }

  /**
   * The size of the memory behind the buffer of {@code getsockopt(2)}, in bytes, to which the
   * kernel writes through addresses in the value.
   */
  default int attached() {
    return 0;
  }

  /**
   * Writes what {@code getsockopt(2)} expects in the value before the call, which is otherwise
   * zeroes.
   *
   * @param value {@link #size} bytes, and the {@link #attached} ones behind them; native
   */
  default void prepare(MemorySegment value) {}

  /**
   * The bytes of a value: on the heap, or native if they contain a pointer.
   *
   * @param family the socket's family: {@code AF_INET} and so on
   * @throws IllegalArgumentException if the value is outside the option's range
   */
  MemorySegment encode(T value, int family) throws IOException;

  /**
   * The value that the kernel returned.
   *
   * @param bytes on the heap, aligned for any type, {@link #least} or more, and the {@link
   *     #attached} ones behind them
   * @param family the socket's family
   */
  T decode(MemorySegment bytes, int family) throws IOException;

  /**
   * The family of a value, on a socket that carries both families; the socket's family if the value
   * has none.
   */
  default int family(T value, int socketFamily) {
    return socketFamily;
  }

  /**
   * The same value of one association of SCTP, or of one address of its peer.
   *
   * @throws IllegalArgumentException if nothing in the value selects that
   */
  default OptionCodec<T> select(int association, @Nullable InetSocketAddress address) {
    throw new IllegalArgumentException(
        "the value has no " + (address == null ? "association" : "address") + " that selects");
  }

  /** The same bytes as values of another type. */
  default <U> OptionCodec<U> as(
      Class<U> type, Function<? super T, ? extends U> get, Function<? super U, ? extends T> set) {
    OptionCodec<T> codec = this;
    return new OptionCodec<>() {
      @Override
      public Class<U> type() {
        return type;
      }

      @Override
      public int size() {
        return codec.size();
      }

      @Override
      public int least() {
        return codec.least();
      }

      @Override
      public int attached() {
        return codec.attached();
      }

      @Override
      public void prepare(MemorySegment value) {
        codec.prepare(value);
      }

      @Override
      public MemorySegment encode(U value, int family) throws IOException {
        return codec.encode(set.apply(value), family);
      }

      @Override
      public int family(U value, int socketFamily) {
        return codec.family(set.apply(value), socketFamily);
      }

      @Override
      public U decode(MemorySegment bytes, int family) throws IOException {
        return get.apply(codec.decode(bytes, family));
      }
    };
  }
}
