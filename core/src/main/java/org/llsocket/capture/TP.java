package org.llsocket.capture;

import org.llsocket.internal.platform.Platform;

/**
 * {@code TP_*}: the bits of {@link RingPacket#status} and of {@link
 * org.llsocket.message.PacketAuxdata#status}.
 *
 * <pre>{@code
 * boolean sentHere = (packet.status() & TP.STATUS_CSUMNOTREADY) != 0; // the device completes it
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/packet_mmap.html">Packet MMAP</a>
 */
public final class TP {
  /** {@code TP_STATUS_KERNEL}: the kernel has the block. */
  public static final int STATUS_KERNEL = Platform.number("TP_STATUS_KERNEL");

  /** {@code TP_STATUS_USER}: the program has the block or packet. */
  public static final int STATUS_USER = Platform.number("TP_STATUS_USER");

  /** {@code TP_STATUS_COPY}: the packet was cut; the socket has all of it in its queue. */
  public static final int STATUS_COPY = Platform.number("TP_STATUS_COPY");

  /** {@code TP_STATUS_LOSING}: packets were dropped since the statistics were last read. */
  public static final int STATUS_LOSING = Platform.number("TP_STATUS_LOSING");

  /** {@code TP_STATUS_CSUMNOTREADY}: sent by this machine, the device is to write the checksum. */
  public static final int STATUS_CSUMNOTREADY = Platform.number("TP_STATUS_CSUMNOTREADY");

  /** {@code TP_STATUS_VLAN_VALID}: the kernel has taken a VLAN tag from the packet. */
  public static final int STATUS_VLAN_VALID = Platform.number("TP_STATUS_VLAN_VALID");

  /**
   * {@code TP_STATUS_BLK_TMO}: the block was handed over by its timeout, not because it is full.
   */
  public static final int STATUS_BLK_TMO = Platform.number("TP_STATUS_BLK_TMO");

  /** {@code TP_STATUS_VLAN_TPID_VALID}: the protocol of the VLAN tag is known. */
  public static final int STATUS_VLAN_TPID_VALID = Platform.number("TP_STATUS_VLAN_TPID_VALID");

  /** {@code TP_STATUS_CSUM_VALID}: the device or the kernel has verified the checksum. */
  public static final int STATUS_CSUM_VALID = Platform.number("TP_STATUS_CSUM_VALID");

  private TP() {}
}
