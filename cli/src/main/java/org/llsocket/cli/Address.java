package org.llsocket.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AI;
import org.llsocket.AddrInfo;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrView;
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
  List<SockAddr> toConnect(AF family, SOCK type) throws IOException {
    return isUnix() ? unix : resolve(host.isEmpty() ? "localhost" : host, service, family, type, 0);
  }

  /** The socket addresses to try in turn to listen here; without a host, every interface's. */
  List<SockAddr> toListen(AF family, SOCK type) throws IOException {
    if (isUnix() || !host.isEmpty()) {
      return toConnect(family, type);
    }
    var all = new ArrayList<>(resolve(null, service, family, type, AI.PASSIVE));
    all.sort(Comparator.comparing(address -> address.family().equals(AF.INET))); // IPv6 takes both
    return all;
  }

  /** The host of an IP address, without the port. */
  static String host(SockAddrView address) throws IOException {
    return NameInfo.getnameinfo(address, NI.NUMERICHOST | NI.NUMERICSERV).host();
  }

  private static List<SockAddr> resolve(
      @Nullable String name, String service, AF family, SOCK type, int flags) throws IOException {
    var hints = AddrInfo.Hints.of().family(family).type(type).flags(flags);
    return AddrInfo.getaddrinfo(name, service, hints).stream().map(AddrInfo::addr).toList();
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
