package org.llsocket;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.llsocket.family.FamilyAddr;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.sys.NameCalls;

/** The parts of the text form of an address. Printed text parses to the same bytes. */
final class SockAddrText {
  static final String ABSTRACT_PREFIX = "unix:@";
  static final String PATH_PREFIX = "unix:";
  static final String RAW_PREFIX = "AF_";

  private SockAddrText() {}

  static String abstractName(byte[] name) {
    return ABSTRACT_PREFIX + Escapes.escape(name);
  }

  /** A path, or null for an unnamed address. */
  static String path(byte @Nullable [] path) {
    String text = path == null ? "" : Escapes.escape(path);
    boolean looksAbstract = text.startsWith("@");
    return PATH_PREFIX + (looksAbstract ? "\\x40" + text.substring(1) : text);
  }

  /**
   * An address of any other family. The text of its fields stands for bytes that may be followed by
   * zeros, or lack them: calls return some addresses in fewer bytes than they accept.
   *
   * @param sockaddr not empty
   */
  static String other(byte[] sockaddr) {
    FamilyAddr value = FamilyAddr.of(sockaddr);
    if (value != null) {
      byte[] whole = value.toBytes();
      int length = Math.max(whole.length, sockaddr.length);
      if (Arrays.equals(Arrays.copyOf(whole, length), Arrays.copyOf(sockaddr, length))) {
        return value.toString();
      }
    }
    byte[] padded = Arrays.copyOf(sockaddr, Math.max(sockaddr.length, Sockaddr.SA_DATA));
    return new AF(Sockaddr.family(padded))
        + ":"
        + HexFormat.of().formatHex(padded, Sockaddr.SA_DATA, padded.length);
  }

  /**
   * An IP address with its scope.
   *
   * @param family AF_INET or AF_INET6
   * @param ip 4 or 16 bytes
   */
  static String host(int family, byte[] ip, int scopeId) {
    String text = NameCalls.inet_ntop(family, MemorySegment.ofArray(ip));
    return scopeId == 0 ? text : text + "%" + scope(scopeId, ip);
  }

  /**
   * The text that {@link #scope(String, byte[], String)} parses as this index: a name if possible.
   */
  private static String scope(int index, byte[] ip) {
    String name = NameCalls.if_indextoname(index);
    boolean linkLocal = isLinkLocal(ip);
    if (!name.isEmpty() && (linkLocal || !ServiceNames.isNumber(name))) {
      return name;
    }
    String number = Integer.toUnsignedString(index);
    while (linkLocal && NameCalls.if_nametoindex(number) > 0) {
      number = "0" + number; // without it, the digits name another interface
    }
    return number;
  }

  /** Whether the C library interprets the scope of this IPv6 address as a name first. */
  private static boolean isLinkLocal(byte[] ip) {
    return (ip[0] == (byte) 0xfe && (ip[1] & 0xc0) == 0x80)
        || (ip[0] == (byte) 0xff && (ip[1] & 0x0f) == 2);
  }

  /**
   * The index that the scope of an address means: an interface's name, or a number. After a
   * link-local address, digits are a name first, as glibc parses and prints them; after others they
   * are a number.
   *
   * @param ip the bytes of the address
   * @param address its text, for the exception
   * @throws IllegalArgumentException if no interface has that name, or the number is over 32 bits
   */
  static int scope(String scope, byte[] ip, String address) {
    boolean isNumber = ServiceNames.isNumber(scope);
    int index =
        scope.isEmpty() || (isNumber && !isLinkLocal(ip)) ? 0 : NameCalls.if_nametoindex(scope);
    if (index > 0) {
      return index;
    }
    if (!isNumber) {
      throw new IllegalArgumentException(
          "no interface \"" + Escapes.shown(scope) + "\" for the scope of \"" + address + "\"");
    }
    try {
      return Integer.parseUnsignedInt(scope);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("scope of \"" + address + "\" is over 4294967295", e);
    }
  }
}
