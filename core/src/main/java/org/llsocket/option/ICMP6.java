package org.llsocket.option;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

/**
 * {@code ICMP6_*}: the option of raw sockets of {@code IPPROTO_ICMPV6}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/raw.7.html">raw(7)</a>
 */
public final class ICMP6 {
  private static final Table TABLE =
      new Table("IPPROTO_ICMPV6", "raw(7)", EnumSet.of(SocketKind.ICMP6));

  /**
   * {@code ICMP6_FILTER}: the types of messages that are not received: bit 128 is the echo request.
   * Default: none.
   */
  public static final Option<BitSet> FILTER =
      TABLE.option("ICMP6_FILTER").since("2.2").value(Codecs.bits("ICMP6_FILTER", 256));

  private ICMP6() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
