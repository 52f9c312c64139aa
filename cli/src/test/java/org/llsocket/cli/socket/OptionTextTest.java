package org.llsocket.cli.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.Linger;
import org.llsocket.option.PortRange;

class OptionTextTest {
  @Test
  void parse_everyType_returnsTheValue() {
    assertThat(OptionText.parse(Boolean.class, "off")).isFalse();
    assertThat(OptionText.parse(Integer.class, "-1")).isEqualTo(-1);
    assertThat(OptionText.parse(Long.class, "0xffffffff")).isEqualTo(0xffff_ffffL);
    assertThat(OptionText.parse(Duration.class, "1.5s")).isEqualTo(Duration.ofMillis(1500));
    assertThat(OptionText.parse(Duration.class, "0")).isZero();
    assertThat(OptionText.parse(String.class, "bbr")).isEqualTo("bbr");
    assertThat(OptionText.parse(byte[].class, "00ff")).containsExactly(0, 0xff);
    assertThat(OptionText.parse(Linger.class, "off")).isEqualTo(Linger.OFF);
    assertThat(OptionText.parse(PortRange.class, "5-9")).isEqualTo(new PortRange(5, 9));
    var group = InetAddress.ofLiteral("239.1.2.3");
    assertThat(OptionText.parse(GroupReq.class, "239.1.2.3")).isEqualTo(GroupReq.of(group));
    assertThat(OptionText.parse(GroupSourceReq.class, "10.0.0.1@239.1.2.3%lo"))
        .isEqualTo(GroupSourceReq.of(group, InetAddress.ofLiteral("10.0.0.1"), "lo"));
  }

  @Test
  void print_everyType_returnsItsText() {
    assertThat(OptionText.print(Duration.ofMillis(1500))).isEqualTo("1500 ms");
    assertThat(OptionText.print(Duration.ofSeconds(3))).isEqualTo("3 s");
    assertThat(OptionText.print(Duration.ofNanos(7000))).isEqualTo("7 us");
    assertThat(OptionText.print(Linger.of(Duration.ofSeconds(2)))).isEqualTo("2 s");
    assertThat(OptionText.print(new PortRange(5, 9))).isEqualTo("5-9");
    assertThat(OptionText.print(new byte[] {1, -1})).isEqualTo("01ff");
  }
}
