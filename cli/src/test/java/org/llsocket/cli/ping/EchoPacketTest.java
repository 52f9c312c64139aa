package org.llsocket.cli.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Replies to the requests of {@link EchoPacket}, and arbitrary bytes. */
class EchoPacketTest {
  private static final int MAX = 0xffff;

  /** A packet as a raw IPv4 socket receives it, behind a header of {@code words} words. */
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
  void sequence_arbitraryBytes_isInRangeOrNotOurs(
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
  void sequence_reply_isThatOfTheRequest(
      @ForAll boolean inet6,
      @ForAll boolean raw,
      @ForAll @IntRange(max = MAX) int identifier,
      @ForAll @IntRange(max = MAX) int number,
      @ForAll @IntRange(max = 100) int size,
      @ForAll @IntRange(min = 5, max = 15) int words) {
    var echo = new EchoPacket(inet6, raw, identifier);
    byte[] packet = echo.request(size);
    echo.setSequence(packet, number);
    byte[] request = received(echo, words, packet);

    assertThat(echo.requested(packet, packet.length)).isEqualTo(number);
    assertThat(echo.sequence(request, request.length)).isEqualTo(EchoPacket.NOT_OURS);
    packet[0] = (byte) echo.replyType();
    byte[] reply = received(echo, words, packet);
    assertThat(echo.sequence(reply, reply.length)).isEqualTo(number);
    assertThat(reply.length - echo.start(reply, reply.length)).isEqualTo(size + 8);
  }

  @Property
  void sequence_replyToAnotherProcess_isNotOurs(
      @ForAll boolean inet6,
      @ForAll @IntRange(max = MAX) int ours,
      @ForAll @IntRange(max = MAX) int others) {
    var echo = new EchoPacket(inet6, true, others);
    byte[] packet = echo.request(0);
    packet[0] = (byte) echo.replyType();
    byte[] reply = received(echo, 5, packet);

    int sequence = new EchoPacket(inet6, true, ours).sequence(reply, reply.length);

    assertThat(sequence).isEqualTo(ours == others ? 0 : EchoPacket.NOT_OURS);
  }

  /** RFC 1071: the sum including the checksum is 0. */
  @Property
  void setSequence_rawIpv4_updatesTheChecksum(
      @ForAll @IntRange(max = MAX) int identifier,
      @ForAll @IntRange(max = MAX) int number,
      @ForAll @IntRange(max = 300) int size) {
    var echo = new EchoPacket(false, true, identifier);
    byte[] packet = echo.request(size);
    echo.setSequence(packet, MAX - number);
    echo.setSequence(packet, number);

    assertThat(EchoPacket.checksum(packet)).isZero();
    byte[] damaged = Arrays.copyOf(packet, packet.length);
    damaged[7] ^= 1;
    assertThat(EchoPacket.checksum(damaged)).isNotZero();
  }
}
