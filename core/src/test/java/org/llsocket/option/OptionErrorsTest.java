package org.llsocket.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.message.PktInfo;

/** What the library or the kernel refuses, and the text of each error. */
class OptionErrorsTest {
  private static Socket tcp;
  private static Socket udp;
  private static Socket unix;

  @BeforeAll
  static void open() throws IOException {
    tcp = Sockets.open(SocketKind.TCP);
    udp = Sockets.open(SocketKind.UDP);
    unix = Sockets.open(SocketKind.UNIX_STREAM);
  }

  @AfterAll
  static void close() throws IOException {
    tcp.close();
    udp.close();
    unix.close();
  }

  // ---- values that end before this one

  static Stream<Arguments> numbersOutside() {
    return Stream.of(
        Arguments.of(SO.SNDBUF, -1, "SO_SNDBUF: -1 is not 0–2147483647"),
        Arguments.of(SO.RCVBUF, -1, "SO_RCVBUF: -1 is not 0–2147483647"),
        Arguments.of(SO.PRIORITY, -1, "SO_PRIORITY: -1 is not 0–2147483647"),
        Arguments.of(SO.TXREHASH, 2, "SO_TXREHASH: 2 is not -1–1"),
        Arguments.of(SO.BUSY_POLL_BUDGET, 65_536, "SO_BUSY_POLL_BUDGET: 65536 is not 0–65535"),
        Arguments.of(IP.TTL, 0, "IP_TTL: 0 is not 1–255 or -1"),
        Arguments.of(IP.TTL, 256, "IP_TTL: 256 is not 1–255 or -1"),
        Arguments.of(IP.TOS, 256, "IP_TOS: 256 is not 0–255"),
        Arguments.of(IP.UNICAST_IF, -1, "IP_UNICAST_IF: -1 is not 0–2147483647"),
        Arguments.of(MCAST.HOPS, 256, "MCAST_HOPS: 256 is not -1–255"),
        Arguments.of(MCAST.IF, -1, "interface: -1 is not 0–2147483647"),
        Arguments.of(TCP.KEEPCNT, 128, "TCP_KEEPCNT: 128 is not 1–127"),
        Arguments.of(TCP.MAXSEG, 87, "TCP_MAXSEG: 87 is not 88–32767 or 0"),
        Arguments.of(
            TCP.NOTSENT_LOWAT, 0x1_0000_0000L, "TCP_NOTSENT_LOWAT: 4294967296 is not 0–4294967295"),
        Arguments.of(TCP.NOTSENT_LOWAT, -1L, "TCP_NOTSENT_LOWAT: -1 is not 0–4294967295"));
  }

  static Stream<Arguments> othersOutside() {
    return Stream.of(
        Arguments.of(TCP.KEEPIDLE, Duration.ZERO, "TCP_KEEPIDLE: PT0S is not 1–32767 s"),
        Arguments.of(TCP.KEEPIDLE, Duration.ofSeconds(-1), "TCP_KEEPIDLE: PT-1S is not 1–32767 s"),
        Arguments.of(
            TCP.KEEPIDLE,
            Duration.ofSeconds(32_767).plusNanos(1),
            "TCP_KEEPIDLE: PT9H6M7.000000001S is not 1–32767 s"),
        Arguments.of(
            TCP.USER_TIMEOUT, Duration.ofNanos(-1), "TCP_USER_TIMEOUT: PT-0.000000001S is not"),
        Arguments.of(
            TCP.USER_TIMEOUT, Duration.ofDays(25), "TCP_USER_TIMEOUT: PT600H is not 0–2147483647"),
        Arguments.of(TCP.USER_TIMEOUT, Duration.ofSeconds(Long.MAX_VALUE), "TCP_USER_TIMEOUT: PT"),
        Arguments.of(SO.RCVTIMEO, Duration.ofNanos(-1), "SO_RCVTIMEO: PT-0.000000001S is not 0–"),
        Arguments.of(SO.RCVTIMEO, Duration.ofSeconds(Long.MAX_VALUE), "SO_RCVTIMEO: PT"),
        Arguments.of(SO.BINDTODEVICE, "sixteen-bytes-xx", "SO_BINDTODEVICE: \"sixteen-bytes-xx\""),
        Arguments.of(SO.BINDTODEVICE, "l\0o", "without a NUL"),
        Arguments.of(TCP.CONGESTION, "a-name-too-long-", "TCP_CONGESTION: \"a-name-too-long-\""),
        Arguments.of(IP.OPTIONS, new byte[41], "IP_OPTIONS in bytes: 41 is not 0–40"),
        Arguments.of(SO.DETACH_FILTER, false, "SO_DETACH_FILTER: false is not true"),
        Arguments.of(SO.ATTACH_FILTER, List.of(), "SO_ATTACH_FILTER in instructions: 0 is not"),
        Arguments.of(
            SO.ATTACH_FILTER,
            Collections.nCopies(4097, new SockFilter(6, 0, 0, 0)),
            "SO_ATTACH_FILTER in instructions: 4097 is not 1–4096"),
        Arguments.of(ICMP.FILTER, IpRows.bits(32), "ICMP_FILTER in bits: 33 is not 0–32"),
        Arguments.of(
            IPV6.PKTINFO,
            PktInfo.from(InetAddress.ofLiteral("127.0.0.1")),
            "IPV6_PKTINFO: source 127.0.0.1 is not an IPv6 address"),
        Arguments.of(
            TCP.MD5SIG,
            new TcpMd5sig(InetAddress.ofLiteral("10.0.0.0"), 8, 0, new byte[1]),
            "TCP_MD5SIG does not take a prefix"));
  }

