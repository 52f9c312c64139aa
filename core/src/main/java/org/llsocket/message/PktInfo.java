package org.llsocket.message;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code IP_PKTINFO}, {@code struct in_pktinfo}, and {@code IPV6_PKTINFO}, {@code struct
 * in6_pktinfo}: the address and interface that a datagram arrived at, or is to leave from. {@link
 * org.llsocket.option.IP#PKTINFO} and {@link org.llsocket.option.IPV6#RECVPKTINFO} add it to what
 * is received. See ip(7), ipv6(7), RFC 3542.
 *
 * <pre>{@code
 * socket.set(IP.PKTINFO, true);
 * socket.recvmsg(message, 0);
 * PktInfo asked = message.control().get(PktInfo.class);
 * message.control().clear();
 * message.control().add(asked.reply()); // answers from the address that was asked
 * socket.sendmsg(message, 0);
 * }</pre>
 *
 * <p>An IPv4 datagram that an AF_INET6 socket receives has IPv4 addresses here too, and a datagram
 * that is sent with them reaches IPv4 receivers. For such a datagram {@code IPV6_PKTINFO} has the
 * destination only, and no reply can be sent from a broadcast address. A server for both families
 * therefore sets {@link org.llsocket.option.IP#PKTINFO} as well as {@link
 * org.llsocket.option.IPV6#RECVPKTINFO}: the kernel then adds both, and {@link Control#get} returns
 * the IPv4 one.
 */
public final class PktInfo implements ControlMessage {
  private static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

  private final InetAddress local;
  private final InetAddress destination;
  private final int ifindex;

  private PktInfo(InetAddress local, InetAddress destination, int ifindex) {
    this.local = local;
    this.destination = destination;
    this.ifindex = ifindex;
  }

  // ---- to send

  /** To send from an address of this host, on the interface that the route selects. */
  public static PktInfo from(InetAddress local) {
    return from(local, 0);
  }

  /**
   * To send from an address of this host, on an interface.
   *
   * @param ifindex the interface; 0 for the one that the route selects
   * @throws IllegalArgumentException if the index is negative
   */
  public static PktInfo from(InetAddress local, int ifindex) {
    if (ifindex < 0) {
      throw new IllegalArgumentException("interface index " + ifindex + " is negative");
    }
    return new PktInfo(local, local, ifindex);
  }

  /**
   * To send on an interface, from an address that the kernel selects.
   *
   * @param family {@link AF#INET} or {@link AF#INET6}: the family of the receiver's address;
   *     AF_INET for an IPv4-mapped IPv6 address
   * @throws IllegalArgumentException for any other family, or if the index is negative
   */
  public static PktInfo on(int ifindex, AF family) {
    if (!family.equals(AF.INET) && !family.equals(AF.INET6)) {
      throw new IllegalArgumentException(family + " is neither AF_INET nor AF_INET6");
    }
    return from(any(family.equals(AF.INET)), ifindex);
  }

  /**
   * To answer a datagram that was received with this, from the address that it was sent to. No host
   * sends from a multicast or broadcast address: the source is then the local address for IPv4 with
   * {@code IP_PKTINFO}, and otherwise an address that the kernel selects. The interface is set if
   * the address is link-local.
   */
  public PktInfo reply() {
    boolean group = local.isMulticastAddress() || local.equals(BROADCAST);
    InetAddress source = group ? any(local instanceof Inet4Address) : local;
    return from(source, local.isLinkLocalAddress() ? ifindex : 0);
  }

  private static InetAddress any(boolean inet) {
    return InetAddress.ofLiteral(inet ? "0.0.0.0" : "::");
  }

  // ---- its parts

  /**
   * {@code ipi_spec_dst}, {@code ipi6_addr}: received, the local address, for IPv4 the one that the
   * kernel would answer from; to send, the source address; {@code 0.0.0.0} or {@code ::} lets the
   * kernel select one.
   */
  public InetAddress local() {
    return local;
  }

  /**
   * {@code ipi_addr}, {@code ipi6_addr}: received, the destination in the header of the packet,
   * which may be a multicast or broadcast address; to send, not used.
   */
  public InetAddress destination() {
    return destination;
  }

  /**
   * {@code ipi_ifindex}, {@code ipi6_ifindex}: the interface index; to send, 0 lets the kernel
   * select the interface.
   */
  public int ifindex() {
    return ifindex;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PktInfo same
        && local.equals(same.local)
        && destination.equals(same.destination)
        && ifindex == same.ifindex;
  }

  @Override
  public int hashCode() {
    return Objects.hash(local, destination, ifindex);
  }

  @Override
  public String toString() {
    return "PktInfo[local="
        + local.getHostAddress()
        + ", destination="
        + destination.getHostAddress()
        + ", ifindex="
        + ifindex
        + "]";
  }

  // ---- struct in_pktinfo and struct in6_pktinfo

  boolean isInet() {
    return local instanceof Inet4Address;
  }

  boolean isInet6() {
    return !isInet();
  }

  static PktInfo inet(Fields fields) {
    return new PktInfo(
        address(fields.bytes("ipi_spec_dst")),
        address(fields.bytes("ipi_addr")),
        Math.max(0, fields.getInt("ipi_ifindex")));
  }

  MemorySegment toInet() {
    return Fields.of("in_pktinfo")
        .set("ipi_ifindex", ifindex)
        .set("ipi_spec_dst", local.getAddress())
        .memory();
  }

  static PktInfo inet6(Fields fields) {
    InetAddress address = address(fields.bytes("ipi6_addr"));
    return new PktInfo(address, address, Math.max(0, fields.getInt("ipi6_ifindex")));
  }

  MemorySegment toInet6() {
    return Fields.of("in6_pktinfo")
        .set("ipi6_addr", local.getAddress())
        .set("ipi6_ifindex", ifindex)
        .memory();
  }

  private static InetAddress address(MemorySegment bytes) {
    return InetSockaddr.address(bytes.toArray(ValueLayout.JAVA_BYTE), 0);
  }
}
