package org.llsocket.cli.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code relay} and {@code listen} with socat, ncat and openssl as peers. */
class RelayInteroperabilityTest {
  @TempDir Path folder;

  @Test
  void relay_socatOnBothSides_exchangesData() throws Exception {
    Path target = folder.resolve("target");
    Path own = folder.resolve("own");
    try (Program _ = Program.start("socat", "UNIX-LISTEN:" + target + ",fork", "EXEC:cat");
        Shell relay =
            Shell.start("relay", "UNIX-LISTEN:" + own + ",fork", "UNIX-CONNECT:" + target)) {
      relay.awaitErr("listening on ");
      Shell.await(() -> Files.exists(target));
      for (int i = 0; i < 2; i++) {
        try (Program client =
            Program.start("socat", "-t60", "-", "UNIX-CONNECT:" + own).input("echo\n")) {
          assertThat(client.output()).isEqualTo("echo\n");
        }
      }
    }
  }

  @Test
  void relay_ncat_exchangesData() throws Exception {
    try (Shell relay = Shell.start("relay", "127.0.0.1:0", "exec:tr a-z A-Z");
        Program client = Program.start("ncat", "127.0.0.1", relay.awaitPort()).input("text\n")) {
      assertThat(client.output()).isEqualTo("TEXT\n");
    }
  }

  @Test
  void relay_ncatOverTls_exchangesData() throws Exception {
    try (Shell relay = Shell.start("relay", "tls:127.0.0.1:0", "exec:cat");
        Program client = Program.start("ncat", "--ssl", "127.0.0.1", relay.awaitPort())) {
      client.type("text\n"); // at the end of input ncat would not wait for the answer
      client.awaitOutput("text\n");
    }
  }

  @Test
  void relay_tlsOnBothSides_decryptsAndEncrypts() throws Exception {
    try (Shell inner = Shell.start("relay", "tls:127.0.0.1:0", "exec:tr a-z A-Z");
        Shell outer =
            Shell.start(
                "relay", "--tls", "--insecure", "127.0.0.1:0", "127.0.0.1:" + inner.awaitPort());
        Program client =
            Program.start("socat", "-t60", "-", "TCP:127.0.0.1:" + outer.awaitPort())) {
      client.input("text\n");
      assertThat(client.output()).isEqualTo("TEXT\n");
    }
  }

  @Test
  void relay_socatUdp_exchangesDatagrams() throws Exception {
    try (Shell relay = Shell.start("relay", "UDP-LISTEN:0,fork", "exec:cat");
        Program client =
            Program.start("socat", "-t60", "-", "UDP4:127.0.0.1:" + relay.awaitPort())) {
      client.type("text\n");
      client.awaitOutput("text\n");
    }
  }
}
