package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.nio.StreamChannelScenarios.bytes;
import static org.llsocket.nio.StreamChannelScenarios.text;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Multicast groups of our datagram channels, on the loopback interface. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MembershipsTest {
  private static final InetAddress LOOPBACK = Inet4Address.ofLiteral("127.0.0.1");

  private final InetAddress group =
      Inet4Address.ofLiteral(
          "239.77."
              + ThreadLocalRandom.current().nextInt(256)
              + "."
              + ThreadLocalRandom.current().nextInt(1, 255));
  private NetworkInterface loopback;
  private DatagramChannel receiver;
  private DatagramChannel sender;

  @BeforeEach
  void open() throws IOException {
    loopback = NetworkInterface.getByInetAddress(LOOPBACK);
    receiver = LlsocketProvider.instance().openDatagramChannel();
    receiver.bind(new InetSocketAddress(0));
    sender = LlsocketProvider.instance().openDatagramChannel(StandardProtocolFamily.INET);
    sender.bind(new InetSocketAddress(LOOPBACK, 0));
    sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
    sender.close();
  }

  private SocketAddress target() throws IOException {
    return new InetSocketAddress(group, ((InetSocketAddress) receiver.getLocalAddress()).getPort());
  }

  /** What arrives of two datagrams, the second of which is sent to the receiver itself. */
  private String first() throws IOException {
    sender.send(bytes("to the group"), target());
    int port = ((InetSocketAddress) receiver.getLocalAddress()).getPort();
    sender.send(bytes("to itself"), new InetSocketAddress(LOOPBACK, port));
    ByteBuffer buffer = ByteBuffer.allocate(32);
    receiver.receive(buffer);
    String first = text(buffer);
    if (!first.equals("to itself")) {
      receiver.receive(buffer.clear());
    }
    return first;
  }

  @Test
  void join_andDrop_beginAndEndTheMembership() throws IOException {
    assertThat(first()).isEqualTo("to itself");
    MembershipKey key = receiver.join(group, loopback);
    assertThat(first()).isEqualTo("to the group");
    assertThat(key.isValid()).isTrue();
    assertThat(key.group()).isEqualTo(group);
    assertThat(key.networkInterface()).isEqualTo(loopback);
    assertThat(key.sourceAddress()).isNull();
    assertThat(key.channel()).isSameAs(receiver);
    assertThat(key).hasToString("<" + group.getHostAddress() + "," + loopback.getName() + ">");
    assertThat(receiver.join(group, loopback)).isSameAs(key);
    key.drop();
    key.drop();
    assertThat(key.isValid()).isFalse();
    assertThat(first()).isEqualTo("to itself");
  }

  @Test
  void block_andUnblock_aSender() throws IOException {
    MembershipKey key = receiver.join(group, loopback);
    assertThat(key.block(LOOPBACK)).isSameAs(key);
    key.block(LOOPBACK);
    assertThat(first()).isEqualTo("to itself");
    key.unblock(LOOPBACK);
    assertThat(first()).isEqualTo("to the group");
    assertThatThrownBy(() -> key.unblock(LOOPBACK)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.block(group)).isInstanceOf(IllegalArgumentException.class);
    key.drop();
    assertThatThrownBy(() -> key.block(LOOPBACK)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void join_ofOneSource_receivesFromIt() throws IOException {
    MembershipKey other = receiver.join(group, loopback, Inet4Address.ofLiteral("127.0.0.9"));
    assertThat(first()).isEqualTo("to itself");
    MembershipKey key = receiver.join(group, loopback, LOOPBACK);
    assertThat(first()).isEqualTo("to the group");
    assertThat(key.sourceAddress()).isEqualTo(LOOPBACK);
    assertThatThrownBy(() -> key.block(LOOPBACK)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> receiver.join(group, loopback))
        .isInstanceOf(IllegalStateException.class);
    key.drop();
    other.drop();
    assertThat(first()).isEqualTo("to itself");
  }

  @Test
  void join_withBadArguments_isRefused() throws IOException {
    assertThatThrownBy(() -> receiver.join(LOOPBACK, loopback))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sender.join(InetAddress.ofLiteral("ff12::1"), loopback))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> receiver.join(group, loopback, null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> receiver.join(group, loopback, InetAddress.ofLiteral("::1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> receiver.join(group, loopback, group))
        .isInstanceOf(IllegalArgumentException.class);
    receiver.join(group, loopback);
    assertThatThrownBy(() -> receiver.join(group, loopback, LOOPBACK))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_endsTheMembership() throws IOException {
    MembershipKey key = receiver.join(group, loopback);
    receiver.close();
    assertThat(key.isValid()).isFalse();
    key.drop();
    assertThatThrownBy(() -> receiver.join(group, loopback))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void adaptor_joinsAndLeaves() throws IOException {
    receiver.socket().joinGroup(new InetSocketAddress(group, 0), loopback);
    assertThat(first()).isEqualTo("to the group");
    assertThatThrownBy(() -> receiver.socket().joinGroup(new InetSocketAddress(group, 0), loopback))
        .isInstanceOf(SocketException.class);
    receiver.socket().leaveGroup(new InetSocketAddress(group, 0), loopback);
    assertThat(first()).isEqualTo("to itself");
    assertThatThrownBy(
            () -> receiver.socket().leaveGroup(new InetSocketAddress(group, 0), loopback))
        .isInstanceOf(SocketException.class);
    assertThatThrownBy(
            () -> receiver.socket().joinGroup(new InetSocketAddress(LOOPBACK, 0), loopback))
        .isInstanceOf(SocketException.class);
  }
}
