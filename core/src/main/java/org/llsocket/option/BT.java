package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code BT_*}: values of the options at the level SOL_BLUETOOTH, and states of Bluetooth sockets.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/bluetooth.h>}.
 *
 * <p>Options of the level {@link org.llsocket.SOL#BLUETOOTH} are set and read with the raw {@code
 * getsockopt} and {@code setsockopt} of {@link org.llsocket.Socket}, which take their numbers.
 *
 * <pre>{@code
 * byte[] security = {(byte) BT.SECURITY_MEDIUM, 0}; // struct bt_security, for BT_SECURITY
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class BT {
  /** {@code BT_SECURITY_SDP}: a level of {@code BT_SECURITY}: for service discovery only. */
  public static final int SECURITY_SDP = Platform.number("BT_SECURITY_SDP");

  /** {@code BT_SECURITY_LOW}: a level of {@code BT_SECURITY}: none. */
  public static final int SECURITY_LOW = Platform.number("BT_SECURITY_LOW");

  /** {@code BT_SECURITY_MEDIUM}: a level of {@code BT_SECURITY}: encryption. */
  public static final int SECURITY_MEDIUM = Platform.number("BT_SECURITY_MEDIUM");

  /** {@code BT_SECURITY_HIGH}: a level of {@code BT_SECURITY}: encryption and authentication. */
  public static final int SECURITY_HIGH = Platform.number("BT_SECURITY_HIGH");

  /**
   * {@code BT_SECURITY_FIPS}: a level of {@code BT_SECURITY}: secure connections with algorithms
   * approved by FIPS; since Linux 3.15.
   */
  public static final int SECURITY_FIPS = Platform.number("BT_SECURITY_FIPS");

  /** {@code BT_FLUSHABLE_OFF}: a value of {@code BT_FLUSHABLE}: off. */
  public static final int FLUSHABLE_OFF = Platform.number("BT_FLUSHABLE_OFF");

  /** {@code BT_FLUSHABLE_ON}: a value of {@code BT_FLUSHABLE}: on. */
  public static final int FLUSHABLE_ON = Platform.number("BT_FLUSHABLE_ON");

  /** {@code BT_POWER_FORCE_ACTIVE_OFF}: a value of {@code BT_POWER}: the link may sleep. */
  public static final int POWER_FORCE_ACTIVE_OFF = Platform.number("BT_POWER_FORCE_ACTIVE_OFF");

  /** {@code BT_POWER_FORCE_ACTIVE_ON}: a value of {@code BT_POWER}: a send wakes the link. */
  public static final int POWER_FORCE_ACTIVE_ON = Platform.number("BT_POWER_FORCE_ACTIVE_ON");

  /** {@code BT_CHANNEL_POLICY_BREDR_ONLY}: a value of {@code BT_CHANNEL_POLICY}: BR/EDR only. */
  public static final int CHANNEL_POLICY_BREDR_ONLY =
      Platform.number("BT_CHANNEL_POLICY_BREDR_ONLY");

  /**
   * {@code BT_CHANNEL_POLICY_BREDR_PREFERRED}: a value of {@code BT_CHANNEL_POLICY}: BR/EDR
   * preferred.
   */
  public static final int CHANNEL_POLICY_BREDR_PREFERRED =
      Platform.number("BT_CHANNEL_POLICY_BREDR_PREFERRED");

  /**
   * {@code BT_CHANNEL_POLICY_AMP_PREFERRED}: a value of {@code BT_CHANNEL_POLICY}: AMP preferred.
   */
  public static final int CHANNEL_POLICY_AMP_PREFERRED =
      Platform.number("BT_CHANNEL_POLICY_AMP_PREFERRED");

  /** {@code BT_VOICE_TRANSPARENT}: a value of {@code BT_VOICE}: transparent data. */
  public static final int VOICE_TRANSPARENT = Platform.number("BT_VOICE_TRANSPARENT");

  /**
   * {@code BT_VOICE_TRANSPARENT_16BIT}: a value of {@code BT_VOICE}: transparent data of 16 bits.
   */
  public static final int VOICE_TRANSPARENT_16BIT = Platform.number("BT_VOICE_TRANSPARENT_16BIT");

  /** {@code BT_VOICE_CVSD_16BIT}: a value of {@code BT_VOICE}: CVSD of 16 bits, the default. */
  public static final int VOICE_CVSD_16BIT = Platform.number("BT_VOICE_CVSD_16BIT");

  /** {@code BT_PHY_BR_1M_1SLOT}: a bit of {@code BT_PHY}: BR, 1 Mbit/s, 1 slot. */
  public static final int PHY_BR_1M_1SLOT = Platform.number("BT_PHY_BR_1M_1SLOT");

  /** {@code BT_PHY_BR_1M_3SLOT}: a bit of {@code BT_PHY}: BR, 1 Mbit/s, 3 slots. */
  public static final int PHY_BR_1M_3SLOT = Platform.number("BT_PHY_BR_1M_3SLOT");

  /** {@code BT_PHY_BR_1M_5SLOT}: a bit of {@code BT_PHY}: BR, 1 Mbit/s, 5 slots. */
  public static final int PHY_BR_1M_5SLOT = Platform.number("BT_PHY_BR_1M_5SLOT");

  /** {@code BT_PHY_EDR_2M_1SLOT}: a bit of {@code BT_PHY}: EDR, 2 Mbit/s, 1 slot. */
  public static final int PHY_EDR_2M_1SLOT = Platform.number("BT_PHY_EDR_2M_1SLOT");

  /** {@code BT_PHY_EDR_2M_3SLOT}: a bit of {@code BT_PHY}: EDR, 2 Mbit/s, 3 slots. */
  public static final int PHY_EDR_2M_3SLOT = Platform.number("BT_PHY_EDR_2M_3SLOT");

  /** {@code BT_PHY_EDR_2M_5SLOT}: a bit of {@code BT_PHY}: EDR, 2 Mbit/s, 5 slots. */
  public static final int PHY_EDR_2M_5SLOT = Platform.number("BT_PHY_EDR_2M_5SLOT");

  /** {@code BT_PHY_EDR_3M_1SLOT}: a bit of {@code BT_PHY}: EDR, 3 Mbit/s, 1 slot. */
  public static final int PHY_EDR_3M_1SLOT = Platform.number("BT_PHY_EDR_3M_1SLOT");

  /** {@code BT_PHY_EDR_3M_3SLOT}: a bit of {@code BT_PHY}: EDR, 3 Mbit/s, 3 slots. */
  public static final int PHY_EDR_3M_3SLOT = Platform.number("BT_PHY_EDR_3M_3SLOT");

  /** {@code BT_PHY_EDR_3M_5SLOT}: a bit of {@code BT_PHY}: EDR, 3 Mbit/s, 5 slots. */
  public static final int PHY_EDR_3M_5SLOT = Platform.number("BT_PHY_EDR_3M_5SLOT");

  /** {@code BT_PHY_LE_1M_TX}: a bit of {@code BT_PHY}: LE, 1 Mbit/s, sending. */
  public static final int PHY_LE_1M_TX = Platform.number("BT_PHY_LE_1M_TX");

  /** {@code BT_PHY_LE_1M_RX}: a bit of {@code BT_PHY}: LE, 1 Mbit/s, receiving. */
  public static final int PHY_LE_1M_RX = Platform.number("BT_PHY_LE_1M_RX");

  /** {@code BT_PHY_LE_2M_TX}: a bit of {@code BT_PHY}: LE, 2 Mbit/s, sending. */
  public static final int PHY_LE_2M_TX = Platform.number("BT_PHY_LE_2M_TX");

  /** {@code BT_PHY_LE_2M_RX}: a bit of {@code BT_PHY}: LE, 2 Mbit/s, receiving. */
  public static final int PHY_LE_2M_RX = Platform.number("BT_PHY_LE_2M_RX");

  /** {@code BT_PHY_LE_CODED_TX}: a bit of {@code BT_PHY}: LE, coded, sending. */
  public static final int PHY_LE_CODED_TX = Platform.number("BT_PHY_LE_CODED_TX");

  /** {@code BT_PHY_LE_CODED_RX}: a bit of {@code BT_PHY}: LE, coded, receiving. */
  public static final int PHY_LE_CODED_RX = Platform.number("BT_PHY_LE_CODED_RX");

  /** {@code BT_MODE_BASIC}: a value of {@code BT_MODE}: basic. */
  public static final int MODE_BASIC = Platform.number("BT_MODE_BASIC");

  /** {@code BT_MODE_ERTM}: a value of {@code BT_MODE}: enhanced retransmission. */
  public static final int MODE_ERTM = Platform.number("BT_MODE_ERTM");

  /** {@code BT_MODE_STREAMING}: a value of {@code BT_MODE}: streaming. */
  public static final int MODE_STREAMING = Platform.number("BT_MODE_STREAMING");

  /** {@code BT_MODE_LE_FLOWCTL}: a value of {@code BT_MODE}: LE credit-based flow control. */
  public static final int MODE_LE_FLOWCTL = Platform.number("BT_MODE_LE_FLOWCTL");

  /**
   * {@code BT_MODE_EXT_FLOWCTL}: a value of {@code BT_MODE}: enhanced credit-based flow control.
   */
  public static final int MODE_EXT_FLOWCTL = Platform.number("BT_MODE_EXT_FLOWCTL");

  /**
   * {@code BT_SCM_PKT_STATUS}: a control message: {@code BT_PKT_STATUS}, whether a received packet
   * has errors.
   */
  public static final int SCM_PKT_STATUS = Platform.number("BT_SCM_PKT_STATUS");

  /** {@code BT_ISO_QOS_CIG_UNSET}: a value in {@code BT_ISO_QOS}: the kernel chooses the group. */
  public static final int ISO_QOS_CIG_UNSET = Platform.number("BT_ISO_QOS_CIG_UNSET");

  /** {@code BT_ISO_QOS_CIS_UNSET}: a value in {@code BT_ISO_QOS}: the kernel chooses the stream. */
  public static final int ISO_QOS_CIS_UNSET = Platform.number("BT_ISO_QOS_CIS_UNSET");

  /** {@code BT_CONNECTED}: a state: connected. */
  public static final int CONNECTED = Platform.number("BT_CONNECTED");

  /** {@code BT_OPEN}: a state: open. */
  public static final int OPEN = Platform.number("BT_OPEN");

  /** {@code BT_BOUND}: a state: bound. */
  public static final int BOUND = Platform.number("BT_BOUND");

  /** {@code BT_LISTEN}: a state: listening. */
  public static final int LISTEN = Platform.number("BT_LISTEN");

  /** {@code BT_CONNECT}: a state: connecting. */
  public static final int CONNECT = Platform.number("BT_CONNECT");

  /** {@code BT_CONNECT2}: a state: accepting a connection. */
  public static final int CONNECT2 = Platform.number("BT_CONNECT2");

  /** {@code BT_CONFIG}: a state: negotiating. */
  public static final int CONFIG = Platform.number("BT_CONFIG");

  /** {@code BT_DISCONN}: a state: disconnecting. */
  public static final int DISCONN = Platform.number("BT_DISCONN");

  /** {@code BT_CLOSED}: a state: closed. */
  public static final int CLOSED = Platform.number("BT_CLOSED");

  private BT() {}
}
