package org.llsocket.nio;

import static org.llsocket.nio.StreamChannelScenarios.bytes;
import static org.llsocket.nio.StreamChannelScenarios.text;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/** What programs do with datagram channels. */
@SuppressWarnings("ReferenceEquality") // the contract is about identity
final class DatagramChannelScenarios {
  private static final InetAddress LOOPBACK = ConnectedChannels.LOOPBACK;
  private static final InetAddress DOCUMENTATION = InetAddress.ofLiteral("192.0.2.1"); // RFC 5737
  private static final InetAddress GROUP = InetAddress.ofLiteral("239.1.2.3");

  private DatagramChannelScenarios() {}

  static List<ChannelScenario> all() {
    return List.of(
        new ChannelScenario("a datagram channel without a peer", DatagramChannelScenarios::alone),
        new ChannelScenario("datagrams", DatagramChannelScenarios::datagrams),
        new ChannelScenario("a peer", DatagramChannelScenarios::peer),
        new ChannelScenario("a peer that refuses", DatagramChannelScenarios::refused),
        new ChannelScenario("options of datagrams", DatagramChannelScenarios::options),
        new ChannelScenario("the adaptor of datagrams", DatagramChannelScenarios::adaptor),
        new ChannelScenario("the adaptor of multicast", DatagramChannelScenarios::multicast),
        new ChannelScenario("a closed datagram channel", DatagramChannelScenarios::closed));
  }

  private static DatagramChannel bound(SelectorProvider provider) throws Exception {
    return provider.openDatagramChannel().bind(new InetSocketAddress(LOOPBACK, 0));
  }

  private static void alone(SelectorProvider provider, Transcript seen) throws Exception {
    try (DatagramChannel channel = provider.openDatagramChannel();
        DatagramChannel inet = provider.openDatagramChannel(StandardProtocolFamily.INET)) {
      SocketAddress inet6 = new InetSocketAddress(Inet6Address.ofLiteral("::1"), 1);
      seen.see("operations", channel::validOps);
      seen.see("connected", channel::isConnected);
      seen.see("local", channel::getLocalAddress);
      seen.see("remote", channel::getRemoteAddress);
      seen.see("read", () -> channel.read(ByteBuffer.allocate(1)));
      seen.see("write", () -> channel.write(ByteBuffer.allocate(1)));
      seen.see("disconnect", () -> channel.disconnect() == channel);
      seen.see("send to null", () -> channel.send(bytes("x"), null));
      seen.see("send null", () -> channel.send(null, inet6));
      SocketAddress unresolved = InetSocketAddress.createUnresolved("x", 1);
      seen.see("send to a name", () -> channel.send(bytes("x"), unresolved));
      seen.see("send IPv4 to IPv6", () -> inet.send(bytes("x"), inet6));
      seen.see("connect IPv4 to IPv6", () -> inet.connect(inet6));
      seen.see("bind to a name", () -> channel.bind(unresolved));
      seen.see("connect to port 0", () -> channel.connect(new InetSocketAddress(LOOPBACK, 0)));
      seen.see(
          "send to port 0", () -> channel.send(bytes("x"), new InetSocketAddress(LOOPBACK, 0)));
      seen.see("receive read-only", () -> channel.receive(bytes("x").asReadOnlyBuffer()));
      channel.configureBlocking(false);
      seen.see("none", () -> channel.receive(ByteBuffer.allocate(1)));
      seen.see("bound by it", () -> channel.getLocalAddress() != null);
      seen.see("bind again", () -> channel.bind(null));
      seen.see("host", () -> ((InetSocketAddress) channel.getLocalAddress()).getAddress());
    }
  }

