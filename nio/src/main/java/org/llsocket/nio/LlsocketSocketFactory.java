package org.llsocket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;

/**
 * A {@link SocketFactory} of {@link LlsocketSocket}s, for clients that take one: databases over
 * their Unix sockets, HTTP to Docker's, anything over vsock.
 *
 * <pre>{@code
 * jdbc:postgresql://localhost/db?socketFactory=org.llsocket.nio.LlsocketSocketFactory
 *     &socketFactoryArg=/run/postgresql/.s.PGSQL.5432
 *
 * new OkHttpClient.Builder().socketFactory(new LlsocketSocketFactory("/run/docker.sock"));
 * }</pre>
 *
 * <p>With an address, each socket connects there, whatever host and port the client names: it
 * should name {@code localhost}, which needs no name server. Without one it connects where it is
 * asked to.
 *
 * <p>A client that takes only the name of a class with a constructor without arguments gets a
 * subclass:
 *
 * <pre>{@code
 * public class LocalDatabase extends LlsocketSocketFactory {
 *   public LocalDatabase() {
 *     super("/run/mysqld/mysqld.sock");
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public class LlsocketSocketFactory extends SocketFactory {
  private final @Nullable SockAddr target;

  /** Sockets that connect where they are asked to. */
  public LlsocketSocketFactory() {
    target = null;
  }

  /**
   * Sockets that connect to one address.
   *
   * @param address {@code /run/x.sock}; {@code @name} in the abstract namespace; {@code
   *     vsock:CID:PORT}; or what {@link SockAddr#parse} accepts
   * @throws IllegalArgumentException if it has none of these forms
   */
  public LlsocketSocketFactory(String address) {
    target = AddressText.parse(address);
  }

  /**
   * Sockets that connect to one address.
   *
   * @param address of any family that has streams
   */
  public LlsocketSocketFactory(SockAddr address) {
    target = address;
  }

  /** An unconnected socket. */
  @Override
  public Socket createSocket() throws IOException {
    return target == null ? new LlsocketSocket() : new LlsocketSocket(target);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(host(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(host(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  /** A host that is not connected to is not looked up. */
  private InetSocketAddress host(String host, int port) {
    return target == null
        ? new InetSocketAddress(host, port)
        : InetSocketAddress.createUnresolved(host, port);
  }

  private Socket connected(SocketAddress endpoint, @Nullable InetSocketAddress local)
      throws IOException {
    Socket socket = createSocket();
    boolean complete = false;
    try {
      if (local != null && (target == null || InetSockets.isInet(target.family()))) {
        socket.bind(local);
      }
      socket.connect(endpoint);
      complete = true;
      return socket;
    } finally {
      if (!complete) {
        socket.close();
      }
    }
  }
}
