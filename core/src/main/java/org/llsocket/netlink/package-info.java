/**
 * Netlink as messages: requests, dumps and notifications of the Linux kernel.
 *
 * {@snippet :
 * try (var netlink = NetlinkSocket.open(NETLINK.ROUTE)) {
 *   for (Rtnetlink.Link link : Rtnetlink.links(netlink)) {
 *     IO.println(link.index() + " " + link.name());
 *   }
 * }
 * }
 *
 * <p>{@link org.llsocket.netlink.Rtnetlink} and {@link org.llsocket.netlink.SockDiag} list
 * interfaces, addresses, routes, neighbours and sockets as values. {@link
 * org.llsocket.netlink.NetlinkRequest} and {@link org.llsocket.netlink.NetlinkMessage} write and
 * read any other message; {@link org.llsocket.netlink.NetlinkSocket} sends it and waits for the
 * answer.
 *
 * <p>Nothing outside of received data is read: lengths that reach further end in a {@link
 * java.net.ProtocolException}.
 */
@NullMarked
package org.llsocket.netlink;

import org.jspecify.annotations.NullMarked;
