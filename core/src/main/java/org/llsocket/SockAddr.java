package org.llsocket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.llsocket.family.FamilyAddr;
import org.llsocket.family.SockaddrLl;
import org.llsocket.family.SockaddrNl;
import org.llsocket.family.SockaddrVm;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.InetSockaddr;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.struct.SockaddrIn;
import org.llsocket.internal.struct.SockaddrIn6;
import org.llsocket.internal.struct.SockaddrUn;
import org.llsocket.internal.sys.NameCalls;

/**
 * {@code struct sockaddr}: the address of a socket, of any family; immutable.
 *
 * {@snippet :
 * socket.connect(SockAddr.inet6("2001:db8::1", 80));
 * unix.bind(SockAddr.abstractName("updates"));
 * SockAddr peer = SockAddr.parse("127.0.0.1:7000");
 * }
 *
 * <p>{@link SockAddrBuffer} is the mutable counterpart, which calls fill. Addresses are equal if
 * their bytes are. An {@linkplain #isV4Mapped IPv4-mapped} IPv6 address, {@code ::ffff:127.0.0.1},
 * by which a socket of AF_INET6 reports its IPv4 peers, is not equal to the IPv4 address. The JDK's
 * classes have no such addresses, so {@link #address} and {@link #toInetSocketAddress} return the
 * IPv4 address; {@link #toInet6} converts it back.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3type)</a>
 */
public final class SockAddr extends SockAddrView {
  private static final long serialVersionUID = 1;

  /**
   * An address with these bytes.
   *
   * @param sockaddr not modified afterwards; not copied
   */
  SockAddr(byte[] sockaddr) {
    super(sockaddr);
  }

  // ---- making addresses

  /**
   * {@code struct sockaddr_in}: an IPv4 address and a port.
   *
   * @param address four decimal numbers, {@code 192.0.2.1}; {@link AddrInfo} resolves names, and
   *     with {@link AddrInfo.Hints#lenient} short forms such as {@code 127.1}
   * @param port 0–65535
   * @throws IllegalArgumentException if {@code address} is not four decimal numbers or {@code port}
   *     is outside 0–65535
   */
  public static SockAddr inet(String address, int port) {
    byte[] bytes = new byte[4];
    if (hasNul(address) || !NameCalls.inet_pton(AF.INET.number(), address, bytes)) {
      throw new IllegalArgumentException("not an IPv4 address: \"" + address + "\"");
    }
    return inet(bytes, port);
  }

  /**
   * {@code struct sockaddr_in6}: an IPv6 address and a port.
   *
   * @param address in the text form of RFC 4291, {@code ::1}, optionally followed by {@code %} and
   *     a scope, an interface's name or index: {@code fe80::1%eth0}. After a link-local address, a
   *     scope of digits is interpreted as a name first, as in glibc
   * @param port 0–65535
   * @throws IllegalArgumentException if {@code address} is not an IPv6 address, no interface has
   *     the name of the scope, or {@code port} is outside 0–65535
   */
  public static SockAddr inet6(String address, int port) {
    int percent = address.indexOf('%');
    String digits = percent < 0 ? address : address.substring(0, percent);
    byte[] bytes = new byte[16];
    if (hasNul(address) || !NameCalls.inet_pton(AF.INET6.number(), digits, bytes)) {
      throw new IllegalArgumentException("not an IPv6 address: \"" + address + "\"");
    }
    int scope =
        percent < 0 ? 0 : SockAddrText.scope(address.substring(percent + 1), bytes, address);
    return inet6(bytes, port, 0, scope);
  }

  /**
   * {@code struct sockaddr_in}, from the bytes of the address.
   *
   * @param address four bytes in network byte order; copied
   * @param port 0–65535
   * @throws IllegalArgumentException if {@code address} is not four bytes or {@code port} is
   *     outside 0–65535
   */
  public static SockAddr inet(byte[] address, int port) {
    checkLength(address, 4);
    byte[] sockaddr = sockaddr(AF.INET, SockaddrIn.SIZE);
    SockaddrIn.port(sockaddr, checkPort(port));
    System.arraycopy(address, 0, sockaddr, SockaddrIn.SIN_ADDR, 4);
    return new SockAddr(sockaddr);
  }

