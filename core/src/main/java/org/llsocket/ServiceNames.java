package org.llsocket;

import java.util.regex.Pattern;

/** Services as strings: a port number, or a name as in services(5). */
final class ServiceNames {
  private static final int NAME_LIMIT = 255;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.+*/]{0," + (NAME_LIMIT - 1) + "}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9A-Fa-f]*");

  private ServiceNames() {}

  /**
   * Whether {@code text} consists of decimal digits, and therefore is a number rather than a name.
   */
  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * A port number: one to five decimal digits, without leading zeros.
   *
   * @throws IllegalArgumentException if {@code text} is anything else, or over 65535
   */
  static int parsePort(String text) {
    boolean leadingZero = text.length() > 1 && text.startsWith("0");
    if (isNumber(text) && text.length() <= 5 && !leadingZero) {
      int port = Integer.parseInt(text);
      if (port <= 65535) {
        return port;
      }
    }
    throw new IllegalArgumentException(
        "port \"" + Escapes.shown(text) + "\" is not a decimal number in 0–65535");
  }

  /**
   * The service to pass to the C library, which wraps ports over 65535 and accepts signs and
   * blanks.
   *
   * @throws IllegalArgumentException if {@code text} is neither a port nor a service name
   */
  static String check(String service) {
    if (isNumber(service)) {
      return Integer.toString(parsePort(service));
    }
    if (!NAME.matcher(service).matches() || HEXADECIMAL.matcher(service).matches()) {
      throw new IllegalArgumentException(
          "service \""
              + Escapes.shown(service)
              + "\" is neither a port, 0–65535, nor a name of at most "
              + NAME_LIMIT
              + " letters, digits and - _ . + * / that begins with a letter or digit");
    }
    return service;
  }
}
