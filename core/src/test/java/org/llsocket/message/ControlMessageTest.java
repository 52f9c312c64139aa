package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.llsocket.message.Messages.assertErrno;
import static org.llsocket.message.Messages.get;
import static org.llsocket.message.Messages.receive;
import static org.llsocket.message.Messages.send;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.IP;
import org.llsocket.option.IPV6;
import org.llsocket.option.Option;
import org.llsocket.option.SO;
import org.llsocket.option.SOF;
import org.llsocket.option.SockTxtime;
import org.llsocket.option.TCP;
import org.llsocket.option.UDP;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

/** Every type, sent or provoked, and its value against another source. */
@ExtendWith(LeakCheck.class)
class ControlMessageTest {
  private static AF family(boolean inet6) {
    if (inet6) {
      Capability.IPV6_LOOPBACK.require();
    }
    return inet6 ? AF.INET6 : AF.INET;
  }

  private static int loopbackIndex() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1")).getIndex();
  }

  private static Message receiveOne(Socket.Pair pair, ControlMessage... controls)
      throws IOException {
    send(pair.first(), controls);
    return receive(pair.second(), 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ttlAndHopLimit_sent_arriveAsSent(boolean inet6) throws Exception {
    try (Socket.Pair pair = Loopback.udp(family(inet6))) {
      if (inet6) {
        pair.second().set(IPV6.RECVHOPLIMIT, true);
        try (Message got = receiveOne(pair, new HopLimit(39))) {
          assertThat(get(got, HopLimit.class)).isEqualTo(new HopLimit(39));
          assertThat(got.control().hoplimit()).isEqualTo(39);
          assertThat(got.control().ttl()).isEqualTo(Control.NONE);
        }
      } else {
        pair.second().set(IP.RECVTTL, true);
        try (Message got = receiveOne(pair, new Ttl(39))) {
          assertThat(get(got, Ttl.class)).isEqualTo(new Ttl(39));
          assertThat(got.control().ttl()).isEqualTo(39);
          assertThat(got.control().hoplimit()).isEqualTo(Control.NONE);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tosAndTrafficClass_sent_haveDscpAndEcn(boolean inet6) throws Exception {
    try (Socket.Pair pair = Loopback.udp(family(inet6))) {
      pair.second().set(inet6 ? IPV6.RECVTCLASS : IP.RECVTOS, true);
      int value = 46 << 2 | 1; // expedited forwarding, ECT(1)
      try (Message got = receiveOne(pair, inet6 ? new TrafficClass(value) : new Tos(value))) {
        assertThat(got.control().dscp()).isEqualTo(46);
        assertThat(got.control().ecn()).isEqualTo(1);
        if (inet6) {
          assertThat(get(got, TrafficClass.class)).isEqualTo(new TrafficClass(value));
          assertThat(got.control().tclass()).isEqualTo(value);
          assertThat(new TrafficClass(value).dscp()).isEqualTo(46);
          assertThat(new TrafficClass(value).ecn()).isEqualTo(1);
        } else {
          assertThat(get(got, Tos.class)).isEqualTo(new Tos(value));
          assertThat(got.control().tos()).isEqualTo(value);
          assertThat(new Tos(value).dscp()).isEqualTo(46);
          assertThat(new Tos(value).ecn()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void pktInfo_inet_isTheDestinationAndSelectsTheSource() throws Exception {
    try (Socket server = Socket.open(AF.INET, SOCK.DGRAM);
        Socket client = Loopback.bound(AF.INET, SOCK.DGRAM)) {
      server.bind(SockAddr.inet("0.0.0.0", 0));
      server.set(IP.PKTINFO, true);
      int port = server.getsockname().port();
      send(client, SockAddr.inet("127.7.7.7", port), 1);
      InetAddress asked = InetAddress.ofLiteral("127.7.7.7");
      PktInfo info;
      try (Message got = receive(server, 0)) {
        info = get(got, PktInfo.class);
        assertThat(info).isEqualTo(PktInfo.from(asked, loopbackIndex()));
        assertThat(got.control().pktinfoIfindex()).isEqualTo(loopbackIndex());
      }
      send(server, client.getsockname(), 1, info.reply());
      try (Message got = receive(client, 0)) {
        assertThat(got.name()).hasToString("127.7.7.7:" + port);
      }
    }
  }

  @Test
  void pktInfo_inet6_isTheDestinationAndSelectsTheSource() throws Exception {
    Capability.IPV6_LOOPBACK.require();
    try (Socket server = Socket.open(AF.INET6, SOCK.DGRAM);
        Socket client = Loopback.bound(AF.INET6, SOCK.DGRAM)) {
      server.bind(SockAddr.inet6("::", 0));
      server.set(IPV6.RECVPKTINFO, true);
      send(client, SockAddr.inet6("::1", server.getsockname().port()), 1);
      InetAddress loopback = InetAddress.ofLiteral("::1");
      try (Message got = receive(server, 0)) {
        PktInfo info = get(got, PktInfo.class);
        assertThat(info).isEqualTo(PktInfo.from(loopback, loopbackIndex()));
        assertThat(got.control().pktinfoIfindex()).isEqualTo(loopbackIndex());
        send(server, client.getsockname(), 1, info.reply());
      }
      try (Message got = receive(client, 0)) {
        assertThat(Objects.requireNonNull(got.name()).address()).isEqualTo(loopback);
      }
    }
  }

  @Test
  void credentials_ofThisProcess_arriveWithTheMessage() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      pair.second().set(SO.PASSCRED, true);
      var own =
          new Credentials(
              (int) ProcessHandle.current().pid(), Libc.call("geteuid"), Libc.call("getegid"));
      try (Message got = receiveOne(pair)) {
        assertThat(get(got, Credentials.class)).isEqualTo(own);
      }
      try (Message got = receiveOne(pair, own)) {
        assertThat(get(got, Credentials.class)).isEqualTo(own);
      }
    }
  }

  @Test
  void pidFd_ofThisProcess_isOwnedUntilTaken() throws Exception {
    Capability.kernel("6.5").require();
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      pair.second().set(SO.PASSPIDFD, true);
      try (Message got = receiveOne(pair)) {
        PidFd pidFd = get(got, PidFd.class);
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + pidFd.descriptor().fd()));
        assertThat(info).contains("Pid:\t" + ProcessHandle.current().pid() + "\n");
        assertThat(pidFd.descriptor().cloexec()).isTrue();
        pair.second().recvmsg(got, MSG.DONTWAIT);
        assertThat(pidFd.descriptor().isOpen()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void timestamp_ofAReceive_isBetweenTwoClockReadings(boolean nanos) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(nanos ? SO.TIMESTAMPNS : SO.TIMESTAMP, true);
      Blocked.until("a time", () -> isStamped(pair, Timestamp.class));
      Instant before = Instant.now();
      try (Message got = receiveOne(pair)) {
        Instant time = get(got, Timestamp.class).time();
        assertThat(time).isBetween(before.minusNanos(1000), Instant.now());
        assertThat(Instant.ofEpochSecond(0, got.control().timestampNanos())).isEqualTo(time);
      }
    }
  }

  /** The first packets after the option was set may lack it. */
  private static boolean isStamped(Socket.Pair pair, Class<? extends ControlMessage> type) {
    try (Message got = receiveOne(pair)) {
      return got.control().get(type) != null;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void timestamping_ofReceiveAndSend_isSoftwareTimeWithTheNumberOfTheSend() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(SO.TIMESTAMPING, SOF.TIMESTAMPING_RX_SOFTWARE | SOF.TIMESTAMPING_SOFTWARE);
      Blocked.until("a time", () -> isStamped(pair, Timestamping.class));
      pair.first()
          .set(
              SO.TIMESTAMPING,
              SOF.TIMESTAMPING_TX_SOFTWARE | SOF.TIMESTAMPING_SOFTWARE | SOF.TIMESTAMPING_OPT_ID);
      Instant before = Instant.now();
      for (int id = 0; id < 3; id++) {
        try (Message got = receiveOne(pair)) {
          Timestamping times = get(got, Timestamping.class);
          assertThat(times.software()).isBetween(before, Instant.now());
          assertThat(times.hardware()).isNull();
          assertThat(got.control().timestampNanos()).isPositive();
        }
        assertSendTime(pair.first(), before, id);
      }
    }
  }

  private static void assertSendTime(Socket socket, Instant before, int id) throws IOException {
    try (Message got = receive(socket, MSG.ERRQUEUE)) {
      assertThat(get(got, Timestamping.class).software()).isBetween(before, Instant.now());
      ExtendedErr notice = get(got, ExtendedErr.class);
      assertThat(notice.errno()).isEqualTo(Errno.ENOMSG);
      assertThat(notice.origin()).isEqualTo(ExtendedErr.ORIGIN_TIMESTAMPING);
      assertThat(notice.info()).isEqualTo(Platform.number("SCM_TSTAMP_SND"));
      assertThat(notice.data()).isEqualTo(id);
      assertThat(got.receivedFlags() & MSG.ERRQUEUE).isNotZero();
    }
  }

  @Test
  void tsOptId_sent_isTheNumberOfItsTime() throws Exception {
    Capability.kernel("6.13").require();
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.first()
          .set(
              SO.TIMESTAMPING,
              SOF.TIMESTAMPING_TX_SOFTWARE | SOF.TIMESTAMPING_SOFTWARE | SOF.TIMESTAMPING_OPT_ID);
      Instant before = Instant.now();
      send(pair.first(), new TsOptId(0x7654321));
      assertSendTime(pair.first(), before, 0x7654321);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void extendedErr_ofARefusedDatagram_namesPortAndOffender(boolean inet6) throws Exception {
    AF family = family(inet6);
    try (Socket socket = Loopback.bound(family, SOCK.DGRAM)) {
      socket.set(inet6 ? IPV6.RECVERR : IP.RECVERR, true);
      SockAddr unused;
      try (Socket closed = Loopback.bound(family, SOCK.DGRAM)) {
        unused = closed.getsockname();
      }
      send(socket, unused, 11);
      assertErrno(Errno.ECONNREFUSED, () -> receive(socket, 0));
      var data = ByteBuffer.allocate(100);
      var to = new SockAddrBuffer();
      try (var message = new Message().controlCapacity(512)) {
        assertThat(socket.recvmsg(message.buffers(data).name(to), MSG.ERRQUEUE)).isEqualTo(11);
        ExtendedErr error = get(message, ExtendedErr.class);
        int port = inet6 ? 4 : 3; // ICMPv6's and ICMP's code
        assertThat(error.errno()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(error.origin())
            .isEqualTo(inet6 ? ExtendedErr.ORIGIN_ICMP6 : ExtendedErr.ORIGIN_ICMP);
        assertThat(error.type()).isEqualTo(inet6 ? 1 : 3);
        assertThat(error.code()).isEqualTo(port);
        assertThat(Objects.requireNonNull(error.offender()).address()).isEqualTo(unused.address());
        assertThat(to.toSockAddr()).isEqualTo(unused);
        assertThat(socket.recvmsg(message, MSG.ERRQUEUE)).isEqualTo(Socket.AGAIN);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void origDstAddr_ofADatagram_isWhereItWasSent(boolean inet6) throws Exception {
    try (Socket.Pair pair = Loopback.udp(family(inet6))) {
      pair.second().set(inet6 ? IPV6.RECVORIGDSTADDR : IP.RECVORIGDSTADDR, true);
      try (Message got = receiveOne(pair)) {
        assertThat(get(got, OrigDstAddr.class).address()).isEqualTo(pair.second().getsockname());
      }
    }
  }

  @Test
  void ipOptions_sent_arriveUnchangedAndReversed() throws Exception {
    byte[] recordRoute = {7, 7, 4, 0, 0, 0, 0, 0}; // RFC 791: capacity for one address
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(IP.RECVOPTS, true).set(IP.RETOPTS, true);
      try (Message got = receiveOne(pair, new IpOptions(recordRoute, true))) {
        IpOptions options = get(got, IpOptions.class);
        assertThat(options.reversed()).isFalse();
        assertThat(options.options()).startsWith(7, 7, 8, 127, 0, 0, 1); // filled in on its way
        assertThat(got.control())
            .filteredOn(IpOptions.class::isInstance)
            .extracting(message -> ((IpOptions) message).reversed())
            .containsExactly(false, true);
      }
    }
  }

  @Test
  void udpSegment_sent_isSplitAndReceivedJoined() throws Exception {
    Capability.UDP_OFFLOAD.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(UDP.GRO, true);
      send(pair.first(), pair.second().getsockname(), 2500, new UdpSegment(1000));
      var data = ByteBuffer.allocate(9000);
      try (var message = new Message().controlCapacity(64)) {
        assertThat(pair.second().recvmsg(message.buffers(data), 0)).isEqualTo(2500);
        assertThat(get(message, UdpGro.class)).isEqualTo(new UdpGro(1000));
        assertThat(message.control().gro()).isEqualTo(1000);
      }
    }
  }

  @Test
  void rxqOvfl_afterAnOverrun_countsWhatWasDropped() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(SO.RXQ_OVFL, true).set(SO.RCVBUF, 2304);
      int sent = 300;
      for (int i = 0; i < sent; i++) {
        send(pair.first(), pair.second().getsockname(), 200);
      }
      int queued = 0;
      while (receivedNow(pair.second()) != Control.NONE) {
        queued++;
      }
      send(pair.first(), pair.second().getsockname(), 1);
      try (Message got = receive(pair.second(), 0)) {
        assertThat(get(got, RxqOvfl.class)).isEqualTo(new RxqOvfl(sent - queued));
        assertThat(got.control().rxqOvfl()).isEqualTo(sent - queued);
      }
    }
  }

  /** NONE where nothing is there. */
  private static long receivedNow(Socket socket) throws IOException {
    try (var message = new Message().controlCapacity(64)) {
      int n = socket.recvmsg(message.buffers(ByteBuffer.allocate(300)), MSG.DONTWAIT);
      return n == Socket.AGAIN ? Control.NONE : n;
    }
  }

  @Test
  void mark_sent_isTheMarkOfThePacket() throws Exception {
    Capability.NET_ADMIN.require();
    Capability.kernel("5.19").require();
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(SO.RCVMARK, true);
      try (Message got = receiveOne(pair, new Mark(0x8000_0042))) {
        assertThat(get(got, Mark.class)).isEqualTo(new Mark(0x8000_0042));
        assertThat(got.control().mark()).isEqualTo(0x8000_0042L);
      }
    }
  }

  @Test
  void priority_sent_isThePriorityOfThePacket() throws Exception {
    Capability.kernel("6.14").require();
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(SO.RCVPRIORITY, true);
      try (Message got = receiveOne(pair, new Priority(5))) {
        assertThat(get(got, Priority.class)).isEqualTo(new Priority(5));
      }
    }
  }

  @Test
  void inq_afterPartOfAStream_isTheRest() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.second().set(TCP.INQ, true);
      pair.first().send(MemorySegment.ofArray(new byte[100]));
      assertThat(pair.second().awaitReadable(Blocked.DEADLINE)).isTrue();
      assertRest(pair.second());
    }
    Capability.kernel("6.17").require();
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.second().set(SO.INQ, true);
      pair.first().send(MemorySegment.ofArray(new byte[100]));
      assertRest(pair.second());
    }
  }

  private static void assertRest(Socket socket) throws IOException {
    try (var message = new Message().controlCapacity(64)) {
      assertThat(socket.recvmsg(message.buffers(ByteBuffer.allocate(30)), 0)).isEqualTo(30);
      assertThat(get(message, Inq.class)).isEqualTo(new Inq(70));
    }
  }

  @Test
  void txTime_sent_isAcceptedWithTheOptionOnly() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      var soon = new TxTime(System.nanoTime() + 1_000_000);
      assertErrno(Errno.EINVAL, () -> send(pair.first(), soon));
      pair.first().set(SO.TXTIME, new SockTxtime(1, 0)); // CLOCK_MONOTONIC
      try (Message got = receiveOne(pair, soon)) {
        assertThat(got.receivedFlags()).isZero();
      }
    }
  }

  @Test
  void security_withALabellingModule_isTheLabel() throws Exception {
    Capability.SECURITY_LABELS.require();
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      pair.second().set(SO.PASSSEC, true);
      try (Message got = receiveOne(pair)) {
        assertThat(get(got, Security.class).label())
            .isEqualTo(
                Files.readString(Path.of("/proc/self/attr/current")).replaceAll("[\\n\\x00]", ""));
      }
    }
  }

  /** What no machine without such a device brings: the bytes as the kernel's source writes them. */
  @Test
  void deviceMessages_asBytes_areRead() throws Exception {
    try (var message = new Message().controlCapacity(512)) {
      Control control = message.control();
      MemorySegment times = MemorySegment.ofArray(new long[6]);
      times.setAtIndex(JAVA_LONG, 4, 1_700_000_000L);
      times.setAtIndex(JAVA_LONG, 5, 123L);
      control.add(1, Platform.number("SCM_TIMESTAMPING"), times);
      MemorySegment info = MemorySegment.ofArray(new int[] {3, 1500, 0, 0});
      control.add(1, Platform.number("SCM_TIMESTAMPING_PKTINFO"), info);
      control.add(1, Platform.number("SCM_WIFI_STATUS"), MemorySegment.ofArray(new int[] {1}));
      control.add(1, Platform.number("SCM_SECURITY"), "label\0".getBytes(UTF_8));
      assertThat(control)
          .containsExactly(
              new Timestamping(null, Instant.ofEpochSecond(1_700_000_000L, 123)),
              new TimestampingPktInfo(3, 1500),
              new WifiStatus(1),
              new Security("label"));
    }
  }

  @Test
  void unknownType_received_isRaw() throws Exception {
    int timestampNew = 63; // SO_TIMESTAMP_NEW, of programs whose time_t is 32 bits wide
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.second().set(Option.define("SO_TIMESTAMP_NEW", 1, timestampNew).flag(), true);
      Blocked.until("a time", () -> isStamped(pair, RawControlMessage.class));
      try (Message got = receiveOne(pair)) {
        RawControlMessage raw = get(got, RawControlMessage.class);
        assertThat(raw.level()).isEqualTo(1);
        assertThat(raw.type()).isEqualTo(timestampNew);
        assertThat(raw.data()).hasSize(16);
        int at = got.control().find(1, timestampNew);
        assertThat(got.control().getLong(at, 0))
            .isEqualTo(MemorySegment.ofArray(raw.data()).get(JAVA_LONG_UNALIGNED, 0))
            .isCloseTo(Instant.now().getEpochSecond(), within(60L));
      }
    }
  }
}
