package org.llsocket.cli.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llsocket.option.Linger;
import org.llsocket.option.PortRange;

class OptionTextTest {
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
