package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/** The fields of one C struct in memory, by their C names. */
public final class Fields {
  private final Struct layout;
  private final MemorySegment memory;
  private final boolean swapped; // recorded on a machine of the other byte order

  /**
   * The fields of a struct that stands at the start of some memory.
   *
   * @param tag the C tag
   * @param memory at least as much of the struct as will be asked for
   */
  public Fields(String tag, MemorySegment memory) {
    this(tag, memory, ByteOrder.nativeOrder());
  }

  /** The same of a machine with this byte order, to be read only. */
  public Fields(String tag, MemorySegment memory, ByteOrder order) {
    this.layout = Platform.struct(tag);
    this.memory = memory;
    swapped = !order.equals(ByteOrder.nativeOrder());
  }

  /** A struct of zeroes on the heap. */
  public static Fields of(String tag) {
    return new Fields(tag, zeroes(size(tag)));
  }

  /** Zeroes on the heap, aligned for any field. */
  public static MemorySegment zeroes(int size) {
    return MemorySegment.ofArray(new long[Math.ceilDiv(size, Long.BYTES)]).asSlice(0, size);
  }

  /** {@code sizeof(struct tag)}. */
  public static int size(String tag) {
    return Platform.struct(tag).size();
  }

  /** The memory that the struct is in. */
  public MemorySegment memory() {
    return memory;
  }

  /** Whether the memory is long enough to hold the field. */
  public boolean has(String field) {
    Struct.Field place = layout.field(field);
    return place.offset() + place.size() <= memory.byteSize();
  }

  /** The bytes of a field. */
  public MemorySegment bytes(String field) {
    Struct.Field place = layout.field(field);
    return memory.asSlice(place.offset(), place.size());
  }

  /** An integer of any size, without a sign unless it is 8 bytes long. */
  public long get(String field) {
    long value = getNative(field);
    return swapped
        ? Long.reverseBytes(value) >>> (Long.SIZE - Byte.SIZE * layout.field(field).size())
        : value;
  }

  private long getNative(String field) {
    Struct.Field place = layout.field(field);
    return switch (place.size()) {
      case Byte.BYTES -> Byte.toUnsignedLong(memory.get(JAVA_BYTE, place.offset()));
      case Short.BYTES -> Short.toUnsignedLong(memory.get(JAVA_SHORT_UNALIGNED, place.offset()));
      case Integer.BYTES -> Integer.toUnsignedLong(memory.get(JAVA_INT_UNALIGNED, place.offset()));
      case Long.BYTES -> memory.get(JAVA_LONG_UNALIGNED, place.offset());
      default -> throw noInteger(field);
    };
  }

  /** An {@code int}. */
  public int getInt(String field) {
    return (int) get(field);
  }

  /** Sets an integer of any size; bits that do not fit are lost. */
  public Fields set(String field, long value) {
    Struct.Field place = layout.field(field);
    switch (place.size()) {
      case Byte.BYTES -> memory.set(JAVA_BYTE, place.offset(), (byte) value);
      case Short.BYTES -> memory.set(JAVA_SHORT_UNALIGNED, place.offset(), (short) value);
      case Integer.BYTES -> memory.set(JAVA_INT_UNALIGNED, place.offset(), (int) value);
      case Long.BYTES -> memory.set(JAVA_LONG_UNALIGNED, place.offset(), value);
      default -> throw noInteger(field);
    }
    return this;
  }

  /** A {@code char} array as text. */
  public String text(String field) {
    return text(bytes(field).toArray(JAVA_BYTE));
  }

  /** A C string in an array: UTF-8 up to the first NUL, or all of it. */
  public static String text(byte[] chars) {
    int length = 0;
    while (length < chars.length && chars[length] != 0) {
      length++;
    }
    return new String(chars, 0, length, UTF_8);
  }

  /**
   * Sets an unsigned integer.
   *
   * @throws IllegalArgumentException if the value does not fit
   */
  public Fields setChecked(String field, long value) {
    int bits = layout.field(field).size() * Byte.SIZE;
    if (bits < Long.SIZE && value >>> bits != 0) {
      throw new IllegalArgumentException(field + ": " + value + " is not 0–" + ((1L << bits) - 1));
    }
    return set(field, value);
  }

  /** Sets the first bytes of a field. */
  public Fields set(String field, byte[] value) {
    bytes(field).asSlice(0, value.length).copyFrom(MemorySegment.ofArray(value));
    return this;
  }

  private IllegalArgumentException noInteger(String field) {
    return new IllegalArgumentException(layout.name() + "." + field + " is not an integer");
  }
}
