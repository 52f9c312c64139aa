package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SPP_*}: flags of {@link SctpPaddrparams}.
 *
 * <pre>{@code
 * boolean beats = (socket.get(SCTP.PEER_ADDR_PARAMS).flags() & SPP.HB_ENABLE) != 0;
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6458">RFC 6458</a>
 */
public final class SPP {
  /** {@code SPP_HB_ENABLE}: heartbeats are sent. */
  public static final int HB_ENABLE = Platform.number("SPP_HB_ENABLE");

  /** {@code SPP_HB_DISABLE}: none are sent. */
  public static final int HB_DISABLE = Platform.number("SPP_HB_DISABLE");

  /** {@code SPP_HB}: the bits of heartbeats. */
  public static final int HB = Platform.number("SPP_HB");

  /** {@code SPP_HB_DEMAND}: one is sent at once. */
  public static final int HB_DEMAND = Platform.number("SPP_HB_DEMAND");

  /** {@code SPP_PMTUD_ENABLE}: the path MTU is found out. */
  public static final int PMTUD_ENABLE = Platform.number("SPP_PMTUD_ENABLE");

  /** {@code SPP_PMTUD_DISABLE}: it is what is set. */
  public static final int PMTUD_DISABLE = Platform.number("SPP_PMTUD_DISABLE");

  /** {@code SPP_PMTUD}: the bits of the path MTU. */
  public static final int PMTUD = Platform.number("SPP_PMTUD");

  /** {@code SPP_SACKDELAY_ENABLE}: acknowledgments are delayed. */
  public static final int SACKDELAY_ENABLE = Platform.number("SPP_SACKDELAY_ENABLE");

  /** {@code SPP_SACKDELAY_DISABLE}: they are not. */
  public static final int SACKDELAY_DISABLE = Platform.number("SPP_SACKDELAY_DISABLE");

  /** {@code SPP_SACKDELAY}: the bits of acknowledgments. */
  public static final int SACKDELAY = Platform.number("SPP_SACKDELAY");

  /** {@code SPP_HB_TIME_IS_ZERO}: heartbeats without a time between them. */
  public static final int HB_TIME_IS_ZERO = Platform.number("SPP_HB_TIME_IS_ZERO");

  /** {@code SPP_IPV6_FLOWLABEL}: the flow label is set; since Linux 4.19. */
  public static final int IPV6_FLOWLABEL = Platform.number("SPP_IPV6_FLOWLABEL");

  /** {@code SPP_DSCP}: the type of service is set; since Linux 4.19. */
  public static final int DSCP = Platform.number("SPP_DSCP");

  private SPP() {}
}
