package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.nio.StreamChannelScenarios.bytes;
import static org.llsocket.nio.StreamChannelScenarios.text;

import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.nio.testing.ChildProgram;
import org.llsocket.option.SO;

/** Channels of families that the JDK does not have. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SocketFamilyTest {
  private static final LlsocketProvider PROVIDER = LlsocketProvider.instance();
  private static final SocketFamily PACKETS = new SocketFamily(AF.UNIX, SOCK.SEQPACKET);
  private static final SocketFamily UNIX_DATAGRAMS = new SocketFamily(AF.UNIX, SOCK.DGRAM);

  @TempDir Path directory;

  private static SockAddr uniqueName() {
    return SockAddr.abstractName("llsocket-" + UUID.randomUUID());
  }

  @Test
  void seqpacket_betweenTwoChannels_keepsPackets() throws Exception {
    SockAddr name = uniqueName();
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel(PACKETS);
        SocketChannel client = PROVIDER.openSocketChannel(PACKETS)) {
      listener.bind(name);
      assertThat(listener.getLocalAddress()).isEqualTo(name);
      client.connect(name);
      assertThat(client.getRemoteAddress()).isEqualTo(name);
      try (SocketChannel server = listener.accept()) {
        client.write(bytes("one"));
        client.write(bytes("two"));
        ByteBuffer buffer = ByteBuffer.allocate(16);
        assertThat(server.read(buffer)).isEqualTo(3);
        assertThat(text(buffer)).isEqualTo("one");
        assertThat(server.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(""));
      }
    }
  }

  @Test
  void unixDatagrams_withPathsAndNames_areReceivedWithTheirSender() throws Exception {
    Path path = directory.resolve("datagrams");
    SockAddr name = uniqueName();
    try (DatagramChannel one = PROVIDER.openDatagramChannel(StandardProtocolFamily.UNIX);
        DatagramChannel two = PROVIDER.openDatagramChannel(UNIX_DATAGRAMS);
        DatagramChannel unbound = PROVIDER.openDatagramChannel(UNIX_DATAGRAMS)) {
      one.bind(UnixDomainSocketAddress.of(path));
      two.bind(name);
      one.send(bytes("by path"), name);
      ByteBuffer buffer = ByteBuffer.allocate(32);
      assertThat(two.receive(buffer)).isEqualTo(UnixDomainSocketAddress.of(path));
      assertThat(text(buffer)).isEqualTo("by path");
      two.send(bytes("by name"), UnixDomainSocketAddress.of(path));
      assertThat(one.receive(buffer.clear())).isEqualTo(name);
      unbound.send(bytes("by none"), name);
      assertThat(two.receive(buffer.clear())).isEqualTo(UnixDomainSocketAddress.of(""));
      unbound.connect(name);
      assertThat(unbound.write(bytes("connected"))).isEqualTo(9);
      assertThatThrownBy(one::socket).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(path).exists();
    Files.delete(path);
  }

  @Test
  void bind_ofUnixDatagramsToNull_getsANameOfTheKernel() throws Exception {
    try (DatagramChannel channel = PROVIDER.openDatagramChannel(UNIX_DATAGRAMS)) {
      channel.bind(null);
      assertThat(((SockAddr) channel.getLocalAddress()).abstractName()).hasSize(5);
    }
  }

  @Test
  void netlink_askedForLinks_answers() throws Exception {
    var route = new SocketFamily(AF.NETLINK, SOCK.RAW, new IPPROTO(0));
    try (DatagramChannel channel = PROVIDER.openDatagramChannel(route)) {
      channel.bind(SockAddr.raw(AF.NETLINK, new byte[10]));
      ByteBuffer request = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
      request.putInt(20).putShort((short) 18).putShort((short) 0x301).putInt(1).putInt(0);
      request.put(new byte[4]).flip(); // RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP
      channel.send(request, SockAddr.raw(AF.NETLINK, new byte[10]));
      ByteBuffer answer = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.nativeOrder());
      assertThat(channel.receive(answer)).isInstanceOf(SockAddr.class);
      assertThat(answer.getShort(4)).isEqualTo((short) 16); // RTM_NEWLINK
    }
  }

  @Test
  void selector_ofChannelsOfEveryKind_reportsThemTogether() throws Exception {
    SockAddr name = uniqueName();
    var pipe = PROVIDER.openPipe();
    try (Selector selector = PROVIDER.openSelector();
        ServerSocketChannel packets = PROVIDER.openServerSocketChannel(PACKETS);
        SocketChannel client = PROVIDER.openSocketChannel(PACKETS);
        DatagramChannel udp = PROVIDER.openDatagramChannel();
        DatagramChannel unix = PROVIDER.openDatagramChannel(UNIX_DATAGRAMS);
        var source = pipe.source();
        var sink = pipe.sink()) {
      packets.bind(name);
      packets.configureBlocking(false);
      udp.configureBlocking(false);
      unix.configureBlocking(false);
      source.configureBlocking(false);
      Set<SelectionKey> all = new HashSet<>();
      all.add(packets.register(selector, SelectionKey.OP_ACCEPT));
      all.add(udp.register(selector, SelectionKey.OP_WRITE));
      all.add(unix.register(selector, SelectionKey.OP_WRITE));
      all.add(source.register(selector, SelectionKey.OP_READ));
      client.connect(name);
      sink.write(bytes("x"));
      assertThat(selector.select()).isEqualTo(4);
      assertThat(selector.selectedKeys()).isEqualTo(all);
    }
  }

  @Test
  void address_ofAnotherFamily_isRefused() throws Exception {
    try (SocketChannel inet = PROVIDER.openSocketChannel();
        SocketChannel packets = PROVIDER.openSocketChannel(PACKETS)) {
      assertThatThrownBy(() -> inet.connect(uniqueName()))
          .isInstanceOf(UnsupportedAddressTypeException.class);
      assertThatThrownBy(() -> packets.connect(SockAddr.inet("127.0.0.1", 1)))
          .isInstanceOf(UnsupportedAddressTypeException.class);
    }
  }

  @Test
  void sockAddr_onAnInternetChannel_isAccepted() throws Exception {
    try (ServerSocketChannel listener = PROVIDER.openServerSocketChannel();
        SocketChannel client = PROVIDER.openSocketChannel()) {
      listener.bind(SockAddr.inet("127.0.0.1", 0));
      int port = listener.socket().getLocalPort();
      assertThat(client.connect(SockAddr.inet("127.0.0.1", port))).isTrue();
    }
  }

  @Test
  void constructor_typeWithFlags_isRefused() {
    assertThatThrownBy(() -> new SocketFamily(AF.UNIX, SOCK.STREAM.nonblock()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SOCK_NONBLOCK");
  }

  @Test
  void open_typeOfAnotherClassOfChannels_isRefused() {
    assertThatThrownBy(() -> PROVIDER.openSocketChannel(UNIX_DATAGRAMS))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("SOCK_DGRAM");
    assertThatThrownBy(() -> PROVIDER.openDatagramChannel(PACKETS))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("SOCK_SEQPACKET");
    ProtocolFamily unknown = () -> "IPX";
    assertThatThrownBy(() -> PROVIDER.openSocketChannel(unknown))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("IPX");
  }

  @Test
  void options_ofAnotherFamily_areThoseOfTheirSocket() throws Exception {
    try (SocketChannel packets = PROVIDER.openSocketChannel(PACKETS)) {
      packets.setOption(SO.PASSCRED, true);
      assertThat(packets.getOption(SO.PASSCRED)).isTrue();
      assertThat(packets.supportedOptions()).contains(SO.PASSCRED, SO.SNDBUF);
    }
  }

  /** The encoding of file names is that of the locale, and a peer chooses its path. */
  @Test
  void accept_peerWithAPathThatIsNoText_hasTheAddressOfThisLibrary() {
    List<String> program = ChildProgram.command(PeerNameProgram.class, List.of(), "" + directory);
    List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C"));
    command.addAll(program);
    assertThat(ChildProgram.output(command).lines())
        .containsExactly("SockAddr", "SockAddr", "true");
  }

  @Test
  void name_isThatOfC() {
    assertThat(PACKETS.name()).isEqualTo("AF_UNIX SOCK_SEQPACKET");
  }
}
