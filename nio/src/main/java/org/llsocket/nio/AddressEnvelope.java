package org.llsocket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;

/**
 * An address of any family, in the only class that {@link java.net.Socket#connect} passes on. As an
 * address of the Internet it is the loopback address.
 */
final class AddressEnvelope extends InetSocketAddress {
  private static final long serialVersionUID = 1;

  private final SockAddr address;

  AddressEnvelope(SockAddr address) {
    super(InetSockets.host(address), InetSockets.port(address));
    this.address = address;
  }

  /** The host that a socket is to connect to; null for an envelope. */
  static @Nullable InetAddress host(SocketAddress endpoint) throws IOException {
    if (endpoint instanceof AddressEnvelope) {
      return null;
    }
    if (!(endpoint instanceof InetSocketAddress inet)) {
      throw new IOException("Unsupported address type");
    }
    InetAddress host = inet.getAddress();
    if (host == null) {
      throw new UnknownHostException(inet.getHostString());
    }
    return host.isAnyLocalAddress() ? InetAddress.getLocalHost() : host;
  }

  /** The address to connect to, for a socket of the family. */
  static SockAddr peer(SocketAddress endpoint, @Nullable InetAddress host, AF family) {
    return host == null
        ? InetSockets.in(family, ((AddressEnvelope) endpoint).address)
        : InetSockets.of(family, host, ((InetSocketAddress) endpoint).getPort());
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
