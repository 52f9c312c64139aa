package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.nio.StreamChannelScenarios.bytes;
import static org.llsocket.nio.StreamChannelScenarios.text;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.VMADDR;
import org.llsocket.family.SockaddrVm;
import org.llsocket.nio.testing.Capability;
import org.llsocket.option.IPV6;
import org.llsocket.option.SO;

/** Channels and sockets of java.net between a virtual machine and its host. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class VsockChannelTest {
  private static final LlsocketProvider PROVIDER = LlsocketProvider.instance();
  private static final SocketFamily VSOCK = new SocketFamily(AF.VSOCK, SOCK.STREAM);
  private static final SockAddr ANY = SockAddr.vsock(VMADDR.CID_ANY, VMADDR.PORT_ANY);

  private static int port(@Nullable SocketAddress address) {
    return ((SockAddr) Objects.requireNonNull(address)).as(SockaddrVm.class).port();
  }

  @Test
  void bind_anyPort_hasOneOfTheKernel() throws Exception {
    Capability.VSOCK.require();
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel(VSOCK);
        ServerSocketChannel other = PROVIDER.openServerSocketChannel(VSOCK)) {
      listener.bind(ANY);
      int port = port(listener.getLocalAddress());
      assertThat(port).isNotEqualTo(VMADDR.PORT_ANY);
      assertThatThrownBy(() -> other.bind(SockAddr.vsock(VMADDR.CID_ANY, port)))
          .isInstanceOf(java.net.BindException.class)
          .hasMessage("Address already in use");
      assertThatThrownBy(() -> other.bind(new InetSocketAddress(0)))
          .isInstanceOf(UnsupportedAddressTypeException.class);
      assertThatThrownBy(() -> other.bind(null))
          .isInstanceOf(UnsupportedAddressTypeException.class);
      assertThatThrownBy(listener::socket).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void select_listenerWithoutConnections_isNotReady() throws Exception {
    Capability.VSOCK.require();
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel(VSOCK);
        Selector selector = PROVIDER.openSelector()) {
      listener.bind(ANY).configureBlocking(false);
      SelectionKey key = listener.register(selector, SelectionKey.OP_ACCEPT);
      assertThat(selector.selectNow()).isZero();
      assertThat(key.readyOps()).isZero();
      assertThat(listener.accept()).isNull();
    }
  }

  @Test
  void supportedOptions_channelAndSocketOfJavaNet_areThoseOfTheFamily() throws Exception {
    Capability.VSOCK.require();
    try (SocketChannel channel = PROVIDER.openSocketChannel(VSOCK);
        var socket = new LlsocketServerSocket(ANY)) {
      socket.bind(null);
      assertThat(channel.supportedOptions())
          .contains(SO.VM_SOCKETS_BUFFER_SIZE)
          .doesNotContain(IPV6.V6ONLY);
      assertThat(socket.supportedOptions()).doesNotContain(IPV6.V6ONLY);
      assertThat(port(socket.getLocalSocketAddress())).isNotEqualTo(VMADDR.PORT_ANY);
    }
  }

  @Test
  void connect_aListenerOfThisMachine_sendsBothWays() throws Exception {
    Capability.VSOCK_LOOPBACK.require();
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel(VSOCK);
        SocketChannel client = PROVIDER.openSocketChannel(VSOCK);
        Selector selector = PROVIDER.openSelector()) {
      listener.bind(ANY);
      SockAddr name = SockAddr.vsock(VMADDR.CID_LOCAL, port(listener.getLocalAddress()));
      client.configureBlocking(false);
      SelectionKey key = client.register(selector, SelectionKey.OP_CONNECT);
      if (!client.connect(name)) {
        assertThat(selector.select()).isEqualTo(1);
        assertThat(key.isConnectable()).isTrue();
        assertThat(client.finishConnect()).isTrue();
      }
      assertThat(client.getRemoteAddress()).isEqualTo(name);
      try (SocketChannel server = listener.accept()) {
        server.write(bytes("hello"));
        key.interestOps(SelectionKey.OP_READ);
        selector.selectedKeys().clear();
        assertThat(selector.select()).isEqualTo(1);
        ByteBuffer buffer = ByteBuffer.allocate(16);
        client.read(buffer);
        assertThat(text(buffer)).isEqualTo("hello");
        server.shutdownOutput();
        selector.selectedKeys().clear();
        assertThat(selector.select()).isEqualTo(1);
        assertThat(client.read(buffer.clear())).isEqualTo(-1);
      }
    }
  }
}
