package org.llsocket.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.Command;

/** Filters select the same packets as those of tcpdump. */
class PcapFilterTest {
  private static final int FRAMES = 4000;
  private static final List<byte[]> ALL = frames();

  private static List<byte[]> frames() {
    try {
      var random = new RandomFrames(1);
      List<byte[]> frames = new ArrayList<>();
      for (int i = 0; i < FRAMES; i++) {
        frames.add(random.next());
      }
      return frames;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BpfProgram tcpdumps(String expression) {
    CaptureTools.TCPDUMP.require();
    String program = Command.output(List.of("tcpdump", "-y", "EN10MB", "-ddd", expression));
    return BpfProgram.parse(program);
  }

  /** Returns how many of the frames are selected. */
  private static int assertSame(BpfProgram ours, BpfProgram theirs, String expression) {
    int selected = 0;
    for (byte[] frame : ALL) {
      MemorySegment packet = MemorySegment.ofArray(frame);
      long expected = theirs.run(packet, frame.length);
      assertThat(ours.run(packet, frame.length))
          .as("%s of %s", expression, HexFormat.of().formatHex(frame))
          .isEqualTo(expected);
      selected += expected > 0 ? 1 : 0;
    }
    return selected;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp",
        "udp",
        "sctp",
        "icmp",
        "icmp6",
        "igmp",
        "arp",
        "rarp",
        "ip",
        "ip6",
        "host 192.0.2.1",
        "src host 192.0.2.1",
        "dst 192.0.2.77",
        "src or dst host 192.0.2.77",
        "src and dst host 192.0.2.77",
        "ip host 192.0.2.1",
        "arp host 192.0.2.1",
        "host 2001:db8::1",
        "ip6 src host 2001:db8::2",
        "host 192.0.2.1 or 198.51.100.9",
        "net 192.0.2.0/24",
        "net 192.0.2",
        "src net 192.0.2.64/26",
        "net 0.0.0.0/0",
        "net 2001:db8::/32",
        "dst net 2001:db8::2/127",
        "port 53",
        "port 80 or 443",
        "tcp port 80",
        "udp src port 53",
        "tcp dst port 22",
        "src port 53 and dst port 53",
        "portrange 6000-6008",
        "portrange 443-22",
        "tcp portrange 80-443",
        "dst portrange 20-60",
        "ether proto 0x88cc",
        "ether proto \\arp",
        "ether host 02:00:00:00:00:01",
        "ether src 02:00:00:00:00:02",
        "ip proto 47",
        "ip6 proto 47",
        "ip proto \\udp",
        "vlan",
        "vlan 5",
        "vlan and tcp",
        "vlan 7 and host 192.0.2.1 and port 80",
        "vlan and vlan and ip",
        "not vlan and tcp",
        "vlan 5 or udp",
        "less 130",
        "greater 200",
        "tcp and not port 22",
        "!(tcp || udp) && ip",
        "tcp or udp and port 53",
        "not not tcp",
        "(tcp port 80 or udp port 53) and (src net 192.0.2.0/24 or ip6)",
      })
  void forFile_expression_selectsAsTcpdumpDoes(String expression) throws Exception {
    BpfProgram ours = PcapFilter.parse(expression).forFile(LINKTYPE.ETHERNET);
    int selected = assertSame(ours, tcpdumps(expression), expression);
    // Behind vlan a frame without a tag is read at the wrong place, as tcpdump reads it.
    assertThat(selected).isBetween(expression.startsWith("not vlan") ? 0 : 1, FRAMES - 1);
  }

  @Test
  void forFile_randomExpressions_selectAsTcpdumpDoes() throws Exception {
    var random = new RandomFrames(2);
    for (int i = 0; i < 60; i++) {
      String expression = random.expression(4);
      BpfProgram theirs;
      try {
        theirs = tcpdumps(expression);
      } catch (IllegalStateException e) {
        // tcpdump refuses what its optimizer finds to be false for each packet
        assertThat(e).hasMessageContaining("expression rejects all packets");
        continue;
      }
      BpfProgram ours = PcapFilter.parse(expression).forFile(LINKTYPE.ETHERNET);
      assertSame(ours, theirs, expression);
    }
  }

  /** Tags that the kernel has taken away are 0 outside of the kernel: the same packets. */
  @Test
  void forSocket_outsideOfTheKernel_selectsAsForFile() throws Exception {
    for (String expression : List.of("vlan 5 and tcp", "not vlan", "tcp or vlan and udp", "udp")) {
      PcapFilter filter = PcapFilter.parse(expression);
      BpfProgram socket = filter.forSocket(LINKTYPE.ETHERNET, PcapFilter.MAX_SNAPLEN);
      assertSame(socket, filter.forFile(LINKTYPE.ETHERNET), expression);
    }
  }

  @Test
  void forSocket_snaplen_isWhatTheProgramKeeps() throws Exception {
    PcapFilter empty = PcapFilter.parse("  ");
    assertThat(empty.forSocket(LINKTYPE.ETHERNET, 96)).hasToString("1\n6 0 0 96");
    for (int snaplen : new int[] {0, -1, PcapFilter.MAX_SNAPLEN + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> empty.forSocket(LINKTYPE.ETHERNET, snaplen))
          .withMessage("snaplen " + snaplen + " is not 1–262144");
    }
  }

  /** The offsets of each link type, on the same packet behind other link headers. */
  @Test
  void forFile_otherLinkTypes_findTheNetworkHeader() throws Exception {
    PcapFilter filter = PcapFilter.parse("tcp dst port 80 and src host 192.0.2.1");
    byte[] ip =
        HexFormat.of()
            .parseHex("45000028000000004006 0000c0000201c0000202303900500000".replace(" ", ""));
    assertThat(filter.forFile(LINKTYPE.RAW).run(MemorySegment.ofArray(ip), ip.length)).isPositive();
    byte[] sll = new byte[16 + ip.length];
    sll[14] = 8;
    System.arraycopy(ip, 0, sll, 16, ip.length);
    assertThat(filter.forFile(LINKTYPE.LINUX_SLL).run(MemorySegment.ofArray(sll), sll.length))
        .isPositive();
    byte[] sll2 = new byte[20 + ip.length];
    sll2[0] = 8;
    System.arraycopy(ip, 0, sll2, 20, ip.length);
    assertThat(filter.forFile(LINKTYPE.LINUX_SLL2).run(MemorySegment.ofArray(sll2), sll2.length))
        .isPositive();
    assertThat(filter.forFile(LINKTYPE.LINUX_SLL2).run(MemorySegment.ofArray(sll), sll.length))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp port          | filter \"tcp port\": expected a port at its end",
        "port 65536        | filter \"port 65536\": the port is not 0–65535 at \"65536\", character 6",
        "port no-such      | no service has this name at \"no-such\"",
        "portrange 5       | a range of ports is FIRST-LAST, as 6000-6008",
        "icmp port 5       | icmp has no ports; tcp, udp and sctp have",
        "host 192.0.2.0/24 | a host is one address; net has a length,",
        "net 192.0.2.1/24  | the address has bits behind the 24 bits of the network",
        "net 192.0.2.0/33  | the length of the network is not 0–32",
        "net 300           | a part of an IPv4 address is 0–255, not 300",
        "net there         | a network is an address and a length",
        "ip host ::1       | ip does not carry this address",
        "tcp host ::1      | tcp has no addresses; ip, ip6, arp, rarp and ether have;",
        "(tcp              | expected ) at its end",
        "tcp)              | expected and, or, or the end at \")\", character 4",
        "tcp udp           | expected and, or, or the end at \"udp\", character 5",
        "and tcp           | expected an address or a name at \"and\", character 1",
        "ether             | expected host, src, dst or proto behind ether",
        "ether host 02:00  | an Ethernet address is six bytes, as 02:00:00:00:00:01,",
        "ether net 10      | ether has hosts, not networks",
        "ether proto 5     | an Ethernet protocol is 1536–65535",
        "ip proto 256      | a protocol is 0–255",
        "tcp proto 5       | proto stands behind ip, ip6 or ether",
        "vlan 4096         | a VLAN is 0–4095",
        "less many         | expected a length as a number, 0–4294967295,",
        "tcp[13] & 2 != 0  | ",
        "not               | expected an address or a name at its end",
      })
  void parse_noExpression_namesThePlaceAndWhatWouldBeRight(String expression, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcapFilter.parse(expression))
        .withMessageStartingWith("filter \"" + expression + "\": ")
        .withMessageContaining(message == null ? "" : message);
  }

  @Test
  void parse_deepExpression_isRefusedNotOverflowed() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcapFilter.parse("(".repeat(100_000)))
        .withMessageContaining("more than 100 parentheses");
    assertThat(PcapFilter.parse("(".repeat(90) + "tcp" + ")".repeat(90))).isNotNull();
  }

  @Test
  void forFile_longExpression_jumpsFarAndSelects() throws Exception {
    var expression = new StringBuilder("host 203.0.113.0");
    for (int i = 1; i < 200; i++) {
      expression.append(" or host 203.0.113.").append(i);
    }
    expression.append(" or tcp");
    PcapFilter filter = PcapFilter.parse(expression.toString());
    assertSame(
        filter.forFile(LINKTYPE.ETHERNET),
        PcapFilter.parse(
                "tcp or net 203.0.113.0/25 or net 203.0.113.128/26 or net 203.0.113.192/29")
            .forFile(LINKTYPE.ETHERNET),
        "long");
    String tooLong = expression + " or " + expression;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcapFilter.parse(tooLong).forFile(LINKTYPE.ETHERNET))
        .withMessageContaining("a program has 1–4096 instructions, not ");
  }

  @Test
  void forFile_linkTypeThatFiltersDoNotKnow_isRefused() throws Exception {
    PcapFilter filter = PcapFilter.parse("tcp");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.forFile(127))
        .withMessageContaining("LINKTYPE_127");
    PcapFilter mac = PcapFilter.parse("ether host 02:00:00:00:00:01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mac.forFile(LINKTYPE.RAW))
        .withMessageContaining(
            "ether host needs packets with an Ethernet header, not LINKTYPE_RAW");
  }
}
