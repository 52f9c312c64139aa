package org.llsocket.nio;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  /**
   * {@link FileChannel#transferTo}, whose arguments and result it has, for a channel of {@link
   * LlsocketProvider}.
   *
   * <pre>{@code
   * while (position < size) {
   *   position += SocketChannels.transferTo(file, position, size - position, channel);
   * }
   * }</pre>
   *
   * <p>{@code FileChannel.transferTo} calls {@code sendfile(2)} for the JDK's own channels only,
   * and copies to any other in parts of 8 KiB. This method maps the file and sends the mapped
   * memory, which takes about half of the CPU time of those copies. {@link #transferTo(Path, long,
   * long, WritableByteChannel)} calls {@code sendfile(2)} and takes a third of this method's: the
   * JDK does not expose the descriptor of a {@code FileChannel}.
   *
   * <p>A file that cannot be mapped is read in parts of 64 KiB. For any other channel, and for a
   * socket that keeps the boundaries of messages, this method is {@code file.transferTo}. The
   * file's position does not change. A close or an interrupt ends it as {@link
   * SocketChannel#write}.
   *
   * @param position in bytes; at or after the end of the file nothing is sent
   * @param count bytes; what the file does not have is not sent
   * @return the number of bytes sent; in blocking mode less than {@code count} only at the end of
   *     the file, in non-blocking mode what the socket takes now, possibly 0
   * @throws IllegalArgumentException if {@code position} or {@code count} is negative
   * @throws java.nio.channels.NotYetConnectedException if the channel is not connected
   * @throws java.nio.channels.ClosedChannelException if the file or the channel is closed, or the
   *     channel's output is shut down
   * @throws java.nio.channels.NonReadableChannelException if the file was not opened for reading
   */
  public static long transferTo(
      FileChannel file, long position, long count, WritableByteChannel target) throws IOException {
    checkTransfer(position, count);
    StreamSocketChannel stream = streamOf(target);
    if (stream == null) {
      return file.transferTo(position, count, target);
    }
    if (!file.isOpen()) {
      throw new ClosedChannelException();
    }
    return stream.sendFile(socket -> socket.sendfile(file, position, count));
  }

  /**
   * {@code open(2)}, {@code sendfile(2)}, {@code close(2)}: sends a file as {@link
   * #transferTo(FileChannel, long, long, WritableByteChannel)}, without bringing it into this
   * process.
   *
   * <p>A file that the kernel generates on reading, as in {@code /proc}, and one of another file
   * system than the default one is sent as that method sends it.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.AccessDeniedException if this process may not read it
   */
  public static long transferTo(Path file, long position, long count, WritableByteChannel target)
      throws IOException {
    checkTransfer(position, count);
    file.getFileSystem().provider().checkAccess(file, AccessMode.READ);
    StreamSocketChannel stream = streamOf(target);
    if (stream != null && file.getFileSystem().equals(FileSystems.getDefault())) {
      return stream.sendFile(socket -> socket.sendfile(file, position, count));
    }
    try (FileChannel opened = FileChannel.open(file)) {
      return transferTo(opened, position, count, target);
    }
  }

  private static void checkTransfer(long position, long count) {
    if (position < 0 || count < 0) {
      throw new IllegalArgumentException(
          "position " + position + " and count " + count + " must not be negative");
    }
  }

  private static @Nullable StreamSocketChannel streamOf(WritableByteChannel target) {
    return target instanceof StreamSocketChannel stream && stream.isStream() ? stream : null;
  }
}
