package org.llsocket.option;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.internal.access.OptionAccess;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.Credentials;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** What options do, seen from the outside. */
class BehaviourTest {
  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static void fails(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(call)
        .matches(thrown -> thrown.errno().equals(errno), errno.toString());
  }

  // ---- TCP

  @ParameterizedTest
  @EnumSource(names = {"TCP", "TCP6"})
  void tcpInfo_connected_tellsOfTheConnection(SocketKind kind) throws IOException {
    try (Socket server = Sockets.listening(kind);
        Socket client = Sockets.connected(server);
        Socket peer = Loopback.accept(server)) {
      assertThat(client.send(text("hello"))).isEqualTo(5);
      assertThat(peer.recv(ByteBuffer.allocate(5))).isEqualTo(5);
      TcpInfo sent = client.get(TCP.INFO);
      assertThat(sent.state()).isEqualTo(TCP.ESTABLISHED);
      assertThat(sent.options() & TCPI.OPT_SYN_DATA).isZero();
      assertThat(sent.rto()).isPositive();
      assertThat(sent.rtt()).isPositive();
      assertThat(sent.snd_mss()).isBetween(500L, 70_000L);
      assertThat(sent.snd_cwnd()).isPositive();
      assertThat(sent.pmtu()).isPositive();
      assertThat(sent.snd_wscale()).isBetween(0, 14);
      assertThat(sent.bytes_sent().orElse(5)).isEqualTo(5);
      assertThat(peer.get(TCP.INFO).bytes_received().orElse(5)).isEqualTo(5);
      assertThat(sent.toString()).startsWith("TcpInfo[tcpi_state=1, tcpi_ca_state=0, ");
      assertThat(server.get(TCP.INFO).state()).isEqualTo(TCP.LISTEN);
    }
  }

