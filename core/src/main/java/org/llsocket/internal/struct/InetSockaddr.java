package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/** {@code sockaddr_in} and {@code sockaddr_in6} as parts of other structs. */
public final class InetSockaddr {
  private static final int AF_INET = Platform.number("AF_INET");
  private static final int AF_INET6 = Platform.number("AF_INET6");

  private static final int PORT = Platform.struct("sockaddr_in").offset("sin_port");

  /** The size of the longer of them. */
  public static final int MAX_SIZE = SockaddrIn6.SIZE;

  private static final byte[] V4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private InetSockaddr() {}

  /** {@code IN6_IS_ADDR_V4MAPPED}: whether the IPv6 address at {@code at} holds an IPv4 one. */
  public static boolean isV4Mapped(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + V4_MAPPED.length, V4_MAPPED, 0, V4_MAPPED.length);
  }

  /** The IPv6 address that holds the four bytes of an IPv4 one. */
  public static byte[] v4Mapped(byte[] inet) {
    byte[] mapped = Arrays.copyOf(V4_MAPPED, V4_MAPPED.length + inet.length);
    System.arraycopy(inet, 0, mapped, V4_MAPPED.length, inet.length);
    return mapped;
  }

  /**
   * The JDK's class for the bytes of an address, with its scope, or 0 for none. The IPv4 address
   * where an IPv6 one holds it: what the JDK asks of an IPv6 address it would answer wrongly.
   */
  public static InetAddress address(byte[] bytes, int scopeId) {
    try {
      return bytes.length == Integer.BYTES || isV4Mapped(bytes, 0)
          ? InetAddress.getByAddress(bytes)
          : Inet6Address.getByAddress(null, bytes, scopeId == 0 ? -1 : scopeId);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** Writes an address without a port to the start of {@code target}. */
  public static void write(InetAddress address, MemorySegment target) {
    byte[] sockaddr;
    byte[] raw = address.getAddress();
    if (address instanceof Inet6Address v6) {
      sockaddr = new byte[SockaddrIn6.SIZE];
      Sockaddr.family(sockaddr, AF_INET6);
      SockaddrIn6.scopeId(sockaddr, v6.getScopeId());
      System.arraycopy(raw, 0, sockaddr, SockaddrIn6.SIN6_ADDR, raw.length);
    } else {
      sockaddr = new byte[SockaddrIn.SIZE];
      Sockaddr.family(sockaddr, AF_INET);
      System.arraycopy(raw, 0, sockaddr, SockaddrIn.SIN_ADDR, raw.length);
    }
    target.asSlice(0, sockaddr.length).copyFrom(MemorySegment.ofArray(sockaddr));
  }

  /**
   * Reads what the kernel wrote.
   *
   * @throws IllegalArgumentException if it is of another family
   */
  public static InetSocketAddress read(MemorySegment source) {
    byte[] sockaddr = source.toArray(JAVA_BYTE);
    int family = Sockaddr.family(sockaddr);
    if (family == AF_INET) {
      byte[] raw =
          Arrays.copyOfRange(sockaddr, SockaddrIn.SIN_ADDR, SockaddrIn.SIN_ADDR + Integer.BYTES);
      return new InetSocketAddress(address(raw, 0), SockaddrIn.port(sockaddr));
    }
    if (family == AF_INET6) {
      byte[] raw = Arrays.copyOfRange(sockaddr, SockaddrIn6.SIN6_ADDR, SockaddrIn6.SIN6_ADDR + 16);
      return new InetSocketAddress(
          address(raw, SockaddrIn6.scopeId(sockaddr)), SockaddrIn6.port(sockaddr));
    }
    throw new IllegalArgumentException("family " + family + " is neither IPv4 nor IPv6");
  }

  /** Writes an address with its port to the start of {@code target}. */
  public static void write(InetSocketAddress address, MemorySegment target) {
    InetAddress host = address.getAddress();
    if (host == null) {
      throw new IllegalArgumentException(address + " is not resolved");
    }
    write(host, target);
    // Both structs have the port in the same place.
    target.set(
        JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), PORT, (short) address.getPort());
  }

  /** Addresses one directly behind the other. */
  public static MemorySegment write(List<InetSocketAddress> addresses) {
    MemorySegment target = Fields.zeroes(addresses.size() * MAX_SIZE);
    long at = 0;
    for (InetSocketAddress each : addresses) {
      write(each, target.asSlice(at));
      at += each.getAddress() instanceof Inet6Address ? SockaddrIn6.SIZE : SockaddrIn.SIZE;
    }
    return target.asSlice(0, at);
  }

  /** Addresses one directly behind the other, as far as they are there. */
  public static List<InetSocketAddress> readAll(MemorySegment source, long count) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    long at = 0;
    while (addresses.size() < count && at + SockaddrIn.SIZE <= source.byteSize()) {
      long size = Math.min(MAX_SIZE, source.byteSize() - at);
      MemorySegment next = Fields.zeroes(MAX_SIZE);
      MemorySegment.copy(source, at, next, 0, size);
      addresses.add(read(next));
      int family = Sockaddr.family(next.toArray(JAVA_BYTE));
      at += family == AF_INET6 ? SockaddrIn6.SIZE : SockaddrIn.SIZE;
    }
    return List.copyOf(addresses);
  }
}
