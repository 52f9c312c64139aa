package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code TCPI_*}: options that both ends of a connection negotiated, in {@link TcpInfo#options}.
 */
public final class TCPI {
  /** {@code TCPI_OPT_TIMESTAMPS}: timestamps, RFC 7323. */
  public static final int OPT_TIMESTAMPS = Platform.number("TCPI_OPT_TIMESTAMPS");

  /** {@code TCPI_OPT_SACK}: selective acknowledgments, RFC 2018. */
  public static final int OPT_SACK = Platform.number("TCPI_OPT_SACK");

  /** {@code TCPI_OPT_WSCALE}: scaled windows, RFC 7323. */
  public static final int OPT_WSCALE = Platform.number("TCPI_OPT_WSCALE");

  /** {@code TCPI_OPT_ECN}: explicit congestion notification, RFC 3168. */
  public static final int OPT_ECN = Platform.number("TCPI_OPT_ECN");

  /** {@code TCPI_OPT_ECN_SEEN}: a packet with it was received. */
  public static final int OPT_ECN_SEEN = Platform.number("TCPI_OPT_ECN_SEEN");

  /** {@code TCPI_OPT_SYN_DATA}: the SYN carried data that was acknowledged. */
  public static final int OPT_SYN_DATA = Platform.number("TCPI_OPT_SYN_DATA");

  /** {@code TCPI_OPT_USEC_TS}: timestamps in microseconds; Linux 6.7. */
  public static final int OPT_USEC_TS = Platform.number("TCPI_OPT_USEC_TS");

  /** {@code TCPI_OPT_TFO_CHILD}: accepted by TCP Fast Open; Linux 6.14. */
  public static final int OPT_TFO_CHILD = Platform.number("TCPI_OPT_TFO_CHILD");

  private TCPI() {}
}
