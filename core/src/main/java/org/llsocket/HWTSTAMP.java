package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code HWTSTAMP_*}: values of {@link HwtstampConfig}, and bits, {@code 1 << value}, of {@link
 * Ethtool.TsInfo}.
 *
 * <pre>{@code
 * boolean all = (Ethtool.get_ts_info(socket, "eth0").rx_filters() & 1 << HWTSTAMP.FILTER_ALL) != 0;
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/timestamping.html">Timestamping</a>
 */
public final class HWTSTAMP {
  /**
   * {@code HWTSTAMP_FLAG_BONDED_PHC_INDEX}: a flag: the clock of the active interface of a bond;
   * since Linux 5.19.
   */
  public static final int FLAG_BONDED_PHC_INDEX = Platform.number("HWTSTAMP_FLAG_BONDED_PHC_INDEX");

  /** {@code HWTSTAMP_TX_OFF}: sent packets get no time stamp. */
  public static final int TX_OFF = Platform.number("HWTSTAMP_TX_OFF");

  /** {@code HWTSTAMP_TX_ON}: sent packets get one if the sender requests it. */
  public static final int TX_ON = Platform.number("HWTSTAMP_TX_ON");

  /** {@code HWTSTAMP_TX_ONESTEP_SYNC}: the device inserts the time into PTP's Sync packets. */
  public static final int TX_ONESTEP_SYNC = Platform.number("HWTSTAMP_TX_ONESTEP_SYNC");

  /** {@code HWTSTAMP_TX_ONESTEP_P2P}: the device inserts it into Pdelay_Resp packets too. */
  public static final int TX_ONESTEP_P2P = Platform.number("HWTSTAMP_TX_ONESTEP_P2P");

  /** {@code HWTSTAMP_FILTER_NONE}: received packets get no time stamp. */
  public static final int FILTER_NONE = Platform.number("HWTSTAMP_FILTER_NONE");

  /** {@code HWTSTAMP_FILTER_ALL}: every received packet gets one. */
  public static final int FILTER_ALL = Platform.number("HWTSTAMP_FILTER_ALL");

  /** {@code HWTSTAMP_FILTER_SOME}: returned only: those that were requested, and others. */
  public static final int FILTER_SOME = Platform.number("HWTSTAMP_FILTER_SOME");

  /** {@code HWTSTAMP_FILTER_PTP_V1_L4_EVENT}: PTP version 1 over UDP: event packets. */
  public static final int FILTER_PTP_V1_L4_EVENT =
      Platform.number("HWTSTAMP_FILTER_PTP_V1_L4_EVENT");

  /** {@code HWTSTAMP_FILTER_PTP_V1_L4_SYNC}: PTP version 1 over UDP: Sync. */
  public static final int FILTER_PTP_V1_L4_SYNC = Platform.number("HWTSTAMP_FILTER_PTP_V1_L4_SYNC");

  /** {@code HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ}: PTP version 1 over UDP: Delay_Req. */
  public static final int FILTER_PTP_V1_L4_DELAY_REQ =
      Platform.number("HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ");

  /** {@code HWTSTAMP_FILTER_PTP_V2_L4_EVENT}: PTP version 2 over UDP: event packets. */
  public static final int FILTER_PTP_V2_L4_EVENT =
      Platform.number("HWTSTAMP_FILTER_PTP_V2_L4_EVENT");

  /** {@code HWTSTAMP_FILTER_PTP_V2_L4_SYNC}: PTP version 2 over UDP: Sync. */
  public static final int FILTER_PTP_V2_L4_SYNC = Platform.number("HWTSTAMP_FILTER_PTP_V2_L4_SYNC");

  /** {@code HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ}: PTP version 2 over UDP: Delay_Req. */
  public static final int FILTER_PTP_V2_L4_DELAY_REQ =
      Platform.number("HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ");

  /** {@code HWTSTAMP_FILTER_PTP_V2_L2_EVENT}: PTP version 2 over Ethernet: event packets. */
  public static final int FILTER_PTP_V2_L2_EVENT =
      Platform.number("HWTSTAMP_FILTER_PTP_V2_L2_EVENT");

  /** {@code HWTSTAMP_FILTER_PTP_V2_L2_SYNC}: PTP version 2 over Ethernet: Sync. */
  public static final int FILTER_PTP_V2_L2_SYNC = Platform.number("HWTSTAMP_FILTER_PTP_V2_L2_SYNC");

  /** {@code HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ}: PTP version 2 over Ethernet: Delay_Req. */
  public static final int FILTER_PTP_V2_L2_DELAY_REQ =
      Platform.number("HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ");

  /** {@code HWTSTAMP_FILTER_PTP_V2_EVENT}: PTP version 2 over any layer: event packets. */
  public static final int FILTER_PTP_V2_EVENT = Platform.number("HWTSTAMP_FILTER_PTP_V2_EVENT");

  /** {@code HWTSTAMP_FILTER_PTP_V2_SYNC}: PTP version 2 over any layer: Sync. */
  public static final int FILTER_PTP_V2_SYNC = Platform.number("HWTSTAMP_FILTER_PTP_V2_SYNC");

  /** {@code HWTSTAMP_FILTER_PTP_V2_DELAY_REQ}: PTP version 2 over any layer: Delay_Req. */
  public static final int FILTER_PTP_V2_DELAY_REQ =
      Platform.number("HWTSTAMP_FILTER_PTP_V2_DELAY_REQ");

  /** {@code HWTSTAMP_FILTER_NTP_ALL}: NTP over UDP, all packets; since Linux 4.13. */
  public static final int FILTER_NTP_ALL = Platform.number("HWTSTAMP_FILTER_NTP_ALL");

  private HWTSTAMP() {}
}
