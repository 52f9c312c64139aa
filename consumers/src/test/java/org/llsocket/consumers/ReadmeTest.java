package org.llsocket.consumers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows works as printed. */
class ReadmeTest {
  // The programs of the README, in their order.
  private static final int SERVER = 0;
  private static final int CLIENT = 1;
  private static final int UDP = 2;

  private final Path dir;
  private final String readme;

  ReadmeTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    readme = Files.readString(Build.ROOT.resolve("README.md"));
  }

  private String program(int index) {
    Matcher block = Pattern.compile("(?s)```java\n(.*?)```").matcher(readme);
    return block.results().skip(index).findFirst().orElseThrow().group(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {SERVER, CLIENT, UDP})
  void program_asPrinted_compiles(int index) throws IOException {
    Path source = Build.write(dir.resolve("Hello.java"), program(index));
    Build.tool("javac", "-Xlint:all", "-Werror", "-d", dir, "-cp", Build.JAR, source);
  }

  private Process start(String program) throws IOException {
    Path source = Build.write(dir.resolve("Hello.java"), program);
    var command =
        List.of(
            Build.JAVA,
            "--enable-native-access=ALL-UNNAMED",
            "--illegal-native-access=deny",
            "-cp",
            Build.JAR.toString(),
            source.toString());
    return new ProcessBuilder(command).redirectError(dir.resolve("errors").toFile()).start();
  }

  private static void awaitEnd(Process process) throws InterruptedException {
    assertThat(process.waitFor(Duration.ofMinutes(1))).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private int port(String line, String before) throws IOException {
    assertThat(line).as(Files.readString(dir.resolve("errors"))).startsWith(before);
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  @Test
  void server_onAnyPort_printsWhatItReceives() throws Exception {
    Process process = start(program(SERVER).replace("\"::\", 7000", "\"::\", 0"));
    try (var lines = process.inputReader()) {
      int port = port(lines.readLine(), "listening on [::]:");
      try (var client = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        client.getOutputStream().write(new byte[5]);
        assertThat(lines.readLine())
            .isEqualTo("5 bytes from [::ffff:127.0.0.1]:" + client.getLocalPort());
      }
      awaitEnd(process);
    } finally {
      process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void client_ofAServer_sendsItsText() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      server.setSoTimeout(60_000);
      Process process = start(program(CLIENT).replace("7000", "" + server.getLocalPort()));
      try (Socket peer = server.accept()) {
        assertThat(peer.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("hello");
        awaitEnd(process);
      } finally {
        process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
      }
    }
  }

  @Test
  void udp_datagram_isAnswered() throws Exception {
    Process process = start(program(UDP).replace("7001", "0"));
    try (var lines = process.inputReader();
        var client = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      client.setSoTimeout(60_000);
      int port = port(lines.readLine(), "waiting on 127.0.0.1:");
      var to = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
      client.send(new DatagramPacket("hello".getBytes(US_ASCII), 5, to));
      var answer = new DatagramPacket(new byte[9], 9);
      client.receive(answer);
      assertThat(new String(answer.getData(), 0, answer.getLength(), US_ASCII)).isEqualTo("hello");
      assertThat(lines.readLine()).isEqualTo("5 bytes from 127.0.0.1:" + client.getLocalPort());
      awaitEnd(process);
    } finally {
      process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void links_toFiles_exist() throws IOException {
    for (String document : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
      String text = Files.readString(Build.ROOT.resolve(document));
      Matcher links = Pattern.compile("\\]\\((?!https?:)([^)#]+)").matcher(text);
      assertThat(links.results().map(link -> link.group(1)))
          .as(document)
          .allSatisfy(file -> assertThat(Build.ROOT.resolve(file)).exists());
    }
  }

  @Test
  void tests_namedInContributing_exist() throws IOException {
    Set<String> files = new HashSet<>();
    for (String module : List.of("core", "agent", "consumers", "stress")) {
      try (Stream<Path> all = Files.walk(Build.ROOT.resolve(module).resolve("src/test/java"))) {
        all.forEach(file -> files.add(file.getFileName().toString()));
      }
    }
    assertThat(
            Pattern.compile("\\w+(?:Test|Program)\\b")
                .matcher(Files.readString(Build.ROOT.resolve("CONTRIBUTING.md")))
                .results()
                .map(name -> name.group() + ".java"))
        .hasSizeGreaterThan(10)
        .allMatch(files::contains);
  }

  @Test
  void version_shown_isThatOfTheBuild() {
    assertThat(readme)
        .contains("<version>" + System.getProperty("llsocket.version") + "</version>")
        .contains("core/target/" + Build.JAR.getFileName());
  }
}
