package org.llsocket.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.llsocket.agent.programs.HttpProgram;
import org.llsocket.agent.programs.NetProgram;
import org.llsocket.agent.programs.NioProgram;

/** Unchanged programs with the built agent, in JVMs of their own. */
class AgentTest {
  private static final String SETTINGS = "TCP_USER_TIMEOUT=30s,SO_KEEPALIVE=true,TCP_KEEPIDLE=61s";
  private static final String LINE =
      "llsocket-agent: channels (java.nio) and sockets (java.net); "
          + "TCP_USER_TIMEOUT=30s, SO_KEEPALIVE=true, TCP_KEEPIDLE=61s";
  private static final String SET = " SO_KEEPALIVE=true TCP_KEEPIDLE=PT1M1S TCP_USER_TIMEOUT=PT30S";

  private static final String PROVIDER =
      "-Djava.nio.channels.spi.SelectorProvider=org.llsocket.nio.LlsocketProvider";

  /** The start of a line that shows the options of a socket, without the size of its buffer. */
  private static String shown(String line) {
    return line.replaceFirst(" SO_RCVBUF=.*", "");
  }

  private static List<String> shown(Jvm.Result result) {
    assertThat(result.status()).as(result.toString()).isZero();
    return result.out().stream().map(AgentTest::shown).toList();
  }

  @Test
  void nioProgram_settings_areThoseOfEachSocket() throws Exception {
    Jvm.Result result = Jvm.withAgent(SETTINGS).run(NioProgram.class);
    assertThat(shown(result))
        .containsExactlyInAnyOrder(
            "accepted" + SET,
            "echoed 100",
            "client" + SET,
            "listener" + SET,
            "datagrams SO_KEEPALIVE=true");
    assertThat(result.err()).containsExactly(LINE);
  }

  @Test
  void netProgram_settings_areThoseOfEachSocket() throws Exception {
    Jvm.Result result = Jvm.withAgent(SETTINGS).run(NetProgram.class);
    assertThat(shown(result))
        .containsExactly(
            "received true",
            "client" + SET,
            "accepted" + SET,
            "listener" + SET,
            "datagram of 3",
            "datagrams SO_KEEPALIVE=true");
    assertThat(result.err()).containsExactly(LINE);
  }

  /** The kernel's own table has a keepalive timer of each connection: at most 61 seconds. */
  @Test
  void httpProgram_settings_areTheKernels() throws Exception {
    Jvm.Result result = Jvm.withAgent(SETTINGS).run(HttpProgram.class);
    assertThat(result.status()).as(result.toString()).isZero();
    assertThat(result.out()).startsWith("org.llsocket.nio.LlsocketProvider", "answers 50");
    for (String timer : result.out().getLast().split(" ", -1)) {
      assertThat(timer).startsWith("02:");
      assertThat(Integer.parseInt(timer.substring(3), 16)).isBetween(1, 6100); // ticks of 10 ms
    }
    assertThat(result.err()).containsExactly(LINE);
  }

