package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code BT_*}: options of the level SOL_BLUETOOTH, their values, and states of Bluetooth sockets.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/bluetooth.h>}.
 *
 * <p>{@code BT_ISO_QOS} and {@code BT_CODEC} are structs that differ between releases of Linux: the
 * raw calls of {@link org.llsocket.Socket} take them, at the level {@link
 * org.llsocket.SOL#BLUETOOTH}.
 *
 * <pre>{@code
 * socket.set(BT.SECURITY, new BtSecurity(BT.SECURITY_MEDIUM, 0));
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class BT {
  private static final Table TABLE =
      new Table("SOL_BLUETOOTH", "", EnumSet.of(SocketKind.BT_L2CAP));

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

  /** {@code BT_SECURITY}: how safe a connection has to be. */
  public static final Option<BtSecurity> SECURITY =
      TABLE
          .option("BT_SECURITY")
          .since("2.6.30")
          .on(SocketKind.BT_L2CAP, SocketKind.BT_RFCOMM)
          .value(BtSecurity.CODEC);

  /**
   * {@code BT_DEFER_SETUP}: {@code accept} returns before the connection is authorized; the first
   * receive authorizes it. Default: off.
   */
  public static final Option<Boolean> DEFER_SETUP =
      TABLE
          .option("BT_DEFER_SETUP")
          .since("2.6.30")
          .on(SocketKind.BT_L2CAP, SocketKind.BT_RFCOMM, SocketKind.BT_SCO)
          .flag();

  /** {@code BT_FLUSHABLE}: packets may be dropped if they cannot be sent in time. Default: off. */
  public static final Option<Boolean> FLUSHABLE =
      TABLE.option("BT_FLUSHABLE").since("2.6.39").flag();

  /** {@code BT_POWER}: the link is active even if that takes power. Default: on. */
  public static final Option<Integer> POWER =
      TABLE.option("BT_POWER").since("3.1").value(Codecs.octet("BT_POWER"));

  /**
   * {@code BT_CHANNEL_POLICY}: which controllers carry the channel: {@link
   * #CHANNEL_POLICY_BREDR_ONLY} and so on; removed in Linux 6.8.
   */
  public static final Option<Integer> CHANNEL_POLICY =
      TABLE.option("BT_CHANNEL_POLICY").since("3.10").number();

  /** {@code BT_VOICE}: the coding of a voice connection: {@link #VOICE_CVSD_16BIT} and so on. */
  public static final Option<Integer> VOICE =
      TABLE
          .option("BT_VOICE")
          .since("3.12")
          .on(SocketKind.BT_SCO)
          .value(Codecs.unsignedShort("BT_VOICE"));

  /**
   * {@code BT_SNDMTU}: the longest packet that is sent, of Low Energy and of voice; ENOTCONN before
   * the connection.
   */
  public static final Option<Integer> SNDMTU =
      TABLE
          .option("BT_SNDMTU")
          .since("3.12")
          .unit("bytes")
          .on(SocketKind.BT_L2CAP, SocketKind.BT_SCO)
          .readOnly()
          .value(Codecs.unsignedShort("BT_SNDMTU"));

  /**
   * {@code BT_RCVMTU}: the longest packet that is received, of Low Energy and of voice; setting
   * needs Low Energy.
   */
  public static final Option<Integer> RCVMTU =
      TABLE
          .option("BT_RCVMTU")
          .since("3.12")
          .unit("bytes")
          .on(SocketKind.BT_L2CAP, SocketKind.BT_SCO)
          .value(Codecs.unsignedShort("BT_RCVMTU"));

  /**
   * {@code BT_PHY}: the radio that the connection uses: {@link #PHY_LE_2M_TX} and so on; ENOTCONN
   * before the connection.
   */
  public static final Option<Long> PHY = TABLE.option("BT_PHY").since("5.7").readOnly().unsigned();

  /**
   * {@code BT_MODE}: the mode of the channel: {@link #MODE_LE_FLOWCTL} and so on; ENOPROTOOPT
   * unless the module has {@code enable_ecred}.
   */
  public static final Option<Integer> MODE =
      TABLE.option("BT_MODE").since("5.7").value(Codecs.octet("BT_MODE"));

  /** {@code BT_PKT_STATUS}: receive {@link org.llsocket.message.BtPktStatus}. Default: off. */
  public static final Option<Boolean> PKT_STATUS =
      TABLE.option("BT_PKT_STATUS").since("5.9").on(SocketKind.BT_SCO).flag();

  private BT() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
