package org.llsocket.message;

/**
 * {@code SCM_TIMESTAMPING_PKTINFO}, {@code struct scm_ts_pktinfo}: which device has taken a
 * hardware time of a packet received; {@link org.llsocket.option.SOF#TIMESTAMPING_OPT_PKTINFO}
 * makes it come. Only received; since Linux 4.13.
 *
 * @param ifindex {@code if_index}: the device's interface index; 0 if it is not known
 * @param length {@code pkt_length}: the packet's bytes on the wire
 */
public record TimestampingPktInfo(int ifindex, int length) implements ControlMessage {}
