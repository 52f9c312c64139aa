package org.llsocket.cli.socket;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AI;
import org.llsocket.AddrInfo;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.cli.output.Formats;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address on the command line: {@code host:port}, {@code [v6]:port}, {@code :port}, {@code
 * port}, {@code unix:/path}, {@code unix:@abstract}.
 *
 * @param text the argument
 * @param host a name or a numeric address; empty if the argument has none, and for Unix addresses
 * @param service a port number or a service name; empty for Unix addresses
 * @param unix a list with the Unix address; empty for other addresses
 */
public record AddressArgument(String text, String host, String service, List<SockAddr> unix) {
  static final String FORMS =
      "host:port, [v6]:port, :port, port, unix:/path or unix:@abstract (Linux)";

  /**
   * Reads an argument. Names are not looked up yet.
   *
   * @throws IllegalArgumentException if it has no port, a port outside 0–65535, or an IPv6 address
   *     without brackets
   */
  public static AddressArgument parse(String text) {
    if (text.startsWith("unix:")) {
      return new AddressArgument(text, "", "", List.of(SockAddr.parse(text)));
    }
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String service = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0 || text.startsWith("[")) {
      throw new IllegalArgumentException(
          "\"" + text + "\": write an IPv6 address and its port as " + bracketed(text));
    }
    checkService(service, text);
    return new AddressArgument(text, host, service, List.of());
  }

  /** A guess at the intended address if brackets or the port are missing. */
  private static String bracketed(String text) {
    int end = text.indexOf(']');
    String bare = text.replace("[", "").replace("]", "");
    if (end > 0 && text.startsWith("[") && isIpv6(text.substring(1, end))) {
      String service = text.substring(end + 1).replace(":", "");
      return text.substring(0, end + 1) + ":" + (service.isEmpty() ? "80" : service);
    }
    int colon = bare.lastIndexOf(':');
    if (colon > 0 && isIpv6(bare.substring(0, colon))) {
      return "[" + bare.substring(0, colon) + "]:" + bare.substring(colon + 1);
    }
    return isIpv6(bare) ? "[" + bare + "]:80" : "[ADDRESS]:PORT, for example [::1]:80";
  }

  private static boolean isIpv6(String text) {
    int scope = text.indexOf('%');
    try {
      InetAddress _ = Inet6Address.ofLiteral(scope < 0 ? text : text.substring(0, scope));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkService(String service, String text) {
    if (service.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" has no port; expected: " + FORMS);
    }
    boolean number = service.chars().allMatch(c -> c >= '0' && c <= '9');
    if (number && (service.length() > 5 || Integer.parseInt(service) > 65535)) {
      throw new IllegalArgumentException("port " + service + " is not in 0–65535");
    }
  }

  /** Whether this is a Unix address. */
  public boolean isUnix() {
    return !unix.isEmpty();
  }

  /** The socket addresses to connect to, in the order in which to try them. */
  public List<SockAddr> toConnect(AF family, SOCK type) throws IOException {
    return isUnix() ? unix : resolve(host.isEmpty() ? "localhost" : host, service, family, type, 0);
  }

  /**
   * The socket addresses to listen on, in the order in which to try them; without a host, the
   * wildcard addresses.
   */
  public List<SockAddr> toListen(AF family, SOCK type) throws IOException {
    if (isUnix() || !host.isEmpty()) {
      return toConnect(family, type);
    }
    var all = new ArrayList<>(resolve(null, service, family, type, AI.PASSIVE));
    // IPv6 first: a socket bound to :: accepts IPv4 too.
    all.sort(Comparator.comparing(address -> address.family().equals(AF.INET)));
    return all;
  }

  private static List<SockAddr> resolve(
      @Nullable String name, String service, AF family, SOCK type, int flags) throws IOException {
    var hints = AddrInfo.Hints.of().family(family).type(type).flags(flags);
    return AddrInfo.getaddrinfo(name, service, hints).stream().map(AddrInfo::addr).toList();
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<AddressArgument> {
    @Override
    public AddressArgument convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(Formats.oneLine(e));
      }
    }
  }
}
