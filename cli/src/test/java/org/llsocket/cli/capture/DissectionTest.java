package org.llsocket.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.capture.LINKTYPE;
import org.llsocket.capture.PcapReader;

/** Packets as lines of text. */
class DissectionTest {
  private static final String MACS = "020000000002020000000001";
  private static final int INPUTS = 200_000;

  private static Dissection dissect(byte[] packet, int linkType) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(40 + packet.length);
    file.putInt(0xa1b2c3d4).putInt(0x00020004).putLong(0).putInt(1000).putInt(linkType);
    file.putLong(0).putInt(packet.length).putInt(packet.length).put(packet);
    try (PcapReader reader = PcapReader.of(new ByteArrayInputStream(file.array()))) {
      return new Dissection(Objects.requireNonNull(reader.next()), linkType);
    }
  }

  private static final String IP = "0800 45000028 00004000 40%s0000 c0000201 c6336409 ";
  private static final String IP6 =
      "86dd 60000000 0010%sff 20010db8000000000000000000000001 fe800000000000000000000000000002 ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IP  | 06 | 1f90 0050 00000001 00000002 5018 0400 0000 0000"
            + " | IP 192.0.2.1.8080 > 198.51.100.9.80: Flags [P.], ack 2, win 1024, length 0",
        "IP  | 06 | 1f90 0050 00000005 00000000 5002 0400 0000 0000"
            + " | IP 192.0.2.1.8080 > 198.51.100.9.80: Flags [S], seq 5, win 1024, length 0",
        "IP  | 11 | 1f90 0035 000c 0000 61626364"
            + " | IP 192.0.2.1.8080 > 198.51.100.9.53: UDP, length 4",
        "IP  | 01 | 0800 0000 0007 0001"
            + " | IP 192.0.2.1 > 198.51.100.9: ICMP echo request, id 7, seq 1, length 20",
        "IP  | 01 | 0301 0000 0000 0000"
            + " | IP 192.0.2.1 > 198.51.100.9: ICMP destination unreachable, code 1, length 20",
        "IP  | 01 | 2a01 0000 0000 0000"
            + " | IP 192.0.2.1 > 198.51.100.9: ICMP type 42 code 1, length 20",
        "IP  | 2f | 00000000 | IP 192.0.2.1 > 198.51.100.9: GRE, length 20",
        "IP  | 11 | 1f90 | IP [cut]",
        "IP6 | 3a | 8100 0000 0007 0002 0000000000000000"
            + " | IP6 2001:db8::1 > fe80::2: ICMP6, echo reply, id 7, seq 2, length 16",
        "IP6 | 3a | 8700 0000 00000000 0000000000000000"
            + " | IP6 2001:db8::1 > fe80::2: ICMP6, neighbor solicitation, length 16",
        "IP6 | 00 | 1100 0000 00000000 1f90 0035 0008 0000"
            + " | IP6 2001:db8::1.8080 > fe80::2.53: UDP, length 0",
        "IP6 | 2c | 1100 0000 00000000 1f90 0035 0008 0000"
            + " | IP6 2001:db8::1.8080 > fe80::2.53: UDP, length 0",
        "IP6 | 2c | 1100 0008 00000000 1f90 | IP6 2001:db8::1 > fe80::2: FRAGMENT, length 16",
      })
  void text_ipPackets_isAsTcpdumpPrintsIt(
      String network, String protocol, String transport, String text) throws Exception {
    String header = (network.equals("IP") ? IP : IP6).formatted(protocol);
    byte[] frame = HexFormat.of().parseHex((MACS + header + transport).replace(" ", ""));
    assertThat(dissect(frame, LINKTYPE.ETHERNET).text()).isEqualTo(text);
    byte[] raw = Arrays.copyOfRange(frame, 14, frame.length);
    assertThat(dissect(raw, LINKTYPE.RAW).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0806 0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202"
            + " | ARP, Request who-has 192.0.2.2 tell 192.0.2.1, length 28",
        "0806 0001 0800 06 04 0002 020000000001 c0000201 020000000002 c0000202"
            + " | ARP, Reply 192.0.2.1 is-at 02:00:00:00:00:01, length 28",
        "0806 0007 0800 06 04 0002 | ARP, operation 2",
        "8100 a005 0806 0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202"
            + " | vlan 5, p 5, ARP, Request who-has 192.0.2.2 tell 192.0.2.1, length 28",
        "88cc 0207 | ethertype 0x88cc, length 2",
        "0800 45000028 00002003 40110000 c0000201 c6336409"
            + " | IP 192.0.2.1 > 198.51.100.9: UDP, fragment at 24",
        "08 | [cut]",
      })
  void text_otherFrames_isShort(String rest, String text) throws Exception {
    byte[] frame = HexFormat.of().parseHex((MACS + rest).replace(" ", ""));
    assertThat(dissect(frame, LINKTYPE.ETHERNET).text().strip()).isEqualTo(text);
  }

  @Test
  void text_linkTypeThatIsNotKnown_isItsNumber() throws Exception {
    assertThat(dissect(new byte[9], 147).text()).isEqualTo("LINKTYPE_147, length 9");
  }

  @Test
  void text_randomPackets_neverThrows() throws Exception {
    var random = new Random(1);
    int[] types = {LINKTYPE.ETHERNET, LINKTYPE.RAW, LINKTYPE.LINUX_SLL, LINKTYPE.LINUX_SLL2};
    int cut = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] packet = new byte[random.nextInt(100)];
      random.nextBytes(packet);
      if (packet.length > 24) {
        int at = random.nextInt(2) == 0 ? 12 : 0;
        packet[at] = (byte) (random.nextInt(3) == 0 ? 0x86 : 8);
        packet[at + 1] = (byte) (packet[at] == 8 ? random.nextInt(2) * 6 : 0xdd);
        packet[23] = List.of(6, 17, 1, 58, 0).get(random.nextInt(5)).byteValue();
      }
      Dissection dissection = dissect(packet, types[i % types.length]);
      assertThat(dissection.text()).isNotEmpty();
      cut += dissection.fields().containsKey("cut") ? 1 : 0;
    }
    assertThat(cut).isBetween(1000, INPUTS - 1000);
  }
}
