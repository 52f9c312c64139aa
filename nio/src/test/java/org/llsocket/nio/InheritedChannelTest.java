package org.llsocket.nio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.nio.testing.Capability;
import org.llsocket.nio.testing.ChildProgram;

/** Processes that are started with a socket as their standard input. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class InheritedChannelTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int GUARD_MILLIS = 120_000;
  private static final String FLAG =
      "-Djava.nio.channels.spi.SelectorProvider=" + LlsocketProvider.class.getName();

  /** A process with the program, which ends with the test. */
  private record Service(Process process, BufferedReader lines) implements AutoCloseable {
    /** The command is followed by that of the program. */
    static Service of(List<String> command, String... arguments) throws IOException {
      List<String> all = new ArrayList<>(command);
      all.addAll(ChildProgram.command(InheritedProgram.class, List.of(FLAG), arguments));
      Process process = new ProcessBuilder(all).start();
      return new Service(process, process.errorReader(US_ASCII));
    }

    /** bash(1) opens a connection to a port of this machine as fd 0. */
    static Service connected(String protocol, int port, String... arguments) throws IOException {
      String script = "exec 0<>/dev/" + protocol + "/127.0.0.1/" + port + "; exec \"$@\"";
      return of(List.of("bash", "-c", script, "bash"), arguments);
    }

    /** The next line of the program itself. */
    String line() throws IOException {
      return lines.readLine();
    }

    @Override
    public void close() throws Exception {
      process.destroyForcibly().waitFor();
      lines.close();
    }
  }

  @Test
  void inheritedChannel_connection_endsWithTheChannel() throws Exception {
    try (var listener = new ServerSocket(0, 1, LOOPBACK);
        var service = Service.connected("tcp", listener.getLocalPort());
        Socket peer = listener.accept()) {
      peer.setSoTimeout(GUARD_MILLIS);
      assertThat(service.line()).isEqualTo(SocketChannel.class.getName());
      assertThat(service.line()).isEqualTo("same true");
      assertThat(service.line()).isEqualTo("blocking true");
      peer.getOutputStream().write("hello".getBytes(US_ASCII));
      assertThat(peer.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(US_ASCII));
      assertThat(peer.getInputStream().read()).isEqualTo(-1); // although fd 0 is open
      assertThat(service.process().isAlive()).isTrue();
    }
  }

  @Test
  void inheritedChannel_nonBlockingSocket_isBlocking() throws Exception {
    try (var listener = new ServerSocket(0, 1, LOOPBACK);
        var service = Service.connected("tcp", listener.getLocalPort(), "nonblock");
        Socket peer = listener.accept()) {
      assertThat(service.line()).isEqualTo(SocketChannel.class.getName());
      assertThat(service.line()).isEqualTo("same true");
      assertThat(service.line()).isEqualTo("blocking true");
      peer.getOutputStream().write(1);
      assertThat(peer.getInputStream().read()).isEqualTo(1);
    }
  }

  @Test
  void inheritedChannel_datagrams_areSentAndReceived() throws Exception {
    try (var socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        var service = Service.connected("udp", socket.getLocalPort())) {
      socket.setSoTimeout(GUARD_MILLIS);
      assertThat(service.line()).isEqualTo(DatagramChannel.class.getName());
      var packet = new DatagramPacket(new byte[64], 64);
      socket.receive(packet);
      packet.setData("hello".getBytes(US_ASCII));
      socket.send(packet);
      var answer = new DatagramPacket(new byte[64], 64);
      socket.receive(answer);
      assertThat(answer.getLength()).isEqualTo(5);
    }
  }

  @Test
  void inheritedChannel_unixListener_refusesOnceTheChannelIsClosed(@TempDir Path directory)
      throws Exception {
    Capability.SYSTEMD_SOCKET_ACTIVATE.require();
    Path path = directory.resolve("socket");
    var command = List.of("systemd-socket-activate", "--inetd", "-l", path.toString());
    try (var service = Service.of(command)) {
      awaitFile(path, service.process());
      try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        String line = service.line();
        while (!line.startsWith("java.")) { // those of systemd-socket-activate(1)
          line = service.line();
        }
        assertThat(line).isEqualTo(ServerSocketChannel.class.getName());
        peer.write(ByteBuffer.wrap("hello".getBytes(US_ASCII)));
        ByteBuffer buffer = ByteBuffer.allocate(8);
        assertThat(peer.read(buffer)).isEqualTo(5);
        assertThat(peer.read(buffer)).isEqualTo(-1);
      }
      String line = service.line();
      while (!line.equals("closed")) {
        line = service.line();
      }
      assertThatThrownBy(() -> SocketChannel.open(UnixDomainSocketAddress.of(path)))
          .isInstanceOf(java.net.ConnectException.class);
    }
  }

  private static void awaitFile(Path path, Process process) {
    while (!Files.exists(path)) {
      assertThat(process.isAlive()).isTrue();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void inheritedChannel_noSocket_isNull() throws Exception {
    try (var service = Service.of(List.of())) { // a pipe
      assertThat(service.line()).isEqualTo("null");
      assertThat(service.process().waitFor()).isZero();
    }
    try (var service = Service.of(List.of("bash", "-c", "exec 0<&-; exec \"$@\"", "bash"))) {
      assertThat(service.line()).isEqualTo("null");
      assertThat(service.process().waitFor()).isZero();
    }
  }
}
