package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.nio.testing.ChildProgram;

/** What a program observes is the same on the JDK's sockets and on ours. */
class JavaNetTest {
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(StreamScenarios.all());
    all.addAll(DatagramScenarios.all());
    return all;
  }

  /** What a scenario observes, on one line. */
  static String line(Scenario scenario, JavaNet net) {
    return scenario + ": " + scenario.outcome(net).replace('\n', ' ');
  }

  @ParameterizedTest
  @MethodSource("all")
  void instances_anyScenario_behaveAsTheJdks(Scenario scenario) {
    assertThat(scenario.outcome(JavaNet.OURS)).isEqualTo(scenario.outcome(JavaNet.CONSTRUCTORS));
  }

  @Test
  void factories_allScenarios_behaveAsTheJdks() {
    List<String> ours = ChildProgram.output(FactoriesProgram.class, List.of()).lines().toList();
    List<String> jdk =
        all().stream().map(scenario -> line(scenario, JavaNet.CONSTRUCTORS)).toList();
    assertThat(ours).isEqualTo(jdk);
  }
}
