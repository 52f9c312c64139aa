package org.llsocket;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;

/**
 * The sockets behind the channels of {@code java.nio} and the sockets of {@code java.net}, for all
 * that the JDK keeps to itself:
 *
 * <pre>{@code
 * try (Socket view = JdkSockets.borrow(channel)) { // a java.nio.channels.SocketChannel
 *   TcpInfo info = view.get(TCP.INFO);
 * }
 * }</pre>
 *
 * <p>The result is a view ({@link Descriptor#borrow}): the JDK still owns the socket. End the view
 * before the channel is closed.
 *
 * <p>The JDK does not reveal the fd, so the descriptors of this process are compared with what the
 * JDK reports: type and addresses. The cost is one {@code readlink(2)} for each entry of {@code
 * /proc/self/fd}, and one to four more calls for each socket: {@code getsockname(2)}, {@code
 * getsockopt(2)}, {@code getpeername(2)}. Keep the view if it is needed again.
 *
 * <p>Two sockets of this process with the same addresses cannot be told apart, and are refused:
 *
 * <ul>
 *   <li>several bound to one address, by {@code SO_REUSEPORT}, or {@code SO_REUSEADDR} of datagram
 *       sockets;
 *   <li>several Unix connections to one listener, because the ends that connected have no name.
 * </ul>
 *
 * <p>Every method throws {@link IllegalStateException} if the socket is not bound and so has no
 * address; {@link ClosedChannelException} or {@link java.net.SocketException} if it is closed;
 * {@link IOException} if several sockets of this process have these addresses, or none has.
 */
public final class JdkSockets {
  private JdkSockets() {}

  /**
   * A view of the socket of a channel.
   *
   * @param channel a {@link java.nio.channels.SocketChannel}, {@link
   *     java.nio.channels.ServerSocketChannel}, {@link java.nio.channels.DatagramChannel} or an
   *     asynchronous one, of the JDK or another library
   */
  public static Socket borrow(NetworkChannel channel) throws IOException {
    return borrow(ReportedSocket.of(channel));
  }

  /** A view of a connection or unconnected socket. */
  public static Socket borrow(java.net.Socket socket) throws IOException {
    return borrow(ReportedSocket.of(socket));
  }

  /** A view of a listener. */
  public static Socket borrow(java.net.ServerSocket socket) throws IOException {
    return borrow(ReportedSocket.of(socket));
  }

  /** A view of a datagram socket. */
  public static Socket borrow(java.net.DatagramSocket socket) throws IOException {
    return borrow(ReportedSocket.of(socket));
  }

  private static Socket borrow(ReportedSocket sought) throws IOException {
    Socket view = Socket.borrow(sought.find());
    if (!sought.matches(view)) { // closed meanwhile, and the fd reused
      view.close();
      throw new ClosedChannelException();
    }
    return view;
  }
}
