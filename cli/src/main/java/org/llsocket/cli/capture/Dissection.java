package org.llsocket.cli.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.ETH;
import org.llsocket.IPPROTO;
import org.llsocket.SockAddr;
import org.llsocket.capture.LINKTYPE;
import org.llsocket.capture.Packet;
import org.llsocket.capture.RingPacket;

/**
 * The headers of a packet, as a line in the way of tcpdump(8) and as fields. A header that is not
 * whole, because the packet was cut or is malformed, ends the line with {@code [cut]}.
 */
final class Dissection {
  private static final int ARP_IP = 28; // bytes of an ARP packet with Ethernet and IPv4
  private static final int IP6_HEADER = 40;
  private static final int MAC = 6;
  private static final int IPV4 = 4;
  private static final int IPV6 = 16;
  private static final int OLD_QINQ = 0x9100;
  private static final int MAX_TAGS = 8;

  private final ByteBuffer bytes;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  Dissection(Packet packet, int linkType) {
    bytes = packet.data().asByteBuffer(); // big-endian
    try {
      link(packet, linkType);
    } catch (IndexOutOfBoundsException e) {
      boolean spaced = text.isEmpty() || text.charAt(text.length() - 1) == ' ';
      text.append(spaced ? "[cut]" : " [cut]");
      fields.put("cut", true);
    }
  }

  /** One line. */
  String text() {
    return text.toString();
  }

  /** Names of JSON, and values. */
  Map<String, @Nullable Object> fields() {
    return fields;
  }

  // ---- the link

  private void link(Packet packet, int linkType) {
    RingPacket ring = packet instanceof RingPacket received ? received : null;
    if (ring != null && ring.hasVlan()) {
      vlan(ring.vlanTci());
    }
    switch (linkType) {
      case LINKTYPE.ETHERNET -> {
        fields.put("etherSource", mac(6));
        fields.put("etherDestination", mac(0));
        network(u16(12), 14, 0);
      }
      case LINKTYPE.RAW -> network(u8(0) >> 4 == 4 ? ETH.P_IP : ETH.P_IPV6, 0, 0);
      case LINKTYPE.LINUX_SLL -> network(u16(14), 16, 0);
      case LINKTYPE.LINUX_SLL2 -> {
        if (ring != null) {
          network(ring.protocol(), 0, 0); // captured without its link header
        } else {
          network(u16(0), 20, 0);
        }
      }
      default ->
          text.append(LINKTYPE.toString(linkType)).append(", length ").append(packet.length());
    }
  }

  private void vlan(int tci) {
    fields.put("vlan", tci & 0xfff);
    text.append("vlan ").append(tci & 0xfff).append(", p ").append(tci >> 13).append(", ");
  }

  private void network(int ethertype, int at, int tags) {
    if (ethertype == ETH.P_IP) {
      ip(at);
    } else if (ethertype == ETH.P_IPV6) {
      ip6(at);
    } else if (ethertype == ETH.P_ARP || ethertype == ETH.P_RARP) {
      arp(ethertype, at);
    } else if (tags < MAX_TAGS
        && (ethertype == ETH.P_8021Q || ethertype == ETH.P_8021AD || ethertype == OLD_QINQ)) {
      vlan(u16(at));
      network(u16(at + 2), at + 4, tags + 1);
    } else {
      fields.put("ethertype", ethertype);
      text.append("ethertype 0x%04x".formatted(ethertype));
      text.append(", length ").append(bytes.limit() - at);
    }
  }

  // ---- the network

  private void arp(int ethertype, int at) {
    fields.put("protocol", ethertype == ETH.P_ARP ? "arp" : "rarp");
    int operation = u16(at + 6);
    fields.put("operation", operation);
    text.append(ethertype == ETH.P_ARP ? "ARP, " : "RARP, ");
    if (u16(at) != 1 || u16(at + 2) != ETH.P_IP || u8(at + 4) != MAC || u8(at + 5) != IPV4) {
      text.append("operation ").append(operation);
      return;
    }
    String sender = address(at + 14, IPV4);
    String target = address(at + 24, IPV4);
    fields.put("source", sender);
    fields.put("destination", target);
    text.append(
        switch (operation) {
          case 1 -> "Request who-has " + target + " tell " + sender;
          case 2 -> "Reply " + sender + " is-at " + mac(at + 8);
          default -> "operation " + operation + " from " + sender + " about " + target;
        });
    text.append(", length ").append(Math.max(ARP_IP, bytes.limit() - at));
  }

  private void ip(int at) {
    int header = (u8(at) & 0xf) * 4;
    int total = u16(at + 2);
    int fragment = u16(at + 6);
    int protocol = u8(at + 9);
    fields.put("protocol", "ip");
    text.append("IP ");
    fields.put("ttl", u8(at + 8));
    String source = address(at + 12, IPV4);
    String destination = address(at + 16, IPV4);
    if ((fragment & 0x1fff) != 0) {
      ends(source, destination);
      fields.put("fragmentOffset", (fragment & 0x1fff) * 8);
      text.append(name(protocol)).append(", fragment at ").append((fragment & 0x1fff) * 8);
      return;
    }
    transport(protocol, source, destination, at + header, total - header);
  }

