package org.llsocket.option;

import java.time.Duration;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code TCP_*}: options of {@code IPPROTO_TCP}, the states of a connection, and values of options.
 *
 * <pre>{@code
 * socket.set(TCP.NODELAY, true).set(TCP.USER_TIMEOUT, Duration.ofSeconds(20));
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
public final class TCP {
  private static final Table TABLE = new Table("IPPROTO_TCP", "tcp(7)", SocketKind.STREAMS);

  /**
   * {@code TCP_NODELAY}: small segments are sent at once, without Nagle's algorithm. Default: off.
   */
  public static final Option<Boolean> NODELAY = TABLE.option("TCP_NODELAY").flag();

  /**
   * {@code TCP_MAXSEG}: the largest segment to send and to request from the peer; 0 for the largest
   * that the path allows. On a connected socket, reading returns the value in use. Default: 0,
   * which reads as 536 before the socket is connected.
   */
  public static final Option<Integer> MAXSEG =
      TABLE.option("TCP_MAXSEG").unit("bytes").numberOr(0, 88, 32767);

  /**
   * {@code TCP_CORK}: only full segments are sent until the option is off; partial ones are held
   * back for at most 200 ms. Default: off.
   */
  public static final Option<Boolean> CORK = TABLE.option("TCP_CORK").since("2.2").flag();

  /**
   * {@code TCP_KEEPIDLE}: how long the connection is idle before the first probe, with {@link
   * SO#KEEPALIVE}. Default: {@code net.ipv4.tcp_keepalive_time}.
   */
  public static final Option<Duration> KEEPIDLE =
      TABLE.option("TCP_KEEPIDLE").since("2.4").seconds(1, 32767);

  /** {@code TCP_KEEPALIVE}: macOS's name for {@link #KEEPIDLE}. */
  public static final Option<Duration> KEEPALIVE = KEEPIDLE;

  /**
   * {@code TCP_KEEPINTVL}: the time between probes. Default: {@code net.ipv4.tcp_keepalive_intvl}.
   */
  public static final Option<Duration> KEEPINTVL =
      TABLE.option("TCP_KEEPINTVL").since("2.4").seconds(1, 32767);

  /**
   * {@code TCP_KEEPCNT}: the number of unanswered probes after which the connection ends. Default:
   * {@code net.ipv4.tcp_keepalive_probes}.
   */
  public static final Option<Integer> KEEPCNT =
      TABLE.option("TCP_KEEPCNT").since("2.4").unit("probes").number(1, 127);

  /**
   * {@code TCP_SYNCNT}: how many times a SYN is resent before {@code connect(2)} fails. Default:
   * {@code net.ipv4.tcp_syn_retries}.
   */
  public static final Option<Integer> SYNCNT =
      TABLE.option("TCP_SYNCNT").since("2.4").unit("SYNs").number(1, 127);

  /**
   * {@code TCP_LINGER2}: how long a closed connection stays in FIN-WAIT-2; zero for {@code
   * net.ipv4.tcp_fin_timeout}, which is also the default. A negative time, which can be read but
   * not set here, means that it does not stay at all.
   */
  public static final Option<Duration> LINGER2 =
      TABLE.option("TCP_LINGER2").since("2.4").seconds(0, 120);

  /**
   * {@code TCP_DEFER_ACCEPT}: a connection can be accepted when its first data has arrived, or
   * after this time; the kernel rounds up to the times of its SYN-ACKs: 1, 3, 7, 15 s and so on.
   * Zero turns it off. Default: zero.
   */
  public static final Option<Duration> DEFER_ACCEPT =
      TABLE.option("TCP_DEFER_ACCEPT").since("2.4").seconds(0, Integer.MAX_VALUE);

  /**
   * {@code TCP_WINDOW_CLAMP}: the upper limit of the receive window; at least half of {@code
   * SOCK_MIN_RCVBUF}. 0 removes the limit, only while the socket is not connected. Default: 0.
   */
  public static final Option<Integer> WINDOW_CLAMP =
      TABLE.option("TCP_WINDOW_CLAMP").since("2.4").unit("bytes").number(0, Integer.MAX_VALUE);

  /** {@code TCP_INFO}: the state and the statistics of the connection. */
  public static final Option<TcpInfo> INFO =
      TABLE.option("TCP_INFO").since("2.4").readOnly().value(TcpInfo.CODEC);

  /**
   * {@code TCP_QUICKACK}: acknowledgments are sent at once; the kernel also turns it off and on by
   * itself. Default: on.
   */
  public static final Option<Boolean> QUICKACK = TABLE.option("TCP_QUICKACK").since("2.4.4").flag();

  /**
   * {@code TCP_CONGESTION}: the name of the congestion control algorithm, one of {@code
   * net.ipv4.tcp_available_congestion_control}; ENOENT for others, EPERM for those not allowed.
   * Default: {@code net.ipv4.tcp_congestion_control}.
   */
  public static final Option<String> CONGESTION =
      TABLE.option("TCP_CONGESTION").since("2.6.13").text(15);

  /** {@code TCP_MD5SIG}: the key that signs the segments to and from a peer, RFC 2385. */
  public static final Option<TcpMd5sig> MD5SIG =
      TABLE
          .option("TCP_MD5SIG")
          .since("2.6.20")
          .writeOnly()
          .value(TcpMd5sig.codec("TCP_MD5SIG", false));

  /**
   * {@code TCP_THIN_LINEAR_TIMEOUTS}: the retransmission timeout of a connection with few segments
   * in flight does not double. Default: off.
   */
  public static final Option<Boolean> THIN_LINEAR_TIMEOUTS =
      TABLE.option("TCP_THIN_LINEAR_TIMEOUTS").since("2.6.34").manual("").flag();

  /** {@code TCP_THIN_DUPACK}: without effect since Linux 4.11; always off. */
  public static final Option<Boolean> THIN_DUPACK =
      TABLE.option("TCP_THIN_DUPACK").since("2.6.34").manual("").flag();

  /**
   * {@code TCP_USER_TIMEOUT}: how long sent data may go unacknowledged before the connection ends;
   * zero for the system's default. Default: zero.
   */
  public static final Option<Duration> USER_TIMEOUT =
      TABLE.option("TCP_USER_TIMEOUT").since("2.6.37").milliseconds(0, Integer.MAX_VALUE);

  /**
   * {@code TCP_REPAIR}: repair mode, in which the state of the connection can be set: {@link
   * #REPAIR_ON}, {@link #REPAIR_OFF}, {@link #REPAIR_OFF_NO_WP}. Requires CAP_NET_ADMIN. Default:
   * 0.
   */
  public static final Option<Integer> REPAIR =
      TABLE.option("TCP_REPAIR").since("3.5").manual("").number(-1, 1);

  /**
   * {@code TCP_REPAIR_QUEUE}: the queue to which {@link #QUEUE_SEQ} and {@code send(2)} apply in
   * repair mode: {@link #NO_QUEUE}, {@link #RECV_QUEUE}, {@link #SEND_QUEUE}; EPERM without repair
   * mode.
   */
  public static final Option<Integer> REPAIR_QUEUE =
      TABLE.option("TCP_REPAIR_QUEUE").since("3.5").manual("").number(0, 2);

  /**
   * {@code TCP_QUEUE_SEQ}: the sequence number of the {@link #REPAIR_QUEUE}; EINVAL without repair
   * mode.
   */
  public static final Option<Long> QUEUE_SEQ =
      TABLE.option("TCP_QUEUE_SEQ").since("3.5").manual("").unsigned();

  /**
   * {@code TCP_REPAIR_OPTIONS}: an array of {@code struct tcp_repair_opt}, the options that both
   * ends negotiated; EINVAL without repair mode.
   */
  public static final Option<byte[]> REPAIR_OPTIONS =
      TABLE.option("TCP_REPAIR_OPTIONS").since("3.5").manual("").writeOnly().bytes(64);

  /**
   * {@code TCP_FASTOPEN}: on a listener: how many connections opened with data in the SYN may be
   * pending. It has an effect if {@code net.ipv4.tcp_fastopen} has bit 2 set. Default: 0.
   */
  public static final Option<Integer> FASTOPEN =
      TABLE.option("TCP_FASTOPEN").since("3.7").unit("connections").number(0, Integer.MAX_VALUE);

  /**
   * {@code TCP_TIMESTAMP}: the clock of the segments' timestamps; setting it requires repair mode.
   */
  public static final Option<Long> TIMESTAMP =
      TABLE.option("TCP_TIMESTAMP").since("3.9").manual("").unit("ms").unsigned();

  /**
   * {@code TCP_NOTSENT_LOWAT}: the socket is writable only while fewer unsent bytes than this are
   * queued; 0 for {@code net.ipv4.tcp_notsent_lowat}. Default: 0.
   */
  public static final Option<Long> NOTSENT_LOWAT =
      TABLE.option("TCP_NOTSENT_LOWAT").since("3.12").manual("").unit("bytes").unsigned();

  /**
   * {@code TCP_CC_INFO}: the state of the congestion control: {@code union tcp_cc_info}; empty if
   * the algorithm reports none.
   */
  public static final Option<byte[]> CC_INFO =
      TABLE.option("TCP_CC_INFO").since("4.1").manual("").readOnly().bytes(64);

  /**
   * {@code TCP_SAVE_SYN}: on a listener: accepted connections keep the headers of their SYN, 1 from
   * the IP header, 2 from the link-layer header. Default: 0.
   */
  public static final Option<Integer> SAVE_SYN =
      TABLE.option("TCP_SAVE_SYN").since("4.2").manual("").number(0, 2);

  /**
   * {@code TCP_SAVED_SYN}: the headers of the SYN that {@link #SAVE_SYN} kept; reading discards
   * them.
   */
  public static final Option<byte[]> SAVED_SYN =
      TABLE.option("TCP_SAVED_SYN").since("4.2").manual("").readOnly().bytes(1024);

  /** {@code TCP_REPAIR_WINDOW}: {@code struct tcp_repair_window}; EPERM without repair mode. */
  public static final Option<byte[]> REPAIR_WINDOW =
      TABLE.option("TCP_REPAIR_WINDOW").since("4.8").manual("").bytes(20);

  /**
   * {@code TCP_FASTOPEN_CONNECT}: {@code connect(2)} is deferred until the first data, which is
   * sent in the SYN; EOPNOTSUPP if {@code net.ipv4.tcp_fastopen} has bit 1 clear. Default: off.
   *
   * <p>If the kernel has a cookie of the server, {@code connect} returns 0 without sending
   * anything: a receive before the first send waits forever, {@code getpeername} fails with
   * ENOTCONN, and a later call reports a refused connection. If the server sends first, an empty
   * send begins the connection.
   */
  public static final Option<Boolean> FASTOPEN_CONNECT =
      TABLE.option("TCP_FASTOPEN_CONNECT").since("4.11").flag();

  /**
   * {@code TCP_ULP}: the upper layer protocol, such as {@code tls}; set on a connected socket, it
   * cannot be removed. ENOENT if the kernel lacks the protocol. Default: empty.
   */
  public static final Option<String> ULP =
      TABLE.option("TCP_ULP").since("4.13").manual("").text(15);

  /** {@code TCP_MD5SIG_EXT}: as {@link #MD5SIG}, for a prefix of addresses or an interface. */
  public static final Option<TcpMd5sig> MD5SIG_EXT =
      TABLE
          .option("TCP_MD5SIG_EXT")
          .since("4.14")
          .manual("")
          .writeOnly()
          .value(TcpMd5sig.codec("TCP_MD5SIG_EXT", true));

  /**
   * {@code TCP_FASTOPEN_KEY}: on a listener: the key of the cookies, one or two keys of 16 bytes.
   * Default: {@code net.ipv4.tcp_fastopen_key}.
   */
  public static final Option<byte[]> FASTOPEN_KEY =
      TABLE.option("TCP_FASTOPEN_KEY").since("4.15").manual("").bytes(32);

  /** {@code TCP_FASTOPEN_NO_COOKIE}: TCP Fast Open without a cookie. Default: off. */
  public static final Option<Boolean> FASTOPEN_NO_COOKIE =
      TABLE.option("TCP_FASTOPEN_NO_COOKIE").since("4.15").manual("").flag();

  /** {@code TCP_INQ}: receive {@code TCP_CM_INQ}, the number of bytes left. Default: off. */
  public static final Option<Boolean> INQ = TABLE.option("TCP_INQ").since("4.18").manual("").flag();

  /** {@code TCP_TX_DELAY}: delays all sent packets, to emulate long paths. Default: zero. */
  public static final Option<Duration> TX_DELAY =
      TABLE.option("TCP_TX_DELAY").since("5.3").manual("").microseconds(0, Integer.MAX_VALUE);

  /** {@code TCP_IS_MPTCP}: whether the connection uses MPTCP. */
  public static final Option<Boolean> IS_MPTCP =
      TABLE.option("TCP_IS_MPTCP").since("6.9").manual("").readOnly().flag();

  /**
   * {@code TCP_RTO_MAX_MS}: the longest timeout before data is sent again. Default: {@code
   * net.ipv4.tcp_rto_max_ms}.
   */
  public static final Option<Duration> RTO_MAX_MS =
      TABLE.option("TCP_RTO_MAX_MS").since("6.15").manual("").milliseconds(1000, 120_000);

  /**
   * {@code TCP_RTO_MIN_US}: the shortest timeout before data is sent again; EINVAL above what
   * {@link #RTO_MAX_MS} and the kernel allow. Default: {@code net.ipv4.tcp_rto_min_us}.
   */
  public static final Option<Duration> RTO_MIN_US =
      TABLE.option("TCP_RTO_MIN_US").since("6.15").manual("").microseconds(1, Integer.MAX_VALUE);

  /**
   * {@code TCP_DELACK_MAX_US}: the longest delay of an acknowledgment; EINVAL above what the kernel
   * allows. Default: 200 ms.
   */
  public static final Option<Duration> DELACK_MAX_US =
      TABLE.option("TCP_DELACK_MAX_US").since("6.15").manual("").microseconds(1, Integer.MAX_VALUE);

  /** {@code TCP_REPAIR_OFF}: a value of {@link #REPAIR}: leave repair mode. */
  public static final int REPAIR_OFF = Platform.number("TCP_REPAIR_OFF");

  /** {@code TCP_REPAIR_ON}: a value of {@link #REPAIR}. */
  public static final int REPAIR_ON = Platform.number("TCP_REPAIR_ON");

  /**
   * {@code TCP_REPAIR_OFF_NO_WP}: a value of {@link #REPAIR}: leave repair mode, without a window
   * probe.
   */
  public static final int REPAIR_OFF_NO_WP = Platform.number("TCP_REPAIR_OFF_NO_WP");

  /** {@code TCP_NO_QUEUE}: a value of {@link #REPAIR_QUEUE}. */
  public static final int NO_QUEUE = Platform.number("TCP_NO_QUEUE");

  /** {@code TCP_RECV_QUEUE}: a value of {@link #REPAIR_QUEUE}. */
  public static final int RECV_QUEUE = Platform.number("TCP_RECV_QUEUE");

  /** {@code TCP_SEND_QUEUE}: a value of {@link #REPAIR_QUEUE}. */
  public static final int SEND_QUEUE = Platform.number("TCP_SEND_QUEUE");

  /** {@code TCP_ESTABLISHED}: a state: connected. */
  public static final int ESTABLISHED = Platform.number("TCP_ESTABLISHED");

  /** {@code TCP_SYN_SENT}: a state: a SYN was sent. */
  public static final int SYN_SENT = Platform.number("TCP_SYN_SENT");

  /** {@code TCP_SYN_RECV}: a state: a SYN was received. */
  public static final int SYN_RECV = Platform.number("TCP_SYN_RECV");

  /**
   * {@code TCP_FIN_WAIT1}: a state: this end has closed, and the peer has not acknowledged it yet.
   */
  public static final int FIN_WAIT1 = Platform.number("TCP_FIN_WAIT1");

  /** {@code TCP_FIN_WAIT2}: a state: this end has closed, and the peer has not. */
  public static final int FIN_WAIT2 = Platform.number("TCP_FIN_WAIT2");

  /** {@code TCP_TIME_WAIT}: a state: both have closed, and late packets are awaited. */
  public static final int TIME_WAIT = Platform.number("TCP_TIME_WAIT");

  /** {@code TCP_CLOSE}: a state: not connected. */
  public static final int CLOSE = Platform.number("TCP_CLOSE");

  /** {@code TCP_CLOSE_WAIT}: a state: the peer has closed, and this end has not. */
  public static final int CLOSE_WAIT = Platform.number("TCP_CLOSE_WAIT");

  /** {@code TCP_LAST_ACK}: a state: both have closed, and the peer has not acknowledged it yet. */
  public static final int LAST_ACK = Platform.number("TCP_LAST_ACK");

  /** {@code TCP_LISTEN}: a state: waiting for connections. */
  public static final int LISTEN = Platform.number("TCP_LISTEN");

  /** {@code TCP_CLOSING}: a state: both have closed at the same time. */
  public static final int CLOSING = Platform.number("TCP_CLOSING");

  /**
   * {@code TCP_CM_INQ}: the type of a control message, the bytes left to be received: {@link #INQ}.
   */
  public static final int CM_INQ = Platform.number("TCP_CM_INQ");

  private TCP() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
