package org.llsocket.capture;

import static org.llsocket.capture.Condition.and;
import static org.llsocket.capture.Condition.any;
import static org.llsocket.capture.Condition.equal;
import static org.llsocket.capture.Condition.not;
import static org.llsocket.capture.Condition.or;

import java.nio.ByteBuffer;
import java.util.List;
import org.llsocket.ETH;
import org.llsocket.IPPROTO;
import org.llsocket.capture.Condition.Comparison;
import org.llsocket.capture.Condition.Constant;
import org.llsocket.capture.Condition.Size;
import org.llsocket.capture.Condition.Test;
import org.llsocket.capture.Condition.Value;

/** The primitives of filter expressions, as conditions on the headers of a packet. */
final class PcapPrimitives {
  /** Which end of a packet a primitive is about. */
  enum Direction {
    EITHER,
    BOTH,
    SOURCE,
    DESTINATION;

    Condition of(Condition source, Condition destination) {
      return switch (this) {
        case EITHER -> or(source, destination);
        case BOTH -> and(source, destination);
        case SOURCE -> source;
        case DESTINATION -> destination;
      };
    }
  }

  /** Protocols that have ports. */
  static final List<Integer> PORTS =
      List.of(IPPROTO.TCP.number(), IPPROTO.UDP.number(), IPPROTO.SCTP.number());

  // struct iphdr, struct ipv6hdr, struct arphdr with Ethernet and IPv4, struct ethhdr
  private static final int IP_FRAGMENT = 6;
  private static final int IP_FRAGMENT_OFFSET = 0x1fff;
  private static final int IP_PROTOCOL = 9;
  private static final int IP_SOURCE = 12;
  private static final int IP_DESTINATION = 16;
  private static final int IP6_NEXT = 6;
  private static final int IP6_SOURCE = 8;
  private static final int IP6_DESTINATION = 24;
  private static final int IP6_HEADER = 40;
  private static final int ARP_SOURCE = 14;
  private static final int ARP_DESTINATION = 24;
  private static final int MAC_SOURCE = 6;
  private static final int MAC_LOW = 2; // the lower 4 of its 6 bytes

  private static final int ALL = -1; // bits of a word
  private static final int IPV4_BYTES = 4;

  private PcapPrimitives() {}

  /** A transport protocol over IPv4, IPv6 or both. */
  static PcapExpression protocol(int number, boolean ip, boolean ip6) {
    return link -> {
      Condition over4 = and(link.is(ETH.P_IP), byteIs(link, IP_PROTOCOL, number));
      Condition behindFragment =
          and(byteIs(link, IP6_NEXT, IPPROTO.FRAGMENT.number()), byteIs(link, IP6_HEADER, number));
      Condition over6 =
          and(link.is(ETH.P_IPV6), or(byteIs(link, IP6_NEXT, number), behindFragment));
      return or(ip ? over4 : Constant.FALSE, ip6 ? over6 : Constant.FALSE);
    };
  }

  private static Condition byteIs(LinkLayer link, int offset, int value) {
    return equal(link.field(Size.BYTE, offset), value);
  }

  /** An IPv4 network, or an address: all bits; in IP packets, or in those of ARP and its like. */
  static PcapExpression net4(byte[] address, int bits, Direction way, List<Integer> ethertypes) {
    boolean isIp = ethertypes.contains(ETH.P_IP);
    int source = isIp ? IP_SOURCE : ARP_SOURCE;
    int destination = isIp ? IP_DESTINATION : ARP_DESTINATION;
    int mask = mask(bits);
    int word = ByteBuffer.wrap(address).getInt();
    return link ->
        and(
            any(ethertypes.stream().map(link::is).toList()),
            way.of(
                masked(link.field(Size.WORD, source), mask, word),
                masked(link.field(Size.WORD, destination), mask, word)));
  }

  /** An IPv6 network or address. */
  static PcapExpression net6(byte[] address, int bits, Direction way) {
    return link ->
        and(
            link.is(ETH.P_IPV6),
            way.of(
                words(link, IP6_SOURCE, address, bits),
                words(link, IP6_DESTINATION, address, bits)));
  }

  private static Condition words(LinkLayer link, int offset, byte[] address, int bits) {
    Condition all = Constant.TRUE;
    for (int at = 0; at < address.length; at += IPV4_BYTES) {
      int mask = mask(Math.clamp(bits - (long) at * Byte.SIZE, 0, Integer.SIZE));
      int word = ByteBuffer.wrap(address).getInt(at);
      all = and(all, masked(link.field(Size.WORD, offset + at), mask, word));
    }
    return all;
  }

  /** The mask of a network of so many bits in a word. */
  static int mask(int bits) {
    return bits == 0 ? 0 : ALL << (Integer.SIZE - bits);
  }

  private static Condition masked(Value field, int mask, int word) {
    if (mask == 0) {
      return Constant.TRUE;
    }
    Value value = mask == ALL ? field : field.masked(Integer.toUnsignedLong(mask));
    return equal(value, Integer.toUnsignedLong(word & mask));
  }

  /** Ports from {@code first} to {@code last} of these protocols. */
  static PcapExpression ports(List<Integer> protocols, int first, int last, Direction way) {
    return link -> {
      Condition firstFragment =
          not(new Comparison(link.field(Size.HALF, IP_FRAGMENT), Test.ANY_BIT, IP_FRAGMENT_OFFSET));
      Condition over4 =
          way.of(
              range(link.behindIp(Size.HALF, 0), first, last),
              range(link.behindIp(Size.HALF, 2), first, last));
      Condition over6 =
          way.of(
              range(link.field(Size.HALF, IP6_HEADER), first, last),
              range(link.field(Size.HALF, IP6_HEADER + 2), first, last));
      return or(
          and(
              and(link.is(ETH.P_IP), anyByte(link, IP_PROTOCOL, protocols)),
              and(firstFragment, over4)),
          and(and(link.is(ETH.P_IPV6), anyByte(link, IP6_NEXT, protocols)), over6));
    };
  }

  private static Condition anyByte(LinkLayer link, int offset, List<Integer> values) {
    return any(values.stream().map(value -> byteIs(link, offset, value)).toList());
  }

  private static Condition range(Value value, int first, int last) {
    return first == last
        ? equal(value, first)
        : and(
            new Comparison(value, Test.AT_LEAST, first),
            not(new Comparison(value, Test.GREATER, last)));
  }

  /** An Ethernet address. */
  static PcapExpression mac(byte[] address, Direction way) {
    return link -> way.of(mac(link, MAC_SOURCE, address), mac(link, 0, address));
  }

  private static Condition mac(LinkLayer link, int at, byte[] address) {
    ByteBuffer bytes = ByteBuffer.wrap(address);
    Value low = link.ethernet(Size.WORD, at + MAC_LOW, "ether host");
    Value high = link.ethernet(Size.HALF, at, "ether host");
    return and(
        equal(low, Integer.toUnsignedLong(bytes.getInt(MAC_LOW))),
        equal(high, Short.toUnsignedLong(bytes.getShort(0))));
  }

  static PcapExpression less(long length) {
    return _ -> not(new Comparison(Value.of(Size.LENGTH, 0), Test.GREATER, length));
  }

  static PcapExpression greater(long length) {
    return _ -> new Comparison(Value.of(Size.LENGTH, 0), Test.AT_LEAST, length);
  }
}
