package org.llsocket.message;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.llsocket.AF;

/**
 * {@code IP_PKTINFO}, {@code struct in_pktinfo}, and {@code IPV6_PKTINFO}, {@code struct
 * in6_pktinfo}: which address and interface a datagram came to, or is to leave from. {@link
 * org.llsocket.option.IP#PKTINFO} and {@link org.llsocket.option.IPV6#RECVPKTINFO} make it come
 * with what is received. See ip(7), ipv6(7), RFC 3542.
 *
 * <p>An IPv4 datagram that came to a socket of AF_INET6 has IPv4 addresses here too, and what is
 * sent with them goes to IPv4 receivers. {@code IPV6_PKTINFO} has only the destination of such a
 * one, from which no answer can be sent where it is a broadcast address. A server for both families
 * therefore sets {@link org.llsocket.option.IP#PKTINFO} beside {@link
 * org.llsocket.option.IPV6#RECVPKTINFO}: the kernel then gives both, and {@link Control#get} takes
 * the one of IPv4.
 *
 * @param local {@code ipi_spec_dst}, {@code ipi6_addr}: received, the local address, for IPv4 that
 *     which the kernel would answer from; sent, the source address, or {@code 0.0.0.0} or {@code
 *     ::} for the kernel to choose
 * @param destination {@code ipi_addr}, {@code ipi6_addr}: the destination in the packet's header,
 *     which may be a multicast or broadcast address; without meaning where it is sent
 * @param ifindex {@code ipi_ifindex}, {@code ipi6_ifindex}: the interface's index; sent, 0 lets the
 *     kernel choose
 */
public record PktInfo(InetAddress local, InetAddress destination, int ifindex)
    implements ControlMessage {
  private static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if one address is IPv4 and the other IPv6, or the index is
   *     negative
   */
  public PktInfo {
    if (local instanceof Inet4Address != destination instanceof Inet4Address) {
      throw new IllegalArgumentException(local + " and " + destination + " are of two families");
    }
    if (ifindex < 0) {
      throw new IllegalArgumentException("interface index " + ifindex + " is negative");
    }
  }

  /** To send: from an address of this host. */
  public static PktInfo from(InetAddress local) {
    return new PktInfo(local, local, 0);
  }

  /**
   * To send: by an interface, from an address of the kernel's choice.
   *
   * @param family {@link AF#INET} or {@link AF#INET6}: the receiver's; AF_INET where its IPv6
   *     address holds an IPv4 one
   * @throws IllegalArgumentException if it is another, or the index is negative
   */
  public static PktInfo on(int ifindex, AF family) {
    if (!family.equals(AF.INET) && !family.equals(AF.INET6)) {
      throw new IllegalArgumentException(family + " is neither AF_INET nor AF_INET6");
    }
    InetAddress any = InetAddress.ofLiteral(family.equals(AF.INET) ? "0.0.0.0" : "::");
    return new PktInfo(any, any, ifindex);
  }

  /**
   * To answer what came with this, from the address that was asked. No host answers from a
   * multicast or broadcast address: for IPv4 it is then the local address, where {@code IP_PKTINFO}
   * gives it, else the kernel's choice. The interface is named where the address is good on one
   * link only.
   */
  public PktInfo reply() {
    InetAddress source = local;
    if (local.isMulticastAddress() || local.equals(BROADCAST)) {
      source = InetAddress.ofLiteral(local instanceof Inet4Address ? "0.0.0.0" : "::");
    }
    return new PktInfo(source, source, local.isLinkLocalAddress() ? ifindex : 0);
  }
}