  @ParameterizedTest
  @MethodSource({"numbersOutside", "othersOutside"})
  <T> void set_valueOutsideOfTheRange_isRefusedBeforeTheCall(
      Option<T> option, T value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tcp.set(option, value))
        .withMessageContaining(message);
  }

  @Test
  void values_thatFitNoField_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SockFilter(0x1_0000, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SockFilter(0, 256, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SockFilter(0, 0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SockFilter(0, 0, 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(0, 65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> Linger.of(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Linger.of(Duration.ofSeconds(1L << 31)));
    InetAddress peer = InetAddress.ofLiteral("10.0.0.1");
    assertThatIllegalArgumentException().isThrownBy(() -> TcpMd5sig.of(peer, new byte[81]));
    assertThatIllegalArgumentException().isThrownBy(() -> new TcpMd5sig(peer, 33, 0, new byte[1]));
  }

  // ---- directions

  @Test
  void set_readOnly_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tcp.set(SO.TYPE, 2))
        .withMessage("SO_TYPE can only be read");
  }

  @Test
  void get_writeOnly_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tcp.get(SO.RCVBUFFORCE))
        .withMessage("SO_RCVBUFFORCE can only be set");
  }

  @Test
  void directions_everyOption_hasOne() {
    assertThat(Options.all()).allMatch(option -> option.isReadable() || option.isWritable());
  }

  // ---- the kernel's own answers

  static Stream<Arguments> foreignOptions() {
    return Stream.of(
        Arguments.of(SocketKind.UDP, TCP.NODELAY, true, Errno.ENOPROTOOPT),
        Arguments.of(SocketKind.TCP, UDP.CORK, true, Errno.ENOPROTOOPT),
        Arguments.of(SocketKind.TCP, IPV6.V6ONLY, true, Errno.ENOPROTOOPT),
        Arguments.of(SocketKind.UNIX_STREAM, TCP.NODELAY, true, Errno.EOPNOTSUPP),
        Arguments.of(SocketKind.UNIX_STREAM, IP.TTL, 5, Errno.EOPNOTSUPP),
        Arguments.of(SocketKind.TCP, TCP.CONGESTION, "none-such", Errno.ENOENT),
        Arguments.of(SocketKind.UDP, SO.BINDTODEVICE, "none-such", Errno.ENODEV));
  }

  @ParameterizedTest
  @MethodSource("foreignOptions")
  <T> void set_kernelRefuses_throwsItsErrno(SocketKind kind, Option<T> option, T value, Errno errno)
      throws IOException {
    try (Socket socket = Sockets.open(kind)) {
      assertThatExceptionOfType(ErrnoException.class)
          .isThrownBy(() -> socket.set(option, value))
          .matches(thrown -> thrown.errno().equals(errno), errno.toString())
          .withMessageContaining("setsockopt(fd=")
          .withMessageContaining(option.name());
    }
  }

  @Test
  void get_kernelRefuses_throwsItsErrno() {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> unix.get(TCP.INFO))
        .matches(thrown -> thrown.errno().equals(Errno.EOPNOTSUPP))
        .withMessageContaining("TCP_INFO");
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> udp.get(TCP.NODELAY))
        .matches(thrown ->
            thrown.errno().equals(Errno.EOPNOTSUPP) || thrown.errno().equals(Errno.ENOPROTOOPT));
  }

  @Test
  void getAndSet_closedSocket_isClosed() throws IOException {
    Socket closed = Sockets.open(SocketKind.UDP);
    closed.close();
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> closed.get(SO.RCVBUF));
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> closed.get(SO.LINGER));
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> closed.set(SO.RCVBUF, 1));
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> closed.set(SO.LINGER, Linger.OFF));
  }

  @Test
  @SuppressWarnings("NullAway") // null is the point
  void set_null_isRefused() {
    assertThatNullPointerException().isThrownBy(() -> tcp.set(SO.RCVBUF, null));
    assertThatNullPointerException().isThrownBy(() -> tcp.set(SO.LINGER, null));
  }

  // ---- options that the platform lacks

  @Test
  void unsupported_use_saysSo() {
    Option<Boolean> foreign =
        new Table("SOL_SOCKET", "", SocketKind.IP).option("SO_OF_ANOTHER_SYSTEM").flag();
    assertThat(foreign.isSupported()).isFalse();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> tcp.get(foreign))
        .withMessage("SO_OF_ANOTHER_SYSTEM does not exist on this platform");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> tcp.set(foreign, true));
  }
}
