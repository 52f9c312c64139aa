package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** {@link EchoPacket}: its packets as the network would answer them, and any bytes at all. */
class EchoPacketTest {
  private static final int MAX = 0xffff;

  /** What a raw socket of IPv4 is given: the packet behind a header of so many words. */
  private static byte[] behindHeader(int words, byte[] packet) {
    var all = new byte[words * Integer.BYTES + packet.length];
    all[0] = (byte) (4 << 4 | words);
    System.arraycopy(packet, 0, all, words * Integer.BYTES, packet.length);
    return all;
  }

  private static byte[] received(EchoPacket echo, int words, byte[] packet) {
    return echo.raw() && !echo.inet6() ? behindHeader(words, packet) : packet;
  }

  @Property
  void sequence_anyBytes_isANumberOrNotOurs(
      @ForAll byte[] bytes,
      @ForAll boolean inet6,
      @ForAll boolean raw,
      @ForAll @IntRange(max = MAX) int identifier) {
    var echo = new EchoPacket(inet6, raw, identifier);

    for (int length = 0; length <= bytes.length; length++) {
      assertThat(echo.sequence(bytes, length)).isBetween(EchoPacket.NOT_OURS, MAX);
      assertThat(echo.requested(bytes, length)).isBetween(EchoPacket.NOT_OURS, MAX);
    }
  }

  @Property
  void sequence_answerToARequest_isItsNumber(
      @ForAll boolean inet6,
      @ForAll boolean raw,
      @ForAll @IntRange(max = MAX) int identifier,
      @ForAll @IntRange(max = MAX) int number,
      @ForAll @IntRange(max = 100) int size,
      @ForAll @IntRange(min = 5, max = 15) int words) {
    var echo = new EchoPacket(inet6, raw, identifier);
    byte[] packet = echo.request(size);
    echo.number(packet, number);
    byte[] request = received(echo, words, packet);

    assertThat(echo.requested(packet, packet.length)).isEqualTo(number);
    assertThat(echo.sequence(request, request.length)).isEqualTo(EchoPacket.NOT_OURS);
    packet[0] = (byte) echo.replyType();
    byte[] answer = received(echo, words, packet);
    assertThat(echo.sequence(answer, answer.length)).isEqualTo(number);
    assertThat(answer.length - echo.start(answer, answer.length)).isEqualTo(size + 8);
  }

  @Property
  void sequence_answerToAnotherProcess_isNotOurs(
      @ForAll boolean inet6,
      @ForAll @IntRange(max = MAX) int ours,
      @ForAll @IntRange(max = MAX) int others) {
    var echo = new EchoPacket(inet6, true, others);
    byte[] packet = echo.request(0);
    packet[0] = (byte) echo.replyType();
    byte[] answer = received(echo, 5, packet);

    int sequence = new EchoPacket(inet6, true, ours).sequence(answer, answer.length);

    assertThat(sequence).isEqualTo(ours == others ? 0 : EchoPacket.NOT_OURS);
  }

  /** RFC 1071: the sum over all, the checksum included, is none. */
  @Property
  void number_rawIpv4_leavesARightChecksum(
      @ForAll @IntRange(max = MAX) int identifier,
      @ForAll @IntRange(max = MAX) int number,
      @ForAll @IntRange(max = 300) int size) {
    var echo = new EchoPacket(false, true, identifier);
    byte[] packet = echo.request(size);
    echo.number(packet, MAX - number);
    echo.number(packet, number);

    assertThat(EchoPacket.checksum(packet)).isZero();
    byte[] damaged = Arrays.copyOf(packet, packet.length);
    damaged[7] ^= 1;
    assertThat(EchoPacket.checksum(damaged)).isNotZero();
  }
}
