package org.llsocket.nio;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;

/**
 * The address that the last datagram came from, as the JDK's class. Most datagrams have the sender
 * of the one before, whose address is not made again. Used by one thread at a time.
 */
final class DatagramSenders {
  /** What a receive fills. */
  final SockAddrBuffer buffer = new SockAddrBuffer();

  private final SocketFamily family;
  private SockAddr known = buffer.toSockAddr();
  private @Nullable SocketAddress knownSender;

  DatagramSenders(SocketFamily family) {
    this.family = family;
  }

  /** The address in the buffer; the unnamed one of a Unix socket without an address. */
  SocketAddress last() {
    SocketAddress address = knownSender;
    if (address == null || !buffer.contentEquals(known)) {
      known = buffer.toSockAddr();
      boolean unnamed = known.length() == 0 && family.isUnix();
      address = InetSockets.toJdk(unnamed ? SockAddr.unnamed() : known);
      knownSender = address;
    }
    return address;
  }
}
