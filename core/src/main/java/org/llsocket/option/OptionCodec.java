package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * What the bytes of an option mean.
 *
 * @param <T> the Java type of the value
 */
public interface OptionCodec<T> {
  /** The Java type of a value. */
  Class<T> type();

  /** How many bytes to offer the kernel for a value. */
  int size();

  /** The values that can be set, such as {@code 0–255}; empty where the type says it all. */
  default String range() {
    return "";
  }

  /**
   * The bytes of a value: on the heap, or native where they hold a pointer.
   *
   * @param family of the socket: {@code AF_INET} and so on
   * @throws IllegalArgumentException if the option's values end before this one
   */
  MemorySegment encode(T value, int family) throws IOException;

  /**
   * The value that the kernel gave.
   *
   * @param bytes on the heap, aligned for any type, as long as the kernel said
   * @param family of the socket
   */
  T decode(MemorySegment bytes, int family) throws IOException;

  /**
   * The family that a value is of, on a socket that carries both; the socket's where it is of none.
   */
  default int family(T value, int socketFamily) {
    return socketFamily;
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
