package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * A value that is a C {@code int}.
 *
 * @param range a description of the values that can be set
 * @param get converts an int to a value
 * @param set converts a value to an int; throws IllegalArgumentException for a value that cannot be
 *     set
 */
record IntCodec<T>(Class<T> type, String range, IntFunction<T> get, ToIntFunction<T> set)
    implements OptionCodec<T> {
  T fromInt(int value) {
    return get.apply(value);
  }

  int toInt(T value) {
    return set.applyAsInt(value);
  }

  @Override
  public int size() {
    return Integer.BYTES;
  }

  @Override
  public MemorySegment encode(T value, int family) {
    return MemorySegment.ofArray(new int[] {toInt(value)});
  }

  @Override
  public T decode(MemorySegment bytes, int family) {
    return fromInt(bytes.get(JAVA_INT, 0));
  }

  @Override
  public <U> OptionCodec<U> as(
      Class<U> type, Function<? super T, ? extends U> get, Function<? super U, ? extends T> set) {
    return new IntCodec<>(
        type, "", value -> get.apply(fromInt(value)), value -> toInt(set.apply(value)));
  }
}
