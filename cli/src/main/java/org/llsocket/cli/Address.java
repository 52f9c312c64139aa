package org.llsocket.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address as the user writes it: {@code host:port}, {@code [v6]:port}, {@code :port}, {@code
 * port}, {@code unix:/path}, {@code unix:@abstract}.
 *
 * @param text as written
 * @param host name or number; empty where none was written, and for Unix addresses
 * @param service port number or service name; empty for Unix addresses
 * @param unix the Unix address, in a list of one; empty for others
 */
record Address(String text, String host, String service, List<SockAddr> unix) {
  static final String FORMS =
      "host:port, [v6]:port, :port, port, unix:/path or unix:@abstract (Linux)";

  static Address parse(String text) {
    if (text.startsWith("unix:")) {
      return new Address(text, "", "", List.of(SockAddr.parse(text)));
    }
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String service = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\": an IPv6 address stands in brackets: [" + host + "]:" + service);
    }
    checkService(service, text);
    return new Address(text, host, service, List.of());
  }

  private static void checkService(String service, String text) {
    if (service.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" has no port; wanted: " + FORMS);
    }
    boolean number = service.chars().allMatch(c -> c >= '0' && c <= '9');
    if (number && (service.length() > 5 || Integer.parseInt(service) > 65535)) {
      throw new IllegalArgumentException("port " + service + " is not in 0–65535");
    }
  }

  boolean isUnix() {
    return !unix.isEmpty();
  }

  /** The socket addresses to try in turn to reach this. */
  List<SockAddr> toConnect(AF family) throws IOException {
    return isUnix() ? unix : resolve(host.isEmpty() ? "localhost" : host, family);
  }

  /** The socket addresses to try in turn to listen here; without a host, every interface's. */
  List<SockAddr> toListen(AF family) throws IOException {
    if (isUnix() || !host.isEmpty()) {
      return toConnect(family);
    }
    var all = new ArrayList<SockAddr>();
    if (!family.equals(AF.INET)) {
      all.add(SockAddr.inet6("::", port()));
    }
    if (!family.equals(AF.INET6)) {
      all.add(SockAddr.inet("0.0.0.0", port()));
    }
    return all;
  }

  private int port() {
    return Integer.parseInt(service);
  }

  private List<SockAddr> resolve(String name, AF family) throws IOException {
    var all = new ArrayList<SockAddr>();
    for (InetAddress address : InetAddress.getAllByName(name)) {
      SockAddr found = SockAddr.of(address, port());
      if (family.equals(AF.UNSPEC) || family.equals(found.family())) {
        all.add(found);
      }
    }
    return all;
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(Main.oneLine(e));
      }
    }
  }
}
