package org.llsocket.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.Socket;

/**
 * Every option on a fresh socket of every kind that has it: its value, and what becomes of others.
 */
class OptionTest {
  private static final List<OptionRow<?>> ROWS =
      Stream.of(
              SocketRows.rows(),
              IpRows.rows(),
              Ipv6Rows.rows(),
              MulticastRows.rows(),
              TcpRows.rows(),
              UdpRows.rows(),
              FamilyRows.rows())
          .<OptionRow<?>>flatMap(List::stream)
          .toList();

  static Stream<Arguments> rowsAndKinds() {
    return ROWS.stream()
        .flatMap(row -> row.kinds().stream().sorted().map(kind -> Arguments.of(row, kind)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("rowsAndKinds")
  void option_onFreshSocket_isAsTheRowSays(OptionRow<?> row, SocketKind kind) throws IOException {
    row.require();
    try (Socket socket = Sockets.open(kind)) {
      row.check(socket);
    }
  }

  @Test
  void rows_everyOption_hasOne() {
    assertThat(ROWS.stream().<Option<?>>map(OptionRow::option)).containsAll(Options.all());
  }
}
