package org.llsocket.message;

import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;

/**
 * {@code SCM_TIMESTAMPING_PKTINFO}, {@code struct scm_ts_pktinfo}: the device that has taken the
 * hardware time of a received packet. {@link org.llsocket.option.SOF#TIMESTAMPING_OPT_PKTINFO} adds
 * it. Only received; since Linux 4.13.
 *
 * <pre>{@code
 * TimestampingPktInfo device = message.control().get(TimestampingPktInfo.class);
 * String name = Interface.indextoname(device.ifindex());
 * }</pre>
 */
public final class TimestampingPktInfo implements ControlMessage {
  private final int ifindex;
  private final int length;

  TimestampingPktInfo(int ifindex, int length) {
    this.ifindex = ifindex;
    this.length = length;
  }

  static TimestampingPktInfo read(Fields info) {
    return new TimestampingPktInfo(info.getInt("if_index"), info.getInt("pkt_length"));
  }

  /** {@code if_index}: the interface index of the device; 0 if it is not known. */
  public int ifindex() {
    return ifindex;
  }

  /** {@code pkt_length}: the length of the packet on the wire in bytes. */
  public int length() {
    return length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimestampingPktInfo same
        && ifindex == same.ifindex
        && length == same.length;
  }

  @Override
  public int hashCode() {
    return 31 * ifindex + length;
  }

  @Override
  public String toString() {
    return "TimestampingPktInfo[ifindex=" + ifindex + ", length=" + length + "]";
  }
}
