package org.llsocket.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AddrInfo;
import org.llsocket.AddrInfoException;
import org.llsocket.ETH;
import org.llsocket.SOCK;

/** Hosts, networks and services of filter expressions. */
final class PcapNames {
  private static final int IPV4_BITS = 32;
  private static final int IPV4_PARTS = 4;

  /** A network, or an address: a network of all bits. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  record Net(byte[] address, int bits) {
    boolean isIpv4() {
      return address.length * Byte.SIZE == IPV4_BITS;
    }
  }

  private PcapNames() {}

  /** The conditions on a network, by the protocols that the keywords allow; none if none does. */
  static List<PcapExpression> of(Net net, PcapFilterParser.Keywords keywords) {
    List<PcapExpression> all = new ArrayList<>();
    String network = keywords.protocol();
    if (!net.isIpv4()) {
      if (network.isEmpty() || network.equals("ip6")) {
        all.add(PcapPrimitives.net6(net.address, net.bits, keywords.way()));
      }
      return all;
    }
    if (network.isEmpty() || network.equals("ip")) {
      all.add(PcapPrimitives.net4(net.address, net.bits, keywords.way(), List.of(ETH.P_IP)));
    }
    List<Integer> arp =
        switch (network) {
          case "" -> List.of(ETH.P_ARP, ETH.P_RARP);
          case "arp" -> List.of(ETH.P_ARP);
          case "rarp" -> List.of(ETH.P_RARP);
          default -> List.of();
        };
    if (!arp.isEmpty()) {
      all.add(PcapPrimitives.net4(net.address, net.bits, keywords.way(), arp));
    }
    return all;
  }

  /** An address, or those that a name has. */
  static List<Net> hosts(String word) throws IOException {
    InetAddress literal = literal(word);
    if (literal != null) {
      return List.of(all(literal));
    }
    if (word.indexOf('/') >= 0) {
      throw new IllegalArgumentException("a host is one address; net has a length,");
    }
    List<Net> hosts = new ArrayList<>();
    try {
      for (AddrInfo each : AddrInfo.getaddrinfo(word, null, AddrInfo.Hints.of().type(SOCK.DGRAM))) {
        AF family = each.addr().family();
        if (family.equals(AF.INET) || family.equals(AF.INET6)) {
          hosts.add(all(each.addr().address()));
        }
      }
    } catch (AddrInfoException e) {
      throw new IllegalArgumentException("no address has this name (" + e.getMessage() + ")", e);
    }
    return hosts;
  }

  private static Net all(InetAddress address) {
    byte[] bytes = address.getAddress();
    return new Net(bytes, bytes.length * Byte.SIZE);
  }

  private static @Nullable InetAddress literal(String word) {
    try {
      return InetAddress.ofLiteral(word);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** {@code 192.0.2.0/24}, {@code 192.0.2}, {@code 2001:db8::/32}. */
  static Net net(String word) {
    int slash = word.indexOf('/');
    String address = slash < 0 ? word : word.substring(0, slash);
    Net whole = address.matches("\\d+(\\.\\d+){0,2}") ? parts(address) : literalNet(address);
    int most = whole.address.length * Byte.SIZE;
    int bits = whole.bits;
    if (slash >= 0) {
      String length = word.substring(slash + 1);
      bits = length.matches("\\d{1,3}") ? Integer.parseInt(length) : most + 1;
      if (bits > most) {
        throw new IllegalArgumentException("the length of the network is not 0–" + most);
      }
    }
    for (int bit = bits; bit < most; bit++) {
      if ((whole.address[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) {
        throw new IllegalArgumentException(
            "the address has bits behind the " + bits + " bits of the network");
      }
    }
    return new Net(whole.address, bits);
  }

  private static Net literalNet(String address) {
    InetAddress literal = literal(address);
    if (literal == null) {
      throw new IllegalArgumentException(
          "a network is an address and a length, as 192.0.2.0/24 or 2001:db8::/32,");
    }
    return all(literal);
  }

  /** The first parts of an IPv4 address. */
  private static Net parts(String address) {
    String[] parts = address.split("\\.", -1);
    byte[] bytes = new byte[IPV4_PARTS];
    for (int i = 0; i < parts.length; i++) {
      int part = parts[i].length() > 3 ? 256 : Integer.parseInt(parts[i]);
      if (part > 255) {
        throw new IllegalArgumentException("a part of an IPv4 address is 0–255, not " + parts[i]);
      }
      bytes[i] = (byte) part;
    }
    return new Net(Arrays.copyOf(bytes, IPV4_PARTS), parts.length * Byte.SIZE);
  }

  /** The port of a service. */
  static int port(String name) throws IOException {
    try {
      return AddrInfo.getaddrinfo(null, name).getFirst().addr().port();
    } catch (AddrInfoException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
