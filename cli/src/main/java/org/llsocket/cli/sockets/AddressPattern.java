package org.llsocket.cli.sockets;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address to filter by.
 *
 * @param network an IP address; null for a Unix name
 * @param prefix how many bits of it count
 * @param unix a Unix name, perhaps with {@code *} at its end; empty for an IP address
 */
record AddressPattern(@Nullable InetAddress network, int prefix, String unix) {
  static final String UNIX = "unix:";

  boolean matches(@Nullable SockAddr address) {
    if (address == null) {
      return false;
    }
    if (network == null) {
      return address.family().equals(AF.UNIX) && matchesName(name(address));
    }
    if (!SocketFilter.isInet(address)) {
      return false;
    }
    byte[] bytes = address.toInetSocketAddress().getAddress().getAddress(); // IPv4 if it is mapped
    byte[] wanted = network.getAddress();
    return bytes.length == wanted.length && commonBits(bytes, wanted) >= prefix;
  }

  /** {@code /run/x}, {@code @abstract}; empty for none. */
  static String name(SockAddr address) {
    return address.toString().replaceFirst("^" + UNIX, "");
  }

  private boolean matchesName(String name) {
    return unix.endsWith("*")
        ? name.startsWith(unix.substring(0, unix.length() - 1))
        : name.equals(unix);
  }

  private static int commonBits(byte[] bytes, byte[] wanted) {
    for (int i = 0; i < bytes.length; i++) {
      int differing = (bytes[i] ^ wanted[i]) & 0xff;
      if (differing != 0) {
        return i * Byte.SIZE + Integer.numberOfLeadingZeros(differing) - 3 * Byte.SIZE;
      }
    }
    return bytes.length * Byte.SIZE;
  }

  static AddressPattern parse(String text) {
    String name = text.startsWith(UNIX) ? text.substring(UNIX.length()) : text;
    if (name.startsWith("/") || name.startsWith("@")) {
      return new AddressPattern(null, 0, name);
    }
    int slash = text.indexOf('/');
    InetAddress network = literal(slash < 0 ? text : text.substring(0, slash), text);
    int most = network.getAddress().length * Byte.SIZE;
    String prefix = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
    if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > most) {
      throw new IllegalArgumentException(
          "\"" + text + "\": the prefix length \"" + prefix + "\" is not in 0–" + most);
    }
    return new AddressPattern(network, Integer.parseInt(prefix), "");
  }

  private static InetAddress literal(String address, String text) {
    try {
      boolean bracketed = address.startsWith("[") && address.endsWith("]");
      String bare = bracketed ? address.substring(1, address.length() - 1) : address;
      return InetAddress.ofLiteral(bare);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not an IP address, a network such as 10.0.0.0/8, or a Unix name such as "
              + "/run/* or @name",
          e);
    }
  }

  static final class Converter implements ITypeConverter<AddressPattern> {
    @Override
    public AddressPattern convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
