package org.llsocket.option;

import static org.llsocket.option.SocketKind.DATAGRAMS;
import static org.llsocket.option.SocketKind.IP;
import static org.llsocket.option.SocketKind.STREAMS;
import static org.llsocket.option.SocketKind.TCP;
import static org.llsocket.option.SocketKind.TCP6;
import static org.llsocket.option.SocketKind.UDP;
import static org.llsocket.option.SocketKind.UDP6;
import static org.llsocket.option.SocketKind.UNIX;
import static org.llsocket.option.SocketKind.UNIX_SEQPACKET;
import static org.llsocket.option.SocketKind.UNIX_STREAM;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.Credentials;

/**
 * {@code SO_*}: options of {@code SOL_SOCKET}, for sockets of every family.
 *
 * <pre>{@code
 * socket.set(SO.REUSEADDR, true).set(SO.RCVTIMEO, Duration.ofSeconds(5));
 * int bytes = socket.get(SO.RCVBUF);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
public final class SO {
  private static final int BUF_LOCK_MASK =
      Platform.number("SOCK_SNDBUF_LOCK") | Platform.number("SOCK_RCVBUF_LOCK");

  private static final Table TABLE = new Table("SOL_SOCKET", "socket(7)", SocketKind.COMMON);

  /** {@code SO_ACCEPTCONN}: whether the socket is a listener: {@code listen(2)} was called. */
  public static final Option<Boolean> ACCEPTCONN = TABLE.option("SO_ACCEPTCONN").readOnly().flag();

  /**
   * {@code SO_DEBUG}: the kernel records debugging information. Setting it requires CAP_NET_ADMIN.
   * Default: off.
   */
  public static final Option<Boolean> DEBUG = TABLE.option("SO_DEBUG").flag();

  /**
   * {@code SO_REUSEADDR}: {@code bind(2)} accepts a local address that is in use, unless a socket
   * listens at it; on UDP, also an address that another socket with this option is bound to.
   * Default: off, but on for raw sockets.
   */
  public static final Option<Boolean> REUSEADDR = TABLE.option("SO_REUSEADDR").flag();

  /** {@code SO_TYPE}: the type that was passed to {@code socket(2)}: {@code SOCK_STREAM} is 1. */
  public static final Option<Integer> TYPE = TABLE.option("SO_TYPE").readOnly().number();

  /**
   * {@code SO_ERROR}: the errno of the pending error, or 0; reading clears it. {@code
   * Socket.error()} is the same call with an {@code Errno} as its result.
   */
  public static final Option<Integer> ERROR = TABLE.option("SO_ERROR").readOnly().number();

  /**
   * {@code SO_DONTROUTE}: send to hosts of a connected network only, without a gateway. Default:
   * off.
   */
  public static final Option<Boolean> DONTROUTE = TABLE.option("SO_DONTROUTE").on(IP).flag();

  /** {@code SO_BROADCAST}: datagrams may be sent to a broadcast address. Default: off. */
  public static final Option<Boolean> BROADCAST = TABLE.option("SO_BROADCAST").flag();

  /**
   * {@code SO_SNDBUF}: the size of the send buffer. The kernel doubles the value that is set, for
   * its own overhead, and returns the doubled value; limits: 4608 and twice {@code
   * net.core.wmem_max}.
   */
  public static final Option<Integer> SNDBUF =
      TABLE.option("SO_SNDBUF").unit("bytes").number(0, Integer.MAX_VALUE);

  /**
   * {@code SO_RCVBUF}: the size of the receive buffer. The kernel doubles the value that is set,
   * for its own overhead, and returns the doubled value; limits: 2304 and twice {@code
   * net.core.rmem_max}.
   */
  public static final Option<Integer> RCVBUF =
      TABLE.option("SO_RCVBUF").unit("bytes").number(0, Integer.MAX_VALUE);

  /**
   * {@code SO_KEEPALIVE}: the kernel probes an idle connection; see {@link TCP#KEEPIDLE}. Default:
   * off.
   */
  public static final Option<Boolean> KEEPALIVE = TABLE.option("SO_KEEPALIVE").flag();

  /** {@code SO_OOBINLINE}: urgent bytes are left in the stream. Default: off. */
  public static final Option<Boolean> OOBINLINE =
      TABLE.option("SO_OOBINLINE").on(TCP, TCP6, UNIX_STREAM).flag();

  /** {@code SO_NO_CHECK}: UDP packets are sent without a checksum; IPv4 only. Default: off. */
  public static final Option<Boolean> NO_CHECK =
      TABLE.option("SO_NO_CHECK").manual("").on(DATAGRAMS).flag();

  /**
   * {@code SO_PRIORITY}: the queueing priority of sent packets; above 6 requires CAP_NET_ADMIN.
   * Default: 0, on IPv4 derived from {@link IP#TOS}.
   */
  public static final Option<Integer> PRIORITY =
      TABLE.option("SO_PRIORITY").number(0, Integer.MAX_VALUE);

  /**
   * {@code SO_LINGER}: what {@code close(2)} does with unsent data. Default: {@link Linger#OFF}.
   */
  public static final Option<Linger> LINGER =
      TABLE.option("SO_LINGER").unit("s").value(Linger.CODEC);

  /** {@code SO_BSDCOMPAT}: without effect since Linux 2.4; always off. */
  public static final Option<Boolean> BSDCOMPAT = TABLE.option("SO_BSDCOMPAT").flag();

  /**
   * {@code SO_REUSEPORT}: sockets of one user, all with this option, share a local address; the
   * kernel distributes connections and datagrams among them. Default: off.
   */
  public static final Option<Boolean> REUSEPORT =
      TABLE.option("SO_REUSEPORT").since("3.9").on(IP).flag();

  /** {@code SO_PASSCRED}: receive the sender's {@code SCM_CREDENTIALS}. Default: off. */
  public static final Option<Boolean> PASSCRED =
      TABLE.option("SO_PASSCRED").manual("unix(7)").on(UNIX).flag();

  /**
   * {@code SO_PEERCRED}: the credentials of the process that called {@code connect(2)}, {@code
   * listen(2)} or {@code socketpair(2)} at the other end.
   */
  public static final Option<Credentials> PEERCRED =
      TABLE.option("SO_PEERCRED").manual("unix(7)").on(UNIX).readOnly().value(Structs.UCRED);

  /**
   * {@code SO_RCVLOWAT}: the number of bytes that must have arrived before the socket is readable;
   * 0 means 1. Default: 1.
   */
  public static final Option<Integer> RCVLOWAT =
      TABLE.option("SO_RCVLOWAT").unit("bytes").number(0, Integer.MAX_VALUE);

  /** {@code SO_SNDLOWAT}: always 1; setting it fails with ENOPROTOOPT. */
  public static final Option<Integer> SNDLOWAT =
      TABLE.option("SO_SNDLOWAT").unit("bytes").number(0, Integer.MAX_VALUE);

  /**
   * {@code SO_RCVTIMEO}: how long a receiving call waits; zero for no limit. The kernel rounds up
   * to its ticks, 1–10 ms, and restarts the wait after a signal, so in a process with many signals,
   * for example from a profiler, the call may wait up to twice as long. Default: zero.
   */
  public static final Option<Duration> RCVTIMEO = TABLE.option("SO_RCVTIMEO").timeval();

  /**
   * {@code SO_SNDTIMEO}: how long a sending or connecting call waits; zero for no limit. The kernel
   * rounds up to its ticks, 1–10 ms. Default: zero.
   */
  public static final Option<Duration> SNDTIMEO = TABLE.option("SO_SNDTIMEO").timeval();

  /**
   * {@code SO_BINDTODEVICE}: the name of the interface through which all packets are sent and
   * received; empty for any. Changing it requires CAP_NET_RAW. Default: empty.
   */
  public static final Option<String> BINDTODEVICE =
      TABLE.option("SO_BINDTODEVICE").on(IP).text(Platform.number("IFNAMSIZ") - 1);

  /**
   * {@code SO_ATTACH_FILTER}: a classic BPF program that selects the received packets, and how much
   * of each is kept; on TCP, recent kernels require CAP_NET_ADMIN.
   */
  public static final Option<List<SockFilter>> ATTACH_FILTER =
      TABLE.option("SO_ATTACH_FILTER").since("2.2").program();

  /** {@code SO_GET_FILTER}: the program of {@link #ATTACH_FILTER}; empty if there is none. */
  public static final Option<List<SockFilter>> GET_FILTER =
      TABLE.option("SO_GET_FILTER").since("3.8").readOnly().value(new SockFilter.Instructions());

  /**
   * {@code SO_DETACH_FILTER}: removes the program of {@link #ATTACH_FILTER} or {@link #ATTACH_BPF};
   * ENOENT if there is none.
   */
  public static final Option<Boolean> DETACH_FILTER =
      TABLE.option("SO_DETACH_FILTER").since("2.2").action();

  /** {@code SO_DETACH_BPF}: another name for {@link #DETACH_FILTER}. */
  public static final Option<Boolean> DETACH_BPF = DETACH_FILTER;

  /**
   * {@code SO_TIMESTAMP}: receive {@code SCM_TIMESTAMP}, in microseconds. On 64-bit machines {@code
   * SO_TIMESTAMP_OLD} and {@code SO_TIMESTAMP_NEW} are equivalent. Default: off.
   */
  public static final Option<Boolean> TIMESTAMP = TABLE.option("SO_TIMESTAMP").flag();

  /**
   * {@code SO_PEERSEC}: the security label of the peer; ENOPROTOOPT if no security module provides
   * labels.
   */
  public static final Option<String> PEERSEC =
      TABLE
          .option("SO_PEERSEC")
          .since("2.6.17")
          .on(UNIX_STREAM, UNIX_SEQPACKET, TCP, TCP6)
          .readOnly()
          .text(255);

  /** {@code SO_SNDBUFFORCE}: {@link #SNDBUF} without its upper limit; requires CAP_NET_ADMIN. */
  public static final Option<Integer> SNDBUFFORCE =
      TABLE
          .option("SO_SNDBUFFORCE")
          .since("2.6.14")
          .unit("bytes")
          .writeOnly()
          .number(0, Integer.MAX_VALUE);

  /** {@code SO_RCVBUFFORCE}: {@link #RCVBUF} without its upper limit; requires CAP_NET_ADMIN. */
  public static final Option<Integer> RCVBUFFORCE =
      TABLE
          .option("SO_RCVBUFFORCE")
          .since("2.6.14")
          .unit("bytes")
          .writeOnly()
          .number(0, Integer.MAX_VALUE);

  /** {@code SO_PASSSEC}: receive the sender's {@code SCM_SECURITY}. Default: off. */
  public static final Option<Boolean> PASSSEC =
      TABLE.option("SO_PASSSEC").since("2.6.18").manual("unix(7)").on(UNIX).flag();

  /**
   * {@code SO_TIMESTAMPNS}: receive {@code SCM_TIMESTAMPNS}, in nanoseconds; excludes {@link
   * #TIMESTAMP}. Default: off.
   */
  public static final Option<Boolean> TIMESTAMPNS =
      TABLE.option("SO_TIMESTAMPNS").since("2.6.22").flag();

  /**
   * {@code SO_MARK}: a mark of 32 bits on sent packets, for routing and filters. Requires
   * CAP_NET_ADMIN or, since Linux 5.17, CAP_NET_RAW. Default: 0.
   */
  public static final Option<Integer> MARK = TABLE.option("SO_MARK").since("2.6.25").number();

  /**
   * {@code SO_TIMESTAMPING}: which timestamps are taken and reported as {@code SCM_TIMESTAMPING}:
   * {@link SOF#TIMESTAMPING_RX_SOFTWARE} and so on. Default: 0.
   */
  public static final Option<Integer> TIMESTAMPING =
      TABLE
          .option("SO_TIMESTAMPING")
          .since("2.6.30")
          .manual("")
          .ints(Integer.class, "SOF.TIMESTAMPING_*", value -> value, value -> value);

  /** {@code SO_PROTOCOL}: the protocol, also if the kernel chose it: {@code IPPROTO_TCP} is 6. */
  public static final Option<Integer> PROTOCOL =
      TABLE.option("SO_PROTOCOL").since("2.6.32").readOnly().number();

  /** {@code SO_DOMAIN}: the family that was passed to {@code socket(2)}: {@code AF_INET} is 2. */
  public static final Option<Integer> DOMAIN =
      TABLE.option("SO_DOMAIN").since("2.6.32").readOnly().number();

  /** {@code SO_RXQ_OVFL}: receive a count of discarded packets. Default: off. */
  public static final Option<Boolean> RXQ_OVFL = TABLE.option("SO_RXQ_OVFL").since("2.6.33").flag();

  /**
   * {@code SO_WIFI_STATUS}: receive on the error queue whether Wi-Fi delivered a packet. Default:
   * off.
   */
  public static final Option<Boolean> WIFI_STATUS =
      TABLE.option("SO_WIFI_STATUS").since("3.3").manual("").on(DATAGRAMS).flag();

  /**
   * {@code SO_PEEK_OFF}: the offset at which {@code MSG_PEEK} begins; peeking advances it. -1:
   * always at the start. Default: -1.
   */
  public static final Option<Integer> PEEK_OFF =
      TABLE
          .option("SO_PEEK_OFF")
          .since("3.4")
          .unit("bytes")
          .on(SocketKind.PEEKED)
          .number(-1, Integer.MAX_VALUE);

  /** {@code SO_NOFCS}: on packet sockets, the caller provides the frame checksum. Default: off. */
  public static final Option<Boolean> NOFCS =
      TABLE.option("SO_NOFCS").since("3.4").manual("").flag();

  /**
   * {@code SO_LOCK_FILTER}: neither the filter nor this option can be changed any more: EPERM.
   * Default: off.
   */
  public static final Option<Boolean> LOCK_FILTER =
      TABLE.option("SO_LOCK_FILTER").since("3.9").flag();

  /**
   * {@code SO_SELECT_ERR_QUEUE}: without effect since Linux 4.16, because {@code poll(2)} always
   * reports the error queue. Default: off.
   */
  public static final Option<Boolean> SELECT_ERR_QUEUE =
      TABLE.option("SO_SELECT_ERR_QUEUE").since("3.10").flag();

  /**
   * {@code SO_BUSY_POLL}: how long to poll the device before waiting. Raising it requires
   * CAP_NET_ADMIN. Default: {@code net.core.busy_read}.
   */
  public static final Option<Duration> BUSY_POLL =
      TABLE.option("SO_BUSY_POLL").since("3.11").microseconds(0, Integer.MAX_VALUE);

  /**
   * {@code SO_MAX_PACING_RATE}: the maximum rate at which packets are sent; {@code -1} for no
   * limit. On UDP it requires the fq qdisc. Default: -1.
   */
  public static final Option<Long> MAX_PACING_RATE =
      TABLE
          .option("SO_MAX_PACING_RATE")
          .since("3.13")
          .manual("tcp(7)")
          .unit("bytes/s")
          .unsignedLong();

  /** {@code SO_BPF_EXTENSIONS}: the number of extensions that classic BPF programs can use. */
  public static final Option<Integer> BPF_EXTENSIONS =
      TABLE.option("SO_BPF_EXTENSIONS").since("3.14").manual("").readOnly().number();

  /**
   * {@code SO_INCOMING_CPU}: the CPU that should handle incoming packets; -1 for any. On UDP,
   * reading returns the CPU that handled the last packet. Default: -1.
   */
  public static final Option<Integer> INCOMING_CPU =
      TABLE.option("SO_INCOMING_CPU").since("4.4").number(-1, Integer.MAX_VALUE);

  /**
   * {@code SO_ATTACH_BPF}: as {@link #ATTACH_FILTER}, with the descriptor of a program that {@code
   * bpf(2)} loaded.
   */
  public static final Option<Integer> ATTACH_BPF =
      TABLE.option("SO_ATTACH_BPF").since("3.19").writeOnly().number(0, Integer.MAX_VALUE);

  /**
   * {@code SO_ATTACH_REUSEPORT_CBPF}: a classic BPF program whose result is the index of the socket
   * that gets a packet, among those that share the address with {@link #REUSEPORT}.
   */
  public static final Option<List<SockFilter>> ATTACH_REUSEPORT_CBPF =
      TABLE.option("SO_ATTACH_REUSEPORT_CBPF").since("4.5").on(IP).program();

  /**
   * {@code SO_ATTACH_REUSEPORT_EBPF}: as {@link #ATTACH_REUSEPORT_CBPF}, with the descriptor of a
   * program that {@code bpf(2)} loaded.
   */
  public static final Option<Integer> ATTACH_REUSEPORT_EBPF =
      TABLE
          .option("SO_ATTACH_REUSEPORT_EBPF")
          .since("4.5")
          .on(IP)
          .writeOnly()
          .number(0, Integer.MAX_VALUE);

  /** {@code SO_CNX_ADVICE}: the peer does not answer, so the kernel should try another path. */
  public static final Option<Boolean> CNX_ADVICE =
      TABLE.option("SO_CNX_ADVICE").since("4.6").manual("").on(IP).action();

  /** {@code SO_MEMINFO}: the socket's memory usage. */
  public static final Option<MemInfo> MEMINFO =
      TABLE
          .option("SO_MEMINFO")
          .since("4.12")
          .manual("")
          .unit("bytes")
          .readOnly()
          .value(MemInfo.CODEC);

  /** {@code SO_INCOMING_NAPI_ID}: the device queue of the last packet; 0 for none. */
  public static final Option<Integer> INCOMING_NAPI_ID =
      TABLE.option("SO_INCOMING_NAPI_ID").since("4.12").on(IP).readOnly().number();

  /** {@code SO_COOKIE}: a number that is unique among the sockets since boot. */
  public static final Option<Long> COOKIE =
      TABLE.option("SO_COOKIE").since("4.12").manual("").readOnly().unsignedLong();

  /**
   * {@code SO_PEERGROUPS}: the supplementary groups of the process that {@link #PEERCRED}
   * identifies; ENODATA if there is none.
   */
  public static final Option<List<Long>> PEERGROUPS =
      TABLE.option("SO_PEERGROUPS").since("4.13").manual("").on(UNIX).readOnly().unsignedList(256);

  /** {@code SO_ZEROCOPY}: {@code MSG_ZEROCOPY} is allowed. Default: off. */
  public static final Option<Boolean> ZEROCOPY =
      TABLE.option("SO_ZEROCOPY").since("4.14").manual("").on(TCP, TCP6, UDP, UDP6).flag();

  /**
   * {@code SO_TXTIME}: packets are sent at the times in their {@code SCM_TXTIME}; requires the fq
   * or etf qdisc, and CAP_NET_ADMIN for clocks other than the monotonic one.
   */
  public static final Option<SockTxtime> TXTIME =
      TABLE.option("SO_TXTIME").since("4.19").manual("").on(IP).value(SockTxtime.CODEC);

  /** {@code SO_BINDTOIFINDEX}: as {@link #BINDTODEVICE}, by index; 0 for any. Default: 0. */
  public static final Option<Integer> BINDTOIFINDEX =
      TABLE.option("SO_BINDTOIFINDEX").since("5.1").manual("").on(IP).number(0, Integer.MAX_VALUE);

  /**
   * {@code SO_DETACH_REUSEPORT_BPF}: removes the program of {@link #ATTACH_REUSEPORT_CBPF}; ENOENT
   * if there is none, EINVAL without {@link #REUSEPORT}.
   */
  public static final Option<Boolean> DETACH_REUSEPORT_BPF =
      TABLE.option("SO_DETACH_REUSEPORT_BPF").since("5.3").manual("").on(IP).action();

  /**
   * {@code SO_PREFER_BUSY_POLL}: {@link #BUSY_POLL} is preferred to interrupts. Setting it requires
   * CAP_NET_ADMIN. Default: off.
   */
  public static final Option<Boolean> PREFER_BUSY_POLL =
      TABLE.option("SO_PREFER_BUSY_POLL").since("5.11").manual("").flag();

  /**
   * {@code SO_BUSY_POLL_BUDGET}: how many packets {@link #BUSY_POLL} processes at once; more than 8
   * requires CAP_NET_ADMIN.
   */
  public static final Option<Integer> BUSY_POLL_BUDGET =
      TABLE
          .option("SO_BUSY_POLL_BUDGET")
          .since("5.11")
          .manual("")
          .unit("packets")
          .writeOnly()
          .number(0, 0xffff);

  /** {@code SO_NETNS_COOKIE}: a unique number of the network namespace. */
  public static final Option<Long> NETNS_COOKIE =
      TABLE.option("SO_NETNS_COOKIE").since("5.14").manual("").readOnly().unsignedLong();

  /**
   * {@code SO_BUF_LOCK}: which buffers keep the size that was set: {@code SOCK_SNDBUF_LOCK} is 1,
   * {@code SOCK_RCVBUF_LOCK} is 2; setting {@link #SNDBUF} or {@link #RCVBUF} does it too. Default:
   * 0.
   */
  public static final Option<Integer> BUF_LOCK =
      TABLE.option("SO_BUF_LOCK").since("5.15").manual("").number(0, BUF_LOCK_MASK);

  /**
   * {@code SO_RESERVE_MEM}: memory reserved for the socket, rounded up to pages; requires a memory
   * cgroup. Default: 0.
   */
  public static final Option<Integer> RESERVE_MEM =
      TABLE
          .option("SO_RESERVE_MEM")
          .since("5.16")
          .manual("")
          .unit("bytes")
          .on(STREAMS)
          .number(0, Integer.MAX_VALUE);

  /**
   * {@code SO_TXREHASH}: whether a timeout selects another path: 1 yes, 0 no, -1 as {@code
   * net.core.txrehash} specifies.
   */
  public static final Option<Integer> TXREHASH =
      TABLE.option("SO_TXREHASH").since("5.18").manual("").on(STREAMS).number(-1, 1);

  /**
   * {@code SO_RCVMARK}: receive the mark of each packet as {@code SO_MARK}. Setting it requires
   * CAP_NET_RAW or CAP_NET_ADMIN. Default: off.
   */
  public static final Option<Boolean> RCVMARK =
      TABLE.option("SO_RCVMARK").since("5.19").manual("").flag();

  /**
   * {@code SO_PASSPIDFD}: receive {@code SCM_PIDFD}, a descriptor of the sender's process. Default:
   * off.
   */
  public static final Option<Boolean> PASSPIDFD =
      TABLE.option("SO_PASSPIDFD").since("6.5").manual("unix(7)").on(UNIX).flag();

  /**
   * {@code SO_PEERPIDFD}: a descriptor of the process that {@link #PEERCRED} identifies. Each read
   * opens a new one, which the caller has to close. ENODATA if there is none.
   */
  public static final Option<Integer> PEERPIDFD =
      TABLE.option("SO_PEERPIDFD").since("6.5").manual("unix(7)").on(UNIX).readOnly().number();

  /**
   * {@code SO_RCVPRIORITY}: receive the priority of each packet as {@code SO_PRIORITY}. Default:
   * off.
   */
  public static final Option<Boolean> RCVPRIORITY =
      TABLE.option("SO_RCVPRIORITY").since("6.14").manual("").flag();

  /** {@code SO_PASSRIGHTS}: receive {@code SCM_RIGHTS}, descriptors. Default: on. */
  public static final Option<Boolean> PASSRIGHTS =
      TABLE.option("SO_PASSRIGHTS").since("6.16").manual("unix(7)").on(UNIX).flag();

  /** {@code SO_INQ}: receive {@code SCM_INQ}, the number of bytes left. */
  public static final Option<Boolean> INQ =
      TABLE.option("SO_INQ").since("6.17").manual("").on(UNIX_STREAM).writeOnly().flag();

  /**
   * {@code SO_ORIGINAL_DST}: the destination of a connection before netfilter redirected it; ENOENT
   * if it did not. Its level is {@code SOL_IP}.
   */
  public static final Option<InetSocketAddress> ORIGINAL_DST =
      TABLE
          .option("SO_ORIGINAL_DST", "IPPROTO_IP")
          .manual("")
          .on(TCP)
          .readOnly()
          .value(Codecs.INET_ADDRESS);

  /**
   * {@code SO_VM_SOCKETS_BUFFER_SIZE}: how many received bytes a stream holds; between the two
   * limits below. Its level is {@code AF_VSOCK}. Default: 262144.
   */
  public static final Option<Long> VM_SOCKETS_BUFFER_SIZE = vsock("SO_VM_SOCKETS_BUFFER_SIZE");

  /** {@code SO_VM_SOCKETS_BUFFER_MIN_SIZE}: the lower limit of the buffer. Default: 128. */
  public static final Option<Long> VM_SOCKETS_BUFFER_MIN_SIZE =
      vsock("SO_VM_SOCKETS_BUFFER_MIN_SIZE");

  /** {@code SO_VM_SOCKETS_BUFFER_MAX_SIZE}: the upper limit of the buffer. Default: 262144. */
  public static final Option<Long> VM_SOCKETS_BUFFER_MAX_SIZE =
      vsock("SO_VM_SOCKETS_BUFFER_MAX_SIZE");

  /**
   * {@code SO_VM_SOCKETS_CONNECT_TIMEOUT}: how long {@code connect(2)} waits for the other machine.
   * EINVAL for 0. Default: 2 seconds.
   */
  public static final Option<Duration> VM_SOCKETS_CONNECT_TIMEOUT =
      TABLE
          .option("SO_VM_SOCKETS_CONNECT_TIMEOUT", "AF_VSOCK")
          .since("3.9")
          .manual("vsock(7)")
          .on(SocketKind.VSOCK)
          .timeval();

  private static Option<Long> vsock(String cName) {
    return TABLE
        .option(cName, "AF_VSOCK")
        .since("3.9")
        .manual("vsock(7)")
        .on(SocketKind.VSOCK)
        .unit("bytes")
        .unsignedLong();
  }

  /**
   * {@code SO_J1939_FILTER}: which messages are received: those that match one of up to 512
   * filters. Default: all.
   */
  public static final Option<List<J1939Filter>> J1939_FILTER =
      j1939("SO_J1939_FILTER").writeOnly().value(J1939Filter.CODEC);

  /** {@code SO_J1939_PROMISC}: messages to other addresses are received too. Default: off. */
  public static final Option<Boolean> J1939_PROMISC = j1939("SO_J1939_PROMISC").flag();

  /**
   * {@code SO_J1939_SEND_PRIO}: the priority of sent messages, 0 to 7; setting 0 or 1 requires
   * CAP_NET_ADMIN. Default: 6.
   */
  public static final Option<Integer> J1939_SEND_PRIO = j1939("SO_J1939_SEND_PRIO").number(0, 7);

  /**
   * {@code SO_J1939_ERRQUEUE}: the error queue reports what became of sent messages. Default: off.
   */
  public static final Option<Boolean> J1939_ERRQUEUE = j1939("SO_J1939_ERRQUEUE").flag();

  private SO() {}

  private static OptionDefinition j1939(String cName) {
    return TABLE.option(cName, "SOL_CAN_J1939").since("5.4").manual("").on(SocketKind.CAN_J1939);
  }

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
