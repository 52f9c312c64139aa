package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.family.FamilyAddr;
import org.llsocket.internal.struct.InetSockaddr;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.struct.SockaddrIn;
import org.llsocket.internal.struct.SockaddrIn6;
import org.llsocket.internal.struct.SockaddrUn;

/**
 * {@code const struct sockaddr *}: an address that a call reads, of any family. It is either a
 * {@link SockAddr}, which never changes, or a {@link SockAddrBuffer}, which calls fill repeatedly.
 * Every call that takes an address, such as {@link Socket#sendto} and {@link
 * Socket#connect(SockAddrView)}, accepts both, so a server can answer a datagram without copying
 * the sender's address:
 *
 * {@snippet :
 * var sender = new SockAddrBuffer();
 * int n = socket.recvfrom(buffer, sender);
 * socket.sendto(buffer.flip(), sender);
 * }
 *
 * <p>The accessors read the fields of the C struct of the family. An accessor of another family's
 * struct returns 0 or null, or throws {@link UnsupportedOperationException}, as documented. Only
 * this package extends the class.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3type)</a>
 */
public abstract class SockAddrView extends SocketAddress {
  private static final long serialVersionUID = 1;

  final byte[] bytes; // the sockaddr, in a buffer followed by unused bytes

  SockAddrView(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Length of the {@code sockaddr} in bytes; 0 if there is no address, as after receiving from an
   * unnamed Unix socket.
   */
  public abstract int length();

  /** {@code sa_family}: the family; {@link AF#UNSPEC} if there is no address. */
  public final AF family() {
    return new AF(familyNumber());
  }

  private int familyNumber() {
    return length() < Sockaddr.SA_DATA ? AF.UNSPEC.number() : Sockaddr.family(bytes);
  }

  /**
   * {@code sin_port}, {@code sin6_port}: the port in host byte order, 0–65535.
   *
   * @throws UnsupportedOperationException if the family has no ports
   */
  public final int port() {
    if (isInet()) {
      return SockaddrIn.port(bytes);
    }
    if (isInet6()) {
      return SockaddrIn6.port(bytes);
    }
    throw new UnsupportedOperationException("no port in " + this);
  }

  /**
   * {@code sin_addr}, {@code sin6_addr}: the host, with its scope; allocates. An {@linkplain
   * #isV4Mapped IPv4-mapped} IPv6 address is returned as the IPv4 address, as the JDK's own
   * channels do; {@link #addressBytes} returns the bytes unchanged.
   *
   * @throws UnsupportedOperationException if the family has no such address
   */
  public final InetAddress address() {
    return InetSockaddr.address(addressBytes(), scopeId());
  }

  /**
   * The numeric text of {@code sin_addr} or {@code sin6_addr}, as inet_ntop(3) prints it, with the
   * scope: {@code 127.0.0.1}, {@code ::1}, {@code fe80::1%eth0}.
   *
   * @throws UnsupportedOperationException if the family has no such address
   */
  public final String host() {
    return SockAddrText.host(familyNumber(), addressBytes(), scopeId());
  }

  /**
   * {@code sin_addr}, {@code sin6_addr}: a copy of the host's address, 4 or 16 bytes in network
   * byte order.
   *
   * @throws UnsupportedOperationException if the family has no such address
   */
  public final byte[] addressBytes() {
    if (isInet()) {
      return Arrays.copyOfRange(bytes, SockaddrIn.SIN_ADDR, SockaddrIn.SIN_ADDR + 4);
    }
    if (isInet6()) {
      return Arrays.copyOfRange(bytes, SockaddrIn6.SIN6_ADDR, SockaddrIn6.SIN6_ADDR + 16);
    }
    throw new UnsupportedOperationException("no IP address in " + this);
  }

  /**
   * {@code IN6_IS_ADDR_V4MAPPED}: whether this is an IPv4-mapped IPv6 address, {@code
   * ::ffff:192.0.2.1}. A socket of AF_INET6 without {@code IPV6_V6ONLY} reports its IPv4 peers this
   * way.
   */
  public final boolean isV4Mapped() {
    return isInet6() && InetSockaddr.isV4Mapped(bytes, SockaddrIn6.SIN6_ADDR);
  }

  /** {@code sin6_scope_id}: an interface's index; 0 for none and for every other family. */
  public final int scopeId() {
    return isInet6() ? SockaddrIn6.scopeId(bytes) : 0;
  }

  /**
   * {@code sin6_flowinfo}: traffic class and flow label as one number, converted to host byte
   * order; 0 for every other family.
   */
  public final int flowinfo() {
    return isInet6() ? SockaddrIn6.flowinfo(bytes) : 0;
  }

  /** {@code sun_path}: the path, decoded as UTF-8; null if the address is not a Unix path. */
  public final @Nullable String path() {
    byte[] path = pathBytes();
    return path == null ? null : new String(path, UTF_8);
  }

  /**
   * {@code sun_path}: the bytes of the path without the terminating NUL; null if the address is not
   * a Unix path.
   */
  public final byte @Nullable [] pathBytes() {
    int length = length(); // read once: another thread may fill this address
    if (!isUnix() || length <= SockaddrUn.SUN_PATH || bytes[SockaddrUn.SUN_PATH] == 0) {
      return null;
    }
    int end = SockaddrUn.SUN_PATH;
    int limit = Math.min(length, SockaddrUn.SUN_PATH + SockaddrUn.PATH_SIZE);
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(bytes, SockaddrUn.SUN_PATH, end);
  }

  /** The abstract name without the NUL before it; null if the address is not an abstract name. */
  public final byte @Nullable [] abstractName() {
    int length = length(); // read once: another thread may fill this address
    if (!isUnix() || length <= SockaddrUn.SUN_PATH || bytes[SockaddrUn.SUN_PATH] != 0) {
      return null;
    }
    return Arrays.copyOfRange(bytes, SockaddrUn.SUN_PATH + 1, length);
  }

  /** Whether this is a Unix address without a name: {@code sizeof(sa_family_t)} bytes long. */
  public final boolean isUnnamed() {
    return isUnix() && length() == SockaddrUn.SUN_PATH;
  }

  /** {@code sa_data}: a copy of the bytes after the family, as {@link SockAddr#raw} takes them. */
  public final byte[] saData() {
    int length = length(); // read once: another thread may fill this address
    return length <= Sockaddr.SA_DATA
        ? new byte[0]
        : Arrays.copyOfRange(bytes, Sockaddr.SA_DATA, length);
  }

  /**
   * The fields of an address of another family: {@code from.as(SockaddrLl.class).ifindex()}.
   *
   * @param type a record of {@link org.llsocket.family}, or {@link FamilyAddr} for any
   * @throws UnsupportedOperationException if this is not such an address
   */
  public final <T extends FamilyAddr> T as(Class<T> type) {
    FamilyAddr value = FamilyAddr.of(toBytes());
    if (!type.isInstance(value)) {
      throw new UnsupportedOperationException("no " + type.getSimpleName() + " in " + this);
    }
    return type.cast(value);
  }

  /**
   * The JDK's class for this address; an IPv4-mapped IPv6 address becomes the IPv4 address.
   *
   * @throws UnsupportedOperationException if the family is neither AF_INET nor AF_INET6
   */
  public final InetSocketAddress toInetSocketAddress() {
    return new InetSocketAddress(address(), port());
  }

  /**
   * The JDK's class for this address; the empty path for an unnamed one.
   *
   * @throws UnsupportedOperationException if it is neither a Unix path nor unnamed
   */
  public final UnixDomainSocketAddress toUnixDomainSocketAddress() {
    String path = isUnnamed() ? "" : path();
    if (path == null) {
      throw new UnsupportedOperationException("no Unix path in " + this);
    }
    return UnixDomainSocketAddress.of(path);
  }

  /**
   * Whether the bytes of both addresses are the same, whether each is a {@link SockAddr} or a
   * {@link SockAddrBuffer}. Allocates nothing.
   */
  public final boolean contentEquals(SockAddrView other) {
    return Arrays.equals(bytes, 0, length(), other.bytes, 0, other.length());
  }

  /**
   * Copies the {@code sockaddr} to the start of {@code target}, for code that passes it to C.
   *
   * @return the length in bytes
   * @throws IllegalArgumentException if there is no address, or {@code target} is shorter
   */
  public final int copyTo(MemorySegment target) {
    requirePresent();
    if (target.byteSize() < length()) {
      throw new IllegalArgumentException(
          "the address is " + length() + " bytes, the segment " + target.byteSize());
    }
    return writeTo(target);
  }

  final boolean isInet() {
    return length() >= SockaddrIn.SIZE && familyNumber() == AF.INET.number();
  }

  final boolean isInet6() {
    return length() >= SockaddrIn6.SIZE && familyNumber() == AF.INET6.number();
  }

  final boolean isUnix() {
    return length() >= SockaddrUn.SUN_PATH && familyNumber() == AF.UNIX.number();
  }

  /** Copies the {@code sockaddr} to {@code target} and returns its length. */
  final int writeTo(MemorySegment target) {
    int size = length(); // read once: another thread may fill this address
    MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, 0, size);
    return size;
  }

