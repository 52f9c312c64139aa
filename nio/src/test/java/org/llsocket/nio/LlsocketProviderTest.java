package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs see of our channels is what they see of the JDK's. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LlsocketProviderTest {
  static List<ChannelScenario> scenarios() {
    return Stream.of(
            StreamChannelScenarios.all(), DatagramChannelScenarios.all(), SelectorScenarios.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenario_ofBothProviders_isTheSame(ChannelScenario scenario) throws Exception {
    Transcript expected = scenario.on(SelectorProvider.provider());
    Transcript ours = scenario.on(LlsocketProvider.instance());

    assertThat(ours.differences(expected)).isEmpty();
  }
}
