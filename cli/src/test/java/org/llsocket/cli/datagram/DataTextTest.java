package org.llsocket.cli.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link DataText} never prints control sequences of a terminal. */
class DataTextTest {
  private static boolean isHarmless(int c) {
    return c == '\t' || (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
  }

  @Property
  void lines_arbitraryBytes_haveNoControlCharacters(
      @ForAll byte[] data, @ForAll ReceiveOptions.DataFormat format) {
    assertThat(DataText.lines(data, format))
        .allMatch(line -> line.codePoints().allMatch(DataTextTest::isHarmless));
  }

  @Property
  void lines_arbitraryText_haveNoControlCharacters(
      @ForAll String text, @ForAll ReceiveOptions.DataFormat format) {
    assertThat(DataText.lines(text.getBytes(UTF_8), format))
        .allMatch(line -> line.codePoints().allMatch(DataTextTest::isHarmless));
  }

  @Property
  void lines_hex_parsesBackToTheBytes(@ForAll byte[] data) {
    String digits =
        DataText.lines(data, ReceiveOptions.DataFormat.HEX).stream()
            .map(row -> row.substring(6, 53).replace(" ", ""))
            .collect(Collectors.joining());

    assertThat(HexFormat.of().parseHex(digits)).isEqualTo(data);
  }

  @Property
  void lines_autoText_areItsLines(@ForAll String text) {
    byte[] data = text.getBytes(UTF_8);
    List<String> lines = DataText.lines(data, ReceiveOptions.DataFormat.AUTO);

    if (DataText.isText(data)) {
      assertThat(lines).isEqualTo(new String(data, UTF_8).lines().toList());
    } else {
      assertThat(lines).isEqualTo(DataText.lines(data, ReceiveOptions.DataFormat.HEX));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1b5b324a, \\x1b[2J",
    "c29b, \\x9b",
    "e280ae, \\u202e",
    "f3a08081, \\ue0001",
    "f09f9880, \uD83D\uDE00",
    "ff, \uFFFD",
  })
  void lines_text_escapesControlCharacters(String hex, String shown) {
    byte[] data = HexFormat.of().parseHex(hex);

    assertThat(DataText.lines(data, ReceiveOptions.DataFormat.TEXT)).containsExactly(shown);
  }

  @Test
  void isText_linesAndTabs_returnsTrue() {
    assertThat(DataText.isText("a\tb\r\nc\n".getBytes(UTF_8))).isTrue();
    assertThat(DataText.isText(new byte[0])).isTrue();
    assertThat(DataText.isText(new byte[] {0})).isFalse();
  }
}
