package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.nio.StreamChannelScenarios.bytes;
import static org.llsocket.nio.StreamChannelScenarios.text;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.TCP;

/** Channels of sockets, and sockets of channels. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SocketChannelsTest {
  private static final LlsocketProvider PROVIDER = LlsocketProvider.instance();

  @Test
  void of_socketsOfEveryKind_makesTheirChannels() throws Exception {
    try (Socket listener = Socket.open(AF.INET, SOCK.STREAM);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      listener.bind(SockAddr.inet("127.0.0.1", 0));
      listener.listen();
      client.connect(listener.getsockname());
      try (var accepts = (ServerSocketChannel) SocketChannels.of(listener);
          var connected = (SocketChannel) SocketChannels.of(client);
          SocketChannel server = accepts.accept();
          var datagrams = (DatagramChannel) SocketChannels.of(Socket.open(AF.INET, SOCK.DGRAM))) {
        assertThat(connected.isConnected()).isTrue();
        assertThat(connected.getRemoteAddress()).isEqualTo(accepts.getLocalAddress());
        assertThat(connected.getLocalAddress()).isEqualTo(server.getRemoteAddress());
        connected.write(bytes("hello"));
        ByteBuffer buffer = ByteBuffer.allocate(8);
        server.read(buffer);
        assertThat(text(buffer)).isEqualTo("hello");
        assertThat(datagrams.getLocalAddress()).isNull();
      }
    }
  }

  @Test
  void of_nonBlockingSocket_makesANonBlockingChannel() throws Exception {
    try (var pair = Socket.pair(SOCK.STREAM.nonblock());
        var channel = (SocketChannel) SocketChannels.of(pair.first());
        Selector selector = PROVIDER.openSelector()) {
      assertThat(channel.isBlocking()).isFalse();
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      pair.second().send(bytes("x"));
      assertThat(selector.select()).isEqualTo(1);
      assertThat(key.isReadable()).isTrue();
    }
  }

  @Test
  void channel_ofTheWrongClass_isRefused() throws Exception {
    try (Socket datagrams = Socket.open(AF.INET, SOCK.DGRAM);
        Socket stream = Socket.open(AF.INET, SOCK.STREAM)) {
      assertThatThrownBy(() -> SocketChannels.socketChannel(datagrams))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("SOCK_DGRAM");
      assertThatThrownBy(() -> SocketChannels.serverSocketChannel(datagrams))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SocketChannels.datagramChannel(stream))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(datagrams.isOpen() && stream.isOpen()).isTrue();
    }
  }

  @Test
  void socket_ofOurChannels_isTheSocketBehind() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER);
        DatagramChannel datagrams = PROVIDER.openDatagramChannel()) {
      Socket socket = SocketChannels.socket(ends.client()).orElseThrow();
      ends.client().setOption(TCP.USER_TIMEOUT, Duration.ofSeconds(7));
      assertThat(socket.get(TCP.USER_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
      assertThat(ends.client().getOption(TCP.USER_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
      assertThat(ends.client().supportedOptions()).contains(TCP.USER_TIMEOUT);
      assertThat(SocketChannels.socket(ends.listener())).isPresent();
      assertThat(SocketChannels.socket(datagrams)).isPresent();
    }
  }

  @Test
  void socket_ofOtherChannels_isNone() throws Exception {
    var pipe = PROVIDER.openPipe();
    try (SocketChannel jdk = SelectorProvider.provider().openSocketChannel();
        var source = pipe.source();
        var sink = pipe.sink()) {
      assertThat(SocketChannels.socket(jdk)).isEmpty();
      assertThat(SocketChannels.socket(source)).isEmpty();
      assertThat(SocketChannels.socket(sink)).isEmpty();
    }
  }

  @Test
  void close_ofTheSocket_closesTheChannelWithItsNextCall() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      SocketChannels.socket(ends.client()).orElseThrow().close();
      assertThatThrownBy(() -> ends.client().write(bytes("x")))
          .isInstanceOf(ClosedChannelException.class);
      assertThat(ends.client().isOpen()).isFalse();
    }
  }

  @Test
  void register_withASelectorOfAnotherProvider_isRefusedBothWays() throws Exception {
    SelectorProvider jdk = SelectorProvider.provider();
    try (SocketChannel theirs = jdk.openSocketChannel();
        SocketChannel ours = PROVIDER.openSocketChannel();
        Selector theirSelector = jdk.openSelector();
        Selector ourSelector = PROVIDER.openSelector()) {
      theirs.configureBlocking(false);
      ours.configureBlocking(false);
      assertThatThrownBy(() -> theirs.register(ourSelector, SelectionKey.OP_CONNECT))
          .isInstanceOf(IllegalSelectorException.class);
      assertThatThrownBy(() -> ours.register(theirSelector, SelectionKey.OP_CONNECT))
          .isInstanceOf(IllegalSelectorException.class);
      assertThat(ourSelector.keys()).isEmpty();
      assertThat(ours.isRegistered()).isFalse();
    }
  }

  @Test
  void failure_ofAChannel_hasTheErrnoAsItsCause() throws Exception {
    try (SocketChannel channel = PROVIDER.openSocketChannel()) {
      assertThatThrownBy(() -> channel.connect(SockAddr.inet("127.0.0.1", unusedPort())))
          .isInstanceOf(java.net.ConnectException.class)
          .hasMessage("Connection refused")
          .hasCauseInstanceOf(ErrnoException.class);
    }
  }

  private static int unusedPort() throws IOException {
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel()) {
      listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return listener.socket().getLocalPort();
    }
  }
}
