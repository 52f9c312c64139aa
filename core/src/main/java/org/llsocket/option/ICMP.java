package org.llsocket.option;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

/**
 * {@code ICMP_*}: the option of raw sockets of {@code IPPROTO_ICMP}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/raw.7.html">raw(7)</a>
 */
public final class ICMP {
  private static final Table TABLE = new Table("SOL_RAW", "raw(7)", EnumSet.of(SocketKind.ICMP));

  /**
   * {@code ICMP_FILTER}: the types of messages that are not received: bit 8 is the echo request.
   * Default: none.
   */
  public static final Option<BitSet> FILTER =
      TABLE.option("ICMP_FILTER").since("2.2").value(Codecs.bits("ICMP_FILTER", 32));

  private ICMP() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
