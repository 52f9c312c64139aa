package org.llsocket.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.llsocket.internal.platform.Platform;

/** The same {@code struct tcp_info} as C compilers for machines of both byte orders lay it out. */
class TcpInfoTest {
  private static TcpInfo info(ByteOrder order, String start, String pacingRate) {
    int rate = Platform.struct("tcp_info").offset("tcpi_pacing_rate");
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(start), rate + Long.BYTES);
    HexFormat hex = HexFormat.of();
    System.arraycopy(hex.parseHex(pacingRate), 0, bytes, rate, Long.BYTES);
    return new TcpInfo(MemorySegment.ofArray(bytes), order);
  }

  private static void check(TcpInfo info) {
    assertThat(info.state()).isEqualTo(TCP.ESTABLISHED);
    assertThat(info.options()).isEqualTo(7);
    assertThat(info.snd_wscale()).isEqualTo(7);
    assertThat(info.rcv_wscale()).isEqualTo(9);
    assertThat(info.delivery_rate_app_limited()).isTrue();
    assertThat(info.fastopen_client_fail()).isEqualTo(2);
    assertThat(info.rto()).isEqualTo(Duration.ofMillis(204));
    assertThat(info.snd_mss()).isEqualTo(1448);
    assertThat(info.pacing_rate()).hasValue(0x0102030405060708L);
    assertThat(info.max_pacing_rate()).isEmpty();
    assertThat(info.fields())
        .containsEntry("tcpi_rto", 204_000L)
        .containsEntry("tcpi_pacing_rate", 0x0102030405060708L);
  }

  @Test
  void fields_recordedLittleEndian_areAsRecorded() {
    check(
        info(
            ByteOrder.LITTLE_ENDIAN,
            "0100000000079705e01c030000000000a8050000",
            "0807060504030201"));
  }

  @Test
  void fields_recordedBigEndian_areAsRecorded() {
    check(
        info(ByteOrder.BIG_ENDIAN, "01000000000779c000031ce000000000000005a8", "0102030405060708"));
  }
}
