package org.llsocket.option;

import static org.llsocket.Errno.EBADF;
import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENODATA;
import static org.llsocket.Errno.ENOENT;
import static org.llsocket.Errno.ENOMEM;
import static org.llsocket.Errno.ENOPROTOOPT;
import static org.llsocket.Errno.EOPNOTSUPP;
import static org.llsocket.Errno.EPERM;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;
import static org.llsocket.option.SocketKind.*;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.llsocket.message.Credentials;
import org.llsocket.testing.Capability;

/** The rows of {@link SO}. */
final class SocketRows {
  /** Receives every packet, whole. */
  static final List<SockFilter> ACCEPT_ALL = List.of(new SockFilter(0x06, 0, 0, 0xffff_ffffL));

  private static final int BAD_FD = Integer.MAX_VALUE;

  private SocketRows() {}

  static List<OptionRow<?>> rows() {
    return Stream.of(basics(), buffers(), peers(), programs(), newer())
        .<OptionRow<?>>flatMap(List::stream)
        .toList();
  }

  private static List<OptionRow<?>> basics() {
    return List.of(
        row(SO.ACCEPTCONN).fresh(false),
        flag(SO.DEBUG, false).needs(Capability.NET_ADMIN),
        flag(SO.REUSEADDR, false).not(ICMP, ICMP6, RAW, RAW6),
        flag(SO.REUSEADDR, true).only(ICMP, ICMP6, RAW, RAW6),
        row(SO.TYPE).is(type -> type >= 1 && type <= 5),
        row(SO.ERROR).fresh(0),
        flag(SO.DONTROUTE, false),
        flag(SO.BROADCAST, false),
        flag(SO.KEEPALIVE, false),
        flag(SO.OOBINLINE, false),
        flag(SO.NO_CHECK, false),
        row(SO.PRIORITY).fresh(0).set(6).set(0),
        row(SO.PRIORITY).needs(Capability.NET_ADMIN).set(7),
        row(SO.LINGER)
            .fresh(Linger.OFF)
            .set(Linger.of(Duration.ofSeconds(5)))
            .set(Linger.of(Duration.ZERO))
            .set(Linger.of(Duration.ofMillis(1)), Linger.of(Duration.ofSeconds(1)))
            .set(Linger.OFF),
        row(SO.BSDCOMPAT).fresh(false).set(true, false),
        flag(SO.REUSEPORT, false),
        row(SO.BINDTODEVICE).needs(Capability.NET_RAW).fresh("").set("lo").set(""),
        row(SO.BINDTOIFINDEX).needs(Capability.NET_RAW).fresh(0).set(1).set(0),
        flag(SO.TIMESTAMP, false),
        flag(SO.TIMESTAMPNS, false),
        row(SO.TIMESTAMPING)
            .fresh(0)
            .set(SOF.TIMESTAMPING_RX_SOFTWARE | SOF.TIMESTAMPING_SOFTWARE)
            .set(0),
        row(SO.PROTOCOL).is(protocol -> protocol >= 0),
        row(SO.DOMAIN).is(family -> family >= 1),
        row(SO.MARK).needs(Capability.NET_ADMIN).fresh(0).set(7).set(0xffff_fffe).set(0),
        row(SO.COOKIE).is(cookie -> cookie != 0),
        row(SO.NETNS_COOKIE).is(cookie -> cookie != 0));
  }

  private static List<OptionRow<?>> buffers() {
    return List.of(
        row(SO.SNDBUF).is(size -> size > 0).set(20_000, 40_000),
        row(SO.RCVBUF).is(size -> size > 0).set(20_000, 40_000),
        row(SO.SNDBUFFORCE).needs(Capability.NET_ADMIN).setOnly(20_000),
        row(SO.RCVBUFFORCE).needs(Capability.NET_ADMIN).setOnly(20_000),
        row(SO.RCVLOWAT).fresh(1).set(100).set(0, 1),
        row(SO.SNDLOWAT).fresh(1).setFails(2, ENOPROTOOPT),
        row(SO.RCVTIMEO)
            .fresh(Duration.ZERO)
            .set(Duration.ofSeconds(2))
            .set(Duration.ofMillis(1500))
            .set(Duration.ZERO),
        row(SO.SNDTIMEO)
            .fresh(Duration.ZERO)
            .set(Duration.ofSeconds(2))
            .set(Duration.ofMillis(1500))
            .set(Duration.ZERO),
        row(SO.RXQ_OVFL).fresh(false).set(true).set(false),
        row(SO.PEEK_OFF)
            .only(UNIX_STREAM, UNIX_DGRAM, UNIX_SEQPACKET, UDP, UDP6)
            .fresh(-1)
            .set(3)
            .set(-1),
        row(SO.PEEK_OFF).only(TCP, TCP6).needs(Capability.kernel("6.9")).fresh(-1).set(3).set(-1),
        row(SO.BUF_LOCK).fresh(0).set(3).set(0),
        row(SO.MEMINFO).is(memory -> memory.sndbuf() > 0 && memory.drops() == 0),
        row(SO.RESERVE_MEM).fresh(0).setFails(1 << 20, EOPNOTSUPP, ENOMEM, EINVAL, EPERM));
  }

