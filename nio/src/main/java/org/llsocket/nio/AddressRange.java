package org.llsocket.nio;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrView;

/**
 * The addresses that a setting is for: {@code 5432}, {@code 8000-8999}, {@code 10.0.0.0/8}, {@code
 * 10.1.2.3:5432}, {@code [2001:db8::]/32:443}, {@code unix}.
 *
 * @param family AF_INET, AF_INET6, AF_UNIX; AF_UNSPEC if only the port counts
 * @param network the address, of which the first {@code bits} count; null if it is of any host
 * @param bits how many bits of the address count
 * @param low the lowest port
 * @param high the highest port
 */
record AddressRange(AF family, @Nullable InetAddress network, int bits, int low, int high) {
  static final String UNIX = "unix";
  private static final int ANY_PORT = 65535;

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it has none of the forms
   */
  static AddressRange parse(String text) {
    if (text.equals(UNIX)) {
      return new AddressRange(AF.UNIX, null, 0, 0, ANY_PORT);
    }
    int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf('.') + 1;
    if (hostEnd == 0) {
      int[] ports = ports(text, text);
      return new AddressRange(AF.UNSPEC, null, 0, ports[0], ports[1]);
    }
    int colon = text.indexOf(':', hostEnd);
    String host = colon < 0 ? text : text.substring(0, colon);
    int[] ports = colon < 0 ? new int[] {0, ANY_PORT} : ports(text.substring(colon + 1), text);
    int slash = host.indexOf('/');
    InetAddress address = address(slash < 0 ? host : host.substring(0, slash), text);
    int most = address.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? most : number(host.substring(slash + 1), most, "a prefix length", text);
    AF family = address instanceof Inet4Address ? AF.INET : AF.INET6;
    return new AddressRange(family, address, bits, ports[0], ports[1]);
  }

  private static InetAddress address(String host, String text) {
    try {
      boolean brackets = host.startsWith("[") && host.endsWith("]");
      return InetAddress.ofLiteral(brackets ? host.substring(1, host.length() - 1) : host);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + host + "\" in \"" + text + "\" is not an address: 10.0.0.1 or [2001:db8::1]", e);
    }
  }

  private static int[] ports(String ports, String text) {
    int dash = ports.indexOf('-');
    String first = dash < 0 ? ports : ports.substring(0, dash);
    int low = number(first, ANY_PORT, "a port", text);
    int high = dash < 0 ? low : number(ports.substring(dash + 1), ANY_PORT, "a port", text);
    if (low > high) {
      throw new IllegalArgumentException("ports " + ports + ": " + low + " is over " + high);
    }
    return new int[] {low, high};
  }

  private static int number(String digits, int most, String what, String text) {
    boolean decimal = digits.matches("[0-9]{1,5}");
    if (!decimal || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(
          "\"" + digits + "\" in \"" + text + "\" is not " + what + " in 0–" + most);
    }
    return Integer.parseInt(digits);
  }

  /** Whether an address is one of these; an IPv4-mapped one counts as IPv4. */
  boolean contains(SockAddrView address) {
    boolean inet6 = address.family().equals(AF.INET6);
    if (!inet6 && !address.family().equals(AF.INET)) {
      return family.equals(AF.UNIX) && address.family().equals(AF.UNIX);
    }
    if (family.equals(AF.UNIX) || address.port() < low || address.port() > high) {
      return false;
    }
    return network == null || isIn(network.getAddress(), address.address().getAddress());
  }

  private boolean isIn(byte[] prefix, byte[] host) {
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    int mask = 0xff << (Byte.SIZE - rest);
    return prefix.length == host.length
        && Arrays.equals(host, 0, whole, prefix, 0, whole)
        && (rest == 0 || ((host[whole] ^ prefix[whole]) & mask & 0xff) == 0);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    String ports = low == high ? String.valueOf(low) : low + "-" + high;
    if (network == null) {
      return family.equals(AF.UNIX) ? UNIX : ports;
    }
    String host = SockAddr.of(network, 0).host();
    boolean whole = bits == network.getAddress().length * Byte.SIZE;
    return (family.equals(AF.INET) ? host : "[" + host + "]")
        + (whole ? "" : "/" + bits)
        + (low == 0 && high == ANY_PORT ? "" : ":" + ports);
  }
}
