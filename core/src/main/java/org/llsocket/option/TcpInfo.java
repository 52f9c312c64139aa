package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct tcp_info}: a snapshot of the state of a TCP connection; immutable. A method is
 * named after its field, without {@code tcpi_}. The struct grows with the kernel: fields newer than
 * Linux 3.14 are empty if the kernel did not return them, and fields newer than this class are in
 * {@link #bytes} only.
 *
 * {@snippet :
 * TcpInfo info = socket.get(TCP.INFO);
 * log(info.rtt() + ", " + info.total_retrans() + " retransmitted");
 * }
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
public final class TcpInfo {
  private static final String PREFIX = "tcpi_";
  private static final int CAPACITY = 1024;

  static final OptionCodec<TcpInfo> CODEC =
      Codecs.readOnly(
          TcpInfo.class,
          CAPACITY,
          Platform.struct("tcp_info").offset(PREFIX + "pacing_rate"), // Linux before 3.15 ends here
          (bytes, family) -> new TcpInfo(bytes, ByteOrder.nativeOrder()));

  private final Fields fields;
  private final ByteOrder order;

  /** What the kernel of a machine with this byte order returned. */
  TcpInfo(MemorySegment bytes, ByteOrder order) {
    fields = new Fields("tcp_info", bytes, order);
    this.order = order;
  }

  /**
   * The struct in other data than that of {@link TCP#INFO}: an attribute of sock_diag(7), for
   * example.
   *
   * @param tcpInfo in the byte order of this machine; copied
   * @throws IllegalArgumentException if it is shorter than the oldest form, 104 bytes
   */
  public static TcpInfo of(byte[] tcpInfo) {
    if (tcpInfo.length < CODEC.least()) {
      throw new IllegalArgumentException(
          "tcp_info is " + tcpInfo.length + " bytes, fewer than " + CODEC.least());
    }
    MemorySegment bytes = Fields.zeroes(tcpInfo.length).copyFrom(MemorySegment.ofArray(tcpInfo));
    return new TcpInfo(bytes, ByteOrder.nativeOrder());
  }

  /** The whole struct, including fields without a method here; read-only. */
  public MemorySegment bytes() {
    return fields.memory().asReadOnly();
  }

  private long number(String field) {
    return fields.get(PREFIX + field);
  }

  private OptionalLong newer(String field) {
    return fields.has(PREFIX + field) ? OptionalLong.of(number(field)) : OptionalLong.empty();
  }

  private Duration time(String field, String unit) {
    return Times.duration(number(field), unit);
  }

  /**
   * Bit-fields have no offset; they fill the two bytes after {@code tcpi_options}, from the low bit
   * on little-endian machines and from the high bit on big-endian ones.
   *
   * @param before how many bits of the byte the fields before it have
   */
  private int bits(int index, int before, int width) {
    long at = Platform.struct("tcp_info").offset("tcpi_options") + 1L + index;
    int shift = order.equals(ByteOrder.LITTLE_ENDIAN) ? before : Byte.SIZE - before - width;
    return fields.memory().get(JAVA_BYTE, at) >>> shift & (1 << width) - 1;
  }

  private Optional<Duration> newerTime(String field, String unit) {
    return fields.has(PREFIX + field) ? Optional.of(time(field, unit)) : Optional.empty();
  }

  /**
   * Every field that the kernel returned, by its name in C and in the order of the struct: unsigned
   * numbers in the kernel's units.
   */
  public Map<String, Long> fields() {
    var values = new LinkedHashMap<String, Long>();
    for (String name : Platform.struct("tcp_info").fields().keySet()) {
      if (fields.has(name)) {
        values.put(name, fields.get(name));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /** Every field that the kernel returned, as in C: {@code tcpi_state=1, tcpi_ca_state=0, …}. */
  @Override
  public String toString() {
    var text = new StringJoiner(", ", "TcpInfo[", "]");
    fields().forEach((name, value) -> text.add(name + "=" + Long.toUnsignedString(value)));
    return text.toString();
  }

  /** {@code tcpi_state}: the state of the connection: {@link TCP#ESTABLISHED} and so on. */
  public int state() {
    return (int) number("state");
  }

  /**
   * {@code tcpi_ca_state}: the state of congestion control: 0 open, 1 disorder, 2 CWR, 3 recovery,
   * 4 loss.
   */
  public int ca_state() {
    return (int) number("ca_state");
  }

  /** {@code tcpi_retransmits}: consecutive timeouts without an acknowledgment. */
  public int retransmits() {
    return (int) number("retransmits");
  }

  /** {@code tcpi_probes}: unanswered probes of a zero window, or keepalives. */
  public int probes() {
    return (int) number("probes");
  }

  /** {@code tcpi_backoff}: how many times the timeout was doubled. */
  public int backoff() {
    return (int) number("backoff");
  }

  /**
   * {@code tcpi_options}: options negotiated by both ends: {@link TCPI#OPT_TIMESTAMPS} and so on,
   * combined with {@code |}.
   */
  public int options() {
    return (int) number("options");
  }

  /** {@code tcpi_rto}: the timeout for an acknowledgment. */
  public Duration rto() {
    return time("rto", "µs");
  }

  /** {@code tcpi_ato}: the delay of this end's acknowledgments. */
  public Duration ato() {
    return time("ato", "µs");
  }

  /** {@code tcpi_snd_mss}: bytes in the largest segment to send. */
  public long snd_mss() {
    return number("snd_mss");
  }

  /** {@code tcpi_rcv_mss}: bytes in the segments of the peer. */
  public long rcv_mss() {
    return number("rcv_mss");
  }

  /**
   * {@code tcpi_unacked}: segments sent and not acknowledged; on a listener, pending connections.
   */
  public long unacked() {
    return number("unacked");
  }

  /**
   * {@code tcpi_sacked}: segments that the peer has received out of order; on a listener, its
   * backlog.
   */
  public long sacked() {
    return number("sacked");
  }

  /** {@code tcpi_lost}: segments considered lost. */
  public long lost() {
    return number("lost");
  }

  /** {@code tcpi_retrans}: segments retransmitted and not yet acknowledged. */
  public long retrans() {
    return number("retrans");
  }

  /** {@code tcpi_fackets}: unused since Linux 4.15. */
  public long fackets() {
    return number("fackets");
  }

  /** {@code tcpi_last_data_sent}: time since data was sent. */
  public Duration last_data_sent() {
    return time("last_data_sent", "ms");
  }

  /** {@code tcpi_last_ack_sent}: not reported: always zero. */
  public Duration last_ack_sent() {
    return time("last_ack_sent", "ms");
  }

  /** {@code tcpi_last_data_recv}: time since data was received. */
  public Duration last_data_recv() {
    return time("last_data_recv", "ms");
  }

  /** {@code tcpi_last_ack_recv}: time since an acknowledgment was received. */
  public Duration last_ack_recv() {
    return time("last_ack_recv", "ms");
  }

  /** {@code tcpi_pmtu}: the path MTU, in bytes. */
  public long pmtu() {
    return number("pmtu");
  }

  /** {@code tcpi_rcv_ssthresh}: the limit to which the receive window may grow, in bytes. */
  public long rcv_ssthresh() {
    return number("rcv_ssthresh");
  }

  /** {@code tcpi_rtt}: the smoothed round-trip time. */
  public Duration rtt() {
    return time("rtt", "µs");
  }

  /** {@code tcpi_rttvar}: the variation of the round-trip time. */
  public Duration rttvar() {
    return time("rttvar", "µs");
  }

  /** {@code tcpi_snd_ssthresh}: the slow start threshold, in segments. */
  public long snd_ssthresh() {
    return number("snd_ssthresh");
  }

  /** {@code tcpi_snd_cwnd}: the congestion window, in segments. */
  public long snd_cwnd() {
    return number("snd_cwnd");
  }

  /** {@code tcpi_advmss}: the largest segment size advertised to the peer, in bytes. */
  public long advmss() {
    return number("advmss");
  }

  /**
   * {@code tcpi_reordering}: segments that may arrive out of order before they are considered lost.
   */
  public long reordering() {
    return number("reordering");
  }

  /** {@code tcpi_rcv_rtt}: the round-trip time, estimated by the receiver. */
  public Duration rcv_rtt() {
    return time("rcv_rtt", "µs");
  }

  /** {@code tcpi_rcv_space}: bytes that the program reads per round trip. */
  public long rcv_space() {
    return number("rcv_space");
  }

  /** {@code tcpi_total_retrans}: segments retransmitted in total. */
  public long total_retrans() {
    return number("total_retrans");
  }

  /** {@code tcpi_snd_wscale}: by how many bits the peer's window is shifted. */
  public int snd_wscale() {
    return bits(0, 0, 4);
  }

  /** {@code tcpi_rcv_wscale}: by how many bits this end's window is shifted. */
  public int rcv_wscale() {
    return bits(0, 4, 4);
  }

  /**
   * {@code tcpi_delivery_rate_app_limited}: whether {@link #delivery_rate} was limited by the
   * program, not by the network.
   */
  public boolean delivery_rate_app_limited() {
    return bits(1, 0, 1) != 0;
  }

  /** {@code tcpi_fastopen_client_fail}: why TCP Fast Open failed; 0 if unknown. */
  public int fastopen_client_fail() {
    return bits(1, 1, 2);
  }

  /** {@code tcpi_pacing_rate}, Linux 3.15: bytes per second; {@code -1} for no limit. */
  public OptionalLong pacing_rate() {
    return newer("pacing_rate");
  }

  /** {@code tcpi_max_pacing_rate}, Linux 3.15: {@link SO#MAX_PACING_RATE}. */
  public OptionalLong max_pacing_rate() {
    return newer("max_pacing_rate");
  }

  /** {@code tcpi_bytes_acked}, Linux 4.1: bytes that the peer has acknowledged. */
  public OptionalLong bytes_acked() {
    return newer("bytes_acked");
  }

  /** {@code tcpi_bytes_received}, Linux 4.1: bytes received. */
  public OptionalLong bytes_received() {
    return newer("bytes_received");
  }

  /** {@code tcpi_segs_out}, Linux 4.2: segments sent. */
  public OptionalLong segs_out() {
    return newer("segs_out");
  }

  /** {@code tcpi_segs_in}, Linux 4.2: segments received. */
  public OptionalLong segs_in() {
    return newer("segs_in");
  }

  /** {@code tcpi_notsent_bytes}, Linux 4.6: bytes waiting to be sent. */
  public OptionalLong notsent_bytes() {
    return newer("notsent_bytes");
  }

  /** {@code tcpi_min_rtt}, Linux 4.6: the shortest round-trip time. */
  public Optional<Duration> min_rtt() {
    return newerTime("min_rtt", "µs");
  }

  /** {@code tcpi_data_segs_in}, Linux 4.6: segments with data received. */
  public OptionalLong data_segs_in() {
    return newer("data_segs_in");
  }

  /** {@code tcpi_data_segs_out}, Linux 4.6: segments with data sent. */
  public OptionalLong data_segs_out() {
    return newer("data_segs_out");
  }

  /** {@code tcpi_delivery_rate}, Linux 4.9: bytes per second that reach the peer. */
  public OptionalLong delivery_rate() {
    return newer("delivery_rate");
  }

  /** {@code tcpi_busy_time}, Linux 4.10: time with data to send. */
  public Optional<Duration> busy_time() {
    return newerTime("busy_time", "µs");
  }

  /** {@code tcpi_rwnd_limited}, Linux 4.10: time spent waiting for the peer's window. */
  public Optional<Duration> rwnd_limited() {
    return newerTime("rwnd_limited", "µs");
  }

  /** {@code tcpi_sndbuf_limited}, Linux 4.10: time spent waiting for send buffer space. */
  public Optional<Duration> sndbuf_limited() {
    return newerTime("sndbuf_limited", "µs");
  }

  /** {@code tcpi_delivered}, Linux 4.18: segments delivered to the peer. */
  public OptionalLong delivered() {
    return newer("delivered");
  }

  /** {@code tcpi_delivered_ce}, Linux 4.18: delivered segments with a congestion mark. */
  public OptionalLong delivered_ce() {
    return newer("delivered_ce");
  }

  /** {@code tcpi_bytes_sent}, Linux 4.19: bytes sent, including retransmissions. */
  public OptionalLong bytes_sent() {
    return newer("bytes_sent");
  }

  /** {@code tcpi_bytes_retrans}, Linux 4.19: bytes retransmitted. */
  public OptionalLong bytes_retrans() {
    return newer("bytes_retrans");
  }

  /** {@code tcpi_dsack_dups}, Linux 4.19: segments that the peer received twice. */
  public OptionalLong dsack_dups() {
    return newer("dsack_dups");
  }

  /** {@code tcpi_reord_seen}, Linux 4.19: how many times segments arrived out of order. */
  public OptionalLong reord_seen() {
    return newer("reord_seen");
  }

  /** {@code tcpi_rcv_ooopack}, Linux 5.4: segments that arrived out of order. */
  public OptionalLong rcv_ooopack() {
    return newer("rcv_ooopack");
  }

  /** {@code tcpi_snd_wnd}, Linux 5.4: the peer's window, in bytes. */
  public OptionalLong snd_wnd() {
    return newer("snd_wnd");
  }

  /** {@code tcpi_rcv_wnd}, Linux 6.2: this end's window, in bytes. */
  public OptionalLong rcv_wnd() {
    return newer("rcv_wnd");
  }

  /** {@code tcpi_rehash}, Linux 6.2: how many times another path was tried. */
  public OptionalLong rehash() {
    return newer("rehash");
  }

  /** {@code tcpi_total_rto}, Linux 6.7: timeouts in total. */
  public OptionalLong total_rto() {
    return newer("total_rto");
  }

  /** {@code tcpi_total_rto_recoveries}, Linux 6.7: recoveries from timeouts. */
  public OptionalLong total_rto_recoveries() {
    return newer("total_rto_recoveries");
  }

  /** {@code tcpi_total_rto_time}, Linux 6.7: time spent in these recoveries. */
  public Optional<Duration> total_rto_time() {
    return newerTime("total_rto_time", "ms");
  }

  /** {@code tcpi_received_ce}, Linux 6.18: segments received with a congestion mark. */
  public OptionalLong received_ce() {
    return newer("received_ce");
  }

  /** {@code tcpi_delivered_e1_bytes}, Linux 6.18: bytes that the peer received with ECT(1). */
  public OptionalLong delivered_e1_bytes() {
    return newer("delivered_e1_bytes");
  }

  /** {@code tcpi_delivered_e0_bytes}, Linux 6.18: bytes that the peer received with ECT(0). */
  public OptionalLong delivered_e0_bytes() {
    return newer("delivered_e0_bytes");
  }

  /**
   * {@code tcpi_delivered_ce_bytes}, Linux 6.18: bytes that the peer received with a congestion
   * mark.
   */
  public OptionalLong delivered_ce_bytes() {
    return newer("delivered_ce_bytes");
  }

  /** {@code tcpi_received_e1_bytes}, Linux 6.18: bytes received with ECT(1). */
  public OptionalLong received_e1_bytes() {
    return newer("received_e1_bytes");
  }

  /** {@code tcpi_received_e0_bytes}, Linux 6.18: bytes received with ECT(0). */
  public OptionalLong received_e0_bytes() {
    return newer("received_e0_bytes");
  }

  /** {@code tcpi_received_ce_bytes}, Linux 6.18: bytes received with a congestion mark. */
  public OptionalLong received_ce_bytes() {
    return newer("received_ce_bytes");
  }
}
