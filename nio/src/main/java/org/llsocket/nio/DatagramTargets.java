package org.llsocket.nio;

import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;

/**
 * The kernel's form of the address that a datagram is sent to. Most datagrams have the target of
 * the one before, which is not converted again. Used by one thread at a time.
 */
final class DatagramTargets {
  private final AF family;
  private @Nullable SocketAddress known;
  private SockAddr knownTarget = SockAddr.unnamed();

  DatagramTargets(AF family) {
    this.family = family;
  }

  /** As {@link Addresses#toKernel}. */
  @SuppressWarnings("ReferenceEquality") // addresses are immutable: the same one is meant
  SockAddr toKernel(SocketAddress to) throws SocketException {
    if (to != known || to instanceof SockAddrBuffer) {
      knownTarget = Addresses.toKernel(to, family);
      known = to;
    }
    return knownTarget;
  }
}
