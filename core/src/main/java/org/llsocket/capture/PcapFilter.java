package org.llsocket.capture;

import java.io.IOException;
import org.llsocket.capture.Condition.Size;
import org.llsocket.capture.Condition.Value;

/**
 * An expression of pcap-filter(7), as {@code tcpdump} takes it; immutable.
 *
 * <pre>{@code
 * var filter = PcapFilter.parse("tcp port 80 and not host 192.0.2.1");
 * PacketRing ring = PacketRing.open(ifindex, PacketRingSetup.DEFAULT.withFilter(filter));
 * }</pre>
 *
 * <p>The primitives, of which each may stand behind {@code not}, and which are joined by {@code
 * and}, {@code or} and parentheses; {@code !}, {@code &&} and {@code ||} stand for these words:
 *
 * <table>
 * <caption>Primitives</caption>
 * <tr><td>{@code ip}, {@code ip6}, {@code arp}, {@code rarp}<td>a network protocol
 * <tr><td>{@code tcp}, {@code udp}, {@code sctp}, {@code icmp}, {@code icmp6}, {@code igmp}
 * <td>a protocol over IPv4 or IPv6
 * <tr><td>{@code ip proto N}, {@code ip6 proto N}, {@code ether proto N}
 * <td>a protocol by its number or name
 * <tr><td>{@code [ip|ip6|arp|rarp] [src|dst] host A}
 * <td>an address or a name; in ARP the addresses that it is about
 * <tr><td>{@code [ip|ip6|arp|rarp] [src|dst] net A/LENGTH}<td>a network
 * <tr><td>{@code [tcp|udp|sctp] [src|dst] port N}<td>a port, as a number or a name
 * <tr><td>{@code [tcp|udp|sctp] [src|dst] portrange N-M}<td>ports
 * <tr><td>{@code ether [src|dst] host MAC}<td>an Ethernet address
 * <tr><td>{@code vlan [ID]}<td>a VLAN tag; what stands behind it is about the packet in the VLAN
 * <tr><td>{@code less N}, {@code greater N}<td>at most, at least N bytes
 * </table>
 *
 * <p>As in pcap-filter(7), {@code and} and {@code or} have the same precedence and are read from
 * the left, {@code not} binds closer, {@code src or dst} and {@code src and dst} are directions,
 * and what stands without a keyword behind {@code and} or {@code or} has the keywords of the
 * primitive before it: {@code port 80 or 443}. Ports of IPv6 are found directly behind its header.
 *
 * @see <a href="https://www.tcpdump.org/manpages/pcap-filter.7.html">pcap-filter(7)</a>
 */
public final class PcapFilter {
  /** The most bytes of a packet that a capture keeps by default, as in tcpdump. */
  public static final int MAX_SNAPLEN = 262_144;

  private final String text;
  private final PcapExpression expression;
  private final boolean hasVlan;

  private PcapFilter(String text, PcapExpression expression, boolean hasVlan) {
    this.text = text;
    this.expression = expression;
    this.hasVlan = hasVlan;
  }

  /**
   * Parses an expression. Names of hosts and services are looked up here.
   *
   * @param expression the empty one accepts each packet
   * @throws IllegalArgumentException if it is not an expression, with the place and what would be
   *     right there
   * @throws IOException if a name cannot be looked up
   */
  public static PcapFilter parse(String expression) throws IOException {
    var parser = new PcapFilterParser(expression);
    return new PcapFilter(expression.strip(), parser.parse(), parser.hasVlan());
  }

  /**
   * The program for {@code SO_ATTACH_FILTER} of a packet socket, which knows that the kernel takes
   * VLAN tags from packets.
   *
   * @param linkType what the socket's packets begin with: {@link LINKTYPE#ETHERNET}, {@link
   *     LINKTYPE#RAW}; {@link LINKTYPE#LINUX_SLL2} for a socket of {@code SOCK_DGRAM}
   * @param snaplen how many bytes of a packet are kept, 1–{@link #MAX_SNAPLEN}
   * @throws IllegalArgumentException if the filter needs another link type, or is too long
   */
  public BpfProgram forSocket(int linkType, int snaplen) {
    checkSnaplen(snaplen);
    Condition bare = expression.compile(LinkLayer.ofSocket(linkType, false));
    if (!hasVlan) {
      return bare.program(snaplen);
    }
    Condition tagged = expression.compile(LinkLayer.ofSocket(linkType, true));
    Condition isBare = Condition.equal(Value.of(Size.BYTE, BpfCode.AD_VLAN_TAG_PRESENT), 0);
    return Condition.or(Condition.and(isBare, bare), Condition.and(Condition.not(isBare), tagged))
        .program(snaplen);
  }

  /**
   * The program for {@link BpfProgram#run} on the packets of a file, which hold their VLAN tags.
   *
   * @param linkType {@link PcapReader#linkType}
   * @throws IllegalArgumentException if the filter needs another link type, or is too long
   */
  public BpfProgram forFile(int linkType) {
    return expression.compile(LinkLayer.ofFile(linkType)).program(MAX_SNAPLEN);
  }

  static void checkSnaplen(int snaplen) {
    if (snaplen < 1 || snaplen > MAX_SNAPLEN) {
      throw new IllegalArgumentException("snaplen " + snaplen + " is not 1–" + MAX_SNAPLEN);
    }
  }

  /** The expression. */
  @Override
  public String toString() {
    return text;
  }
}
