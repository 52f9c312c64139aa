package org.llsocket;

import java.net.IDN;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llsocket.internal.sys.NameCalls;

/**
 * Checks the host of a lookup before it is passed to the C library, which stops at a NUL and
 * accepts every spelling of {@code inet_aton(3)} as an IPv4 address.
 */
final class AddrInfoHost {
  private static final int LABEL_LIMIT = 63; // RFC 1035, 2.3.4
  private static final int NAME_LIMIT = 253; // the same: 255 on the wire, with two lengths

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^-A-Za-z0-9_.]");

  private AddrInfoHost() {}

  /**
   * The host to pass to the C library.
   *
   * @param idn whether the C library converts names with non-ASCII characters
   * @param lenient whether every form that the C library accepts is passed on
   * @throws IllegalArgumentException if {@code host} is not a host name or an address
   */
  static String check(String host, boolean idn, boolean lenient) {
    if (host.indexOf('\0') >= 0) {
      throw refused(host, "contains NUL");
    }
    boolean leaveIdn = idn && !isAscii(host);
    if (lenient) {
      return leaveIdn ? cText(host) : toAsciiOrC(host);
    }
    String checked = strict(toAscii(host), host);
    return leaveIdn ? host : checked;
  }

  /** Whether {@code host}, which has been checked, is an address and needs no name server. */
  static boolean isNumeric(String host) {
    return isInet(host) || isInet6(withoutScope(host));
  }

  private static String strict(String ascii, String host) {
    if (ascii.isEmpty()) {
      throw refused(host, "is empty; pass null for this machine");
    }
    if (ascii.startsWith("[")) {
      throw refused(host, "has brackets; write the address without them");
    }
    boolean isName = ascii.indexOf(':') < 0 && !endsInNumber(ascii);
    if (isName) {
      return checkName(ascii, host);
    }
    if (!isAscii(host)) {
      throw refused(host, "is the address \"" + ascii + "\" in non-ASCII characters");
    }
    return ascii.indexOf(':') < 0 ? checkInet(ascii) : checkInet6(ascii);
  }

  private static String checkInet(String host) {
    if (!isInet(host)) {
      throw refused(
          host, "is not an IPv4 address of four decimal numbers, and names do not end in a number");
    }
    return host;
  }

  /**
   * An IPv6 address with its scope as an index, which is not passed to the C library: glibc accepts
   * an interface's name after link-local addresses only, and takes digits as a name there.
   */
  private static String checkInet6(String host) {
    String address = withoutScope(host);
    byte[] ip = new byte[16];
    if (!NameCalls.inet_pton(AF.INET6.number(), address, ip)) {
      throw refused(host, "is not an IPv6 address");
    }
    if (address.equals(host)) {
      return host;
    }
    int index = SockAddrText.scope(host.substring(address.length() + 1), ip, Escapes.shown(host));
    if (NameCalls.if_indextoname(index).isEmpty()) {
      throw refused(host, "has the scope of an interface that does not exist");
    }
    return address + "%" + Integer.toUnsignedString(index);
  }

  private static String checkName(String ascii, String host) {
    String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    if (name.length() > NAME_LIMIT) {
      throw refused(host, "is " + name.length() + " bytes; at most " + NAME_LIMIT);
    }
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty()) {
        throw refused(host, "has an empty label");
      }
      if (label.length() > LABEL_LIMIT) {
        throw refused(host, "has a label of " + label.length() + " bytes; at most " + LABEL_LIMIT);
      }
    }
    Matcher other = NOT_IN_NAMES.matcher(name);
    if (other.find()) {
      int c = other.group().codePointAt(0);
      throw refused(host, String.format("contains U+%04X; names consist of A-Z a-z 0-9 - _ .", c));
    }
    return ascii;
  }

  private static boolean isInet(String host) {
    return NameCalls.inet_pton(AF.INET.number(), host, new byte[4]);
  }

  private static boolean isInet6(String address) {
    return NameCalls.inet_pton(AF.INET6.number(), address, new byte[16]);
  }

  /** The index after the {@code %} of a host that has been checked; 0 if it has no scope. */
  static int scope(String host) {
    int percent = host.indexOf('%');
    return percent < 0 ? 0 : Integer.parseUnsignedInt(host.substring(percent + 1));
  }

  static String withoutScope(String host) {
    int percent = host.indexOf('%');
    return percent < 0 ? host : host.substring(0, percent);
  }

  /**
   * Whether C takes the last label as a number. No top-level domain is numeric (RFC 3696, 2), so
   * such a host is an IPv4 address or a malformed one.
   */
  private static boolean endsInNumber(String host) {
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    String label = host.substring(host.lastIndexOf('.', end - 1) + 1, end);
    if (label.startsWith("0x") || label.startsWith("0X")) {
      return label.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0);
    }
    return ServiceNames.isNumber(label);
  }

  /** A host in ASCII, converted as in RFC 3490; underscores are kept. */
  private static String toAscii(String host) {
    if (isAscii(host)) {
      return host;
    }
    try {
      return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "host \"" + Escapes.shown(host) + "\" cannot be written as a domain name (RFC 3490)", e);
    }
  }

  /** As {@link #toAscii}; a host that cannot be converted is left to the C library. */
  private static String toAsciiOrC(String host) {
    try {
      return toAscii(host);
    } catch (IllegalArgumentException e) {
      return cText(host);
    }
  }

  /** The host itself, if it can be encoded in UTF-8. */
  private static String cText(String host) {
    byte[] _ = Escapes.utf8(host);
    return host;
  }

  private static boolean isAscii(String host) {
    return host.chars().allMatch(c -> c < 0x80);
  }

  private static IllegalArgumentException refused(String host, String why) {
    return new IllegalArgumentException("host \"" + Escapes.shown(host) + "\" " + why);
  }
}
