package org.llsocket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;

/**
 * A {@link ServerSocketFactory} of {@link LlsocketServerSocket}s, for servers that take one.
 *
 * <pre>{@code
 * var factory = new LlsocketServerSocketFactory("/run/x.sock");
 * ServerSocket server = factory.createServerSocket(0); // listens at /run/x.sock
 * }</pre>
 *
 * <p>With an address each socket is bound to it, whatever port the server names; without one to the
 * port. Thread-safe.
 */
public class LlsocketServerSocketFactory extends ServerSocketFactory {
  private final @Nullable SockAddr name;

  /** Sockets that are bound to ports. */
  public LlsocketServerSocketFactory() {
    name = null;
  }

  /**
   * Sockets that are bound to one address.
   *
   * @param address as for {@link LlsocketSocketFactory#LlsocketSocketFactory(String)}
   * @throws IllegalArgumentException if it has none of the forms
   */
  public LlsocketServerSocketFactory(String address) {
    name = AddressText.parse(address);
  }

  /**
   * Sockets that are bound to one address.
   *
   * @param address of any family that has streams
   */
  public LlsocketServerSocketFactory(SockAddr address) {
    name = address;
  }

  /** An unbound socket. */
  @Override
  public ServerSocket createServerSocket() {
    return name == null ? new LlsocketServerSocket() : new LlsocketServerSocket(name);
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, 0, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port, backlog, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress host)
      throws IOException {
    ServerSocket server = createServerSocket();
    boolean complete = false;
    try {
      server.bind(new InetSocketAddress(host, port), backlog);
      complete = true;
      return server;
    } finally {
      if (!complete) {
        server.close();
      }
    }
  }
}
