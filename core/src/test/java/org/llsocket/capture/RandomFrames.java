package org.llsocket.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ethernet frames whose fields are of the few values that filters of the tests ask for. */
final class RandomFrames {
  static final List<String> IPV4 = List.of("192.0.2.1", "192.0.2.77", "198.51.100.9");
  static final List<String> IPV6 = List.of("2001:db8::1", "2001:db8::2", "fe80::1");
  static final List<String> MACS = List.of("02:00:00:00:00:01", "02:00:00:00:00:02");
  static final int[] PORTS = {22, 53, 80, 443, 6000, 6003, 65_535};
  private static final int LEAST = 100; // so that every header is whole
  private static final int MOST = 260;
  private static final int[] TYPES = {0x800, 0x800, 0x86dd, 0x86dd, 0x806, 0x8035, 0x88cc};
  private static final int[] TAGS = {0x8100, 0x88a8, 0x9100};
  private static final int[] PROTOCOLS = {6, 17, 132, 1, 58, 2, 47};

  private final Random random;

  RandomFrames(long seed) {
    random = new Random(seed);
  }

  private int any(int... values) {
    return values[random.nextInt(values.length)];
  }

  private byte[] any(List<String> addresses) throws UnknownHostException {
    return InetAddress.ofLiteral(addresses.get(random.nextInt(addresses.size()))).getAddress();
  }

  /** A frame with whole headers. */
  byte[] next() throws UnknownHostException {
    byte[] frame = new byte[MOST];
    random.nextBytes(frame);
    ByteBuffer out = ByteBuffer.wrap(frame);
    for (int i = 0; i < 2; i++) {
      out.put(new byte[] {2, 0, 0, 0, 0, (byte) (1 + random.nextInt(2))});
    }
    for (int tags = random.nextInt(8) - 5; tags > 0; tags--) {
      out.putShort((short) any(TAGS)).putShort((short) (random.nextInt(8) << 13 | any(0, 5, 7)));
    }
    int type = any(TYPES);
    out.putShort((short) type);
    int net = out.position();
    switch (type) {
      case 0x800 -> ip(out, net);
      case 0x86dd -> ip6(out, net);
      default -> {
        out.position(net + 14);
        out.put(any(IPV4));
        out.position(net + 24);
        out.put(any(IPV4));
      }
    }
    return Arrays.copyOf(frame, LEAST + random.nextInt(MOST - LEAST));
  }

  private void ip(ByteBuffer out, int net) throws UnknownHostException {
    int words = any(5, 5, 6);
    out.put(net, (byte) (0x40 | words));
    out.putShort(net + 6, (short) any(0, 0, 0x4000, 0x2000, 0x2010, 1));
    out.put(net + 9, (byte) any(PROTOCOLS));
    out.put(net + 12, any(IPV4)).put(net + 16, any(IPV4));
    ports(out, net + 4 * words);
  }

  private void ip6(ByteBuffer out, int net) throws UnknownHostException {
    boolean fragment = random.nextInt(4) == 0;
    out.put(net, (byte) 0x60);
    out.put(net + 6, (byte) (fragment ? 44 : any(PROTOCOLS)));
    out.put(net + 8, any(IPV6)).put(net + 24, any(IPV6));
    if (fragment) {
      out.put(net + 40, (byte) any(PROTOCOLS));
    } else {
      ports(out, net + 40);
    }
  }

  private void ports(ByteBuffer out, int at) {
    out.putShort(at, (short) any(PORTS)).putShort(at + 2, (short) any(PORTS));
  }

  /** An expression of up to {@code depth} levels. */
  String expression(int depth) {
    int shape = depth == 0 ? 0 : random.nextInt(5);
    return switch (shape) {
      case 1 -> expression(depth - 1) + " and " + expression(depth - 1);
      case 2 -> expression(depth - 1) + " or " + expression(depth - 1);
      case 3 -> "not (" + expression(depth - 1) + ")";
      case 4 -> "(" + expression(depth - 1) + ")";
      default -> primitive();
    };
  }

  private String primitive() {
    String way = List.of("", "src ", "dst ", "src and dst ").get(random.nextInt(4));
    String ports = List.of("", "tcp ", "udp ", "sctp ").get(random.nextInt(4));
    return switch (random.nextInt(9)) {
      case 0 -> way + "host " + IPV4.get(random.nextInt(3));
      case 1 -> way + "host " + IPV6.get(random.nextInt(3));
      case 2 ->
          way + "net " + List.of("192.0.2.0/24", "192.0.2.64/26", "198").get(random.nextInt(3));
      case 3 -> way + "net " + List.of("2001:db8::/32", "2001:db8::/127").get(random.nextInt(2));
      case 4 -> ports + way + "port " + any(PORTS);
      case 5 -> ports + way + "portrange " + any(22, 80) + "-" + any(443, 6001);
      case 6 -> "ether " + way + "host " + MACS.get(random.nextInt(2));
      case 7 -> List.of("less ", "greater ").get(random.nextInt(2)) + any(110, 150, 200);
      default ->
          List.of("tcp", "udp", "icmp", "icmp6", "arp", "ip", "ip6", "rarp", "sctp", "igmp")
              .get(random.nextInt(10));
    };
  }
}
