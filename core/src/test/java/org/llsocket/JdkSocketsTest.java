package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.testing.Capability;

/** The sockets behind those of the JDK: what is set through the view, the JDK's own sees. */
@ExtendWith(LeakCheck.class)
class JdkSocketsTest {
  private static final int SIZE = 12_345;

  @TempDir Path directory;

  private static InetSocketAddress loopback(String host) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), 0);
  }

  /** The JDK's socket is the view's: it has the buffer size that is set through the view. */
  private static void assertIsSocketOf(Socket view, NetworkChannel channel) throws IOException {
    view.set(SO.RCVBUF, SIZE);
    assertThat(view.get(SO.RCVBUF)).isEqualTo(2 * SIZE); // the kernel doubles it, the JDK halves it
    assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isEqualTo(SIZE);
    view.close();
    assertThat(channel.isOpen()).isTrue();
    assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void borrow_channelsOfTcp_areTheKernelsSockets(String host) throws Exception {
    if (host.contains(":")) {
      Capability.IPV6_LOOPBACK.require();
    }
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(loopback(host));
        SocketChannel client = SocketChannel.open(listener.getLocalAddress());
        SocketChannel accepted = listener.accept()) {
      try (Socket view = JdkSockets.borrow(client)) {
        assertThat(view.get(TCP.INFO).state()).isEqualTo(TCP.ESTABLISHED);
      }
      try (Socket view = JdkSockets.borrow(listener)) {
        assertThat(view.get(SO.ACCEPTCONN)).isTrue();
        assertThat(view.get(TCP.INFO).state()).isEqualTo(TCP.LISTEN);
      }
      assertIsSocketOf(JdkSockets.borrow(client), client);
      assertIsSocketOf(JdkSockets.borrow(accepted), accepted);
      assertIsSocketOf(JdkSockets.borrow(listener), listener);
    }
  }

  @Test
  void borrow_wildcardAddresses_areFound() throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(null);
        DatagramChannel datagrams = DatagramChannel.open().bind(null);
        ServerSocket server = new ServerSocket(0);
        java.net.DatagramSocket socket = new java.net.DatagramSocket()) {
      assertIsSocketOf(JdkSockets.borrow(listener), listener);
      assertIsSocketOf(JdkSockets.borrow(datagrams), datagrams);
      try (Socket view = JdkSockets.borrow(server)) {
        assertThat(view.getsockname().port()).isEqualTo(server.getLocalPort());
      }
      try (Socket view = JdkSockets.borrow(socket)) {
        assertThat(view.getsockname().port()).isEqualTo(socket.getLocalPort());
      }
    }
  }

  @Test
  void borrow_datagramChannel_boundAndConnected() throws Exception {
    try (DatagramChannel one = DatagramChannel.open().bind(loopback("127.0.0.1"));
        DatagramChannel other = DatagramChannel.open(StandardProtocolFamily.INET)) {
      other.connect(one.getLocalAddress());
      assertIsSocketOf(JdkSockets.borrow(one), one);
      assertIsSocketOf(JdkSockets.borrow(other), other);
    }
  }

  @Test
  void borrow_socketsOfJavaNet_areTheKernelsSockets() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var client = new java.net.Socket(server.getInetAddress(), server.getLocalPort());
        java.net.Socket accepted = server.accept();
        var datagrams = new java.net.DatagramSocket(loopback("127.0.0.1"))) {
      try (Socket view = JdkSockets.borrow(client)) {
        assertThat(view.get(TCP.INFO).state()).isEqualTo(TCP.ESTABLISHED);
        view.set(SO.KEEPALIVE, true);
        assertThat(client.getKeepAlive()).isTrue();
      }
      try (Socket view = JdkSockets.borrow(accepted)) {
        assertThat(view.getpeername().port()).isEqualTo(client.getLocalPort());
      }
      try (Socket view = JdkSockets.borrow(server)) {
        assertThat(view.get(SO.ACCEPTCONN)).isTrue();
      }
      try (Socket view = JdkSockets.borrow(datagrams)) {
        view.set(SO.BROADCAST, false);
        assertThat(datagrams.getBroadcast()).isFalse();
      }
      datagrams.connect(new InetSocketAddress(server.getInetAddress(), 9));
      try (Socket view = JdkSockets.borrow(datagrams)) {
        assertThat(view.getpeername().toInetSocketAddress())
            .isEqualTo(datagrams.getRemoteSocketAddress());
      }
    }
  }

  @Test
  void borrow_asynchronousChannels_areTheKernelsSockets() throws Exception {
    var group = AsynchronousChannelGroup.withThreadPool(Executors.newSingleThreadExecutor());
    try (var listener = AsynchronousServerSocketChannel.open(group).bind(loopback("127.0.0.1"));
        var client = AsynchronousSocketChannel.open(group)) {
      client.connect(listener.getLocalAddress()).get();
      assertIsSocketOf(JdkSockets.borrow(client), client);
      assertIsSocketOf(JdkSockets.borrow(listener), listener);
    } finally {
      group.shutdownNow();
    }
    assertThat(group.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void borrow_duplicateOfTheSocket_isOneOfBoth() throws Exception {
    try (DatagramChannel channel = DatagramChannel.open().bind(loopback("127.0.0.1"));
        Socket view = JdkSockets.borrow(channel);
        Socket duplicate = view.dup()) {
      assertThat(duplicate.fd()).isNotEqualTo(view.fd());
      assertIsSocketOf(JdkSockets.borrow(channel), channel);
    }
  }

  @Test
  void borrow_twoSocketsOfOneAddress_areRefused() throws Exception {
    try (DatagramChannel one = DatagramChannel.open();
        DatagramChannel other = DatagramChannel.open()) {
      one.setOption(StandardSocketOptions.SO_REUSEPORT, true).bind(loopback("127.0.0.1"));
      JdkSockets.borrow(one).close();
      other.setOption(StandardSocketOptions.SO_REUSEPORT, true).bind(one.getLocalAddress());
      assertThatThrownBy(() -> JdkSockets.borrow(one))
          .isInstanceOf(IOException.class)
          .hasMessageMatching(
              "fds \\[\\d+, \\d+] cannot be told apart: each is a SOCK_DGRAM socket bound to "
                  + "/127\\.0\\.0\\.1:\\d+");
    }
  }

  @Test
  void borrow_unixChannels_oneClientIsFoundAndTwoAreRefused() throws Exception {
    var address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(address);
      assertIsSocketOf(JdkSockets.borrow(listener), listener);
      try (SocketChannel client = SocketChannel.open(address);
          SocketChannel accepted = listener.accept()) {
        assertIsSocketOf(JdkSockets.borrow(client), client);
        assertIsSocketOf(JdkSockets.borrow(accepted), accepted);
        try (SocketChannel second = SocketChannel.open(address)) {
          assertThat(second.isConnected()).isTrue();
          assertThatThrownBy(() -> JdkSockets.borrow(client))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("cannot be told apart");
        }
      }
    }
  }

  @SuppressWarnings("try") // closed early on purpose
  @Test
  void borrow_unboundOrClosed_isRefused() throws Exception {
    String unbound = "the socket is not bound: it has no address to find it by";
    try (SocketChannel channel = SocketChannel.open()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> JdkSockets.borrow(channel))
          .withMessage(unbound);
      channel.close();
      assertThatThrownBy(() -> JdkSockets.borrow(channel))
          .isInstanceOf(ClosedChannelException.class);
    }
    try (var socket = new java.net.Socket();
        var server = new ServerSocket();
        var datagrams = new java.net.DatagramSocket(null)) {
      assertThatIllegalStateException().isThrownBy(() -> JdkSockets.borrow(socket));
      assertThatIllegalStateException().isThrownBy(() -> JdkSockets.borrow(server));
      assertThatIllegalStateException().isThrownBy(() -> JdkSockets.borrow(datagrams));
      socket.close();
      server.close();
      datagrams.close();
      assertThatThrownBy(() -> JdkSockets.borrow(socket))
          .isInstanceOf(SocketException.class)
          .hasMessage("Socket is closed");
      assertThatThrownBy(() -> JdkSockets.borrow(server)).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> JdkSockets.borrow(datagrams)).isInstanceOf(SocketException.class);
    }
  }

  /** A channel that reports an address which no socket has, or is of an unknown kind. */
  private record Pretender(SocketAddress address) implements NetworkChannel {
    @Override
    public NetworkChannel bind(SocketAddress local) {
      return this;
    }

    @Override
    public SocketAddress getLocalAddress() {
      return address;
    }

    @Override
    public <T> NetworkChannel setOption(java.net.SocketOption<T> name, T value) {
      return this;
    }

    @Override
    public <T> T getOption(java.net.SocketOption<T> name) {
      throw new UnsupportedOperationException(name.name());
    }

    @Override
    public Set<java.net.SocketOption<?>> supportedOptions() {
      return Set.of();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void borrow_foreignKindOfChannel_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkSockets.borrow(new Pretender(loopback("127.0.0.1"))))
        .withMessageContaining("is not a channel of the JDK's kinds");
  }

  @Test
  void find_addressOfNoSocket_isReported() {
    var nowhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 7);
    assertThatThrownBy(() -> new ReportedSocket(SOCK.STREAM, true, nowhere, null).find())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no descriptor of this process is a SOCK_STREAM socket that listens on /192.0.2.1:7");
  }

  @Test
  void matches_fdThatIsNoSocketNow_isFalse() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open()) {
      var sought = new ReportedSocket(SOCK.STREAM, false, SockAddr.unnamed(), SockAddr.unnamed());
      assertThat(sought.matches(pair.first())).isTrue();
      assertThat(sought.matches(pipe.reader())).isFalse();
    }
  }
}