  @Test
  void nioProgram_rolesAndAddresses_areTheSocketsMeant() throws Exception {
    String settings =
        "connect:127.0.0.0/8:TCP_USER_TIMEOUT=30s,connect:10.0.0.0/8:TCP_KEEPIDLE=61s,"
            + "accept:TCP_USER_TIMEOUT=40000,listen:127.0.0.1:TCP_KEEPIDLE=62,"
            + "datagram:SO_RCVBUF=8k";
    Jvm.Result result = Jvm.withAgent(settings).run(NioProgram.class);
    List<String> lines = shown(result);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("client"))
        .singleElement()
        .asString()
        .contains("TCP_USER_TIMEOUT=PT30S")
        .doesNotContain("PT1M1S");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("accepted"))
        .singleElement()
        .asString()
        .contains("TCP_USER_TIMEOUT=PT40S", "TCP_KEEPIDLE=PT1M2S");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("listener"))
        .singleElement()
        .asString()
        .contains("TCP_USER_TIMEOUT=PT0S", "TCP_KEEPIDLE=PT1M2S");
    assertThat(result.out().getLast()).endsWith(" SO_RCVBUF=16384"); // the kernel doubles it
  }

  @Test
  void agent_noArguments_setsNothing() throws Exception {
    Jvm.Result result = Jvm.withAgent("").run(NetProgram.class);
    assertThat(shown(result)).contains("received true");
    assertThat(result.err())
        .containsExactly("llsocket-agent: channels (java.nio) and sockets (java.net); no options");
  }

  @Test
  void agent_quiet_printsNothing() throws Exception {
    Jvm.Result result = Jvm.withAgent("quiet," + SETTINGS).run(NetProgram.class);
    assertThat(shown(result)).contains("client" + SET);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void agent_noNioAndNoNet_leaveThemToTheJdk() throws Exception {
    Jvm.Result net = Jvm.withAgent("no-nio," + SETTINGS).run(NioProgram.class);
    assertThat(shown(net)).contains("echoed 100", "client SO_KEEPALIVE=false TCP_KEEPIDLE=7200");
    assertThat(net.err())
        .containsExactly(
            "llsocket-agent: sockets (java.net); not channels (java.nio): no-nio; "
                + "TCP_USER_TIMEOUT=30s, SO_KEEPALIVE=true, TCP_KEEPIDLE=61s");
    Jvm.Result nio = Jvm.withAgent("no-net,quiet," + SETTINGS).run(NetProgram.class);
    assertThat(shown(nio)).contains("received true").noneMatch(line -> line.contains(SET));
  }

  @Test
  void agent_anotherProvider_keepsItAndSaysSo() throws Exception {
    String jdks = "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider";
    Jvm.Result result = Jvm.withAgent(SETTINGS).options(jdks).run(HttpProgram.class);
    assertThat(result.out()).contains("sun.nio.ch.EPollSelectorProvider", "answers 50");
    assertThat(result.err())
        .singleElement()
        .asString()
        .contains("not channels (java.nio): " + jdks + ";");
  }

  @Test
  void agent_unsupportedPlatform_keepsTheJdksSockets() throws Exception {
    Jvm.Result result = Jvm.withAgent(SETTINGS).options("-Dos.arch=sparc64").run(NetProgram.class);
    assertThat(shown(result)).contains("received true").noneMatch(line -> line.contains(SET));
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("llsocket-agent: the JDK's sockets are used: ")
        .contains("sparc64");
  }

  @Test
  void agent_badItem_endsTheStart() throws Exception {
    assertRefused(
        "TCP_USER_TIMOUT=30s",
        "unknown option \"TCP_USER_TIMOUT\"; did you mean " + "TCP_USER_TIMEOUT?");
    assertRefused("quit", "\"quit\" is not of the form NAME=VALUE");
    assertRefused("TCP_KEEPCNT=500", "\"TCP_KEEPCNT=500\": TCP_KEEPCNT: 500 is not 1–127");
    assertRefused(
        "TCP_CONGESTION=nonesuch",
        "\"TCP_CONGESTION=nonesuch\" on a new TCP socket: " + "setsockopt");
  }

  private static void assertRefused(String items, String message) throws Exception {
    Jvm.Result result = Jvm.withAgent(items).run(NetProgram.class);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasSize(2);
    assertThat(result.err().getFirst()).startsWith("llsocket-agent: " + message);
    assertThat(result.err().getLast()).contains("the program was not started");
  }

  @Test
  void agent_help_printsItAndEnds() throws Exception {
    Jvm.Result result = Jvm.withAgent("help").run(NetProgram.class);
    assertThat(result.status()).isZero();
    assertThat(result.out().getFirst()).startsWith("Usage: java -javaagent:llsocket-agent.jar");
    assertThat(result.err()).isEmpty();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(Jvm.run(List.of(java, "-jar", Jvm.JAR)).out()).isEqualTo(result.out());
  }

  @Test
  void properties_withoutTheAgent_doTheSame() throws Exception {
    Jvm jvm = Jvm.withoutAgent().options("--enable-native-access=ALL-UNNAMED", PROVIDER);
    Jvm.Result result = jvm.options("-Dllsocket.set=" + SETTINGS).run(NioProgram.class);
    assertThat(shown(result)).contains("echoed 100", "client" + SET);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void property_bad_failsTheFirstSocket() throws Exception {
    Jvm jvm = Jvm.withoutAgent().options("--enable-native-access=ALL-UNNAMED", PROVIDER);
    Jvm.Result result = jvm.options("-Dllsocket.set=SO_KEEPALIVE=si").run(NioProgram.class);
    assertThat(result.status()).isEqualTo(1);
    assertThat(String.join("\n", result.err()))
        .contains("-Dllsocket.set: SO_KEEPALIVE (boolean): \"si\" is neither true nor false");
  }

  @Test
  void jar_contents_areOneClassPath() throws Exception {
    try (JarFile jar = new JarFile(Jvm.JAR)) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains(
              "org/llsocket/Socket.class",
              "org/llsocket/nio/LlsocketProvider.class",
              "META-INF/LICENSE",
              "META-INF/NOTICE")
          .doesNotContain("module-info.class")
          .noneMatch(name -> name.startsWith("META-INF/maven/org.llsocket/llsocket/"));
    }
    assertThat(Files.size(Path.of(Jvm.JAR))).isLessThan(3_000_000);
  }
}
