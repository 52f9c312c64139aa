package org.llsocket.netlink;

import java.io.IOException;

/**
 * {@code ENOBUFS}: messages were lost, because the receive buffer of the socket was full. The
 * socket remains usable, and those that arrived before the loss are still received after it.
 *
 * <p>What a program knows of the kernel's state has to be read again: by a dump through another
 * socket, while this one stays in its groups. Notifications that were received before the dump, or
 * meanwhile, may be older than the dump, so that they have to be applied to what the dump returned:
 * each has the whole new state of an object, and the last is right.
 *
 * {@snippet :
 * monitor.join(RTNLGRP.LINK); // before the first dump, so that no change is missed between them
 * Map<Integer, Rtnetlink.Link> links = dump(requests);
 * while (true) {
 *   try {
 *     for (NetlinkMessage message : monitor.receive(null)) {
 *       apply(message, links); // NEWLINK puts, DELLINK removes
 *     }
 *   } catch (NetlinkOverrunException e) {
 *     links = dump(requests);
 *   }
 * }
 * }
 *
 * <p>A larger {@code SO_RCVBUF}, or {@code SO_RCVBUFFORCE} with CAP_NET_ADMIN, makes losses rarer.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NetlinkOverrunException extends IOException {
  private static final long serialVersionUID = 1;

  NetlinkOverrunException(Throwable cause) {
    super(
        "messages of netlink were lost: the receive buffer was full; read the state again by a dump",
        cause);
  }
}
