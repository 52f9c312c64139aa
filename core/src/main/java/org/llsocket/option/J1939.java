package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code J1939_*}: addresses and parameter group numbers (PGNs) of SAE J1939, and the reports of
 * its error queue.
 *
 * <p>The options of J1939 sockets are {@link SO#J1939_FILTER} and those behind it.
 *
 * <pre>{@code
 * boolean claim = pgn == J1939.PGN_ADDRESS_CLAIMED;
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/j1939.html">J1939</a>
 */
public final class J1939 {
  /** {@code J1939_MAX_UNICAST_ADDR}: the largest address of a node. */
  public static final int MAX_UNICAST_ADDR = Platform.number("J1939_MAX_UNICAST_ADDR");

  /** {@code J1939_IDLE_ADDR}: the address of a node that has none. */
  public static final int IDLE_ADDR = Platform.number("J1939_IDLE_ADDR");

  /** {@code J1939_NO_ADDR}: any address; as a destination, all. */
  public static final int NO_ADDR = Platform.number("J1939_NO_ADDR");

  /** {@code J1939_NO_NAME}: no name: only addresses are used. */
  public static final int NO_NAME = Platform.number("J1939_NO_NAME");

  /** {@code J1939_PGN_REQUEST}: a PGN: request another one. */
  public static final int PGN_REQUEST = Platform.number("J1939_PGN_REQUEST");

  /** {@code J1939_PGN_ADDRESS_CLAIMED}: a PGN: an address is claimed. */
  public static final int PGN_ADDRESS_CLAIMED = Platform.number("J1939_PGN_ADDRESS_CLAIMED");

  /** {@code J1939_PGN_ADDRESS_COMMANDED}: a PGN: an address is assigned. */
  public static final int PGN_ADDRESS_COMMANDED = Platform.number("J1939_PGN_ADDRESS_COMMANDED");

  /** {@code J1939_PGN_PDU1_MAX}: the largest PGN with a destination. */
  public static final int PGN_PDU1_MAX = Platform.number("J1939_PGN_PDU1_MAX");

  /** {@code J1939_PGN_MAX}: the largest PGN. */
  public static final int PGN_MAX = Platform.number("J1939_PGN_MAX");

  /** {@code J1939_NO_PGN}: any PGN. */
  public static final int NO_PGN = Platform.number("J1939_NO_PGN");

  /** {@code J1939_NLA_PAD}: an attribute in the error queue: padding. */
  public static final int NLA_PAD = Platform.number("J1939_NLA_PAD");

  /**
   * {@code J1939_NLA_BYTES_ACKED}: an attribute in the error queue: bytes that were acknowledged.
   */
  public static final int NLA_BYTES_ACKED = Platform.number("J1939_NLA_BYTES_ACKED");

  /** {@code J1939_NLA_TOTAL_SIZE}: an attribute in the error queue: bytes of the message. */
  public static final int NLA_TOTAL_SIZE = Platform.number("J1939_NLA_TOTAL_SIZE");

  /** {@code J1939_NLA_PGN}: an attribute in the error queue: the PGN. */
  public static final int NLA_PGN = Platform.number("J1939_NLA_PGN");

  /** {@code J1939_NLA_SRC_NAME}: an attribute in the error queue: the name of the sender. */
  public static final int NLA_SRC_NAME = Platform.number("J1939_NLA_SRC_NAME");

  /** {@code J1939_NLA_DEST_NAME}: an attribute in the error queue: the name of the receiver. */
  public static final int NLA_DEST_NAME = Platform.number("J1939_NLA_DEST_NAME");

  /** {@code J1939_NLA_SRC_ADDR}: an attribute in the error queue: the address of the sender. */
  public static final int NLA_SRC_ADDR = Platform.number("J1939_NLA_SRC_ADDR");

  /** {@code J1939_NLA_DEST_ADDR}: an attribute in the error queue: the address of the receiver. */
  public static final int NLA_DEST_ADDR = Platform.number("J1939_NLA_DEST_ADDR");

  /** {@code J1939_EE_INFO_NONE}: {@code ee_info}: no information. */
  public static final int EE_INFO_NONE = Platform.number("J1939_EE_INFO_NONE");

  /** {@code J1939_EE_INFO_TX_ABORT}: {@code ee_info}: sending was aborted. */
  public static final int EE_INFO_TX_ABORT = Platform.number("J1939_EE_INFO_TX_ABORT");

  /** {@code J1939_EE_INFO_RX_RTS}: {@code ee_info}: a request to send was received. */
  public static final int EE_INFO_RX_RTS = Platform.number("J1939_EE_INFO_RX_RTS");

  /** {@code J1939_EE_INFO_RX_DPO}: {@code ee_info}: a data packet offset was received. */
  public static final int EE_INFO_RX_DPO = Platform.number("J1939_EE_INFO_RX_DPO");

  /** {@code J1939_EE_INFO_RX_ABORT}: {@code ee_info}: receiving was aborted. */
  public static final int EE_INFO_RX_ABORT = Platform.number("J1939_EE_INFO_RX_ABORT");

  /** {@code J1939_FILTER_MAX}: the largest number of filters of a socket. */
  public static final int FILTER_MAX = Platform.number("J1939_FILTER_MAX");

  private J1939() {}
}