  /** A copy of the {@code sockaddr}. */
  final byte[] toBytes() {
    return Arrays.copyOf(bytes, length());
  }

  /**
   * Refuses an empty address, before a system call that needs an address.
   *
   * @throws IllegalArgumentException if the length is 0
   */
  final void requirePresent() {
    if (length() == 0) {
      throw new IllegalArgumentException("the address is empty: no call has filled it");
    }
  }

  /**
   * {@code 127.0.0.1:80}, {@code [fe80::1%eth0]:80}, {@code unix:/run/x.sock}, {@code unix:@name},
   * {@code unix:} for an unnamed Unix address, the forms of {@link org.llsocket.family}, such as
   * {@code vsock:host:1024}, {@code AF_PPPOX:} and hexadecimal digits for anything else; {@code
   * none} if there is no address. Unprintable bytes are written as {@code \xff}. {@link
   * SockAddr#parse} accepts every form but the last.
   */
  @Override
  public final String toString() {
    if (isInet()) {
      return host() + ":" + port();
    }
    if (isInet6()) {
      return "[" + host() + "]:" + port();
    }
    if (isUnix()) {
      byte[] name = abstractName();
      return name == null ? SockAddrText.path(pathBytes()) : SockAddrText.abstractName(name);
    }
    return length() == 0 ? "none" : SockAddrText.other(toBytes());
  }
}
