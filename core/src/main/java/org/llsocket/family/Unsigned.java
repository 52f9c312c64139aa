package org.llsocket.family;

/** Checks numbers against the width of their fields. */
final class Unsigned {
  static final int BYTE = 0xff;
  static final int SHORT = 0xffff;

  private Unsigned() {}

  /**
   * Refuses a number that does not fit its field.
   *
   * @param field the C name
   * @throws IllegalArgumentException if {@code value} is outside 0–{@code max}
   */
  static void check(String field, int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(field + ": " + value + " is not 0–" + max);
    }
  }
}
