package org.llsocket.message;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SCM_*}: types of control messages, for {@link Control#find} and {@link Control#add(int,
 * int, byte[])}, and numbers inside control messages. The level is {@code SOL_SOCKET} unless a name
 * says another one.
 *
 * <pre>{@code
 * int at = message.control().find(SOL.SOCKET, SCM.TIMESTAMPNS);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class SCM {
  /** Descriptors: {@link Rights}. */
  public static final int RIGHTS = Platform.number("SCM_RIGHTS");

  /** The sending process: {@link Credentials}. */
  public static final int CREDENTIALS = Platform.number("SCM_CREDENTIALS");

  /** The security label of the sender: {@link Security}. */
  public static final int SECURITY = Platform.number("SCM_SECURITY");

  /** A pidfd of the sending process: {@link PidFd}. */
  public static final int PIDFD = Platform.number("SCM_PIDFD");

  /** The time of arrival, a {@code struct timeval}: {@link Timestamp}. */
  public static final int TIMESTAMP = Platform.number("SCM_TIMESTAMP");

  /** The time of arrival, a {@code struct timespec}: {@link Timestamp}. */
  public static final int TIMESTAMPNS = Platform.number("SCM_TIMESTAMPNS");

  /** Software and hardware timestamps: {@link Timestamping}. */
  public static final int TIMESTAMPING = Platform.number("SCM_TIMESTAMPING");

  /** {@code SCM_WIFI_STATUS}: whether a frame was acknowledged: {@link WifiStatus}. */
  public static final int WIFI_STATUS = Platform.number("SCM_WIFI_STATUS");

  /** {@code SCM_TIMESTAMPING_PKTINFO}: {@link TimestampingPktInfo}. */
  public static final int TIMESTAMPING_PKTINFO = Platform.number("SCM_TIMESTAMPING_PKTINFO");

  /** {@code SCM_TXTIME}: when to send: {@link TxTime}. */
  public static final int TXTIME = Platform.number("SCM_TXTIME");

  /** {@code SCM_TS_OPT_ID}: the number of a datagram in its time stamps: {@link TsOptId}. */
  public static final int TS_OPT_ID = Platform.number("SCM_TS_OPT_ID");

  /** {@code SCM_INQ}: the bytes left to be received from a Unix stream: {@link Inq}. */
  public static final int INQ = Platform.number("SCM_INQ");

  /** {@code SCM_MAX_FD}: not a type: the largest number of descriptors in a message. */
  public static final int MAX_FD = Platform.number("SCM_MAX_FD");

  /** {@code SCM_TSTAMP_SND}: not a type: {@code ee_info} of a time stamp: sent to the device. */
  public static final int TSTAMP_SND = Platform.number("SCM_TSTAMP_SND");

  /**
   * {@code SCM_TSTAMP_SCHED}: not a type: {@code ee_info} of a time stamp: sent to the scheduler.
   */
  public static final int TSTAMP_SCHED = Platform.number("SCM_TSTAMP_SCHED");

  /** {@code SCM_TSTAMP_ACK}: not a type: {@code ee_info} of a time stamp: acknowledged. */
  public static final int TSTAMP_ACK = Platform.number("SCM_TSTAMP_ACK");

  /**
   * {@code SCM_TSTAMP_COMPLETION}: not a type: {@code ee_info} of a time stamp: sent by the device.
   */
  public static final int TSTAMP_COMPLETION = Platform.number("SCM_TSTAMP_COMPLETION");

  /** {@code SCM_CAN_RAW_ERRQUEUE}: at the level SOL_CAN_RAW: an error or a time stamp. */
  public static final int CAN_RAW_ERRQUEUE = Platform.number("SCM_CAN_RAW_ERRQUEUE");

  /** {@code SCM_J1939_DEST_ADDR}: at the level SOL_CAN_J1939: the destination address. */
  public static final int J1939_DEST_ADDR = Platform.number("SCM_J1939_DEST_ADDR");

  /** {@code SCM_J1939_DEST_NAME}: at the level SOL_CAN_J1939: the destination name. */
  public static final int J1939_DEST_NAME = Platform.number("SCM_J1939_DEST_NAME");

  /** {@code SCM_J1939_PRIO}: at the level SOL_CAN_J1939: the priority. */
  public static final int J1939_PRIO = Platform.number("SCM_J1939_PRIO");

  /** {@code SCM_J1939_ERRQUEUE}: at the level SOL_CAN_J1939: an error or an acknowledgment. */
  public static final int J1939_ERRQUEUE = Platform.number("SCM_J1939_ERRQUEUE");

  private SCM() {}
}