  private static void datagrams(SelectorProvider provider, Transcript seen) throws Exception {
    try (DatagramChannel one = bound(provider);
        DatagramChannel two = bound(provider);
        Selector selector = provider.openSelector()) {
      SocketAddress to = two.getLocalAddress();
      seen.see("send", () -> one.send(bytes("hello"), to));
      ByteBuffer small = ByteBuffer.allocate(3);
      seen.see("receive", () -> two.receive(small).equals(one.getLocalAddress()));
      seen.see("truncated", () -> text(small));
      one.send(bytes("direct"), to);
      ByteBuffer direct = ByteBuffer.allocateDirect(4);
      seen.see("receive", () -> two.receive(direct).equals(one.getLocalAddress()));
      seen.see("truncated", () -> text(direct));
      seen.see("send empty", () -> one.send(ByteBuffer.allocate(0), to));
      seen.see("empty", () -> two.receive(ByteBuffer.allocate(4)).equals(one.getLocalAddress()));
      one.send(bytes("none"), to);
      seen.see("no space", () -> two.receive(ByteBuffer.allocate(0)) != null);
      two.configureBlocking(false);
      seen.see("nothing", () -> two.receive(small.clear()));
      SelectionKey key = two.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      seen.see("select", selector::select);
      seen.see("ready", key::readyOps);
      one.send(bytes("x"), to);
      seen.see("select again", selector::select);
      seen.see("ready", key::readyOps);
      seen.see("too long", () -> one.send(ByteBuffer.allocate(70_000), to));
    }
  }

  private static void peer(SelectorProvider provider, Transcript seen) throws Exception {
    try (DatagramChannel one = provider.openDatagramChannel();
        DatagramChannel two = bound(provider);
        DatagramChannel three = bound(provider)) {
      one.bind(new InetSocketAddress(0));
      SocketAddress own = one.getLocalAddress();
      int port = ((InetSocketAddress) own).getPort();
      three.send(bytes("before"), new InetSocketAddress(LOOPBACK, port));
      seen.see("connect", () -> one.connect(two.getLocalAddress()) == one);
      seen.see("connected", one::isConnected);
      seen.see("remote", () -> one.getRemoteAddress().equals(two.getLocalAddress()));
      seen.see("host", () -> ((InetSocketAddress) one.getLocalAddress()).getAddress());
      seen.see("port", () -> ((InetSocketAddress) one.getLocalAddress()).getPort() == port);
      seen.see("connect again", () -> one.connect(three.getLocalAddress()));
      seen.see("send elsewhere", () -> one.send(bytes("x"), three.getLocalAddress()));
      seen.see("send to the peer", () -> one.send(bytes("x"), two.getLocalAddress()));
      two.receive(ByteBuffer.allocate(1));
      three.send(bytes("other"), one.getLocalAddress());
      two.send(bytes("peer"), one.getLocalAddress());
      ByteBuffer buffer = ByteBuffer.allocate(16);
      seen.see("read", () -> one.read(buffer) + text(buffer));
      seen.see("write", () -> one.write(bytes("abc")));
      seen.see("gather", () -> one.write(new ByteBuffer[] {bytes("d"), bytes("ef")}));
      seen.see("empty", () -> one.write(ByteBuffer.allocate(0)));
      seen.see(
          "first",
          () -> {
            two.receive(buffer.clear());
            return text(buffer);
          });
      seen.see(
          "second",
          () -> {
            two.receive(buffer.clear());
            return text(buffer);
          });
      two.send(bytes("scatter"), one.getLocalAddress());
      ByteBuffer[] parts = {ByteBuffer.allocate(2), ByteBuffer.allocate(2)};
      seen.see("scatter", () -> one.read(parts) + text(parts[0]) + text(parts[1]));
      seen.see("disconnect", () -> one.disconnect() == one);
      seen.see("connected", one::isConnected);
      seen.see("remote", one::getRemoteAddress);
      seen.see("the same port", () -> one.getLocalAddress().equals(own));
      three.send(bytes("after"), new InetSocketAddress(LOOPBACK, port));
      seen.see(
          "after",
          () -> {
            one.receive(buffer.clear());
            return text(buffer);
          });
      seen.see("elsewhere", () -> one.connect(three.getLocalAddress()) == one);
    }
  }