  /**
   * {@code struct sockaddr_in6}, from its fields.
   *
   * @param address sixteen bytes in network byte order; copied
   * @param port 0–65535
   * @param flowinfo traffic class and flow label, as {@link #flowinfo()} returns them
   * @param scopeId the interface's index for link-local addresses, which are unique on one link
   *     only; 0 for others
   * @throws IllegalArgumentException if {@code address} is not sixteen bytes or {@code port} is
   *     outside 0–65535
   */
  public static SockAddr inet6(byte[] address, int port, int flowinfo, int scopeId) {
    checkLength(address, 16);
    byte[] sockaddr = sockaddr(AF.INET6, SockaddrIn6.SIZE);
    SockaddrIn6.port(sockaddr, checkPort(port));
    SockaddrIn6.flowinfo(sockaddr, flowinfo);
    SockaddrIn6.scopeId(sockaddr, scopeId);
    System.arraycopy(address, 0, sockaddr, SockaddrIn6.SIN6_ADDR, 16);
    return new SockAddr(sockaddr);
  }

  /**
   * {@code struct sockaddr_un}: a path.
   *
   * @param path not empty, without NUL, and at most 108 bytes in UTF-8 on Linux. A path of 108
   *     bytes fills {@code sun_path} without a terminating NUL, which some programs do not handle
   * @throws IllegalArgumentException if {@code path} is empty, contains NUL, is longer or cannot be
   *     encoded
   */
  public static SockAddr unix(String path) {
    return unix(Escapes.utf8(path));
  }

