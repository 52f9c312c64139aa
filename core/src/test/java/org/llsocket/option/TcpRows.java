package org.llsocket.option;

import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENOENT;
import static org.llsocket.Errno.ENOPROTOOPT;
import static org.llsocket.Errno.EOPNOTSUPP;
import static org.llsocket.Errno.EPERM;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.llsocket.testing.Capability;

/** The rows of {@link TCP}. */
final class TcpRows {
  private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private static final byte[] NONE = {};

  private TcpRows() {}

  static List<OptionRow<?>> rows() {
    return Stream.of(segments(), times(), handshakes(), signatures(), repair())
        .<OptionRow<?>>flatMap(List::stream)
        .toList();
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  private static List<OptionRow<?>> segments() {
    return List.of(
        flag(TCP.NODELAY, false),
        row(TCP.MAXSEG)
            .fresh(536)
            .setOnly(1000)
            .is(size -> size == 1000 || size == 536) // the latter before Linux 6.14
            .set(0, 536),
        flag(TCP.CORK, false),
        row(TCP.WINDOW_CLAMP).fresh(0).set(100_000).set(0),
        flag(TCP.QUICKACK, true),
        row(TCP.CONGESTION)
            .fresh(Sockets.sysctl("net/ipv4/tcp_congestion_control"))
            .set("reno")
            .setFails("none-such", ENOENT),
        row(TCP.CC_INFO).is(bytes -> bytes.length <= 64),
        flag(TCP.THIN_LINEAR_TIMEOUTS, false),
        row(TCP.THIN_DUPACK).fresh(false).set(true, false),
        row(TCP.NOTSENT_LOWAT).fresh(0L).set(16_384L).set(0xffff_ffffL).set(0L),
        row(TCP.ULP).fresh("").setFails("none-such", ENOENT, ENOPROTOOPT),
        flag(TCP.INQ, false),
        row(TCP.IS_MPTCP).fresh(false),
        row(TCP.INFO).is(info -> info.state() == TCP.CLOSE));
  }

  private static List<OptionRow<?>> times() {
    return List.of(
        row(TCP.KEEPIDLE)
            .fresh(seconds(Sockets.sysctl("net/ipv4/tcp_keepalive_time", 7200)))
            .set(seconds(60))
            .set(Duration.ofMillis(1), seconds(1))
            .set(seconds(32_767)),
        row(TCP.KEEPINTVL)
            .fresh(seconds(Sockets.sysctl("net/ipv4/tcp_keepalive_intvl", 75)))
            .set(seconds(7)),
        row(TCP.KEEPCNT).fresh(Sockets.sysctl("net/ipv4/tcp_keepalive_probes", 9)).set(3),
        row(TCP.LINGER2)
            .fresh(seconds(Sockets.sysctl("net/ipv4/tcp_fin_timeout", 60)))
            .set(seconds(10))
            .set(seconds(0), seconds(Sockets.sysctl("net/ipv4/tcp_fin_timeout", 60))),
        row(TCP.USER_TIMEOUT).fresh(Duration.ZERO).set(Duration.ofMillis(2500)).set(Duration.ZERO),
        row(TCP.TX_DELAY).fresh(Duration.ZERO).set(Duration.ofMillis(1)).set(Duration.ZERO),
        row(TCP.RTO_MAX_MS)
            .fresh(Duration.ofMillis(Sockets.sysctl("net/ipv4/tcp_rto_max_ms", 120_000)))
            .set(seconds(30)),
        row(TCP.RTO_MIN_US).is(Duration::isPositive).set(Duration.ofMillis(100)),
        row(TCP.DELACK_MAX_US).is(Duration::isPositive).set(Duration.ofMillis(100)));
  }

  private static List<OptionRow<?>> handshakes() {
    boolean client = (Sockets.sysctl("net/ipv4/tcp_fastopen", 1) & 1) != 0;
    OptionRow<Boolean> connect = row(TCP.FASTOPEN_CONNECT).fresh(false);
    return List.of(
        row(TCP.SYNCNT).fresh(Sockets.sysctl("net/ipv4/tcp_syn_retries", 6)).set(2),
        row(TCP.DEFER_ACCEPT)
            .fresh(Duration.ZERO)
            .set(seconds(1))
            .set(seconds(5), seconds(7))
            .set(Duration.ZERO),
        row(TCP.FASTOPEN).fresh(0).set(5),
        client ? connect.set(true) : connect.setFails(true, EOPNOTSUPP),
        row(TCP.FASTOPEN_KEY)
            .is(key -> key.length == 0 || key.length == 16 || key.length == 32)
            .set(KEY)
            .setFails(NONE, EINVAL),
        flag(TCP.FASTOPEN_NO_COOKIE, false),
        row(TCP.SAVE_SYN).fresh(0).set(1).set(2).set(0),
        row(TCP.SAVED_SYN).fresh(NONE));
  }

  private static List<OptionRow<?>> signatures() {
    TcpMd5sig peer = TcpMd5sig.of(InetAddress.ofLiteral("127.0.0.9"), KEY);
    TcpMd5sig peer6 = TcpMd5sig.of(InetAddress.ofLiteral("::9"), KEY);
    TcpMd5sig nobody = TcpMd5sig.of(InetAddress.ofLiteral("127.0.0.9"), NONE);
    TcpMd5sig net = new TcpMd5sig(InetAddress.ofLiteral("127.0.0.0"), 8, 0, KEY);
    TcpMd5sig net6 = new TcpMd5sig(InetAddress.ofLiteral("fd00::"), 8, 0, KEY);
    return List.of(
        row(TCP.MD5SIG)
            .only(SocketKind.TCP)
            .needs(Capability.TCP_MD5SIG)
            .setFails(nobody, ENOENT)
            .setOnly(peer)
            .setOnly(nobody),
        row(TCP.MD5SIG).only(SocketKind.TCP6).needs(Capability.TCP_MD5SIG).setOnly(peer6),
        row(TCP.MD5SIG_EXT).only(SocketKind.TCP).needs(Capability.TCP_MD5SIG).setOnly(net),
        row(TCP.MD5SIG_EXT).only(SocketKind.TCP6).needs(Capability.TCP_MD5SIG).setOnly(net6));
  }

  private static List<OptionRow<?>> repair() {
    return List.of(
        row(TCP.REPAIR)
            .needs(Capability.NET_ADMIN)
            .fresh(TCP.REPAIR_OFF)
            .set(TCP.REPAIR_ON)
            .set(TCP.REPAIR_OFF_NO_WP, 0),
        row(TCP.REPAIR_QUEUE).getFails(EINVAL).setFails(TCP.SEND_QUEUE, EPERM),
        row(TCP.QUEUE_SEQ).getFails(EINVAL).setFails(1L, EINVAL, EPERM),
        row(TCP.REPAIR_OPTIONS).setFails(new byte[8], EINVAL),
        row(TCP.REPAIR_WINDOW).getFails(EPERM).setFails(new byte[20], EPERM, EINVAL),
        row(TCP.TIMESTAMP).is(clock -> clock >= 0).setFails(1L, EPERM));
  }
}
