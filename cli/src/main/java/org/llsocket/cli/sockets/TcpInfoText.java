package org.llsocket.cli.sockets;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.llsocket.netlink.SockDiag;
import org.llsocket.option.MemInfo;
import org.llsocket.option.TCPI;
import org.llsocket.option.TcpInfo;

/** TCP_INFO, memory and timers on one line, by the names and in the units of ss(8). */
final class TcpInfoText {
  private static final List<String> TIMERS =
      List.of("off", "on", "keepalive", "timewait", "persist", "unknown");

  private static final String UNITS = " kMGTP";

  private final StringJoiner line = new StringJoiner(" ");

  private TcpInfoText() {}

  /**
   * {@code cubic wscale:7,7 rto:204 rtt:0.05/0.02 mss:1448 cwnd:10 …}; counts of zero are omitted.
   */
  static String info(String congestion, TcpInfo info) {
    var text = new TcpInfoText();
    text.negotiated(info);
    text.line.add(congestion);
    text.windows(info);
    text.counts(info);
    text.rates(info);
    text.losses(info);
    return text.line.toString();
  }

  private void negotiated(TcpInfo info) {
    flag("ts", (info.options() & TCPI.OPT_TIMESTAMPS) != 0);
    flag("sack", (info.options() & TCPI.OPT_SACK) != 0);
    flag("ecn", (info.options() & TCPI.OPT_ECN) != 0);
    flag("ecnseen", (info.options() & TCPI.OPT_ECN_SEEN) != 0);
    flag("fastopen", (info.options() & TCPI.OPT_SYN_DATA) != 0);
  }

  private void windows(TcpInfo info) {
    if ((info.options() & TCPI.OPT_WSCALE) != 0) {
      line.add("wscale:" + info.snd_wscale() + "," + info.rcv_wscale());
    }
    time("rto", info.rto());
    count("backoff", info.backoff());
    if (!info.rtt().isZero()) {
      line.add("rtt:" + millis(info.rtt()) + "/" + millis(info.rttvar()));
    }
    time("ato", info.ato());
    count("mss", info.snd_mss());
    count("pmtu", info.pmtu());
    count("rcvmss", info.rcv_mss());
    count("advmss", info.advmss());
    count("cwnd", info.snd_cwnd());
    count("ssthresh", info.snd_ssthresh() < 0xffff ? info.snd_ssthresh() : 0);
  }

  private void counts(TcpInfo info) {
    count("bytes_sent", info.bytes_sent());
    count("bytes_retrans", info.bytes_retrans());
    count("bytes_acked", info.bytes_acked());
    count("bytes_received", info.bytes_received());
    count("segs_out", info.segs_out());
    count("segs_in", info.segs_in());
    count("data_segs_out", info.data_segs_out());
    count("data_segs_in", info.data_segs_in());
  }

  private void rates(TcpInfo info) {
    time("lastsnd", info.last_data_sent());
    time("lastrcv", info.last_data_recv());
    time("lastack", info.last_ack_recv());
    rate("pacing_rate", info.pacing_rate());
    rate("delivery_rate", info.delivery_rate());
    count("delivered", info.delivered());
    flag("app_limited", info.delivery_rate_app_limited());
    withUnit("busy", info.busy_time());
    withUnit("rwnd_limited", info.rwnd_limited());
    withUnit("sndbuf_limited", info.sndbuf_limited());
  }

  private void losses(TcpInfo info) {
    count("unacked", info.unacked());
    if (info.retrans() != 0 || info.total_retrans() != 0) {
      line.add("retrans:" + info.retrans() + "/" + info.total_retrans());
    }
    count("lost", info.lost());
    count("sacked", info.sacked());
    count("dsack_dups", info.dsack_dups());
    count("reordering", info.reordering() == 3 ? 0 : info.reordering()); // 3 is the default
    count("reord_seen", info.reord_seen());
    time("rcv_rtt", info.rcv_rtt());
    count("rcv_space", info.rcv_space());
    count("rcv_ssthresh", info.rcv_ssthresh());
    count("notsent", info.notsent_bytes());
    time("minrtt", info.min_rtt().orElse(Duration.ZERO));
    count("rcv_ooopack", info.rcv_ooopack());
    count("snd_wnd", info.snd_wnd());
    count("rcv_wnd", info.rcv_wnd());
    count("rehash", info.rehash());
  }

  private void flag(String name, boolean set) {
    if (set) {
      line.add(name);
    }
  }

  private void count(String name, OptionalLong value) {
    count(name, value.orElse(0));
  }

  private void count(String name, long value) {
    if (value != 0) {
      line.add(name + ":" + Long.toUnsignedString(value));
    }
  }

  private void time(String name, Duration value) {
    if (!value.isZero()) {
      line.add(name + ":" + millis(value));
    }
  }

  private void withUnit(String name, Optional<Duration> value) {
    if (value.isPresent() && value.get().isPositive()) {
      line.add(name + ":" + value.get().toMillis() + "ms");
    }
  }

  /** The kernel counts bytes, ss(8) prints bits; all ones are no limit. */
  private void rate(String name, OptionalLong bytesPerSecond) {
    long value = bytesPerSecond.orElse(0);
    if (value > 0) {
      line.add(name + " " + bits(value * 8.0) + "bps");
    }
  }

  /** Three digits and a power of 1000: {@code 65.5G}. */
  private static String bits(double bits) {
    int unit = 0;
    double scaled = bits;
    while (scaled >= 1000 && unit < UNITS.length() - 1) {
      scaled /= 1000;
      unit++;
    }
    int digits = scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
    String number = String.format(Locale.ROOT, "%." + digits + "f", scaled);
    return (number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number)
        + UNITS.substring(unit, unit + 1).strip();
  }

  /** Milliseconds with up to three digits behind the point: {@code 0.05}. */
  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6).replaceFirst("\\.?0+$", "");
  }

  /** {@code skmem:(r0,rb131072,t0,tb16384,f0,w0,o0,bl0,d0)}. */
  static String memory(MemInfo memory) {
    return "skmem:(r"
        + memory.rmem_alloc()
        + ",rb"
        + memory.rcvbuf()
        + ",t"
        + memory.wmem_alloc()
        + ",tb"
        + memory.sndbuf()
        + ",f"
        + memory.fwd_alloc()
        + ",w"
        + memory.wmem_queued()
        + ",o"
        + memory.optmem()
        + ",bl"
        + memory.backlog()
        + ",d"
        + memory.drops()
        + ")";
  }

  /** The name of {@code idiag_timer}. */
  static String timer(int number) {
    return TIMERS.get(Math.min(number, TIMERS.size() - 1));
  }

  /** {@code timer:(keepalive,119min,0)}; empty without a timer. */
  static String timer(SockDiag.Inet inet) {
    if (inet.timer() == 0) {
      return "";
    }
    return "timer:("
        + timer(inet.timer())
        + ","
        + left(inet.expires())
        + ","
        + inet.retrans()
        + ")";
  }

  /** {@code 119min58sec}, {@code 1.203sec}, {@code 204ms}, in the units of ss(8). */
  private static String left(Duration time) {
    if (time.toMinutes() >= 1) {
      return time.toMinutes()
          + "min"
          + (time.toSecondsPart() == 0 ? "" : time.toSecondsPart() + "sec");
    }
    return time.toSeconds() >= 1
        ? String.format(Locale.ROOT, "%.3fsec", time.toMillis() / 1e3)
            .replaceFirst("\\.?0+sec", "sec")
        : time.toMillis() + "ms";
  }
}