  private static void refused(SelectorProvider provider, Transcript seen) throws Exception {
    SocketAddress unused;
    try (DatagramChannel gone = bound(provider)) {
      unused = gone.getLocalAddress();
    }
    try (DatagramChannel channel = bound(provider)) {
      channel.connect(unused);
      channel.write(bytes("x"));
      seen.see("read", () -> channel.read(ByteBuffer.allocate(1)));
      channel.write(bytes("x"));
      seen.see("receive", () -> channel.receive(ByteBuffer.allocate(1)));
      seen.see("open", channel::isOpen);
    }
  }

  private static void options(SelectorProvider provider, Transcript seen) throws Exception {
    try (DatagramChannel channel = provider.openDatagramChannel();
        DatagramChannel standard = SelectorProvider.provider().openDatagramChannel()) {
      for (SocketOption<?> option : standard.supportedOptions()) {
        seen.see("supports " + option, () -> channel.supportedOptions().contains(option));
        seen.see("value of " + option, () -> channel.getOption(option));
      }
      var at = java.net.NetworkInterface.getByInetAddress(LOOPBACK);
      seen.see("interface", () -> channel.getOption(StandardSocketOptions.IP_MULTICAST_IF));
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, at);
      seen.see("interface", () -> channel.getOption(StandardSocketOptions.IP_MULTICAST_IF));
      for (int hops : new int[] {-1, 0, 3, 255, 256}) {
        seen.run(
            "hops " + hops, () -> channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, hops));
        seen.see("are", () -> channel.getOption(StandardSocketOptions.IP_MULTICAST_TTL));
      }
      seen.run("loop", () -> channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false));
      seen.see("is", () -> channel.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
      seen.run("null", () -> channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, null));
      seen.run("tcp", () -> channel.setOption(StandardSocketOptions.TCP_NODELAY, true));
    }
  }

  @SuppressWarnings({"deprecation", "removal"}) // programs use them
  private static void multicast(SelectorProvider provider, Transcript seen) throws Exception {
    try (DatagramChannel channel = bound(provider)) {
      var socket = (MulticastSocket) channel.socket();
      seen.run("interface null", () -> socket.setInterface(null));
      seen.run("network interface null", () -> socket.setNetworkInterface(null));
      seen.run("interface of no machine", () -> socket.setInterface(DOCUMENTATION));
      seen.run("join null", () -> socket.joinGroup(null));
      seen.run("join null at null", () -> socket.joinGroup(null, null));
      seen.run("leave null", () -> socket.leaveGroup(null));
      seen.run("leave null at null", () -> socket.leaveGroup(null, null));
      seen.run("join no group", () -> socket.joinGroup(LOOPBACK));
      seen.run("leave a group that is not joined", () -> socket.leaveGroup(GROUP));
      seen.see("hops", socket::getTimeToLive);
      seen.run("more hops", () -> socket.setTimeToLive(255));
      seen.see("hops", socket::getTimeToLive);
      seen.run("too many hops", () -> socket.setTimeToLive(256));
      seen.run("fewer hops than none", () -> socket.setTimeToLive(-1));
      seen.see("ttl", socket::getTTL);
      seen.see("loopback", socket::getLoopbackMode);
      seen.run("no loopback", () -> socket.setLoopbackMode(true));
      seen.see("loopback", socket::getLoopbackMode);
      channel.close();
      seen.run("closed: interface", () -> socket.setInterface(LOOPBACK));
      seen.run("closed: join", () -> socket.joinGroup(GROUP));
      seen.run("closed: leave", () -> socket.leaveGroup(GROUP));
      seen.see("closed: hops", socket::getTimeToLive);
    }
  }

  private static void adaptor(SelectorProvider provider, Transcript seen) throws Exception {
    try (DatagramChannel one = provider.openDatagramChannel();
        DatagramChannel two = bound(provider)) {
      DatagramSocket socket = one.socket();
      seen.see("the same", () -> one.socket() == socket);
      seen.see("channel", () -> socket.getChannel() == one);
      seen.see("bound", socket::isBound);
      seen.see("port", socket::getLocalPort);
      seen.see("host", socket::getLocalAddress);
      seen.see("remote port", socket::getPort);
      seen.see("remote", socket::getInetAddress);
      seen.see("address", socket::getLocalSocketAddress);
      seen.run("no address", () -> socket.send(new DatagramPacket(new byte[1], 1)));
      socket.bind(new InetSocketAddress(LOOPBACK, 0));
      seen.run("bind again", () -> socket.bind(null));
      seen.run(
          "send",
          () -> socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, two.getLocalAddress())));
      var packet = new DatagramPacket(new byte[10], 2, 5);
      seen.run("receive", () -> two.socket().receive(packet));
      seen.see("length", packet::getLength);
      seen.see(
          "data", () -> List.of(packet.getData()[2], packet.getData()[4], packet.getData()[5]));
      seen.see("from", () -> packet.getSocketAddress().equals(one.getLocalAddress()));
      socket.send(new DatagramPacket(new byte[] {4, 5, 6, 7, 8, 9}, 6, two.getLocalAddress()));
      seen.run("receive more", () -> two.socket().receive(packet));
      seen.see("length", packet::getLength);
      seen.run("timeout", () -> socket.setSoTimeout(20));
      seen.run("timed out", () -> socket.receive(packet));
      seen.run("connect", () -> socket.connect(two.getLocalAddress()));
      seen.see("connected", socket::isConnected);
      seen.run(
          "send elsewhere", () -> socket.send(new DatagramPacket(new byte[1], 1, LOOPBACK, 9)));
      seen.run("send to the peer", () -> socket.send(new DatagramPacket(new byte[1], 1)));
      seen.run("connect to another", () -> socket.connect(new InetSocketAddress(LOOPBACK, 9)));
      seen.see("port", socket::getPort);
      seen.run("connect to null", () -> socket.connect(null));
      seen.run("connect to port 0", () -> socket.connect(LOOPBACK, 0));
      seen.run("disconnect", socket::disconnect);
      seen.see("connected", socket::isConnected);
      seen.see("broadcast", socket::getBroadcast);
      seen.see("reuse", socket::getReuseAddress);
      seen.run("size", () -> socket.setReceiveBufferSize(0));
      one.configureBlocking(false);
      seen.run("non-blocking", () -> socket.receive(packet));
      seen.run(
          "non-blocking",
          () -> socket.send(new DatagramPacket(new byte[1], 1, two.getLocalAddress())));
      socket.close();
      seen.see("closed", socket::isClosed);
      seen.see("closed", one::isOpen);
      seen.see("closed", socket::getLocalPort);
      seen.see("closed", socket::getLocalAddress);
      seen.run("closed", () -> socket.send(new DatagramPacket(new byte[1], 1, LOOPBACK, 9)));
      seen.run("closed", () -> socket.receive(packet));
    }
  }

  private static void closed(SelectorProvider provider, Transcript seen) throws Exception {
    try (DatagramChannel channel = bound(provider)) {
      SocketAddress own = channel.getLocalAddress();
      channel.close();
      seen.see("receive", () -> channel.receive(ByteBuffer.allocate(1)));
      seen.see("send", () -> channel.send(bytes("x"), own));
      seen.see("read", () -> channel.read(ByteBuffer.allocate(1)));
      seen.see("write", () -> channel.write(bytes("x")));
      seen.see("connect", () -> channel.connect(own));
      seen.see("disconnect", () -> channel.disconnect() == channel);
      seen.see("bind", () -> channel.bind(null));
      seen.see("local", channel::getLocalAddress);
      seen.see("option", () -> channel.getOption(StandardSocketOptions.IP_TOS));
      seen.see(
          "join",
          () ->
              channel.join(
                  InetAddress.ofLiteral("239.1.2.3"),
                  java.net.NetworkInterface.getByInetAddress(LOOPBACK)));
    }
  }
}
