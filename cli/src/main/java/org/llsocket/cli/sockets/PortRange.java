package org.llsocket.cli.sockets;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.AddrInfo;
import org.llsocket.SockAddr;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A port or a range of ports, to filter by. */
record PortRange(int low, int high) {
  private static final int MAX = 65_535;

  boolean contains(@Nullable SockAddr address) {
    if (address == null || !SocketFilter.isInet(address)) {
      return false;
    }
    return low <= address.port() && address.port() <= high;
  }

  static PortRange parse(String text) {
    if (!text.matches("[0-9]+(-[0-9]+)?")) {
      int port = service(text);
      return new PortRange(port, port);
    }
    String[] ends = text.split("-", -1);
    int low = number(ends[0]);
    int high = number(ends[ends.length - 1]);
    if (low > high) {
      throw new IllegalArgumentException(
          "ports " + text + ": the first is larger than the last; write " + high + "-" + low);
    }
    return new PortRange(low, high);
  }

  private static int number(String digits) {
    if (digits.length() > 5 || Integer.parseInt(digits) > MAX) {
      throw new IllegalArgumentException("port " + digits + " is not in 0–" + MAX);
    }
    return Integer.parseInt(digits);
  }

  private static int service(String name) {
    try {
      return AddrInfo.getaddrinfo("127.0.0.1", name).getFirst().addr().port();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not a port, a range such as 8000-8999, or a service such as ssh", e);
    }
  }

  static final class Converter implements ITypeConverter<PortRange> {
    @Override
    public PortRange convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