  private static List<OptionRow<?>> peers() {
    return List.of(
        flag(SO.PASSCRED, false),
        flag(SO.PASSSEC, false),
        flag(SO.PASSPIDFD, false),
        flag(SO.PASSRIGHTS, true),
        row(SO.PEERCRED).fresh(new Credentials(0, Credentials.NO_ID, Credentials.NO_ID)),
        row(SO.PEERGROUPS).getFails(ENODATA),
        row(SO.PEERPIDFD).getFails(ENODATA),
        row(SO.PEERSEC).isOrFails(label -> true, ENOPROTOOPT),
        row(SO.INQ).setOnly(true).setOnly(false),
        row(SO.ORIGINAL_DST).getFails(ENOENT, ENOPROTOOPT));
  }

  private static List<OptionRow<?>> programs() {
    return List.of(
        row(SO.ATTACH_FILTER)
            .not(TCP, TCP6)
            .setOnly(ACCEPT_ALL)
            .setFails(List.of(new SockFilter(0, 0, 0, 0)), EINVAL),
        row(SO.ATTACH_FILTER)
            .only(TCP, TCP6)
            .needs(Capability.NET_ADMIN)
            .setOnly(ACCEPT_ALL)
            .setFails(List.of(new SockFilter(0, 0, 0, 0)), EINVAL),
        row(SO.GET_FILTER).fresh(List.of()),
        row(SO.DETACH_FILTER).setFails(true, ENOENT),
        row(SO.LOCK_FILTER).fresh(false).set(true).setFails(false, EPERM),
        row(SO.ATTACH_BPF).setFails(BAD_FD, EBADF),
        row(SO.ATTACH_REUSEPORT_CBPF).only(TCP, TCP6, UDP, UDP6).setFails(ACCEPT_ALL, EINVAL),
        row(SO.ATTACH_REUSEPORT_EBPF).only(TCP, TCP6, UDP, UDP6).setFails(BAD_FD, EBADF),
        row(SO.DETACH_REUSEPORT_BPF).only(TCP, TCP6, UDP, UDP6).setFails(true, EINVAL),
        row(SO.BPF_EXTENSIONS).is(count -> count > 0));
  }

  private static List<OptionRow<?>> newer() {
    return List.of(
        flag(SO.WIFI_STATUS, false),
        flag(SO.NOFCS, false),
        flag(SO.SELECT_ERR_QUEUE, false),
        row(SO.BUSY_POLL)
            .needs(Capability.NET_ADMIN)
            .fresh(Times.duration(Sockets.sysctl("net/core/busy_read", 0), "µs"))
            .set(Duration.ofMillis(1))
            .set(Duration.ofNanos(1), Duration.ofNanos(1000))
            .set(Duration.ZERO),
        flag(SO.PREFER_BUSY_POLL, false).needs(Capability.NET_ADMIN),
        row(SO.BUSY_POLL_BUDGET).needs(Capability.NET_ADMIN).setOnly(64),
        row(SO.MAX_PACING_RATE).fresh(-1L).set(1_000_000L).set(0x1_0000_0000L).set(-1L),
        row(SO.INCOMING_CPU).fresh(-1).set(0),
        row(SO.INCOMING_NAPI_ID).fresh(0),
        row(SO.CNX_ADVICE).setOnly(true),
        flag(SO.ZEROCOPY, false),
        row(SO.TXTIME)
            .needs(Capability.NET_ADMIN)
            .fresh(new SockTxtime(0, 0))
            .set(new SockTxtime(11, SOF.TXTIME_DEADLINE_MODE | SOF.TXTIME_REPORT_ERRORS)),
        row(SO.TXREHASH).fresh(Sockets.sysctl("net/core/txrehash", 1)).set(0).set(1),
        flag(SO.RCVMARK, false).needs(Capability.NET_ADMIN),
        flag(SO.RCVPRIORITY, false));
  }
}
