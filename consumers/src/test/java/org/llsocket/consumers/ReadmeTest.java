package org.llsocket.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
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

/** What the README shows works as printed. */
class ReadmeTest {
  private final Path dir;
  private final String readme;

  ReadmeTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    readme = Files.readString(Build.ROOT.resolve("README.md"));
  }

  private String firstProgram() {
    Matcher block = Pattern.compile("(?s)```java\n(.*?)```").matcher(readme);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  @Test
  void firstProgram_asPrinted_compiles() throws IOException {
    Path source = Build.write(dir.resolve("Hello.java"), firstProgram());
    Build.tool("javac", "-Xlint:all", "-Werror", "-d", dir, "-cp", Build.JAR, source);
  }

  @Test
  void firstProgram_onAnyPort_printsWhatItReceives() throws Exception {
    String program = firstProgram().replace("\"::\", 7000", "\"::\", 0");
    Path source = Build.write(dir.resolve("Hello.java"), program);
    var command =
        List.of(
            Build.JAVA,
            "--enable-native-access=ALL-UNNAMED",
            "--illegal-native-access=deny",
            "-cp",
            Build.JAR.toString(),
            source.toString());
    Process process =
        new ProcessBuilder(command).redirectError(dir.resolve("errors").toFile()).start();
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      assertThat(line).as(Files.readString(dir.resolve("errors"))).startsWith("listening on [::]:");
      int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      try (var client = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        client.getOutputStream().write(new byte[5]);
        assertThat(lines.readLine())
            .isEqualTo("5 bytes from [::ffff:127.0.0.1]:" + client.getLocalPort());
      }
      assertThat(process.waitFor(Duration.ofMinutes(1))).isTrue();
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
    for (String module : List.of("core", "consumers", "stress")) {
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