  private void ip6(int at) {
    int payload = u16(at + 4);
    int next = u8(at + 6);
    fields.put("protocol", "ip6");
    text.append("IP6 ");
    fields.put("hopLimit", u8(at + 7));
    String source = address(at + 8, IPV6);
    String destination = address(at + 24, IPV6);
    int header = at + IP6_HEADER;
    while (isExtension(next)) {
      next = u8(header);
      int length = (u8(header + 1) + 1) * 8;
      header += length;
      payload -= length;
    }
    if (next == IPPROTO.FRAGMENT.number() && (u16(header + 2) & 0xfff8) == 0) {
      next = u8(header);
      header += 8;
      payload -= 8;
    }
    transport(next, source, destination, header, payload);
  }

  private static boolean isExtension(int next) {
    return next == IPPROTO.HOPOPTS.number()
        || next == IPPROTO.ROUTING.number()
        || next == IPPROTO.DSTOPTS.number();
  }

  private void ends(String source, String destination) {
    fields.put("source", source);
    fields.put("destination", destination);
    text.append(source).append(" > ").append(destination).append(": ");
  }

  private static String name(int protocol) {
    return new IPPROTO(protocol).toString().replaceFirst("IPPROTO_", "");
  }

  // ---- the transport

  private void transport(int protocol, String source, String destination, int at, int length) {
    if (protocol == IPPROTO.TCP.number()) {
      ports("tcp", source, destination, at);
      tcp(at, length);
    } else if (protocol == IPPROTO.UDP.number()) {
      ports("udp", source, destination, at);
      fields.put("payload", u16(at + 4) - 8);
      text.append("UDP, length ").append(u16(at + 4) - 8);
    } else if (protocol == IPPROTO.ICMP.number()) {
      ends(source, destination);
      icmp("icmp", "ICMP ", IcmpNames.icmp(u8(at), u8(at + 1)), 8, 0, at, length);
    } else if (protocol == IPPROTO.ICMPV6.number()) {
      ends(source, destination);
      icmp("icmp6", "ICMP6, ", IcmpNames.icmp6(u8(at), u8(at + 1)), 128, 129, at, length);
    } else {
      ends(source, destination);
      fields.put("transport", protocol);
      text.append(name(protocol)).append(", length ").append(length);
    }
  }

  private void ports(String transport, String source, String destination, int at) {
    fields.put("transport", transport);
    int from = u16(at);
    int to = u16(at + 2);
    ends(source + "." + from, destination + "." + to);
    fields.put("source", source);
    fields.put("sourcePort", from);
    fields.put("destination", destination);
    fields.put("destinationPort", to);
  }

  private void tcp(int at, int length) {
    long seq = u32(at + 4);
    long ack = u32(at + 8);
    int header = (u8(at + 12) >> 4) * 4;
    int flags = u8(at + 13);
    int payload = length - header;
    String names = flags(flags);
    fields.put("flags", names);
    fields.put("seq", seq);
    text.append("Flags [").append(names).append("]");
    if (payload > 0 || (flags & 0x7) != 0) {
      text.append(", seq ").append(seq);
      text.append(payload > 0 ? ":" + (seq + payload & 0xffff_ffffL) : "");
    }
    if ((flags & 0x10) != 0) {
      fields.put("ack", ack);
      text.append(", ack ").append(ack);
    }
    fields.put("window", u16(at + 14));
    fields.put("payload", payload);
    text.append(", win ").append(u16(at + 14)).append(", length ").append(payload);
  }

  /** As tcpdump prints them: F, S, R, P, then a dot for ACK, and U, E, W. */
  private static String flags(int flags) {
    var names = new StringBuilder();
    String letters = "FSRP.UEW";
    for (int i = 0; i < letters.length(); i++) {
      if ((flags & 1 << i) != 0) {
        names.append(letters.charAt(i));
      }
    }
    return names.isEmpty() ? "none" : names.toString();
  }

  private void icmp(
      String transport, String head, String name, int request, int reply, int at, int length) {
    fields.put("transport", transport);
    fields.put("type", u8(at));
    fields.put("code", u8(at + 1));
    text.append(head).append(name);
    if (u8(at) == request || u8(at) == reply) {
      fields.put("id", u16(at + 4));
      fields.put("seq", u16(at + 6));
      text.append(", id ").append(u16(at + 4)).append(", seq ").append(u16(at + 6));
    }
    text.append(", length ").append(length);
  }

  // ---- bytes

  private int u8(int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  private int u16(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private long u32(int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  private byte[] copy(int at, int length) {
    byte[] copy = new byte[length];
    bytes.get(at, copy);
    return copy;
  }

  private String mac(int at) {
    return HexFormat.ofDelimiter(":").formatHex(copy(at, MAC));
  }

  /** An address; an IPv6 one as RFC 5952 writes it. */
  private String address(int at, int length) {
    try {
      return SockAddr.of(InetAddress.getByAddress(copy(at, length)), 0).host();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e); // for another length than 4 and 16
    }
  }
}
