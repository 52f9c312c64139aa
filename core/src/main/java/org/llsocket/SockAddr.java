package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Addresses;
import org.llsocket.internal.struct.InetSockaddr;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.struct.SockaddrIn;
import org.llsocket.internal.struct.SockaddrIn6;
import org.llsocket.internal.struct.SockaddrUn;
import org.llsocket.internal.sys.NameCalls;

/**
 * {@code struct sockaddr}: the address of a socket, of any family.
 *
 * <p>There are two ways to have one. The factories ({@link #inet}, {@link #inet6}, {@link
 * #unix(String)}, …) make an address that never changes. {@link #SockAddr()} makes an empty one
 * that {@link Socket#recvfrom}, {@link Socket#accept} and their like fill, again and again, without
 * allocation: it changes under whoever holds it, so it is no key for a map, and only one call at a
 * time may fill it; {@link #copy} makes a lasting address of it.
 *
 * <p>Addresses are equal when their bytes are. An IPv6 address that holds an IPv4 one ({@code
 * ::ffff:127.0.0.1}), which is how a socket of AF_INET6 names its IPv4 peers, is not equal to the
 * IPv4 address: {@link #isV4Mapped}. The JDK's classes have no such addresses, so {@link #address}
 * and {@link #toInetSocketAddress} give the IPv4 address, and {@link #toInet6} leads back.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3type)</a>
 */
public final class SockAddr extends SocketAddress {
  private static final long serialVersionUID = 1;

  static {
    Addresses.revealedBy(new AddressBytes());
  }

  private final byte[] bytes; // the sockaddr; of a fillable address, room for any
  private int length; // how many of the bytes are the address; 0 is no address
  private final boolean fillable;

  /** An address with nothing in it, for calls that fill one. */
  public SockAddr() {
    bytes = new byte[Sockaddr.STORAGE];
    fillable = true;
  }

  private SockAddr(AF family, int length) {
    this.bytes = new byte[length];
    this.length = length;
    this.fillable = false;
    Sockaddr.family(bytes, family.number());
  }

  // ---- making addresses

  /**
   * {@code struct sockaddr_in}: an IPv4 address and a port.
   *
   * @param address four decimal numbers, {@code 192.0.2.1}; names and short forms such as {@code
   *     127.1} are refused, see {@link AddrInfo} for those
   * @param port 0–65535
   * @throws IllegalArgumentException if either is not so
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
   * @param address as in RFC 4291, {@code ::1}, with the scope behind {@code %} where it needs one:
   *     an interface's name or index, {@code fe80::1%eth0}; digits are a name first behind a
   *     link-local address, as in glibc
   * @param port 0–65535
   * @throws IllegalArgumentException if either is not so, or no interface has that name
   */
  public static SockAddr inet6(String address, int port) {
    int percent = address.indexOf('%');
    String digits = percent < 0 ? address : address.substring(0, percent);
    byte[] bytes = new byte[16];
    if (hasNul(address) || !NameCalls.inet_pton(AF.INET6.number(), digits, bytes)) {
      throw new IllegalArgumentException("not an IPv6 address: \"" + address + "\"");
    }
    int scope = percent < 0 ? 0 : AddressText.scope(address.substring(percent + 1), bytes, address);
    return inet6(bytes, port, 0, scope);
  }

  /**
   * {@code struct sockaddr_in}, from the bytes of the address.
   *
   * @param address four bytes
   * @param port 0–65535
   */
  public static SockAddr inet(byte[] address, int port) {
    checkLength(address, 4);
    var addr = new SockAddr(AF.INET, SockaddrIn.SIZE);
    SockaddrIn.port(addr.bytes, checkPort(port));
    System.arraycopy(address, 0, addr.bytes, SockaddrIn.SIN_ADDR, 4);
    return addr;
  }

  /**
   * {@code struct sockaddr_in6}, from its fields.
   *
   * @param address sixteen bytes
   * @param port 0–65535
   * @param flowinfo traffic class and flow label, as the number that stands on the wire
   * @param scopeId the interface's index, for addresses that are unique on a link only; else 0
   */
  public static SockAddr inet6(byte[] address, int port, int flowinfo, int scopeId) {
    checkLength(address, 16);
    var addr = new SockAddr(AF.INET6, SockaddrIn6.SIZE);
    SockaddrIn6.port(addr.bytes, checkPort(port));
    SockaddrIn6.flowinfo(addr.bytes, flowinfo);
    SockaddrIn6.scopeId(addr.bytes, scopeId);
    System.arraycopy(address, 0, addr.bytes, SockaddrIn6.SIN6_ADDR, 16);
    return addr;
  }