  @Test
  void tcpInfo_ofAnOldKernel_hasNoNewFields() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.TCP)) {
      TcpInfo whole = socket.get(TCP.INFO);
      int oldSize = Platform.struct("tcp_info").offset("tcpi_pacing_rate");
      TcpInfo old = OptionAccess.of(TCP.INFO).decode(whole.bytes().asSlice(0, oldSize), 2);
      assertThat(old.state()).isEqualTo(whole.state());
      assertThat(old.total_retrans()).isZero();
      assertThat(old.pacing_rate()).isEmpty();
      assertThat(old.min_rtt()).isEmpty();
      assertThat(old.received_ce_bytes()).isEmpty();
      assertThat(old.toString()).endsWith("tcpi_total_retrans=0]");
    }
  }

  @Test
  void tcpInfo_ofANewerKernel_keepsAllBytes() throws IOException {
    TcpInfo newer = OptionAccess.of(TCP.INFO).decode(MemorySegment.ofArray(new long[100]), 2);
    assertThat(newer.bytes().byteSize()).isEqualTo(800);
    assertThat(newer.received_ce_bytes()).hasValue(0);
    assertThat(newer.total_rto_time()).hasValue(Duration.ZERO);
  }

  @Test
  void linger_zero_resetsThePeer() throws IOException {
    try (Socket server = Sockets.listening(SocketKind.TCP);
        Socket client = Sockets.connected(server);
        Socket peer = Loopback.accept(server)) {
      client.set(SO.LINGER, Linger.of(Duration.ZERO)).close();
      fails(Errno.ECONNRESET, () -> peer.recv(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void saveSyn_accepted_keepsItOnce() throws IOException {
    try (Socket server = Sockets.listening(SocketKind.TCP)) {
      server.set(TCP.SAVE_SYN, 1);
      try (Socket client = Sockets.connected(server);
          Socket peer = Loopback.accept(server)) {
        byte[] syn = peer.get(TCP.SAVED_SYN);
        assertThat(syn).hasSizeGreaterThanOrEqualTo(40);
        assertThat(syn[0] >> 4).as("IP version").isEqualTo(4);
        assertThat(peer.get(TCP.SAVED_SYN)).isEmpty();
        assertThat(client.get(TCP.SAVED_SYN)).isEmpty();
      }
    }
  }

  @Test
  void congestion_ofTheConnection_tellsOfItself() throws IOException {
    try (Socket server = Sockets.listening(SocketKind.TCP);
        Socket client = Sockets.connected(server)) {
      client.set(TCP.CONGESTION, "reno");
      assertThat(client.get(TCP.CONGESTION)).isEqualTo("reno");
      assertThat(client.get(TCP.CC_INFO)).isEmpty();
    }
  }

  @Test
  void md5sig_sameKey_connects() throws IOException {
    Capability.TCP_MD5SIG.require();
    TcpMd5sig key = TcpMd5sig.of(InetAddress.ofLiteral("127.0.0.1"), "secret".getBytes(UTF_8));
    try (Socket server = Sockets.listening(SocketKind.TCP).set(TCP.MD5SIG, key);
        Socket client = Sockets.open(SocketKind.TCP).set(TCP.MD5SIG, key)) {
      client.set(SO.SNDTIMEO, Sockets.DEADLINE).connect(server.getsockname());
      try (Socket peer = Loopback.accept(server)) {
        client.send(text("x"));
        assertThat(peer.recv(ByteBuffer.allocate(1))).isEqualTo(1);
      }
    }
  }

  @Test
  void md5sig_oneWithoutKey_doesNotConnect() throws IOException {
    Capability.TCP_MD5SIG.require();
    TcpMd5sig key = TcpMd5sig.of(InetAddress.ofLiteral("127.0.0.1"), "secret".getBytes(UTF_8));
    assertThat(key.toString()).contains("key of 6 bytes").doesNotContain("secret");
    try (Socket server = Sockets.listening(SocketKind.TCP).set(TCP.MD5SIG, key);
        Socket client = Sockets.open(SocketKind.TCP)) {
      client.set(TCP.USER_TIMEOUT, Duration.ofMillis(100)).set(TCP.SYNCNT, 1);
      fails(Errno.ETIMEDOUT, () -> client.connect(server.getsockname()));
    }
  }

  @Test
  void maxseg_connected_isObeyed() throws IOException {
    try (Socket server = Sockets.listening(SocketKind.TCP);
        Socket client = Sockets.open(SocketKind.TCP).set(TCP.MAXSEG, 1000)) {
      client.connect(server.getsockname());
      assertThat(client.get(TCP.MAXSEG)).isBetween(900, 1000);
      assertThat(client.get(IP.MTU)).isGreaterThan(1000);
    }
  }

  // ---- waiting

  @Test
  void rcvtimeo_nothingComes_isAgainAfterThatLong() throws IOException {
    try (Socket socket = Sockets.bound(SocketKind.UDP)) {
      socket.set(SO.RCVTIMEO, Duration.ofMillis(50));
      long start = System.nanoTime();
      assertThat(socket.recv(ByteBuffer.allocate(1))).isEqualTo(Socket.AGAIN);
      assertThat(System.nanoTime() - start).isGreaterThan(45_000_000);
    }
  }

  // ---- programs

  @ParameterizedTest
  @EnumSource(names = {"UDP", "UDP6"})
  void attachFilter_program_decidesWhatComes(SocketKind kind) throws IOException {
    // Accept a datagram whose first byte of data is an A; a UDP header comes before it.
    List<SockFilter> startsWithA =
        List.of(
            new SockFilter(0x30, 0, 0, 8),
            new SockFilter(0x15, 0, 1, 'A'),
            new SockFilter(0x06, 0, 0, 0xffff_ffffL),
            new SockFilter(0x06, 0, 0, 0));
    try (Socket receiver = Sockets.bound(kind);
        Socket sender = Sockets.connected(receiver)) {
      receiver.set(SO.ATTACH_FILTER, startsWithA);
      assertThat(receiver.get(SO.GET_FILTER)).isEqualTo(startsWithA);
      sender.send(text("B"));
      sender.send(text("A"));
      ByteBuffer buffer = ByteBuffer.allocate(10);
      assertThat(receiver.recv(buffer)).isEqualTo(1);
      assertThat(buffer.get(0)).isEqualTo((byte) 'A');

      receiver.set(SO.DETACH_FILTER, true);
      assertThat(receiver.get(SO.GET_FILTER)).isEmpty();
      sender.send(text("B"));
      assertThat(receiver.recv(buffer)).isEqualTo(1);
      assertThat(buffer.get(1)).isEqualTo((byte) 'B');
    }
  }

  @Test
  void attachFilter_longestProgram_comesBackWhole() throws IOException {
    SockFilter[] program = new SockFilter[4096];
    Arrays.setAll(program, i -> new SockFilter(0x00, 0, 0, i));
    program[4095] = new SockFilter(0x06, 0, 0, 1);
    try (Socket socket = Sockets.open(SocketKind.UDP)) {
      try {
        socket.set(SO.ATTACH_FILTER, List.of(program));
      } catch (ErrnoException e) {
        assertThat(e.errno()).as("more than net.core.optmem_max").isEqualTo(Errno.ENOMEM);
        return;
      }
      assertThat(socket.get(SO.GET_FILTER)).containsExactly(program);
    }
  }

  @Test
  void attachReuseportCbpf_program_choosesTheSocket() throws IOException {
    try (Socket first = Sockets.open(SocketKind.UDP).set(SO.REUSEPORT, true);
        Socket second = Sockets.open(SocketKind.UDP).set(SO.REUSEPORT, true)) {
      first.set(SO.RCVTIMEO, Sockets.DEADLINE).bind(Sockets.loopback(SocketKind.UDP));
      second.set(SO.RCVTIMEO, Sockets.DEADLINE).bind(first.getsockname());
      second.set(SO.ATTACH_REUSEPORT_CBPF, List.of(new SockFilter(0x06, 0, 0, 1)));
      for (int i = 0; i < 4; i++) {
        try (Socket sender = Sockets.connected(first)) {
          sender.send(text("x"));
          assertThat(second.recv(ByteBuffer.allocate(1))).isEqualTo(1);
        }
      }
      second.set(SO.DETACH_REUSEPORT_BPF, true);
      fails(Errno.ENOENT, () -> second.set(SO.DETACH_REUSEPORT_BPF, true));
    }
  }

  // ---- peers

  @Test
  void peercred_pair_isThisProcess() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Credentials peer = pair.first().get(SO.PEERCRED);
      assertThat(peer.pid()).isEqualTo((int) ProcessHandle.current().pid());
      Path self = Path.of("/proc/self");
      assertThat(peer.uid()).isEqualTo(((Number) Files.getAttribute(self, "unix:uid")).longValue());
      assertThat(peer.gid()).isEqualTo(((Number) Files.getAttribute(self, "unix:gid")).longValue());
    }
  }

  @Test
  void peergroups_pair_areThisProcess() throws IOException {
    List<Long> groups =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Groups:"))
            .flatMap(line -> Arrays.stream(line.substring(7).strip().split(" +", -1)))
            .filter(group -> !group.isEmpty())
            .map(Long::valueOf)
            .toList();
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      assertThat(pair.first().get(SO.PEERGROUPS)).containsExactlyInAnyOrderElementsOf(groups);
    }
  }

  @Test
  void peerpidfd_pair_isADescriptorOfThisProcess() throws IOException {
    Capability.kernel("6.5").require();
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      int number = pair.first().get(SO.PEERPIDFD);
      try (Descriptor process = Descriptor.adopt(number)) {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(Files.readString(Path.of("/proc/self/fdinfo", Integer.toString(number))))
            .contains("Pid:\t" + pid + "\n");
        assertThat(process.isOpen()).isTrue();
      }
    }
  }

  @Test
  void peek_offset_movesForward() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().send(text("abcd"));
      pair.second().set(SO.PEEK_OFF, 2);
      ByteBuffer buffer = ByteBuffer.allocate(1);
      assertThat(pair.second().recv(buffer, MSG.PEEK)).isEqualTo(1);
      assertThat(buffer.get(0)).isEqualTo((byte) 'c');
      assertThat(pair.second().get(SO.PEEK_OFF)).isEqualTo(3);
    }
  }

  // ---- paths

  @Test
  void pathmtu_connected_isTheLoopbacks() throws IOException {
    try (Socket receiver = Sockets.bound(SocketKind.UDP6);
        Socket sender = Sockets.connected(receiver)) {
      assertThat(sender.get(IPV6.PATHMTU))
          .isEqualTo((long) sender.get(IPV6.MTU))
          .isGreaterThanOrEqualTo(1280);
    }
  }

  @Test
  void addrform_mappedPeer_becomesIpv4() throws IOException {
    try (Socket receiver = Sockets.bound(SocketKind.UDP);
        Socket sender = Sockets.open(SocketKind.UDP6)) {
      int port = receiver.getsockname().port();
      sender.connect(SockAddr.inet6("::ffff:127.0.0.1", port));
      sender.set(IPV6.ADDRFORM, SocketKind.UDP.family());
      assertThat(sender.get(SO.DOMAIN)).isEqualTo(SocketKind.UDP.family());
    }
  }

  @Test
  void localPortRange_bind_choosesFromIt() throws IOException {
    Capability.kernel("6.3").require();
    try (Socket socket = Sockets.open(SocketKind.UDP)) {
      socket.set(IP.LOCAL_PORT_RANGE, new PortRange(41_000, 41_099));
      socket.bind(Sockets.loopback(SocketKind.UDP));
      assertThat(socket.getsockname().port()).isBetween(41_000, 41_099);
    }
  }

  @Test
  void udpSegment_oneSend_isManyDatagrams() throws IOException {
    try (Socket receiver = Sockets.bound(SocketKind.UDP);
        Socket sender = Sockets.connected(receiver).set(UDP.SEGMENT, 3)) {
      assertThat(sender.send(text("abcdefgh"))).isEqualTo(8);
      ByteBuffer buffer = ByteBuffer.allocate(100);
      assertThat(receiver.recv(buffer)).isEqualTo(3);
      assertThat(receiver.recv(buffer)).isEqualTo(3);
      assertThat(receiver.recv(buffer)).isEqualTo(2);
    }
  }

  @Test
  void ipOptions_onIpv6Socket_ruleItsIpv4() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.UDP6)) {
      assertThat(socket.set(IP.TTL, 7).get(IP.TTL)).isEqualTo(7);
    }
  }

  @Test
  void icmpFilter_blockedType_isNotReceived() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.ICMP);
        Socket receiver = Sockets.open(SocketKind.ICMP)) {
      receiver.set(SO.RCVTIMEO, Sockets.DEADLINE).set(ICMP.FILTER, IpRows.bits(8));
      socket.connect(Sockets.loopback(SocketKind.ICMP));
      byte[] echoRequest = {8, 0, (byte) 0xf7, (byte) 0xfb, 0, 4, 0, 0};
      socket.send(ByteBuffer.wrap(echoRequest));
      ByteBuffer packet = ByteBuffer.allocate(100);
      assertThat(receiver.recv(packet)).isPositive();
      assertThat(packet.get(20)).as("an echo reply").isZero();
    }
  }
}
