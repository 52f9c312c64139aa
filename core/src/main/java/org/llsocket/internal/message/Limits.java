package org.llsocket.internal.message;

/** Checks numbers before a call. */
public final class Limits {
  private Limits() {}

  /**
   * The value, as an int.
   *
   * @throws IllegalArgumentException if it is not in {@code least} to {@code most}
   */
  public static int check(String what, long value, long least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " " + value + " is not in its range, " + least + " to " + most);
    }
    return (int) value;
  }
}
