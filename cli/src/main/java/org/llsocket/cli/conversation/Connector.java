package org.llsocket.cli.conversation;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.proxy.ProxyHeader;
import org.llsocket.cli.proxy.ProxyVersion;
import org.llsocket.cli.socket.AddressArgument;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketSettings;
import org.llsocket.option.SO;

/**
 * Connects to an address.
 *
 * @param settings the options of the socket
 * @param address where to connect; the addresses of a name are tried in turn
 * @param type the type of the socket
 * @param source the address to bind first; null for none
 * @param limit the time for each address; null for the kernel's
 * @param proxy the version of the PROXY header to send first; null for none
 * @param handshake what comes before the data
 */
public record Connector(
    SocketSettings settings,
    AddressArgument address,
    SOCK type,
    @Nullable AddressArgument source,
    @Nullable Duration limit,
    @Nullable ProxyVersion proxy,
    Handshake handshake) {

  /**
   * Connects, sends the PROXY header and makes the handshake.
   *
   * @param origin the addresses of the client for the PROXY header; null for those of this
   *     connection
   */
  public Handshake.Peer connect(@Nullable ProxyHeader origin) throws IOException {
    Socket socket = connect();
    try {
      SockAddr peer = socket.getpeername();
      SockAddr local = socket.getsockname();
      if (proxy != null) {
        ProxyHeader header = origin == null ? new ProxyHeader(local, peer) : origin;
        new SocketEnd(socket, peer.toString()).write(ByteBuffer.wrap(header.encode(proxy)));
        console().event(peer + ": sent a PROXY header: " + header);
      }
      return new Handshake.Peer(
          handshake.secure(socket, peer.toString()), new ProxyHeader(peer, local));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects a socket to the first of the addresses that accepts. */
  public Socket connect() throws IOException {
    return settings.first(
        address, address.toConnect(settings.family(address), type), this::connect);
  }

  private Socket connect(SockAddr to) throws IOException {
    Socket socket = Socket.open(to.family(), type);
    try {
      settings.setOptions(socket);
      bind(socket, to);
      long start = System.nanoTime();
      connect(socket, to);
      console()
          .event(
              socket.getsockname()
                  + " connected to "
                  + to
                  + " in "
                  + Formats.time(System.nanoTime() - start));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      console().event(Formats.oneLine(e));
      throw e;
    }
  }

  private Console console() {
    return handshake.console();
  }

  private void bind(Socket socket, SockAddr to) throws IOException {
    if (source != null) {
      socket.set(SO.REUSEADDR, true); // the last connection from there may be in TIME_WAIT
      socket.bind(source.toListen(to.family(), type).getFirst());
    } else if (type.equals(SOCK.DGRAM) && to.family().equals(AF.UNIX)) {
      socket.bind(SockAddr.unnamed()); // autobind, so that the peer can reply
    }
  }

  private void connect(Socket socket, SockAddr to) throws IOException {
    if (limit == null) {
      if (socket.connect(to) < 0) {
        throw new IOException("connect to " + to + " timed out after SO_SNDTIMEO");
      }
      return;
    }
    try {
      socket.connect(to, limit);
    } catch (SocketTimeoutException e) {
      throw new IOException("connect to " + to + " timed out after " + Formats.seconds(limit), e);
    }
  }
}
