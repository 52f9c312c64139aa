package org.llsocket.option;

import java.nio.ByteOrder;

/** Limits of numbers, checked before a call; the exception names the value and the limits. */
final class Ranges {
  static final long MAX_UNSIGNED = 0xffff_ffffL;

  private Ranges() {}

  static String text(long min, long max) {
    return min == Integer.MIN_VALUE ? "" : min + "–" + max;
  }

  static long check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw outside(name, value, text(min, max));
    }
    return value;
  }

  static IllegalArgumentException outside(String name, Object value, String range) {
    return new IllegalArgumentException(name + ": " + value + " is not " + range);
  }

  static int networkOrder(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }
}
