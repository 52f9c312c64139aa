package org.llsocket.cli.conversation;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.proxy.ProxyHeader;
import org.llsocket.cli.proxy.ProxyReader;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;
import org.llsocket.cli.tls.TlsOptions;

/**
 * What comes before the data of a connection.
 *
 * @param acceptsProxy whether an accepted connection begins with a header of the PROXY protocol
 * @param tls makes the engines of TLS; null for none
 * @param limit the time for each
 * @param console prints events
 */
public record Handshake(
    boolean acceptsProxy, TlsOptions.@Nullable Engines tls, Duration limit, Console console) {

  /**
   * An end that is ready for data.
   *
   * @param end the end
   * @param origin the peer's address, and that of this side; from its PROXY header if it has sent
   *     one
   */
  public record Peer(End end, ProxyHeader origin) {}

  /** Begins a connection that was accepted; closes the socket if that fails. */
  public Peer accept(Socket socket, String name) throws IOException {
    try {
      var origin = new ProxyHeader(socket.getpeername(), socket.getsockname());
      String shown = name;
      if (acceptsProxy) {
        ProxyHeader header = ProxyReader.read(socket, limit);
        console.event(name + ": PROXY header: " + header);
        if (header.source() != null) {
          origin = header;
          shown = header.source() + " (through " + name + ")";
        }
      }
      return new Peer(secure(socket, shown), origin);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** The end of a connected socket, after the handshake of TLS if there is to be one. */
  End secure(Socket socket, String name) throws IOException {
    var end = new SocketEnd(socket, name);
    if (tls == null) {
      return end;
    }
    var timer = new IdleTimer(socket, new TransferStats(false, null), limit);
    try (timer) {
      return TlsEnd.handshake(end, tls.open(), console);
    } catch (IOException e) {
      throw timer.expired()
          ? new IOException(
              "TLS with " + name + ": no handshake within " + Formats.seconds(limit), e)
          : e;
    }
  }
}
