package org.llsocket.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llsocket.ETH;
import org.llsocket.IPPROTO;
import org.llsocket.capture.Condition.Constant;
import org.llsocket.capture.PcapPrimitives.Direction;

/** A recursive-descent parser of filter expressions. */
final class PcapFilterParser {
  private static final Pattern TOKEN = Pattern.compile("[()]|!|&&|\\|\\||[^\\s()!&|]+|\\S");
  private static final Set<String> NETWORKS = Set.of("ip", "ip6", "arp", "rarp", "ether");
  private static final Set<String> TYPES = Set.of("host", "net", "port", "portrange", "proto");
  private static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "or",
          "not",
          "&&",
          "||",
          "!",
          "(",
          ")",
          "src",
          "dst",
          "vlan",
          "less",
          "greater",
          "ip",
          "ip6",
          "arp",
          "rarp",
          "ether",
          "tcp",
          "udp",
          "sctp",
          "icmp",
          "icmp6",
          "igmp",
          "host",
          "net",
          "port",
          "portrange",
          "proto");
  private static final int MAX_DEPTH = 100;
  private static final int MAX_VID = 4095;
  private static final long MAX_LENGTH = 0xffff_ffffL;

  /** Transport protocols, and which IP carries them. */
  private static final Map<String, PcapExpression> TRANSPORTS =
      Map.of(
          "tcp", PcapPrimitives.protocol(IPPROTO.TCP.number(), true, true),
          "udp", PcapPrimitives.protocol(IPPROTO.UDP.number(), true, true),
          "sctp", PcapPrimitives.protocol(IPPROTO.SCTP.number(), true, true),
          "icmp", PcapPrimitives.protocol(IPPROTO.ICMP.number(), true, false),
          "icmp6", PcapPrimitives.protocol(IPPROTO.ICMPV6.number(), false, true),
          "igmp", PcapPrimitives.protocol(IPPROTO.IGMP.number(), true, false));

  /** The keywords of a primitive, which the next one may have too; empty for none. */
  record Keywords(String protocol, Direction way, String type) {}

  private final String text;
  private final List<MatchResult> tokens;
  private int at;
  private int depth;
  private boolean hasVlan;
  private @Nullable Keywords before;

  PcapFilterParser(String text) {
    this.text = text;
    tokens = TOKEN.matcher(text).results().toList();
  }

  /** Whether the expression has the word {@code vlan}. */
  boolean hasVlan() {
    return hasVlan;
  }

  PcapExpression parse() throws IOException {
    if (tokens.isEmpty()) {
      return _ -> Constant.TRUE;
    }
    PcapExpression all = expression();
    if (at < tokens.size()) {
      throw wrong("expected and, or, or the end");
    }
    return all;
  }

  // ---- tokens

  private String peek() {
    return at < tokens.size() ? tokens.get(at).group() : "";
  }

  private boolean take(String... words) {
    boolean found = List.of(words).contains(peek());
    at += found ? 1 : 0;
    return found;
  }

  private String takeAny(Set<String> words) {
    String word = peek();
    boolean found = words.contains(word);
    at += found ? 1 : 0;
    return found ? word : "";
  }

  /** A word that is not a keyword; one behind a backslash may be. */
  private String word(String what) {
    String word = peek();
    if (word.isEmpty() || KEYWORDS.contains(word)) {
      throw wrong("expected " + what);
    }
    at++;
    return word.startsWith("\\") ? word.substring(1) : word;
  }

  /** The error at the current token. */
  private IllegalArgumentException wrong(String why) {
    String place =
        at < tokens.size()
            ? "at \"" + peek() + "\", character " + (tokens.get(at).start() + 1)
            : "at its end";
    return new IllegalArgumentException("filter \"" + text.strip() + "\": " + why + " " + place);
  }

  /** The error at the token before. */
  private IllegalArgumentException wrongBefore(String why) {
    at--;
    return wrong(why);
  }

  // ---- the grammar

  private PcapExpression expression() throws IOException {
    PcapExpression all = term();
    while (true) {
      if (take("and", "&&")) {
        all = PcapExpression.and(all, term());
      } else if (take("or", "||")) {
        all = PcapExpression.or(all, term());
      } else {
        return all;
      }
    }
  }

  private PcapExpression term() throws IOException {
    if (++depth > MAX_DEPTH) {
      throw wrong("more than " + MAX_DEPTH + " parentheses and nots within each other");
    }
    try {
      if (take("not", "!")) {
        return PcapExpression.not(term());
      }
      if (take("(")) {
        PcapExpression inner = expression();
        if (!take(")")) {
          throw wrong("expected )");
        }
        return inner;
      }
      return primitive();
    } finally {
      depth--;
    }
  }

  private PcapExpression primitive() throws IOException {
    if (take("vlan")) {
      hasVlan = true;
      int id = peek().matches("\\d+") ? (int) number("a VLAN", 0, MAX_VID) : -1;
      return link -> link.vlan(id);
    }
    if (take("less")) {
      return PcapPrimitives.less(number("a length", 0, MAX_LENGTH));
    }
    if (take("greater")) {
      return PcapPrimitives.greater(number("a length", 0, MAX_LENGTH));
    }
    Keywords own = keywords();
    if (own.protocol.isEmpty() && own.type.isEmpty() && own.way == Direction.EITHER) {
      Keywords inherited = before;
      if (inherited == null || KEYWORDS.contains(peek())) {
        own = new Keywords("", Direction.EITHER, "host");
      } else {
        own = inherited;
      }
    } else if (own.type.isEmpty() && own.way == Direction.EITHER && isEndOfPrimitive()) {
      return alone(own.protocol);
    } else if (own.type.isEmpty()) {
      own = new Keywords(own.protocol, own.way, "host");
    }
    before = own;
    return about(own);
  }

  private boolean isEndOfPrimitive() {
    String next = peek();
    return next.isEmpty() || KEYWORDS.contains(next);
  }

  private Keywords keywords() {
    String protocol = takeAny(NETWORKS);
    if (protocol.isEmpty()) {
      protocol = takeAny(TRANSPORTS.keySet());
    }
    return new Keywords(protocol, direction(), takeAny(TYPES));
  }

  private Direction direction() {
    if (!peek().equals("src") && !peek().equals("dst")) {
      return Direction.EITHER;
    }
    boolean source = take("src");
    at += source ? 0 : 1;
    String other = source ? "dst" : "src";
    boolean joined = at + 1 < tokens.size() && tokens.get(at + 1).group().equals(other);
    String joint = peek();
    if (joined && (joint.equals("or") || joint.equals("and"))) {
      at += 2;
      return joint.equals("or") ? Direction.EITHER : Direction.BOTH;
    }
    return source ? Direction.SOURCE : Direction.DESTINATION;
  }

  /** A protocol without anything behind it. */
  private PcapExpression alone(String protocol) {
    PcapExpression transport = TRANSPORTS.get(protocol);
    if (transport != null) {
      return transport;
    }
    if (protocol.equals("ether")) {
      throw wrong("expected host, src, dst or proto behind ether");
    }
    int ethertype = ethertype(protocol);
    return link -> link.is(ethertype);
  }

  private static int ethertype(String network) {
    return switch (network) {
      case "ip" -> ETH.P_IP;
      case "ip6" -> ETH.P_IPV6;
      case "arp" -> ETH.P_ARP;
      default -> ETH.P_RARP;
    };
  }

  private PcapExpression about(Keywords keywords) throws IOException {
    return switch (keywords.type) {
      case "port" -> {
        String word = portWord(keywords);
        int port = port(word);
        yield PcapPrimitives.ports(protocols(keywords), port, port, keywords.way);
      }
      case "portrange" -> portRange(keywords);
      case "proto" -> proto(keywords);
      default -> address(keywords);
    };
  }

  // ---- ports

  private String portWord(Keywords keywords) {
    if (!keywords.protocol.isEmpty()
        && !List.of("tcp", "udp", "sctp").contains(keywords.protocol)) {
      throw wrongBefore(keywords.protocol + " has no ports; tcp, udp and sctp have");
    }
    return word("a port");
  }

  private static List<Integer> protocols(Keywords keywords) {
    return switch (keywords.protocol) {
      case "tcp" -> List.of(IPPROTO.TCP.number());
      case "udp" -> List.of(IPPROTO.UDP.number());
      case "sctp" -> List.of(IPPROTO.SCTP.number());
      default -> PcapPrimitives.PORTS;
    };
  }

  private int port(String word) throws IOException {
    if (word.matches("\\d{1,9}")) {
      int port = Integer.parseInt(word);
      if (port > 0xffff) {
        throw wrongBefore("the port is not 0–65535");
      }
      return port;
    }
    try {
      return PcapNames.port(word);
    } catch (IllegalArgumentException e) {
      throw wrongBefore("no service has this name");
    }
  }

  private PcapExpression portRange(Keywords keywords) throws IOException {
    String word = portWord(keywords);
    int dash = word.indexOf('-');
    if (dash < 1 || dash == word.length() - 1) {
      throw wrongBefore("a range of ports is FIRST-LAST, as 6000-6008");
    }
    int first = port(word.substring(0, dash));
    int last = port(word.substring(dash + 1));
    return PcapPrimitives.ports(
        protocols(keywords), Math.min(first, last), Math.max(first, last), keywords.way);
  }

  // ---- protocols by number

  private PcapExpression proto(Keywords keywords) {
    String network = keywords.protocol;
    if (keywords.way != Direction.EITHER || !List.of("", "ip", "ip6", "ether").contains(network)) {
      throw wrongBefore("proto stands behind ip, ip6 or ether");
    }
    if (network.equals("ether")) {
      int ethertype = etherProto(word("an Ethernet protocol"));
      return link -> link.is(ethertype);
    }
    int number = ipProto(word("a protocol"));
    return PcapPrimitives.protocol(number, !network.equals("ip6"), !network.equals("ip"));
  }

  private int etherProto(String word) {
    if (List.of("ip", "ip6", "arp", "rarp").contains(word)) {
      return ethertype(word);
    }
    return (int) number(word, "an Ethernet protocol", 0x600, 0xffff);
  }

  private int ipProto(String word) {
    return switch (word) {
      case "tcp" -> IPPROTO.TCP.number();
      case "udp" -> IPPROTO.UDP.number();
      case "sctp" -> IPPROTO.SCTP.number();
      case "icmp" -> IPPROTO.ICMP.number();
      case "icmp6" -> IPPROTO.ICMPV6.number();
      case "igmp" -> IPPROTO.IGMP.number();
      default -> (int) number(word, "a protocol", 0, 0xff);
    };
  }

  private long number(String what, long least, long most) {
    return number(word(what), what, least, most);
  }

  private long number(String word, String what, long least, long most) {
    long value;
    try {
      value = Long.decode(word);
    } catch (NumberFormatException e) {
      throw wrongBefore("expected " + what + " as a number, " + least + "–" + most + ",");
    }
    if (value < least || value > most) {
      throw wrongBefore(what + " is " + least + "–" + most + ":");
    }
    return value;
  }

  // ---- addresses

  private PcapExpression address(Keywords keywords) throws IOException {
    String network = keywords.protocol;
    if (!network.isEmpty() && !NETWORKS.contains(network)) {
      throw wrong(network + " has no addresses; ip, ip6, arp, rarp and ether have;");
    }
    boolean isNet = keywords.type.equals("net");
    String word = word(isNet ? "a network" : "an address or a name");
    if (network.equals("ether")) {
      if (isNet) {
        throw wrongBefore("ether has hosts, not networks");
      }
      return PcapPrimitives.mac(mac(word), keywords.way);
    }
    try {
      List<PcapNames.Net> nets = isNet ? List.of(PcapNames.net(word)) : PcapNames.hosts(word);
      List<PcapExpression> each = new ArrayList<>();
      for (PcapNames.Net net : nets) {
        each.addAll(PcapNames.of(net, keywords));
      }
      if (each.isEmpty()) {
        throw new IllegalArgumentException(network + " does not carry this address");
      }
      return each.stream().reduce(PcapExpression::or).orElseThrow();
    } catch (IllegalArgumentException e) {
      throw wrongBefore(String.valueOf(e.getMessage()));
    }
  }

  private byte[] mac(String word) {
    String[] parts = word.split("[:-]", -1);
    byte[] mac = new byte[6];
    boolean right = parts.length == mac.length;
    for (int i = 0; right && i < mac.length; i++) {
      right = parts[i].matches("[0-9a-fA-F]{1,2}");
      mac[i] = right ? (byte) Integer.parseInt(parts[i], 16) : 0;
    }
    if (!right) {
      throw wrongBefore("an Ethernet address is six bytes, as 02:00:00:00:00:01,");
    }
    return mac;
  }
}
