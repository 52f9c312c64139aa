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

/**
 * An address on the command line: {@code host:port}, {@code [v6]:port}, {@code :port}, {@code
 * port}, {@code unix:/path}, {@code unix:@abstract}, {@code vsock:CID:PORT}; IP addresses may have
 * a scheme, as in {@code udp://host:port}.
 *
 * @param text the argument
 * @param scheme the kind of socket
 * @param host a name or a numeric address; empty if the argument has none, and for Unix and vsock
 *     addresses
 * @param service a port number or a service name; empty for Unix and vsock addresses
 * @param literal a list with the Unix or vsock address; empty for other addresses
 */
public record AddressArgument(
    String text, Scheme scheme, String host, String service, List<SockAddr> literal) {
  static final String FORMS =
      "host:port, [v6]:port, :port, port, unix:/path, unix:@abstract (Linux) or vsock:CID:PORT; "
          + "tcp://, udp://, tls://, unix-dgram: or unix-seqpacket: in front of it name the kind "
          + "of socket";

  private static final String SHORT_FORMS = "host:port, [v6]:port, :port, port or unix:/path";

  /**
   * Reads an argument. Names are not looked up yet.
   *
   * @throws IllegalArgumentException if it has no port, a port outside 0–65535, an unknown scheme,
   *     or an IPv6 address without brackets
   */
  public static AddressArgument parse(String text) {
    int colon = text.indexOf(':');
    @Nullable Scheme scheme = colon < 0 ? null : Scheme.named(text.substring(0, colon));
    if (scheme == null) {
      refuseOtherSchemes(text);
      return ip(text, Scheme.NONE, text);
    }
    String rest = text.substring(colon + 1);
    if (rest.startsWith("//")) {
      rest = rest.substring(2);
    }
    if (scheme.isIp()) {
      return ip(text, scheme, rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest);
    }
    String literal = (scheme == Scheme.VSOCK ? "vsock:" : "unix:") + rest;
    return new AddressArgument(text, scheme, "", "", List.of(SockAddr.parse(literal)));
  }

  /**
   * Reads a host and a port that are two arguments, as those of nc(1).
   *
   * @throws IllegalArgumentException as {@link #parse}; also if {@code host} already has a port
   */
  public static AddressArgument parse(String host, String port) {
    int colon = host.indexOf(':');
    @Nullable Scheme scheme = colon < 0 ? null : Scheme.named(host.substring(0, colon));
    String bare = scheme == null ? host : host.substring(colon + 1).replaceFirst("^//", "");
    if ((scheme != null && !scheme.isIp()) || (!isIpv6(unbracketed(bare)) && bare.contains(":"))) {
      throw new IllegalArgumentException(
          "\"" + host + "\" is a whole address: the port \"" + port + "\" is too much");
    }
    String name = unbracketed(bare);
    String written = name.contains(":") ? "[" + name + "]:" + port : name + ":" + port;
    return parse(scheme == null ? written : host.substring(0, colon + 1) + written);
  }

  /**
   * Reads an address to bind: as {@link #parse(String)}, but the port may be left to the kernel.
   *
   * @throws IllegalArgumentException as {@link #parse(String)}
   */
  public static AddressArgument parseLocal(String text) {
    boolean hostOnly = text.indexOf(':') < 0 && !text.matches("\\d+");
    return hostOnly || isIpv6(unbracketed(text)) ? parse(text, "0") : parse(text);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static void refuseOtherSchemes(String text) {
    int end = text.indexOf("://");
    if (end < 0) {
      return;
    }
    String authority = text.substring(end + 3).replaceFirst("[/?#].*", "");
    String port = authority.matches(".*:\\d+") ? "" : text.startsWith("https:") ? ":443" : ":80";
    throw new IllegalArgumentException(
        text.startsWith("http")
            ? "\"" + text + "\" is a URL; the address of its server is " + authority + port
            : "\""
                + text.substring(0, end)
                + "\" is not a kind of socket; expected one of: "
                + Scheme.names());
  }

  private static AddressArgument ip(String text, Scheme scheme, String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? "" : address.substring(0, colon);
    String service = address.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = unbracketed(host);
    } else if (host.indexOf(':') >= 0 || address.startsWith("[")) {
      throw new IllegalArgumentException(
          "\"" + text + "\": write an IPv6 address and its port as " + bracketed(address));
    }
    checkService(service, text);
    return new AddressArgument(text, scheme, host, service, List.of());
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
    boolean host = service.equals("localhost") || service.matches("[^/]*\\.[^/]*");
    if (service.isEmpty() || host) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has no port; expected: " + SHORT_FORMS + (host ? example(text) : ""));
    }
    if (service.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\": a path is written as unix:" + (text.startsWith("/") ? text : "/path"));
    }
    boolean number = service.chars().allMatch(c -> c >= '0' && c <= '9');
    if (number && (service.length() > 5 || Integer.parseInt(service) > 65535)) {
      throw new IllegalArgumentException("port " + service + " is not in 0–65535");
    }
  }

  private static String example(String text) {
    return ", such as " + text + ":80";
  }

  /** Whether this is a Unix address. */
  public boolean isUnix() {
    return scheme.family().equals(AF.UNIX);
  }

  /** Whether this is a host and a port. */
  public boolean isIp() {
    return literal.isEmpty();
  }

  /** The socket addresses to connect to, in the order in which to try them. */
  public List<SockAddr> toConnect(AF family, SOCK type) throws IOException {
    return isIp()
        ? resolve(host.isEmpty() ? "localhost" : host, service, family, type, 0)
        : literal;
  }

  /**
   * The socket addresses to listen on, in the order in which to try them; without a host, the
   * wildcard addresses.
   */
  public List<SockAddr> toListen(AF family, SOCK type) throws IOException {
    if (!isIp() || !host.isEmpty()) {
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
}
