package org.llsocket.nio;

import java.util.List;
import java.util.stream.Stream;

/** What programs do with connections and listeners. */
final class StreamScenarios {
  private StreamScenarios() {}

  static List<Scenario> all() {
    return Stream.of(
            ConnectScenarios.states(),
            ConnectScenarios.connecting(),
            ConnectionScenarios.reading(),
            ConnectionScenarios.ending(),
            InterruptScenarios.interrupts(),
            ListenerScenarios.listeners(),
            StreamOptionScenarios.options())
        .flatMap(List::stream)
        .toList();
  }
}
