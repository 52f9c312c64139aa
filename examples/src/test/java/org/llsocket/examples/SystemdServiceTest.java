package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** The service in a process of its own; the test is its service manager. */
@Timeout(120)
class SystemdServiceTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String STATUS = "READY=1\nSTATUS=listening on ";

  @TempDir Path directory;

  private static String receive(Socket manager) throws IOException {
    ByteBuffer report = ByteBuffer.allocate(1024);
    int n = manager.recv(report, 0, DEADLINE);
    return new String(report.array(), 0, n, UTF_8);
  }

  @Test
  void main_serviceManager_receivesEachReport() throws Exception {
    Path path = directory.resolve("notify");
    try (Socket manager = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      manager.bind(SockAddr.unix(path));
      Process service = start(path);
      try {
        String ready = receive(manager);
        assertThat(ready).startsWith(STATUS);
        assertThat(receive(manager)).isEqualTo("WATCHDOG=1");
        try (Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
          client.connect(SockAddr.parse(ready.substring(STATUS.length())));
          assertThat(client.toInputStream().readAllBytes()).isEqualTo("hello\n".getBytes(UTF_8));
        }
        service.destroy(); // SIGTERM
        String report = receive(manager);
        while (report.equals("WATCHDOG=1")) {
          report = receive(manager);
        }
        assertThat(report).isEqualTo("STOPPING=1");
        assertThat(service.waitFor(1, TimeUnit.MINUTES)).isTrue();
      } finally {
        service.destroyForcibly();
      }
    }
  }

  private static Process start(Path notify) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=org.llsocket",
            "-p",
            System.getProperty("jdk.module.path"),
            "-m",
            "org.llsocket.examples/" + SystemdService.class.getName());
    builder.environment().put("NOTIFY_SOCKET", notify.toString());
    builder.environment().put("WATCHDOG_USEC", "200000");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
