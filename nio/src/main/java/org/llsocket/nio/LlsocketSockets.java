package org.llsocket.nio;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.DatagramSocketImplFactory;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImplFactory;

/**
 * The factories of {@code java.net}: with them every {@link Socket}, {@link ServerSocket} and
 * {@link DatagramSocket} of the process is one of this library.
 *
 * <pre>{@code
 * LlsocketSockets.install(); // once, before the first socket
 * var socket = new Socket("host", 80);
 * socket.setOption(TCP.USER_TIMEOUT, Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>The JDK accepts each factory once per process. Objects that exist already keep the JDK's
 * implementation, and so do sockets with a {@link java.net.Proxy} and the channels of {@code
 * java.nio}. The system property {@code socksProxyHost} has no effect with a factory: {@code new
 * Socket(Proxy)} has.
 *
 * <p>Thread-safe.
 */
public final class LlsocketSockets {
  private LlsocketSockets() {}

  /** For {@link Socket#setSocketImplFactory}: connections. */
  public static SocketImplFactory connections() {
    return LlsocketSocketImpl::client;
  }

  /**
   * For {@link ServerSocket#setSocketFactory}: listeners. They need {@link #connections} too: the
   * JDK refuses to accept a connection of one implementation with another.
   */
  public static SocketImplFactory listeners() {
    return LlsocketSocketImpl::server;
  }

  /** For {@link DatagramSocket#setDatagramSocketImplFactory}; multicast sockets as well. */
  public static DatagramSocketImplFactory datagrams() {
    return LlsocketDatagramSocketImpl::new;
  }

  /**
   * Sets the three factories.
   *
   * @throws java.net.SocketException if one of them is set already; those before it, in the order
   *     connections, listeners, datagrams, then stay set
   */
  @SuppressWarnings("deprecation") // for applications; this is for those that decide for one
  public static void install() throws IOException {
    Socket.setSocketImplFactory(connections());
    ServerSocket.setSocketFactory(listeners());
    DatagramSocket.setDatagramSocketImplFactory(datagrams());
  }
}
