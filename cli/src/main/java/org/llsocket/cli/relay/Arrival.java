package org.llsocket.cli.relay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.conversation.Handshake;
import org.llsocket.cli.proxy.ProxyHeader;

/** An end to be opened: a connection that was accepted, or one to be made. */
@FunctionalInterface
interface Arrival {
  /**
   * Opens the end, which may take time: it connects, or makes a handshake.
   *
   * @param origin the addresses of the other end's peer; null if there is none
   */
  Handshake.Peer open(@Nullable ProxyHeader origin) throws IOException;
}
