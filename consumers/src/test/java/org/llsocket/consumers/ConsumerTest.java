package org.llsocket.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of program compiles against the jar alone, without a warning, and runs with it. */
class ConsumerTest {
  /** Uses results that may be null, exceptions and options. */
  private static final String PROGRAM =
      """
      package app;

      import java.io.IOException;
      import java.nio.ByteBuffer;
      import org.llsocket.AF;
      import org.llsocket.SOCK;
      import org.llsocket.SockAddr;
      import org.llsocket.Socket;
      import org.llsocket.option.TCP;
      import org.llsocket.poll.Epoll;

      /** Sends a text to itself. */
      public final class Main {
        private Main() {}

        /** Opens a listening socket. */
        public static Socket listen() throws IOException {
          var listener = Socket.open(AF.INET, SOCK.STREAM);
          listener.bind(SockAddr.inet("127.0.0.1", 0));
          listener.listen();
          return listener;
        }

        /** Runs it. */
        public static void main(String[] args) throws IOException {
          try (var listener = listen();
              var client = Socket.open(AF.INET, SOCK.STREAM)) {
            client.connect(listener.getsockname());
            client.set(TCP.NODELAY, true);
            try (var served = listener.accept()) {
              client.send(ByteBuffer.wrap("hello".getBytes()));
              var buffer = ByteBuffer.allocateDirect(64);
              int count = served.recv(buffer);
              System.out.println(count + " bytes, " + client.error());
            }
          }
        }
      }
      """;

  private static final String OUTPUT = "5 bytes, null\n";

  private static final String MODULE =
      """
      /** A program over org.llsocket. */
      module app {
        requires transitive org.llsocket;

        exports app;
      }
      """;

  private final Path dir;
  private final Path classes;
  private final Path log;

  ConsumerTest(@TempDir Path dir) {
    this.dir = dir;
    classes = dir.resolve("classes");
    log = dir.resolve("output");
  }

  /** Compiles the program with every warning an error. */
  private void compile(String path, Path... sources) {
    var arguments =
        new ArrayList<Object>(List.of("-Xlint:all", "-Werror", "-d", classes, path, Build.JAR));
    arguments.addAll(List.of(sources));
    Build.tool("javac", arguments.toArray());
  }

  private Path program() throws IOException {
    return Build.write(dir.resolve("src/app/Main.java"), PROGRAM);
  }

  private Path module() throws IOException {
    return Build.write(dir.resolve("src/module-info.java"), MODULE);
  }

  private String run(String... command) throws IOException, InterruptedException {
    return Build.run(List.of(command), log);
  }

  @Test
  void program_onClassPath_compilesAndRuns() throws Exception {
    compile("-cp", program());
    assertThat(
            run(
                Build.JAVA,
                "--enable-native-access=ALL-UNNAMED",
                "--illegal-native-access=deny",
                "-cp",
                Build.JAR + ":" + classes,
                "app.Main"))
        .isEqualTo(OUTPUT);
  }

  @Test
  void program_onModulePath_compilesAndRuns() throws Exception {
    compile("-p", program(), module());
    assertThat(
            run(
                Build.JAVA,
                "--enable-native-access=org.llsocket",
                "--illegal-native-access=deny",
                "-p",
                Build.JAR + ":" + classes,
                "-m",
                "app/app.Main"))
        .isEqualTo(OUTPUT);
  }

  @Test
  void program_fatJarWithManifestLine_runsByJavaJar() throws Exception {
    compile("-cp", program());
    Build.tool("jar", "--extract", "--file", Build.JAR, "--dir", classes, "org");
    Path manifest =
        Build.write(
            dir.resolve("MANIFEST.MF"),
            "Main-Class: app.Main\nEnable-Native-Access: ALL-UNNAMED\n");
    Path fat = dir.resolve("fat.jar");
    Build.tool("jar", "--create", "--file", fat, "--manifest", manifest, "-C", classes, ".");
    assertThat(run(Build.JAVA, "--illegal-native-access=deny", "-jar", fat.toString()))
        .isEqualTo(OUTPUT);
  }

  @Test
  void program_jlinkImage_runsWithoutTheJdk() throws Exception {
    compile("-p", program(), module());
    Path image = dir.resolve("image");
    Build.tool(
        "jlink",
        "--module-path",
        Build.JAR + ":" + classes,
        "--add-modules",
        "app",
        "--add-options=--enable-native-access=org.llsocket --illegal-native-access=deny",
        "--launcher",
        "app=app/app.Main",
        "--output",
        image);
    assertThat(run(image.resolve("bin/app").toString())).isEqualTo(OUTPUT);
    assertThat(run(image.resolve("bin/java").toString(), "--list-modules").lines())
        .map(line -> line.split("@", 2)[0])
        .containsExactlyInAnyOrder("app", "java.base", "org.llsocket");
  }

  @Test
  void program_compactSourceFileWithModuleImport_runsFromSource() throws Exception {
    Path source =
        Build.write(
            dir.resolve("Compact.java"),
            """
            import module org.llsocket;
            import org.llsocket.Socket; // not java.net's

            void main() throws IOException {
              try (var pair = Socket.pair(SOCK.STREAM)) {
                IO.println(pair.first().send(ByteBuffer.allocate(5)) + " bytes");
              }
            }
            """);
    assertThat(
            run(
                Build.JAVA,
                "--enable-native-access=org.llsocket",
                "--illegal-native-access=deny",
                "-p",
                Build.JAR.toString(),
                "--add-modules",
                "org.llsocket",
                source.toString()))
        .isEqualTo("5 bytes\n");
  }

  @Test
  void program_withoutNativeAccess_saysWhatIsMissing() throws Exception {
    compile("-cp", program());
    Process process =
        Build.start(
            List.of(
                Build.JAVA,
                "--illegal-native-access=deny",
                "-cp",
                Build.JAR + ":" + classes,
                "app.Main"),
            log);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readString(log)).contains("--enable-native-access=ALL-UNNAMED");
  }
}
