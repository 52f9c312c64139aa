package org.llsocket.message;

/**
 * {@code NETLINK_LISTEN_ALL_NSID}: the network namespace that a netlink message comes from. {@link
 * org.llsocket.option.NETLINK#LISTEN_ALL_NSID} adds it to messages of other namespaces than the
 * socket's own. Only received; since Linux 4.2, see netlink(7).
 *
 * <pre>{@code
 * NetlinkNsid from = message.control().get(NetlinkNsid.class);
 * boolean own = from == null;
 * }</pre>
 *
 * @param nsid the number that the socket's namespace has for it: {@code ip netns list-id}
 */
public record NetlinkNsid(int nsid) implements ControlMessage {}