  /**
   * {@code struct sockaddr_un}: a path.
   *
   * @param path not empty, no NUL in it, and at most 108 bytes in UTF-8 on Linux. One of 108 fills
   *     {@code sun_path} and has no NUL behind it, which some programs take amiss
   */
  public static SockAddr unix(String path) {
    return unix(AddressText.utf8(path));
  }

  /** {@code struct sockaddr_un}: a path, as {@link #unix(String)}. */
  public static SockAddr unix(Path path) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException("not a path of the operating system: " + path);
    }
    return unix(path.toString());
  }

  /**
   * {@code struct sockaddr_un}: a path in the bytes of the file system; not empty, no NUL in it, at
   * most 108 bytes, as {@link #unix(String)}.
   */
  public static SockAddr unix(byte[] path) {
    if (path.length == 0) {
      throw new IllegalArgumentException("the path is empty; see unnamed() for no name");
    }
    for (byte b : path) {
      if (b == 0) {
        throw new IllegalArgumentException(
            "the path has a NUL in it: \""
                + AddressText.escape(path)
                + "\"; see abstractName() for such names");
      }
    }
    int length = AddressText.checkFits(path, SockaddrUn.PATH_SIZE, "path");
    var addr = new SockAddr(AF.UNIX, Math.min(SockaddrUn.SUN_PATH + length + 1, SockaddrUn.SIZE));
    System.arraycopy(path, 0, addr.bytes, SockaddrUn.SUN_PATH, path.length);
    return addr;
  }

  /** A name in Linux's abstract namespace, as {@link #abstractName(byte[])}, in UTF-8. */
  public static SockAddr abstractName(String name) {
    return abstractName(AddressText.utf8(name));
  }

  /**
   * {@code struct sockaddr_un}: a name in Linux's abstract namespace, which has no file and ends
   * with its last socket.
   *
   * @param name any bytes, without the NUL that stands before them in C; every byte counts,
   *     trailing NULs too; at most 107
   */
  public static SockAddr abstractName(byte[] name) {
    int length = AddressText.checkFits(name, SockaddrUn.PATH_SIZE - 1, "abstract name");
    var addr = new SockAddr(AF.UNIX, SockaddrUn.SUN_PATH + 1 + length);
    System.arraycopy(name, 0, addr.bytes, SockaddrUn.SUN_PATH + 1, name.length);
    return addr;
  }

  /**
   * {@code struct sockaddr_un} without a path: what an unbound Unix socket is called. Binding to it
   * gives the socket an abstract name of the kernel's choice (autobind, unix(7)).
   */
  public static SockAddr unnamed() {
    return new SockAddr(AF.UNIX, SockaddrUn.SUN_PATH);
  }

  /**
   * Any {@code struct sockaddr}: the family, and the bytes that follow it.
   *
   * @param family the family
   * @param saData at most 126 bytes
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
    var addr = new SockAddr(family, Sockaddr.SA_DATA + saData.length);
    System.arraycopy(saData, 0, addr.bytes, Sockaddr.SA_DATA, saData.length);
    return addr;
  }

  /**
   * The same address as a {@link SocketAddress} of the JDK.
   *
   * @param address a {@link SockAddr}, a resolved {@link InetSocketAddress}, or a {@link
   *     UnixDomainSocketAddress}
   * @throws IllegalArgumentException if it is unresolved or of another class
   */
  public static SockAddr of(SocketAddress address) {
    return switch (address) {
      case SockAddr addr -> addr;
      case InetSocketAddress inet -> of(inet);
      case UnixDomainSocketAddress unix -> {
        String path = unix.getPath().toString();
        yield path.isEmpty() ? unnamed() : unix(path);
      }
      default ->
          throw new IllegalArgumentException(
              "no sockaddr is known for a " + address.getClass().getName());
    };
  }

  private static SockAddr of(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      throw new IllegalArgumentException("unresolved address: " + address);
    }
    return of(host, address.getPort());
  }

  /** The same address as an {@link InetAddress}, with a port. */
  public static SockAddr of(InetAddress address, int port) {
    if (address instanceof Inet6Address inet6) {
      return inet6(inet6.getAddress(), port, 0, inet6.getScopeId());
    }
    return inet(address.getAddress(), port);
  }

  /**
   * The address that {@link #toString} prints: {@code 127.0.0.1:80}, {@code [::1]:80}, {@code
   * unix:/run/x.sock}, {@code unix:@name}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static SockAddr parse(String text) {
    return AddressText.parse(text);
  }

  // ---- reading addresses

  /** The family; {@link AF#UNSPEC} where there is no address. */
  public AF family() {
    return new AF(familyNumber());
  }

  private int familyNumber() {
    return length < Sockaddr.SA_DATA ? AF.UNSPEC.number() : Sockaddr.family(bytes);
  }

  /**
   * Bytes of the {@code sockaddr}; 0 where there is no address, as after receiving from an unnamed
   * Unix socket.
   */
  public int length() {
    return length;
  }

  /**
   * {@code sin_port}, {@code sin6_port}: 0–65535.
   *
   * @throws UnsupportedOperationException if the family has no ports
   */
  public int port() {
    if (isInet()) {
      return SockaddrIn.port(bytes);
    }
    if (isInet6()) {
      return SockaddrIn6.port(bytes);
    }
    throw new UnsupportedOperationException("no port in " + this);
  }

  /**
   * {@code sin_addr}, {@code sin6_addr}: the host, with its scope; allocates. The IPv4 address
   * where an IPv6 one {@linkplain #isV4Mapped holds} it, as the JDK's own channels give it; {@link
   * #addressBytes} has what stands there.
   *
   * @throws UnsupportedOperationException if the family has no such address
   */
  public InetAddress address() {
    return InetSockaddr.address(addressBytes(), scopeId());
  }

  /**
   * The numeric text of {@code sin_addr} or {@code sin6_addr}, as inet_ntop(3) prints it, with the
   * scope: {@code 127.0.0.1}, {@code ::1}, {@code fe80::1%eth0}.
   *
   * @throws UnsupportedOperationException if the family has no such address
   */
  public String host() {
    return AddressText.host(this);
  }

  /**
   * {@code sin_addr}, {@code sin6_addr}: the bytes of the host's address: 4 or 16.
   *
   * @throws UnsupportedOperationException if the family has no such address
   */
  public byte[] addressBytes() {
    if (isInet()) {
      return Arrays.copyOfRange(bytes, SockaddrIn.SIN_ADDR, SockaddrIn.SIN_ADDR + 4);
    }
    if (isInet6()) {
      return Arrays.copyOfRange(bytes, SockaddrIn6.SIN6_ADDR, SockaddrIn6.SIN6_ADDR + 16);
    }
    throw new UnsupportedOperationException("no IP address in " + this);
  }

  /**
   * {@code IN6_IS_ADDR_V4MAPPED}: whether this is an IPv6 address that holds an IPv4 one, {@code
   * ::ffff:192.0.2.1}: a socket of AF_INET6 that has not set {@code IPV6_V6ONLY} names its IPv4
   * peers so.
   */
  public boolean isV4Mapped() {
    return isInet6() && InetSockaddr.isV4Mapped(bytes, SockaddrIn6.SIN6_ADDR);
  }

  /**
   * This address as a socket of AF_INET6 takes it: for an IPv4 address the IPv6 one that
   * {@linkplain #isV4Mapped holds} it, with its port; an IPv6 address itself. {@code connect} and
   * {@code bind} of such a socket refuse addresses of AF_INET with EAFNOSUPPORT, but for a UDP
   * socket that connects or sends.
   *
   * @throws UnsupportedOperationException if the family is not an IP one
   */
  public SockAddr toInet6() {
    byte[] host = addressBytes();
    return isInet6() ? this : inet6(InetSockaddr.v4Mapped(host), port(), 0, 0);
  }

  /** {@code sin6_scope_id}: an interface's index; 0 for none, and for every other family. */
  public int scopeId() {
    return isInet6() ? SockaddrIn6.scopeId(bytes) : 0;
  }

  /** {@code sin6_flowinfo}, as the number that stands on the wire; 0 for every other family. */
  public int flowinfo() {
    return isInet6() ? SockaddrIn6.flowinfo(bytes) : 0;
  }

  /** {@code sun_path}: the path in UTF-8, or null where the address is not a Unix path. */
  public @Nullable String path() {
    byte[] path = pathBytes();
    return path == null ? null : new String(path, UTF_8);
  }

  /**
   * {@code sun_path}: the path's bytes without the NUL behind them, or null where the address is
   * not a Unix path.
   */
  public byte @Nullable [] pathBytes() {
    if (!isUnix() || length == SockaddrUn.SUN_PATH || bytes[SockaddrUn.SUN_PATH] == 0) {
      return null;
    }
    int end = SockaddrUn.SUN_PATH;
    int limit = Math.min(length, SockaddrUn.SUN_PATH + SockaddrUn.PATH_SIZE);
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(bytes, SockaddrUn.SUN_PATH, end);
  }

  /** The abstract name without the NUL before it, or null where the address is not one. */
  public byte @Nullable [] abstractName() {
    if (!isUnix() || length == SockaddrUn.SUN_PATH || bytes[SockaddrUn.SUN_PATH] != 0) {
      return null;
    }
    return Arrays.copyOfRange(bytes, SockaddrUn.SUN_PATH + 1, length);
  }

  /** Whether this is a Unix address without a name. */
  public boolean isUnnamed() {
    return isUnix() && length == SockaddrUn.SUN_PATH;
  }

  /** The bytes behind the family, as {@link #raw} takes them. */
  public byte[] saData() {
    return length <= Sockaddr.SA_DATA
        ? new byte[0]
        : Arrays.copyOfRange(bytes, Sockaddr.SA_DATA, length);
  }

  /**
   * The JDK's class for this address.
   *
   * @throws UnsupportedOperationException if the family is not an IP one
   */
  public InetSocketAddress toInetSocketAddress() {
    return new InetSocketAddress(address(), port());
  }

  /**
   * The JDK's class for this address.
   *
   * @throws UnsupportedOperationException if it is not a Unix path, or unnamed
   */
  public UnixDomainSocketAddress toUnixDomainSocketAddress() {
    String path = isUnnamed() ? "" : path();
    if (path == null) {
      throw new UnsupportedOperationException("no Unix path in " + this);
    }
    return UnixDomainSocketAddress.of(path);
  }

  /** An address of the same bytes that nothing changes. */
  public SockAddr copy() {
    if (!fillable) {
      return this;
    }
    int size = length; // once, for another thread may fill this address
    var copy = new SockAddr(family(), Math.max(size, Sockaddr.SA_DATA));
    copy.length = size;
    System.arraycopy(bytes, 0, copy.bytes, 0, size);
    return copy;
  }

  boolean isInet() {
    return length >= SockaddrIn.SIZE && familyNumber() == AF.INET.number();
  }

  boolean isInet6() {
    return length >= SockaddrIn6.SIZE && familyNumber() == AF.INET6.number();
  }

  boolean isUnix() {
    return familyNumber() == AF.UNIX.number() && length >= SockaddrUn.SUN_PATH;
  }

  // ---- to and from native memory

  /** Writes the {@code sockaddr} to {@code target}, and returns its length. */
  int writeTo(MemorySegment target) {
    int size = length; // once, for another thread may fill this address
    MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, 0, size);
    return size;
  }

  /**
   * Refuses an address that must not change. Called before the system call that would fill this
   * one.
   */
  void requireFillable() {
    if (!fillable) {
      throw new IllegalArgumentException(
          "this address never changes: " + this + "; calls fill a new SockAddr()");
    }
  }

  /** Refuses an address that nobody has filled. */
  void requirePresent() {
    if (length == 0) {
      throw new IllegalArgumentException("the address is empty: no call has filled it");
    }
  }

  /**
   * Takes the {@code sockaddr} that the kernel left in {@code source}, as far as calls take it
   * back.
   */
  void readFrom(MemorySegment source, int kernelLength) {
    int fits = Sockaddr.length(source, kernelLength);
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, 0, bytes, 0, fits);
    length = fits;
  }

  /** A lasting address from native memory. */
  static SockAddr read(MemorySegment source, int kernelLength) {
    var addr = new SockAddr();
    addr.readFrom(source, kernelLength);
    return addr.copy();
  }

  // ---- as every object

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SockAddr addr
        && Arrays.equals(bytes, 0, length, addr.bytes, 0, addr.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /**
   * {@code 127.0.0.1:80}, {@code [fe80::1%eth0]:80}, {@code unix:/run/x.sock}, {@code unix:@name},
   * {@code unix:} for an unnamed one, {@code AF_PACKET:} and hexadecimal for others. Bytes that
   * cannot be printed stand as {@code \xff}.
   */
  @Override
  public String toString() {
    return AddressText.print(this);
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
          "an address of " + length + " bytes is wanted, not of " + address.length);
    }
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }
}
