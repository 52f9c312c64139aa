package org.llsocket.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "1048575, 1 MiB",
    "8388608, 8 MiB",
  })
  void bytes_anyCount_usesTheLargestUnit(long count, String text) {
    assertThat(Formats.bytes(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"400000, 0.4 ms", "9940000, 9.9 ms", "9960000, 10 ms", "999600000, 1.00 s"})
  void time_anyDuration_usesTheLargestUnit(long nanos, String text) {
    assertThat(Formats.time(nanos)).isEqualTo(text);
  }
}
