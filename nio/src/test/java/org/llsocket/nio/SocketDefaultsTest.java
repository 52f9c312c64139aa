package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;
import org.llsocket.nio.testing.ChildProgram;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

/** The settings of the process: they are one thing for all tests, so these run alone. */
@Isolated
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SocketDefaultsTest {
  private static final LlsocketProvider PROVIDER = LlsocketProvider.instance();
  private static final Duration TIMEOUT = Duration.ofSeconds(31);
  private static final SockAddr ANY_PORT = SockAddr.inet("127.0.0.1", 0);

  @AfterEach
  void unset() {
    SocketDefaults.set(SocketSettings.NONE);
  }

  private static void set(String settings) {
    SocketDefaults.set(SocketSettings.parse(settings));
  }

  @Test
  void set_channels_haveTheOptionsOfTheirRoles() throws Exception {
    set(
        "connect:TCP_USER_TIMEOUT=31s,listen:TCP_KEEPIDLE=62s,accept:SO_KEEPALIVE=true,"
            + "datagram:SO_PRIORITY=3");
    try (var ends = ConnectedChannels.of(PROVIDER);
        DatagramChannel datagrams = PROVIDER.openDatagramChannel()) {
      assertThat(ends.client().getOption(TCP.USER_TIMEOUT)).isEqualTo(TIMEOUT);
      assertThat(ends.client().getOption(SO.KEEPALIVE)).isFalse();
      assertThat(ends.listener().getOption(TCP.KEEPIDLE)).isEqualTo(Duration.ofSeconds(62));
      assertThat(ends.listener().getOption(TCP.USER_TIMEOUT)).isZero();
      assertThat(ends.server().getOption(SO.KEEPALIVE)).isTrue();
      assertThat(datagrams.getOption(SO.PRIORITY)).isEqualTo(3);
      assertThat(ends.client().getOption(SO.PRIORITY)).isZero();
    }
  }

  @Test
  void set_socketsOfJavaNet_haveTheOptionsOfTheirRoles() throws Exception {
    set("connect:TCP_USER_TIMEOUT=31s,accept:SO_KEEPALIVE=true,datagram:SO_PRIORITY=3");
    try (ServerSocket listener = new LlsocketServerSocket();
        java.net.Socket client = new LlsocketSocket();
        DatagramSocket datagrams = new LlsocketDatagramSocket()) {
      listener.bind(null);
      client.connect(listener.getLocalSocketAddress());
      try (java.net.Socket server = listener.accept()) {
        assertThat(client.getOption(TCP.USER_TIMEOUT)).isEqualTo(TIMEOUT);
        assertThat(server.getKeepAlive()).isTrue();
        assertThat(listener.getOption(TCP.USER_TIMEOUT)).isZero();
        assertThat(datagrams.getOption(SO.PRIORITY)).isEqualTo(3);
      }
    }
  }

  @Test
  void set_whatTheProgramSetsLater_replacesIt() throws Exception {
    set("TCP_USER_TIMEOUT=31s");
    try (SocketChannel channel = PROVIDER.openSocketChannel()) {
      channel.setOption(TCP.USER_TIMEOUT, Duration.ofSeconds(5));
      assertThat(channel.getOption(TCP.USER_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
    }
  }

  @Test
  void set_socketsThatExist_areNotChanged() throws Exception {
    try (SocketChannel channel = PROVIDER.openSocketChannel()) {
      set("TCP_USER_TIMEOUT=31s");
      assertThat(channel.getOption(TCP.USER_TIMEOUT)).isZero();
    }
  }

  @Test
  void apply_addresses_setsWhatHasThemLater() throws Exception {
    set("TCP_USER_TIMEOUT=31s,127.0.0.0/8:SO_KEEPALIVE=true,10.0.0.0/8:SO_PRIORITY=3");
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      SocketDefaults.apply(Role.CONNECT, socket, null);
      assertThat(socket.get(TCP.USER_TIMEOUT)).isEqualTo(TIMEOUT);
      assertThat(socket.get(SO.KEEPALIVE)).isFalse();
      SocketDefaults.apply(Role.CONNECT, socket, ANY_PORT);
      assertThat(socket.get(SO.KEEPALIVE)).isTrue();
      assertThat(socket.get(SO.PRIORITY)).isZero();
    }
  }

  /** The kernel has no such algorithm: the call that makes, binds or connects the socket fails. */
  @Test
  void set_optionThatTheKernelRefuses_failsTheCallAndClosesTheSocket() throws Exception {
    List<String> before = OpenSockets.all();
    set("TCP_CONGESTION=nonesuch");
    assertThatThrownBy(PROVIDER::openSocketChannel).isInstanceOf(SocketException.class);
    assertThatThrownBy(PROVIDER::openServerSocketChannel).isInstanceOf(SocketException.class);
    try (var socket = new LlsocketSocket()) {
      assertThatThrownBy(() -> socket.connect(SockAddr.inet("127.0.0.1", 1)))
          .isInstanceOf(SocketException.class);
    }
    set("127.0.0.1:TCP_CONGESTION=nonesuch");
    SocketChannel channel = PROVIDER.openSocketChannel();
    assertThatThrownBy(() -> channel.connect(SockAddr.inet("127.0.0.1", 1)))
        .isInstanceOf(SocketException.class);
    assertThat(channel.isOpen()).isFalse(); // as after any failure to connect
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel()) {
      assertThatThrownBy(() -> listener.bind(ANY_PORT)).isInstanceOf(SocketException.class);
      assertThat(listener.getLocalAddress()).isNull();
    }
    assertThat(OpenSockets.all()).isEqualTo(before);
  }

  /** The connection that was accepted is closed, and its peer is reset or receives the end. */
  @Test
  void set_acceptedConnectionThatRefusesAnOption_isClosed() throws Exception {
    List<String> before = OpenSockets.all();
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel();
        ServerSocket socket = new LlsocketServerSocket()) {
      listener.bind(ANY_PORT);
      socket.bind(null);
      try (SocketChannel first = PROVIDER.openSocketChannel();
          SocketChannel second = PROVIDER.openSocketChannel()) {
        first.connect(listener.getLocalAddress());
        second.connect(socket.getLocalSocketAddress());
        set("accept:TCP_CONGESTION=nonesuch");
        assertThatThrownBy(listener::accept).isInstanceOf(SocketException.class);
        assertThatThrownBy(socket::accept).isInstanceOf(SocketException.class);
      }
    }
    assertThat(OpenSockets.all()).isEqualTo(before);
  }

  // ---- the property

  /** Prints the user timeout of a new channel, or the exception that there is instead. */
  static final class PropertyProgram {
    private PropertyProgram() {}

    public static void main(String[] arguments) throws Exception {
      try (SocketChannel channel = PROVIDER.openSocketChannel()) {
        System.out.println(channel.getOption(TCP.USER_TIMEOUT) + " " + SocketDefaults.get());
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String withProperty(String value) {
    var option = "-D" + SocketDefaults.PROPERTY + "=" + value;
    return ChildProgram.output(PropertyProgram.class, List.of(option)).strip();
  }

  @Test
  void property_settings_areThoseOfTheProcess() {
    assertThat(withProperty("TCP_USER_TIMEOUT=31s")).isEqualTo("PT31S TCP_USER_TIMEOUT=31s");
  }

  @Test
  void property_unknownName_isNamedWithTheNearest() {
    assertThat(withProperty("TCP_USER_TIMEOUTS=31s"))
        .startsWith("-Dllsocket.set:")
        .contains("TCP_USER_TIMEOUTS", "TCP_USER_TIMEOUT");
  }
}
