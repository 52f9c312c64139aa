package org.llsocket.nio;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.llsocket.Socket;
import org.llsocket.option.SO;

/**
 * Channels and the {@link Socket}s behind them, both ways.
 *
 * <pre>{@code
 * SocketChannel channel = SocketChannels.socketChannel(socket); // a Socket that one has
 * TcpInfo info = SocketChannels.socket(channel).orElseThrow().get(TCP.INFO);
 * }</pre>
 *
 * <p>A channel and its socket are one descriptor: closing either closes both. Calls on the socket
 * are not noticed by the channel, except that; a channel that was connected, bound or shut down
 * through its socket does not know it. Reads, writes and options may be mixed.
 */
public final class SocketChannels {
  private SocketChannels() {}

  /**
   * The channel of a socket that exists, in the mode that the socket is in: a {@link
   * ServerSocketChannel} if it listens, a {@link SocketChannel} if it is another stream or sequence
   * of packets, otherwise a {@link DatagramChannel}.
   *
   * @param socket the channel owns it from now on
   * @throws org.llsocket.ErrnoException if the kernel does not report its state or addresses; the
   *     socket stays open
   */
  public static SelectableChannel of(Socket socket) throws IOException {
    if (!SocketFamily.of(socket).isConnected()) {
      return datagramChannel(socket);
    }
    return socket.get(SO.ACCEPTCONN) ? serverSocketChannel(socket) : socketChannel(socket);
  }

  /**
   * The channel of a stream or a sequence of packets, which may be connected.
   *
   * @throws IllegalArgumentException if the socket's type has no connections
   */
  public static SocketChannel socketChannel(Socket socket) throws IOException {
    checkConnected(socket, true);
    return StreamSocketChannel.of(LlsocketProvider.instance(), socket);
  }

  /**
   * The channel of a listener, or of a socket that {@link ServerSocketChannel#bind} will make one.
   *
   * @throws IllegalArgumentException if the socket's type has no connections
   */
  public static ServerSocketChannel serverSocketChannel(Socket socket) throws IOException {
    checkConnected(socket, true);
    return ListenerSocketChannel.of(LlsocketProvider.instance(), socket);
  }

  /**
   * The channel of a datagram, raw or other socket of messages.
   *
   * @throws IllegalArgumentException if the socket is a stream or a sequence of packets
   */
  public static DatagramChannel datagramChannel(Socket socket) throws IOException {
    checkConnected(socket, false);
    return DatagramSocketChannel.of(LlsocketProvider.instance(), socket);
  }

  private static void checkConnected(Socket socket, boolean connected) throws IOException {
    SocketFamily family = SocketFamily.of(socket);
    if (family.isConnected() != connected) {
      throw new IllegalArgumentException(family.name() + " is of another class of channels");
    }
  }

  /** The socket behind a channel of {@link LlsocketProvider}; empty for any other channel. */
  public static Optional<Socket> socket(Channel channel) {
    return switch (channel) {
      case StreamSocketChannel stream -> Optional.of(stream.socketBehind());
      case ListenerSocketChannel listener -> Optional.of(listener.socketBehind());
      case DatagramSocketChannel datagrams -> Optional.of(datagrams.socketBehind());
      default -> Optional.empty();
    };
  }
}
