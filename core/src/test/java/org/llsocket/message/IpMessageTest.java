package org.llsocket.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llsocket.message.Messages.assertErrno;
import static org.llsocket.message.Messages.get;
import static org.llsocket.message.Messages.receive;
import static org.llsocket.message.Messages.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.NetNs;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.IP;
import org.llsocket.option.IPV6;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Namespace;

/** Control messages about packets of IPv4 and IPv6 that few programs need. */
@ExtendWith(LeakCheck.class)
class IpMessageTest {
  @Test
  void ipChecksum_datagramFromARawSocket_isTheSumOfItsData() throws IOException {
    Capability.NET_RAW.require();
    byte[] data = {0x12, 0x34, (byte) 0xff, (byte) 0xff, 0x56, 0x78};
    try (Socket to = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket raw = Socket.open(AF.INET, SOCK.RAW, IPPROTO.UDP)) {
      to.set(IP.CHECKSUM, true).set(SO.RCVTIMEO, Blocked.DEADLINE);
      raw.sendto(udp(to.getsockname().port(), data), SockAddr.inet("127.0.0.1", 0));
      try (Message got = receive(to, 0)) {
        assertThat(get(got, IpChecksum.class).folded()).isEqualTo(folded(nativeSum(data)));
      }
    }
  }

  /** A datagram with a checksum, which the loopback does not leave to the device. */
  private static ByteBuffer udp(int port, byte[] data) {
    int length = 8 + data.length;
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.putShort((short) 4711).putShort((short) port).putShort((short) length);
    packet.putShort((short) 0).put(data).flip();
    ByteBuffer summed = ByteBuffer.allocate(12 + length);
    summed.putInt(0x7f00_0001).putInt(0x7f00_0001).put((byte) 0).put((byte) 17);
    summed.putShort((short) length).put(packet.duplicate()).flip();
    long sum = 0;
    while (summed.hasRemaining()) {
      sum += summed.getShort() & 0xffff;
    }
    return packet.putShort(6, (short) ~folded(sum));
  }

  private static long nativeSum(byte[] data) {
    ByteBuffer words = ByteBuffer.wrap(data).order(java.nio.ByteOrder.nativeOrder());
    long sum = 0;
    while (words.hasRemaining()) {
      sum += words.getShort() & 0xffff;
    }
    return sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded >>> 16) + (folded & 0xffff);
    }
    return (int) folded;
  }

  @Test
  void fragSize_reassembledDatagram_isThatOfItsFragments() throws IOException {
    try (Namespace namespace = Namespace.create()) {
      namespace.run("ip link set lo mtu 1500");
      NetNs net = NetNs.of(namespace.pid());
      for (AF family : new AF[] {AF.INET, AF.INET6}) {
        try (Socket to = net.open(family, SOCK.DGRAM);
            Socket from = net.open(family, SOCK.DGRAM)) {
          to.set(family.equals(AF.INET) ? IP.RECVFRAGSIZE : IPV6.RECVFRAGSIZE, true);
          to.set(SO.RCVTIMEO, Blocked.DEADLINE);
          to.bind(Loopback.any(family));
          send(from, to.getsockname(), 4000);
          try (Message got = receive(to, 0)) {
            assertThat(get(got, FragSize.class).size()).isBetween(1400, 1500);
          }
          send(from, to.getsockname(), 10);
          try (Message got = receive(to, 0)) {
            assertThat(got.control().get(FragSize.class)).isNull();
          }
        }
      }
    }
  }

  @Test
  void flowInfo_sent_arrives() throws IOException {
    Capability.IPV6_LOOPBACK.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET6)) {
      pair.second().set(IPV6.FLOWINFO, true).set(IPV6.RECVTCLASS, true);
      send(pair.first(), new FlowInfo(0x12345), new TrafficClass(46 << 2));
      try (Message got = receive(pair.second(), 0)) {
        FlowInfo info = get(got, FlowInfo.class);
        assertThat(info.flowlabel()).isEqualTo(0x12345);
        assertThat(info.tclass()).isEqualTo(46 << 2);
        assertThat(info).isEqualTo(new FlowInfo(46 << 22 | 0x12345));
      }
    }
  }

  @Test
  void pathMtu_datagramThatMayNotBeFragmented_isReported() throws IOException {
    Capability.IPV6_LOOPBACK.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET6)) {
      Socket socket = pair.first();
      socket.set(IPV6.RECVPATHMTU, true);
      int tooLong = 65_500; // with its headers longer than the loopback's MTU
      assertErrno(
          Errno.EMSGSIZE,
          () -> send(socket, pair.second().getsockname(), tooLong, new DontFrag(true)));
      try (Message got = receive(socket, 0)) {
        PathMtu path = get(got, PathMtu.class);
        assertThat(path.mtu()).isBetween(1280L, 65_536L);
        assertThat(path.addr().host()).isEqualTo("::1");
      }
    }
  }

  @Test
  void ipProtocol_sentWithAHeader_isThatOfTheRoute() throws IOException {
    Capability.kernel("6.4").require();
    int refused = 253; // RFC 3692, as the next
    int other = 254;
    try (Namespace namespace = Namespace.create()) {
      namespace.run("ip rule add pref 100 lookup local");
      namespace.run("ip rule add pref 50 ipproto " + refused + " prohibit");
      namespace.run("ip rule del pref 0");
      try (Socket raw = NetNs.of(namespace.pid()).open(AF.INET, SOCK.RAW, IPPROTO.RAW)) {
        assertThat(sendHeader(raw, new IpProtocol(other))).isEqualTo(20);
        assertErrno(Errno.EACCES, () -> sendHeader(raw, new IpProtocol(refused)));
        assertErrno(Errno.EINVAL, () -> sendHeader(raw, new IpProtocol(0)));
      }
    }
  }

  /** Sends an IPv4 header without data. */
  private static int sendHeader(Socket raw, IpProtocol protocol) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(20);
    header.put((byte) 0x45).put(9, (byte) 254).putInt(12, 0x7f00_0001).putInt(16, 0x7f00_0001);
    try (var message = new Message().controlCapacity(Control.space(4))) {
      message.buffers(header.clear()).name(SockAddr.inet("127.0.0.1", 0));
      message.control().add(protocol);
      return raw.sendmsg(message, 0);
    }
  }
}