  /**
   * {@code struct sockaddr_un}: a path, as {@link #unix(String)}.
   *
   * @throws IllegalArgumentException also if {@code path} does not belong to the default file
   *     system
   */
  public static SockAddr unix(Path path) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException("not a path of the default file system: " + path);
    }
    return unix(path.toString());
  }

  /**
   * {@code struct sockaddr_un}: a path in the bytes of the file system, as {@link #unix(String)}.
   *
   * @param path 1–108 bytes, none of them NUL; copied
   */
  public static SockAddr unix(byte[] path) {
    if (path.length == 0) {
      throw new IllegalArgumentException("the path is empty; use unnamed() for no name");
    }
    for (byte b : path) {
      if (b == 0) {
        throw new IllegalArgumentException(
            "the path contains NUL: \""
                + Escapes.escape(path)
                + "\"; use abstractName() for such names");
      }
    }
    int length = checkFits(path, SockaddrUn.PATH_SIZE, "path");
    byte[] sockaddr =
        sockaddr(AF.UNIX, Math.min(SockaddrUn.SUN_PATH + length + 1, SockaddrUn.SIZE));
    System.arraycopy(path, 0, sockaddr, SockaddrUn.SUN_PATH, path.length);
    return new SockAddr(sockaddr);
  }

  /**
   * A name in Linux's abstract namespace, as {@link #abstractName(byte[])}, encoded in UTF-8.
   *
   * @throws IllegalArgumentException also if it cannot be encoded
   */
  public static SockAddr abstractName(String name) {
    return abstractName(Escapes.utf8(name));
  }

  /**
   * {@code struct sockaddr_un}: a name in Linux's abstract namespace. It has no file, and
   * disappears when the last socket bound to it is closed.
   *
   * @param name any bytes, without the NUL that precedes them in C; at most 107. Every byte is
   *     significant, including trailing NULs; copied
   * @throws IllegalArgumentException if {@code name} is longer
   */
  public static SockAddr abstractName(byte[] name) {
    int length = checkFits(name, SockaddrUn.PATH_SIZE - 1, "abstract name");
    byte[] sockaddr = sockaddr(AF.UNIX, SockaddrUn.SUN_PATH + 1 + length);
    System.arraycopy(name, 0, sockaddr, SockaddrUn.SUN_PATH + 1, name.length);
    return new SockAddr(sockaddr);
  }

  /**
   * {@code struct sockaddr_un} without a path: the address of an unbound Unix socket. A socket that
   * is bound to it gets an abstract name that the kernel chooses (autobind, unix(7)).
   */
  public static SockAddr unnamed() {
    return new SockAddr(sockaddr(AF.UNIX, SockaddrUn.SUN_PATH));
  }

  /**
   * {@code struct sockaddr_nl}: a port id and groups of netlink; {@link SockaddrNl} describes them.
   */
  public static SockAddr netlink(int pid, int groups) {
    return of(new SockaddrNl(pid, groups));
  }

  /**
   * {@code struct sockaddr_ll}: a protocol on an interface, to bind a packet socket to.
   *
   * @param protocol {@code ETH_P_*}, in host byte order
   * @param ifindex the interface's index; 0 for any
   * @throws IllegalArgumentException if {@code protocol} is outside 0–65535
   */
  public static SockAddr packet(int protocol, int ifindex) {
    return of(SockaddrLl.of(protocol, ifindex));
  }

  /**
   * {@code struct sockaddr_vm}: a machine and a port, as {@link VMADDR} names them; both are
   * unsigned.
   */
  public static SockAddr vsock(int cid, int port) {
    return of(new SockaddrVm(cid, port));
  }

  /** An address of any family of {@link org.llsocket.family}: CAN, TIPC, AF_ALG, ... */
  public static SockAddr of(FamilyAddr address) {
    return new SockAddr(address.toBytes().clone());
  }

  /**
   * Any {@code struct sockaddr}: the family, and the bytes that follow it.
   *
   * @param family 0–65535
   * @param saData at most 126 bytes; copied
   * @throws IllegalArgumentException if {@code saData} is longer or {@code family} is outside
   *     0–65535
   */
  public static SockAddr raw(AF family, byte[] saData) {
    int limit = Sockaddr.STORAGE - Sockaddr.SA_DATA;
    if (saData.length > limit) {
      throw new IllegalArgumentException(
          "sa_data is " + saData.length + " bytes; at most " + limit + " fit a sockaddr");
    }
    if (family.number() >>> 16 != 0) {
      throw new IllegalArgumentException("family " + family.number() + " is not in 0–65535");
    }
    byte[] sockaddr = sockaddr(family, Sockaddr.SA_DATA + saData.length);
    System.arraycopy(saData, 0, sockaddr, Sockaddr.SA_DATA, saData.length);
    return new SockAddr(sockaddr);
  }

  /** Zeroed bytes with a family. */
  private static byte[] sockaddr(AF family, int length) {
    var sockaddr = new byte[length];
    Sockaddr.family(sockaddr, family.number());
    return sockaddr;
  }

  /**
   * An address equal to one of the JDK's, or of this package: an immutable copy of a buffer.
   *
   * @param address a {@link SockAddrView}, a resolved {@link InetSocketAddress}, or a {@link
   *     UnixDomainSocketAddress}
   * @throws IllegalArgumentException if {@code address} is unresolved or of another class
   */
  public static SockAddr of(SocketAddress address) {
    return switch (address) {
      case SockAddr addr -> addr;
      case SockAddrView buffer -> new SockAddr(buffer.toBytes());
      case InetSocketAddress inet -> of(inet);
      case UnixDomainSocketAddress unix -> {
        String path = unix.getPath().toString();
        yield path.isEmpty() ? unnamed() : unix(path);
      }
      default ->
          throw new IllegalArgumentException("no sockaddr for a " + address.getClass().getName());
    };
  }

  private static SockAddr of(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      throw new IllegalArgumentException("unresolved address: " + address);
    }
    return of(host, address.getPort());
  }

  /**
   * An {@link InetAddress}, with its scope, and a port.
   *
   * @throws IllegalArgumentException if {@code port} is outside 0–65535
   */
  public static SockAddr of(InetAddress address, int port) {
    if (address instanceof Inet6Address inet6) {
      return inet6(inet6.getAddress(), port, 0, inet6.getScopeId());
    }
    return inet(address.getAddress(), port);
  }

  /**
   * Parses the text that {@link #toString} returns: {@code 127.0.0.1:80}, {@code [::1]:80}, {@code
   * unix:/run/x.sock}, {@code unix:@name}, {@code unix:}; the forms of {@link org.llsocket.family},
   * such as {@code vsock:host:1024}; {@code AF_PACKET:} and hexadecimal digits, for any family.
   *
   * @throws IllegalArgumentException if {@code text} has none of these forms
   */
  public static SockAddr parse(String text) {
    if (text.startsWith(SockAddrText.ABSTRACT_PREFIX)) {
      return abstractName(Escapes.unescape(text.substring(SockAddrText.ABSTRACT_PREFIX.length())));
    }
    if (text.startsWith(SockAddrText.PATH_PREFIX)) {
      String path = text.substring(SockAddrText.PATH_PREFIX.length());
      return path.isEmpty() ? unnamed() : unix(Escapes.unescape(path));
    }
    SockAddr other = parseOther(text);
    if (other != null) {
      return other;
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port in \"" + text + "\": host:port or [host]:port");
    }
    String host = text.substring(0, colon);
    int port = ServiceNames.parsePort(text.substring(colon + 1));
    return host.startsWith("[") && host.endsWith("]")
        ? inet6(host.substring(1, host.length() - 1), port)
        : inet(host, port);
  }

  /**
   * What {@link SockAddrText#other} prints; null for anything else. IP addresses begin with no
   * letter, so a program that parses only these does not load the other families.
   */
  private static @Nullable SockAddr parseOther(String text) {
    if (text.isEmpty() || !Character.isLetter(text.charAt(0))) {
      return null;
    }
    if (text.startsWith(SockAddrText.RAW_PREFIX)) {
      return parseRaw(text);
    }
    FamilyAddr value = FamilyAddr.parse(text);
    return value == null ? null : of(value);
  }

  /** {@code AF_PPPOX:0011}. */
  private static SockAddr parseRaw(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String number = name.substring(SockAddrText.RAW_PREFIX.length());
    try {
      int family = ServiceNames.isNumber(number) ? Integer.parseInt(number) : Platform.number(name);
      return raw(new AF(family), HexFormat.of().parseHex(text.substring(name.length() + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "\"" + Escapes.shown(text) + "\" is not a family, a colon and hexadecimal digits", e);
    }
  }

  // ---- as a value

  @Override
  public int length() {
    return bytes.length;
  }

  /**
   * This address in the form that a socket of AF_INET6 takes: the {@linkplain #isV4Mapped
   * IPv4-mapped} form of an IPv4 address, with its port; an IPv6 address itself. {@code connect}
   * and {@code bind} of such a socket refuse addresses of AF_INET with EAFNOSUPPORT; {@code sendto}
   * and {@code connect} of a UDP socket accept them.
   *
   * @throws UnsupportedOperationException if the family is neither AF_INET nor AF_INET6
   */
  public SockAddr toInet6() {
    byte[] host = addressBytes();
    return isInet6() ? this : inet6(InetSockaddr.v4Mapped(host), port(), 0, 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SockAddr addr && contentEquals(addr);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  // ---- checks

  private static int checkPort(int port) {
    if (port >>> 16 != 0) {
      throw new IllegalArgumentException("port " + port + " is not in 0–65535");
    }
    return port;
  }

  private static void checkLength(byte[] address, int length) {
    if (address.length != length) {
      throw new IllegalArgumentException(
          "the address is " + address.length + " bytes, not " + length);
    }
  }

  /** The length of a name in bytes. */
  private static int checkFits(byte[] name, int limit, String what) {
    if (name.length > limit) {
      throw new IllegalArgumentException(
          what
              + " is "
              + name.length
              + " bytes; at most "
              + limit
              + " fit sun_path: \""
              + Escapes.escape(name)
              + "\"");
    }
    return name.length;
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }
}
