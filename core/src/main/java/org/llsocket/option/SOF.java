package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SOF_*}: flags of {@link SO#TIMESTAMPING} and of {@link SockTxtime}, combined with {@code
 * |}.
 *
 * @see <a href="https://docs.kernel.org/networking/timestamping.html">Timestamping</a>
 */
public final class SOF {
  /** {@code SOF_TIMESTAMPING_TX_HARDWARE}: take the time at which the device sends. */
  public static final int TIMESTAMPING_TX_HARDWARE =
      Platform.number("SOF_TIMESTAMPING_TX_HARDWARE");

  /**
   * {@code SOF_TIMESTAMPING_TX_SOFTWARE}: take the time at which the driver gets a packet to send.
   */
  public static final int TIMESTAMPING_TX_SOFTWARE =
      Platform.number("SOF_TIMESTAMPING_TX_SOFTWARE");

  /** {@code SOF_TIMESTAMPING_RX_HARDWARE}: take the time at which the device receives. */
  public static final int TIMESTAMPING_RX_HARDWARE =
      Platform.number("SOF_TIMESTAMPING_RX_HARDWARE");

  /** {@code SOF_TIMESTAMPING_RX_SOFTWARE}: take the time at which the kernel receives. */
  public static final int TIMESTAMPING_RX_SOFTWARE =
      Platform.number("SOF_TIMESTAMPING_RX_SOFTWARE");

  /** {@code SOF_TIMESTAMPING_SOFTWARE}: report times that the kernel took. */
  public static final int TIMESTAMPING_SOFTWARE = Platform.number("SOF_TIMESTAMPING_SOFTWARE");

  /** {@code SOF_TIMESTAMPING_SYS_HARDWARE}: without effect since Linux 3.15. */
  public static final int TIMESTAMPING_SYS_HARDWARE =
      Platform.number("SOF_TIMESTAMPING_SYS_HARDWARE");

  /** {@code SOF_TIMESTAMPING_RAW_HARDWARE}: report times that the device took. */
  public static final int TIMESTAMPING_RAW_HARDWARE =
      Platform.number("SOF_TIMESTAMPING_RAW_HARDWARE");

  /** {@code SOF_TIMESTAMPING_OPT_ID}: count sent data, and report the count with its timestamp. */
  public static final int TIMESTAMPING_OPT_ID = Platform.number("SOF_TIMESTAMPING_OPT_ID");

  /** {@code SOF_TIMESTAMPING_TX_SCHED}: take the time at which a packet gets to the scheduler. */
  public static final int TIMESTAMPING_TX_SCHED = Platform.number("SOF_TIMESTAMPING_TX_SCHED");

  /** {@code SOF_TIMESTAMPING_TX_ACK}: take the time at which all data was acknowledged. */
  public static final int TIMESTAMPING_TX_ACK = Platform.number("SOF_TIMESTAMPING_TX_ACK");

  /** {@code SOF_TIMESTAMPING_OPT_CMSG}: report times as control messages on IPv4, as on IPv6. */
  public static final int TIMESTAMPING_OPT_CMSG = Platform.number("SOF_TIMESTAMPING_OPT_CMSG");

  /** {@code SOF_TIMESTAMPING_OPT_TSONLY}: report times without the packets. */
  public static final int TIMESTAMPING_OPT_TSONLY = Platform.number("SOF_TIMESTAMPING_OPT_TSONLY");

  /** {@code SOF_TIMESTAMPING_OPT_STATS}: report statistics of the connection too. */
  public static final int TIMESTAMPING_OPT_STATS = Platform.number("SOF_TIMESTAMPING_OPT_STATS");

  /** {@code SOF_TIMESTAMPING_OPT_PKTINFO}: report the device and the length of received packets. */
  public static final int TIMESTAMPING_OPT_PKTINFO =
      Platform.number("SOF_TIMESTAMPING_OPT_PKTINFO");

  /**
   * {@code SOF_TIMESTAMPING_OPT_TX_SWHW}: report both the software and the hardware timestamp of
   * sent packets.
   */
  public static final int TIMESTAMPING_OPT_TX_SWHW =
      Platform.number("SOF_TIMESTAMPING_OPT_TX_SWHW");

  /**
   * {@code SOF_TIMESTAMPING_BIND_PHC}: use the hardware clock that the caller selects; since Linux
   * 5.15.
   */
  public static final int TIMESTAMPING_BIND_PHC = Platform.number("SOF_TIMESTAMPING_BIND_PHC");

  /**
   * {@code SOF_TIMESTAMPING_OPT_ID_TCP}: count the bytes of a stream from the moment when it is
   * set; since Linux 6.2.
   */
  public static final int TIMESTAMPING_OPT_ID_TCP = Platform.number("SOF_TIMESTAMPING_OPT_ID_TCP");

  /**
   * {@code SOF_TIMESTAMPING_OPT_RX_FILTER}: report only timestamps that this socket has requested;
   * since Linux 6.12.
   */
  public static final int TIMESTAMPING_OPT_RX_FILTER =
      Platform.number("SOF_TIMESTAMPING_OPT_RX_FILTER");

  /**
   * {@code SOF_TIMESTAMPING_TX_COMPLETION}: take the time at which the device reports a packet as
   * sent; since Linux 6.15.
   */
  public static final int TIMESTAMPING_TX_COMPLETION =
      Platform.number("SOF_TIMESTAMPING_TX_COMPLETION");

  /** {@code SOF_TXTIME_DEADLINE_MODE}: a time is a deadline, not the exact time. */
  public static final int TXTIME_DEADLINE_MODE = Platform.number("SOF_TXTIME_DEADLINE_MODE");

  /** {@code SOF_TXTIME_REPORT_ERRORS}: report packets that were too late. */
  public static final int TXTIME_REPORT_ERRORS = Platform.number("SOF_TXTIME_REPORT_ERRORS");

  private SOF() {}
}
