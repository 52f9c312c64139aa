package org.llsocket.netlink;

import java.io.IOException;

/**
 * {@code ENOBUFS}: messages were lost, because the receive buffer of the socket was full. The
 * socket remains usable; what is known of the kernel's state has to be read again, by a dump.
 *
 * <pre>{@code
 * try {
 *   handle(netlink.receive(null));
 * } catch (NetlinkOverrunException e) {
 *   resynchronize();
 * }
 * }</pre>
 */
public final class NetlinkOverrunException extends IOException {
  private static final long serialVersionUID = 1;

  NetlinkOverrunException(Throwable cause) {
    super("messages of netlink were lost: the receive buffer was full", cause);
  }
}
