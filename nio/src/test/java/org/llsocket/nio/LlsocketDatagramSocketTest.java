package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.option.UDP;

/** What {@link LlsocketDatagramSocket} has beyond {@link DatagramSocket}. */
class LlsocketDatagramSocketTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void of_boundSocket_isAView() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
        var sender = new LlsocketDatagramSocket()) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      var view = LlsocketDatagramSocket.of(socket);
      view.setSoTimeout(60_000);
      assertThat(view.llsocket()).isSameAs(socket);
      assertThat(view.getLocalPort()).isEqualTo(socket.getsockname().port());
      sender.send(new DatagramPacket(new byte[] {7}, 1, view.getLocalSocketAddress()));
      var packet = new DatagramPacket(new byte[2], 2);
      view.receive(packet);
      assertThat(packet.getLength()).isEqualTo(1);
      assertThat(packet.getPort()).isEqualTo(sender.getLocalPort());
      view.close();
      assertThat(socket.isOpen()).isFalse();
    }
  }

  @Test
  void of_unboundSocket_bindsIt() throws Exception {
    try (Socket socket = Socket.open(AF.INET6, SOCK.DGRAM)) {
      var view = LlsocketDatagramSocket.of(socket);
      assertThat(view.getLocalPort()).isPositive().isEqualTo(socket.getsockname().port());
    }
  }

  @Test
  void of_otherSockets_throws() throws Exception {
    try (Socket.Pair unix = Socket.pair(SOCK.DGRAM);
        Socket stream = Socket.open(AF.INET, SOCK.STREAM);
        Socket connected = Socket.open(AF.INET, SOCK.DGRAM)) {
      connected.connect(SockAddr.inet("127.0.0.1", 9));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LlsocketDatagramSocket.of(unix.first()))
          .withMessageContaining("AF_UNIX");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LlsocketDatagramSocket.of(stream))
          .withMessageContaining("SOCK_STREAM");
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> LlsocketDatagramSocket.of(connected))
          .withMessageContaining("127.0.0.1:9");
    }
  }

  @Test
  void constructor_addressInUse_leavesNothingOpen() throws Exception {
    try (var first = new LlsocketDatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      assertThatExceptionOfType(java.net.BindException.class)
          .isThrownBy(() -> new LlsocketDatagramSocket(first.getLocalSocketAddress()));
    }
  }

  @Test
  void options_ofThisLibrary_areSupported() throws Exception {
    try (var socket = new LlsocketDatagramSocket()) {
      socket.setOption(SO.PRIORITY, 2);
      assertThat(socket.getOption(SO.PRIORITY)).isEqualTo(2);
      assertThat(socket.supportedOptions()).contains(UDP.CORK);
      socket.setSoTimeout(3000);
      assertThat(socket.llsocket().get(SO.RCVTIMEO)).isEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void receive_interruptedVirtualThread_closesTheSocket() throws Exception {
    try (var socket = new LlsocketDatagramSocket()) {
      var receive =
          new Scenario.Running(
              true,
              () -> {
                socket.receive(new DatagramPacket(new byte[1], 1));
                return "received";
              });
      receive.untilIn("receive").interrupt();
      assertThat(receive.outcome())
          .isEqualTo("java.net.SocketException: Closed by interrupt, interrupted");
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void leaveGroup_groupOfAnotherFamily_isNotJoined() throws Exception {
    var group = new InetSocketAddress("ff02::a", 0);
    try (var socket = LlsocketDatagramSocket.of(Socket.open(AF.INET, SOCK.DGRAM))) {
      assertThatIllegalArgumentException().isThrownBy(() -> socket.joinGroup(group, null));
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> socket.leaveGroup(group, null))
          .withMessage("Not a member of group");
    }
  }

  @Test
  void unwrap_socketOfTheJdk_throws() throws Exception {
    try (var socket = new DatagramSocket()) {
      assertThatIllegalArgumentException().isThrownBy(() -> LlsocketDatagramSocket.unwrap(socket));
    }
  }
}
