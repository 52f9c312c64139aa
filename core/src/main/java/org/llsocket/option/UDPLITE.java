package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;

/**
 * {@code UDPLITE_*}: options of {@code IPPROTO_UDPLITE}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udplite.7.html">udplite(7)</a>
 */
public final class UDPLITE {
  private static final Table TABLE =
      new Table(
          "IPPROTO_UDPLITE", "udplite(7)", EnumSet.of(SocketKind.UDPLITE, SocketKind.UDPLITE6));

  /**
   * {@code UDPLITE_SEND_CSCOV}: how many bytes the checksum of sent datagrams covers; 0 for all.
   * Default: 0.
   */
  public static final Option<Integer> SEND_CSCOV =
      TABLE.option("UDPLITE_SEND_CSCOV").since("2.6.20").unit("bytes").numberOr(0, 8, 0xffff);

  /**
   * {@code UDPLITE_RECV_CSCOV}: datagrams whose checksum covers fewer bytes are discarded; 0 for
   * none. Default: 0.
   */
  public static final Option<Integer> RECV_CSCOV =
      TABLE.option("UDPLITE_RECV_CSCOV").since("2.6.20").unit("bytes").numberOr(0, 8, 0xffff);

  private UDPLITE() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
