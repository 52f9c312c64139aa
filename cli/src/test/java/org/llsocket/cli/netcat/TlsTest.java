package org.llsocket.cli.netcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** TLS of {@code listen}, {@code connect} and {@code relay}, with openssl(1) as the peer. */
class TlsTest {
  @TempDir Path folder;

  /** A key and a certificate for localhost and 127.0.0.1 that it has signed itself. */
  private void makeCertificate(String name, String... key) throws Exception {
    Capability.program("openssl").require();
    String[] request = {
      "openssl",
      "req",
      "-x509",
      "-nodes",
      "-days",
      "1",
      "-subj",
      "/CN=" + name,
      "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
      "-keyout",
      file(name + ".key"),
      "-out",
      file(name + ".pem"),
      "-newkey"
    };
    run(Stream.concat(Arrays.stream(request), Arrays.stream(key)).toArray(String[]::new));
  }

  private static void run(String... command) throws Exception {
    try (Program program = Program.start(command)) {
      assertThat(program.status()).isZero();
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void listen_opensslClient_exchangesData(String version) throws Exception {
    makeCertificate("server", "rsa:2048");
    try (Shell listen =
            Shell.start(
                "listen",
                "--tls",
                "--cert",
                file("server.pem"),
                "--key",
                file("server.key"),
                "--alpn",
                "h2,test",
                "-v",
                "127.0.0.1:0");
        Program client =
            Program.start(
                "openssl",
                "s_client",
                version,
                "-quiet",
                "-verify_return_error",
                "-alpn",
                "test",
                "-CAfile",
                file("server.pem"),
                "-connect",
                "127.0.0.1:" + listen.awaitPort())) {
      client.type("up\n");
      listen.awaitOut("up\n");
      listen.type("down\n");
      client.awaitOutput("down\n");
      listen.endInput(); // the client ends when TLS ends

      assertThat(listen.await().err())
          .containsPattern("TLS with 127.0.0.1:\\d+: TLSv1.[23], TLS_\\S+, ALPN test\n")
          .doesNotContain("data may be missing");
      assertThat(listen.await().status()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2, rsa:2048", "-tls1_3, rsa:2048", "-tls1_3, ed25519"})
  void connect_opensslServer_exchangesData(String version, String key) throws Exception {
    makeCertificate("server", key);
    try (Program server = server(version)) {
      String port = port(server);
      try (Shell connect =
          Shell.start(
              "connect",
              "--tls",
              "--ca",
              file("server.pem"),
              "--servername",
              "localhost",
              "-v",
              "127.0.0.1:" + port)) {
        connect.type("up\n");
        server.awaitOutput("up\n");
        server.type("down\n");
        connect.awaitOut("down\n");
        server.input("Q\n"); // ends the server, which ends TLS

        assertThat(connect.await().err()).contains("TLSv1." + version.charAt(6));
        assertThat(connect.await().status()).isZero();
      }
    }
  }

  private Program server(String version, String... options) throws Exception {
    String[] command = {
      "openssl",
      "s_server",
      version,
      "-accept",
      "127.0.0.1:0",
      "-cert",
      file("server.pem"),
      "-key",
      file("server.key")
    };
    return Program.start(
        Stream.concat(Arrays.stream(command), Arrays.stream(options)).toArray(String[]::new));
  }

  /** The port that openssl s_server prints: {@code ACCEPT 127.0.0.1:40123}. */
  private static String port(Program server) throws Exception {
    server.awaitOutput("ACCEPT ");
    return server.readLine().replaceFirst(".*:", "");
  }

  @Test
  void tls_largeDataInBothDirections_arrivesCompletely() throws Exception {
    byte[] up = random(3_000_000);
    byte[] down = random(2_000_000);
    Shell listen = Shell.startWith(down, "listen", "--tls", "127.0.0.1:0");

    Shell connect =
        Shell.startWith(up, "connect", "--insecure", "tls://127.0.0.1:" + listen.awaitPort());

    assertThat(connect.await().bytes()).isEqualTo(down);
    assertThat(listen.await().bytes()).isEqualTo(up);
    assertThat(listen.await().err())
        .containsPattern("self-signed certificate for localhost, SHA-256 ([0-9A-F]{2}:){31}");
    assertThat(connect.await().err()).doesNotContain("data may be missing");
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void tls_inputEndsFirst_theOtherDirectionStaysOpen() throws Exception {
    try (Shell listen = Shell.start("listen", "--tls", "127.0.0.1:0");
        Shell connect =
            Shell.startWith(
                "question".getBytes(UTF_8),
                "connect",
                "--tls",
                "--insecure",
                "127.0.0.1:" + listen.awaitPort())) {
      listen.awaitOut("question");
      listen.type("answer");
      listen.endInput();

      assertThat(connect.await().out()).isEqualTo("answer");
      assertThat(connect.await().status()).isZero();
    }
  }

  @Test
  void listen_caWithClientCertificate_acceptsOnlyThose() throws Exception {
    makeCertificate("server", "rsa:2048");
    makeCertificate("client", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
    try (Shell listen =
        Shell.start(
            "listen",
            "-k",
            "--tls",
            "--cert",
            file("server.pem"),
            "--key",
            file("server.key"),
            "--ca",
            file("client.pem"),
            "127.0.0.1:0")) {
      String port = listen.awaitPort();
      Shell.pipe("no", "connect", "--tls", "--insecure", "127.0.0.1", port);
      listen.awaitErr("disconnected: TLS with 127.0.0.1:\\d+: ");

      Shell.Ended connect =
          Shell.pipe(
              "yes",
              "connect",
              "--tls",
              "--ca",
              file("server.pem"),
              "--cert",
              file("client.pem"),
              "--key",
              file("client.key"),
              "127.0.0.1",
              port);

      assertThat(connect.status()).isZero();
      listen.awaitOut("yes");
      assertThat(connect.out()).isEmpty();
    }
  }

  @Test
  void relay_tlsWithCertificate_isAtTheAddressThatListens() throws Exception {
    makeCertificate("server", "rsa:2048");
    try (Shell relay =
        Shell.start(
            "relay",
            "--tls",
            "--cert",
            file("server.pem"),
            "--key",
            file("server.key"),
            "127.0.0.1:0",
            "exec:tr a-z A-Z")) {
      Shell.Ended connect =
          Shell.pipe(
              "text",
              "connect",
              "--tls",
              "--ca",
              file("server.pem"),
              "127.0.0.1",
              relay.awaitPort());

      assertThat(connect.out()).isEqualTo("TEXT");
    }
  }

  @Test
  void key_otherForms_areReadOrRefusedWithACommand() throws Exception {
    makeCertificate("server", "rsa:2048");
    run("openssl", "rsa", "-traditional", "-in", file("server.key"), "-out", file("pkcs1.key"));
    run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file("ec.key"));
    Shell listen =
        Shell.startWith(
            "hello".getBytes(UTF_8),
            "listen",
            "--tls",
            "--cert",
            file("server.pem"),
            "--key",
            file("pkcs1.key"),
            "127.0.0.1:0");

    Shell.Ended connect =
        Shell.run("connect", "--tls", "--ca", file("server.pem"), "localhost", listen.awaitPort());

    assertThat(connect.out()).isEqualTo("hello");
    assertThat(listenWith("server.pem", "ec.key"))
        .contains("ec.key has a key in another form (EC PRIVATE KEY); openssl pkcs8 -topk8 -nodes");
    assertThat(listenWith("server.pem", "server.pem")).contains("server.pem has no key");
    assertThat(listenWith("server.key", "server.key")).contains("server.key has no certificate");
    Files.writeString(
        folder.resolve("bad"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
    assertThat(listenWith("server.pem", "bad")).contains("bad has a key that is none of [RSA, EC,");
    assertThat(listenWith("server.pem", "none")).contains("cannot read " + file("none"));
  }

  private String listenWith(String cert, String key) throws Exception {
    Shell.Ended listen =
        Shell.run("listen", "--tls", "--cert", file(cert), "--key", file(key), "127.0.0.1:0");
    assertThat(listen.status()).isEqualTo(1);
    return listen.err();
  }

  @Test
  void connect_certificateNotTrusted_failsWithTheOptionsThatTrustIt() throws Exception {
    makeCertificate("server", "rsa:2048");
    try (Shell listen =
        Shell.start(
            "listen",
            "-k",
            "--tls",
            "--cert",
            file("server.pem"),
            "--key",
            file("server.key"),
            "127.0.0.1:0")) {
      String port = listen.awaitPort();

      assertThat(Shell.run("connect", "--tls", "127.0.0.1", port).err())
          .contains("is not signed by a trusted authority; --ca FILE trusts others");
      assertThat(
              Shell.run(
                      "connect",
                      "--tls",
                      "--ca",
                      file("server.pem"),
                      "--servername",
                      "example.org",
                      "127.0.0.1",
                      port)
                  .err())
          .contains("--servername NAME expects another name");
    }
  }

  @Test
  void connect_peerWithoutTls_failsInOneLine() throws Exception {
    Shell listen = Shell.startWith("SSH-2.0-x\r\n".getBytes(UTF_8), "listen", "127.0.0.1:0");

    Shell.Ended connect = Shell.run("connect", "--tls", "127.0.0.1", listen.awaitPort());

    assertThat(connect.status()).isEqualTo(1);
    assertThat(connect.err())
        .contains("the peer does not speak TLS")
        .doesNotContain("\tat ")
        .hasLineCount(1);
  }

  @Test
  void connect_silentPeer_failsAtTheTimeout() throws Exception {
    try (Socket server = Socket.open(AF.INET, SOCK.STREAM)) {
      server.bind(SockAddr.inet("127.0.0.1", 0));
      server.listen();

      Shell.Ended connect =
          Shell.run("connect", "--tls", "-w", "0.2", "127.0.0.1:" + server.getsockname().port());

      assertThat(connect.status()).isEqualTo(1);
      assertThat(connect.err()).contains("no handshake within 0.2 s");
    }
  }

  @Test
  void connect_streamEndsWithoutCloseNotify_warns() throws Exception {
    makeCertificate("server", "rsa:2048");
    try (Program server = server("-tls1_3")) {
      String port = port(server);
      try (Shell connect = Shell.start("connect", "--tls", "--insecure", "-v", "127.0.0.1", port)) {
        connect.awaitErr("TLSv1.3");
        server.signal("KILL");

        assertThat(connect.await().err()).contains("data may be missing");
      }
    }
  }

  @Test
  void connect_unixSocketWithoutName_requiresOne() throws Exception {
    Shell.Ended connect = Shell.run("connect", "--tls", "unix:/nonexistent");

    assertThat(connect.err()).contains("give --servername or --insecure");
  }
}
