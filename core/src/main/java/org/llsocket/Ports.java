package org.llsocket;

/** Ports as text. */
final class Ports {
  private Ports() {}

  /** Whether {@code text} is all decimal digits, and so a number and no service's name. */
  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * A port number, one to five decimal digits.
   *
   * @throws IllegalArgumentException if it is anything else, or over 65535
   */
  static int parse(String text) {
    if (isNumber(text) && text.length() <= 5) {
      int port = Integer.parseInt(text);
      if (port <= 65535) {
        return port;
      }
    }
    throw new IllegalArgumentException("port \"" + text + "\" is not in 0–65535");
  }
}
