package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.TCP;

@Timeout(20)
class ExamplesTest {
  @TempDir Path dir;

  @Test
  void echoServer_clientOfTheJdkOverIPv4_getsItsBytesBack() throws Exception {
    CompletableFuture<Void> serving;
    try (var server = new EchoServer(0)) {
      serving = background(server::serve);
      int port = server.address().port();
      try (var client = new java.net.Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        client.getOutputStream().write("what a day".getBytes(UTF_8));
        client.shutdownOutput();
        assertThat(client.getInputStream().readAllBytes()).isEqualTo("what a day".getBytes(UTF_8));
      }
    }
    assertThatThrownBy(serving::join).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void unixDatagrams_questions_areAnsweredWithTheirLength() throws Exception {
    try (var service = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      service.bind(SockAddr.unnamed());
      CompletableFuture<Void> answering = background(() -> UnixDatagrams.answer(service, 2));
      assertThat(UnixDatagrams.ask(service.getsockname(), "how long is this?"))
          .isEqualTo("17 bytes");
      assertThat(UnixDatagrams.ask(service.getsockname(), "")).isEqualTo("0 bytes");
      answering.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void multicastFilter_twoSenders_oneIsHeard() throws Exception {
    InetAddress group = InetAddress.ofLiteral("232.9.8.7");
    InetAddress wanted = InetAddress.ofLiteral("127.0.0.1");
    InetAddress unwanted = InetAddress.ofLiteral("127.0.0.2");
    try (var receiver = MulticastFilter.receiver(group, wanted)) {
      MulticastFilter.send(unwanted, receiver.getsockname(), "noise");
      MulticastFilter.send(wanted, receiver.getsockname(), "music");
      assertThat(MulticastFilter.receive(receiver)).isEqualTo("music from 127.0.0.1");
    }
  }

  @Test
  void fileServer_clientOfTheJdk_getsHeadAndFile() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "line\n".repeat(100_000));
    try (var listener = FileServer.listen(0)) {
      CompletableFuture<Long> sent = background(() -> FileServer.serve(listener, file));
      try (var client = new java.net.Socket()) {
        client.connect(
            new InetSocketAddress(
                InetAddress.ofLiteral("127.0.0.1"), listener.getsockname().port()));
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
        String answer = new String(client.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer)
            .startsWith("HTTP/1.0 200 OK\r\nContent-Length: 500000\r\n\r\nline\n")
            .hasSizeGreaterThan(500_000)
            .endsWith("line\n");
      }
      assertThat(sent.get(5, TimeUnit.SECONDS)).isEqualTo(500_000);
    }
  }

  @Test
  void tcpLook_listener_isConnectedAndDescribed() throws Exception {
    try (var listener = FileServer.listen(0)) {
      String port = Integer.toString(listener.getsockname().port());
      try (var socket = TcpStatus.connect("localhost", port, Duration.ofSeconds(5))) {
        assertThat(socket.getpeername()).isEqualTo(listener.getsockname());
        assertThat(socket.get(TCP.INFO).toString()).contains("tcpi_rtt");
        assertThat(TcpStatus.describe(socket)).contains("port " + port);
      }
    }
  }

  @Test
  void tcpLook_nobodyListens_tellsWhy() throws Exception {
    String port;
    try (var bound = Socket.open(AF.INET, SOCK.STREAM)) {
      bound.bind(SockAddr.inet("127.0.0.1", 0)); // and does not listen
      port = Integer.toString(bound.getsockname().port());
      assertThatThrownBy(() -> TcpStatus.connect("127.0.0.1", port, Duration.ofSeconds(5)))
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("ECONNREFUSED");
    }
  }

  @Test
  void unixDatagrams_nobodyThere_tellsWhy() {
    assertThatThrownBy(() -> UnixDatagrams.ask(SockAddr.abstractName("no-service"), "hello?"))
        .hasMessageContaining("ECONNREFUSED");
  }

  private interface Action {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> background(Action action) {
    return background(() -> {
      action.run();
      return null;
    });
  }

  private static <T> CompletableFuture<T> background(Callable<T> call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }
}
