package org.llsocket.message;

/**
 * {@code NETLINK_PKTINFO}, {@code struct nl_pktinfo}: the multicast group that a message of netlink
 * was sent to. {@link org.llsocket.option.NETLINK#PKTINFO} adds it to what is received. Only
 * received; see netlink(7).
 *
 * <pre>{@code
 * int group = message.control().get(NetlinkPktInfo.class).group(); // RTNLGRP.LINK
 * }</pre>
 *
 * @param group the group; 0 if the message was sent to this socket only
 */
public record NetlinkPktInfo(int group) implements ControlMessage {}
