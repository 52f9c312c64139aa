package org.llsocket.lua.socket;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AddrInfo;
import org.llsocket.AddrInfoException;
import org.llsocket.EAI;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.NameInfo;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaSingle;

/** Lookups, and the methods of addresses. */
public final class AddrInfos {
  /** {@code sun_path} of {@code struct sockaddr_un}, less the NUL after a path: unix(7). */
  static final int PATH_MAX = 107;

  private AddrInfos() {}

  /** {@code (host, port, socktype, protocol, flag, ...)}: a list of addresses. */
  public static Operation getaddrinfo(AF family) {
    return args -> {
      String host = args.textOrNull(1);
      String port = args.textOrNull(2);
      int given = args.cInt(3, 0);
      int protocol = args.cInt(4, 0);
      boolean any = !args.isNil(3) || protocol != 0;
      var type = new SOCK(any ? given : SOCK.STREAM.number());
      return found(lookUp(host, port, family, type, new IPPROTO(protocol), args.flags(5)));
    };
  }

  /**
   * {@code addrinfo.getaddrinfo(host, port, family, socktype, protocol, flag, ...)}: a list; an
   * empty host or port counts as absent.
   */
  public static Object getaddrinfo(Arguments args) throws IOException {
    String host = present(args.textOrNull(1));
    String port = present(args.textOrNull(2));
    var family = new AF(args.cInt(3, AF.UNSPEC.number()));
    var type = new SOCK(args.cInt(4, 0));
    var protocol = new IPPROTO(args.cInt(5, 0));
    return found(lookUp(host, port, family, type, protocol, args.flags(6)));
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static Object found(List<AddrInfo> list) {
    return list.stream().map(LuaAddrInfo::of).toList();
  }

  /** {@code getaddrinfo(3)}, with hosts and services parsed as glibc does. */
  static List<AddrInfo> lookUp(
      @Nullable String host,
      @Nullable String port,
      AF family,
      SOCK type,
      IPPROTO protocol,
      int flags)
      throws IOException {
    String service = port == null ? null : Services.asC(port);
    var hints =
        AddrInfo.Hints.of().family(family).type(type).protocol(protocol).flags(flags).lenient(true);
    try {
      return AddrInfo.getaddrinfo(host, service, hints);
    } catch (IllegalArgumentException e) { // the core rejects such a name or port before the call
      int code = service == null || Services.isRight(service) ? EAI.NONAME : EAI.SERVICE;
      throw (IOException)
          new AddrInfoException(code, Errno.EINVAL, "getaddrinfo", e.toString()).initCause(e);
    }
  }

  /** {@code addrinfo.inet(addr, port, socktype, protocol, flag, ...)}: a numeric address. */
  public static Object inet(Arguments args) throws IOException {
    return numeric(args, "0.0.0.0", SockAddr::inet);
  }

  /** {@code addrinfo.inet6(addr, port, socktype, protocol, flag, ...)}: a numeric address. */
  public static Object inet6(Arguments args) throws IOException {
    return numeric(args, "::", SockAddr::inet6);
  }

  private static Object numeric(
      Arguments args, String any, BiFunction<String, Integer, SockAddr> parser) throws IOException {
    String given = args.textOrNull(1);
    String host = given == null || given.isEmpty() ? any : given;
    int port = args.uint16(2);
    var type = new SOCK(args.cInt(3, 0));
    var protocol = new IPPROTO(args.cInt(4, 0));
    int _ = args.flags(5); // checked, but without meaning for a numeric address
    try {
      if (host.indexOf('%') >= 0) { // inet_pton(3) accepts no scope
        throw new IllegalArgumentException(host);
      }
      return new LuaAddrInfo(parser.apply(host, port), type, protocol);
    } catch (IllegalArgumentException _) {
      throw new ErrnoException(Errno.EAFNOSUPPORT, "inet_pton", "\"" + host + "\"");
    }
  }

  /** {@code addrinfo.unix(pathname, socktype, protocol, flag, ...)}: an address. */
  public static Object path(Arguments args) throws IOException {
    return path(args, 0);
  }

  /** {@code (path, socktype, protocol, flag, ...)}: a list of the one address. */
  public static Object unix(Arguments args) throws IOException {
    return new LuaSingle(path(args, SOCK.STREAM.number()));
  }

  private static LuaAddrInfo path(Arguments args, int otherwise) throws IOException {
    byte[] path = args.bytes(1);
    var type = new SOCK(args.cInt(2, otherwise));
    var protocol = new IPPROTO(args.cInt(3, 0));
    int _ = args.flags(4); // checked, but without meaning for a path
    return new LuaAddrInfo(unix(path), type, protocol);
  }

  private static SockAddr unix(byte[] path) throws ErrnoException {
    boolean named = path.length > 0 && path[0] != 0;
    if (path.length > (named ? PATH_MAX : PATH_MAX + 1)) {
      throw new ErrnoException(Errno.ENAMETOOLONG, "unix", path.length + " bytes");
    }
    if (path.length == 0) {
      return SockAddr.unnamed();
    }
    if (!named) {
      return SockAddr.abstractName(Arrays.copyOfRange(path, 1, path.length));
    }
    for (byte b : path) {
      if (b == 0) {
        throw new ErrnoException(Errno.EINVAL, "unix", "a NUL in a path");
      }
    }
    return SockAddr.unix(path);
  }

  /** {@code ai:nameinfo(flag, ...)}: host and serv. */
  public static Object nameinfo(Arguments args) throws IOException {
    return nameinfo(args, "serv");
  }

  /** {@code ai:getnameinfo(flag, ...)}: host and service. */
  public static Object getnameinfo(Arguments args) throws IOException {
    return nameinfo(args, "service");
  }

  private static Object nameinfo(Arguments args, String service) throws IOException {
    SockAddr addr = info(args).addr;
    NameInfo names = NameInfo.getnameinfo(addr, args.flags(1));
    byte[] unix = unixName(addr); // all bytes, which the C library's text lacks
    return Map.of("host", names.host(), service, unix == null ? names.service() : unix);
  }

  /** {@code ai:family()}. */
  public static Object family(Arguments args) {
    return info(args).family.number();
  }

  /** {@code ai:socktype()}. */
  public static Object socktype(Arguments args) {
    return info(args).type.number();
  }

  /** {@code ai:protocol()}. */
  public static Object protocol(Arguments args) {
    return info(args).protocol.number();
  }

  /** {@code ai:canonname()}: nil unless requested with AI_CANONNAME. */
  public static @Nullable Object canonname(Arguments args) {
    return info(args).canonname;
  }

  /** {@code ai:addr()}: the numeric address, the path, or the abstract name with its NUL. */
  public static @Nullable Object addr(Arguments args) {
    SockAddr addr = info(args).addr;
    return isInternet(addr) ? addr.host() : unixName(addr);
  }

  /** {@code ai:port()}: nil if the family has no ports. */
  public static @Nullable Object port(Arguments args) {
    SockAddr addr = info(args).addr;
    return isInternet(addr) ? addr.port() : null;
  }

  private static LuaAddrInfo info(Arguments args) {
    return args.self(LuaAddrInfo.class);
  }

  private static boolean isInternet(SockAddr addr) {
    return addr.family().equals(AF.INET) || addr.family().equals(AF.INET6);
  }

  /** A path, or an abstract name with its leading NUL; null for other families. */
  private static byte @Nullable [] unixName(SockAddr addr) {
    if (addr.isUnnamed()) {
      return new byte[0];
    }
    byte[] path = addr.pathBytes();
    byte[] name = addr.abstractName();
    if (name == null) {
      return path;
    }
    byte[] whole = new byte[name.length + 1];
    System.arraycopy(name, 0, whole, 1, name.length);
    return whole;
  }
}
