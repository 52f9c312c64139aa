package org.llsocket.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.LeakCheck;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.IP;
import org.llsocket.testing.Loopback;

@ExtendWith(LeakCheck.class)
class MessageTest {
  @Test
  void recvmsg_datagram_fillsBuffersNameAndControl() throws Exception {
    try (Socket server = Socket.open(AF.INET, SOCK.DGRAM);
        Socket client = Socket.open(AF.INET, SOCK.DGRAM);
        var message = new Message().controlCapacity(Control.space(12, 4))) {
      server.bind(SockAddr.inet("127.0.0.1", 0));
      client.bind(SockAddr.inet("127.0.0.2", 0));
      server.set(IP.PKTINFO, true).set(IP.RECVTTL, true);
      client.set(IP.TTL, 77);
      ByteBuffer first = ByteBuffer.allocate(2);
      ByteBuffer second = ByteBuffer.allocateDirect(10);
      var from = new SockAddrBuffer();
      try (var sent = new Message()) {
        sent.buffers(UTF_8.encode("hel"), UTF_8.encode("lo")).name(server.getsockname());
        assertThat(client.sendmsg(sent, 0)).isEqualTo(5);
      }
      assertThat(server.recvmsg(message.buffers(first, second).name(from), 0)).isEqualTo(5);
      assertThat(UTF_8.decode(first.flip()).toString() + UTF_8.decode(second.flip()))
          .isEqualTo("hello");
      assertThat(from.toSockAddr()).isEqualTo(client.getsockname());
      assertThat(message.control().ttl()).isEqualTo(77);
      InetAddress asked = InetAddress.ofLiteral("127.0.0.1");
      assertThat(message.control().get(PktInfo.class)).isEqualTo(PktInfo.from(asked, 1));
      assertThat(message.receivedFlags()).isZero();
    }
  }

  @Test
  void recvmsg_timedAfterAShutdown_isZeroAtOnce() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        var message = new Message().buffers(ByteBuffer.allocate(1))) {
      pair.first().shutdown(SHUT.RD);
      assertThat(pair.first().recvmsg(message, 0, Duration.ofHours(1))).isZero();
    }
  }

  @Test
  void rights_sentAndTaken_areTheSameFile() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket.Pair passed = Socket.pair(SOCK.STREAM);
        var message = new Message().controlCapacity(Control.space(4))) {
      message.buffers(ByteBuffer.wrap(new byte[1]));
      message.control().add(Rights.of(passed.first()));
      assertThat(pair.first().sendmsg(message, 0)).isEqualTo(1);
      message.buffers(ByteBuffer.wrap(new byte[1]));
      assertThat(pair.second().recvmsg(message, 0)).isEqualTo(1);
      List<Descriptor> taken = Objects.requireNonNull(message.control().get(Rights.class)).take();
      try (Descriptor same = taken.getFirst()) {
        assertThat(same.cloexec()).isTrue();
        assertThat(same.write(ByteBuffer.wrap(new byte[] {9}))).isEqualTo(1);
        ByteBuffer got = ByteBuffer.allocate(1);
        assertThat(passed.second().recv(got)).isEqualTo(1);
        assertThat(got.get(0)).isEqualTo((byte) 9);
      }
    }
  }
}
