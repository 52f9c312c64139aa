package org.llsocket.lua.socket;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports and services as text, parsed as the C library does. */
final class Services {
  private static final int MAX_PORT = 65535;
  private static final int MAX_DIGITS = 10;

  /** Text that {@code strtoul(3)} consumes completely; an empty text is 0. */
  private static final Pattern NUMBER = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*\\+?0*(\\d*)");

  /** Text that the core accepts, except for ports out of range. */
  private static final Pattern RIGHT =
      Pattern.compile("(?!0[xX])[A-Za-z0-9][-A-Za-z0-9_.+*/]{0,254}");

  private Services() {}

  /** A number without the leading characters that C ignores; any other text unchanged. */
  static String asC(String service) {
    Matcher number = NUMBER.matcher(service);
    boolean blank = !service.isEmpty() && service.chars().noneMatch(Services::isDigit);
    if (blank || !number.matches()) {
      return service;
    }
    String digits = number.group(1);
    return digits.isEmpty() ? "0" : digits;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /** Whether the service is not the reason that a lookup fails. */
  static boolean isRight(String service) {
    boolean number = service.chars().allMatch(Services::isDigit);
    return number
        ? service.length() < MAX_DIGITS && Integer.parseInt(service) <= MAX_PORT
        : RIGHT.matcher(service).matches();
  }
}
