package org.llsocket.option;

import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code UDP_*}: options of {@code IPPROTO_UDP}, and values of options.
 *
 * <pre>{@code
 * socket.set(UDP.SEGMENT, 1400); // a send of 14,000 bytes becomes 10 datagrams
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class UDP {
  private static final Table TABLE = new Table("IPPROTO_UDP", "udp(7)", SocketKind.DATAGRAMS);

  /**
   * {@code UDP_CORK}: sent data is collected into one datagram until the option is off. Default:
   * off.
   */
  public static final Option<Boolean> CORK = TABLE.option("UDP_CORK").since("2.6").flag();

  /**
   * {@code UDP_ENCAP}: the kernel processes packets that are encapsulated in the datagrams: {@link
   * #ENCAP_ESPINUDP} and so on; ENOPROTOOPT for types that the kernel lacks. Default: 0.
   */
  public static final Option<Integer> ENCAP =
      TABLE.option("UDP_ENCAP").since("2.6").manual("").number(0, 7);

  /** {@code UDP_NO_CHECK6_TX}: over IPv6, datagrams are sent without a checksum. Default: off. */
  public static final Option<Boolean> NO_CHECK6_TX =
      TABLE.option("UDP_NO_CHECK6_TX").since("3.16").manual("").flag();

  /**
   * {@code UDP_NO_CHECK6_RX}: over IPv6, datagrams without a checksum are received. Default: off.
   */
  public static final Option<Boolean> NO_CHECK6_RX =
      TABLE.option("UDP_NO_CHECK6_RX").since("3.16").manual("").flag();

  /**
   * {@code UDP_SEGMENT}: sent data is split into datagrams of this size; 0 turns it off. Default:
   * 0.
   */
  public static final Option<Integer> SEGMENT =
      TABLE.option("UDP_SEGMENT").since("4.18").unit("bytes").number(0, 0xffff);

  /**
   * {@code UDP_GRO}: datagrams of one size from one sender are received together, with their size
   * as {@code UDP_GRO}. Default: off.
   */
  public static final Option<Boolean> GRO = TABLE.option("UDP_GRO").since("5.0").flag();

  /**
   * {@code UDP_ENCAP_ESPINUDP_NON_IKE}: a value of {@link #ENCAP}: IPsec, as in drafts of RFC 3948;
   * removed in Linux 6.11.
   */
  public static final int ENCAP_ESPINUDP_NON_IKE = Platform.number("UDP_ENCAP_ESPINUDP_NON_IKE");

  /** {@code UDP_ENCAP_ESPINUDP}: a value of {@link #ENCAP}: IPsec, RFC 3948. */
  public static final int ENCAP_ESPINUDP = Platform.number("UDP_ENCAP_ESPINUDP");

  /** {@code UDP_ENCAP_L2TPINUDP}: a value of {@link #ENCAP}: L2TP, RFC 2661. */
  public static final int ENCAP_L2TPINUDP = Platform.number("UDP_ENCAP_L2TPINUDP");

  /** {@code UDP_ENCAP_GTP0}: a value of {@link #ENCAP}: GTP version 0. */
  public static final int ENCAP_GTP0 = Platform.number("UDP_ENCAP_GTP0");

  /** {@code UDP_ENCAP_GTP1U}: a value of {@link #ENCAP}: GTP version 1. */
  public static final int ENCAP_GTP1U = Platform.number("UDP_ENCAP_GTP1U");

  /** {@code UDP_ENCAP_RXRPC}: a value of {@link #ENCAP}: RxRPC. */
  public static final int ENCAP_RXRPC = Platform.number("UDP_ENCAP_RXRPC");

  private UDP() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
