package org.llsocket.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.agent.programs.JettyProgram;
import org.llsocket.agent.programs.TomcatProgram;

/** Servers of others with the built agent, under load from the JDK's HTTP client. */
class ServersTest {
  private static final String SETTINGS = "TCP_USER_TIMEOUT=30s,SO_KEEPALIVE=true,listen:IP_TOS=16";

  @TempDir Path directory;

  @Test
  void jetty_underLoad_answersAll() throws Exception {
    Jvm.Result result = Jvm.withAgent(SETTINGS).withLibraries().run(JettyProgram.class);
    assertThat(result.status()).as(result.toString()).isZero();
    assertThat(result.out()).containsExactly("answers 500", "org.llsocket.nio");
  }

  @Test
  void tomcat_underLoad_answersAll() throws Exception {
    Jvm.Result result =
        Jvm.withAgent(SETTINGS).withLibraries().run(TomcatProgram.class, directory.toString());
    assertThat(result.status()).as(result.toString()).isZero();
    assertThat(result.out()).containsExactly("answers 500", "org.llsocket.nio");
  }
}
