package org.llsocket.nio;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;
import org.llsocket.SOCK;

/**
 * {@code socket(2)}, {@code pipe2(2)} and {@code epoll_create1(2)} as the channels and selectors of
 * the JDK, by the JDK's contract.
 *
 * <p>An unchanged program uses them with one flag:
 *
 * <pre>{@code
 * java -Djava.nio.channels.spi.SelectorProvider=org.llsocket.nio.LlsocketProvider ...
 * }</pre>
 *
 * <p>or a program uses them beside the JDK's, through an instance:
 *
 * <pre>{@code
 * SocketChannel channel = LlsocketProvider.instance().openSocketChannel();
 * channel.setOption(TCP.USER_TIMEOUT, Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>The jar does not register it as a service: having it on the class path changes nothing.
 *
 * <p>Beyond what the JDK's provider does:
 *
 * <ul>
 *   <li>every option of {@link org.llsocket.option} can be set and read, and is supported;
 *   <li>{@link SocketFamily} opens channels of every family and type, and {@code
 *       StandardProtocolFamily.UNIX} opens datagram channels too; all of them can be registered
 *       with one selector;
 *   <li>addresses may be {@link org.llsocket.SockAddr}s, and are where the JDK has no class for
 *       them, such as abstract Unix names;
 *   <li>failures have the {@link org.llsocket.ErrnoException} as their cause;
 *   <li>a registered channel that is closed is closed at once, not with the next selection;
 *   <li>{@link SocketDefaults} are set on every socket.
 * </ul>
 *
 * <p>Channels of other providers cannot be registered with its selectors, and the other way round:
 * {@link java.nio.channels.IllegalSelectorException}. {@code FileChannel.transferTo} knows only the
 * JDK's own channels and copies to any other in parts of 8 KiB, with about six times the CPU time
 * of {@code sendfile(2)}: {@link SocketChannels#transferTo(java.nio.file.Path, long, long,
 * java.nio.channels.WritableByteChannel) SocketChannels.transferTo} does not.
 *
 * <p>Thread-safe, as all channels and selectors.
 */
public final class LlsocketProvider extends SelectorProvider {
  private static final LlsocketProvider INSTANCE = new LlsocketProvider();

  /** For the JDK, which makes the provider that a system property names. */
  public LlsocketProvider() {}

  /** A provider for programs that use it beside the JDK's. */
  public static LlsocketProvider instance() {
    return INSTANCE;
  }

  /** {@code socket(AF_INET6, SOCK_STREAM, 0)}, or AF_INET on a machine without IPv6. */
  @Override
  public SocketChannel openSocketChannel() throws IOException {
    return StreamSocketChannel.open(this, SocketFamily.internet(SOCK.STREAM));
  }

  /**
   * {@code socket(family, SOCK_STREAM, 0)}, or of the type of a {@link SocketFamily}.
   *
   * @throws UnsupportedOperationException if the family is neither a constant of {@link
   *     java.net.StandardProtocolFamily} nor a {@link SocketFamily} with connections
   */
  @Override
  public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
    return StreamSocketChannel.open(this, SocketFamily.of(family, SOCK.STREAM));
  }

  /** As {@link #openSocketChannel()}, with {@code SO_REUSEADDR}. */
  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return ListenerSocketChannel.open(this, SocketFamily.internet(SOCK.STREAM));
  }

  /** As {@link #openSocketChannel(ProtocolFamily)}. */
  @Override
  public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
    return ListenerSocketChannel.open(this, SocketFamily.of(family, SOCK.STREAM));
  }

  /** {@code socket(AF_INET6, SOCK_DGRAM, 0)}, or AF_INET on a machine without IPv6. */
  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return DatagramSocketChannel.open(this, SocketFamily.internet(SOCK.DGRAM));
  }

  /**
   * {@code socket(family, SOCK_DGRAM, 0)}, or of the type of a {@link SocketFamily}.
   *
   * @throws UnsupportedOperationException if the family is neither a constant of {@link
   *     java.net.StandardProtocolFamily} nor a {@link SocketFamily} without connections
   */
  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return DatagramSocketChannel.open(this, SocketFamily.of(family, SOCK.DGRAM));
  }

  /** {@code pipe2(2)}. */
  @Override
  public Pipe openPipe() throws IOException {
    return new PipeChannels(this);
  }

  /** {@code epoll_create1(2)}. */
  @Override
  public AbstractSelector openSelector() throws IOException {
    return EpollSelector.open(this);
  }

  /**
   * A duplicate of the socket that is the standard input of this process, as inetd(8) starts
   * programs; null if it is not a socket. The same channel each time, at first in blocking mode.
   *
   * <p>Closing it shuts the socket down, because fd 0 still refers to it: a peer receives the end,
   * and a listener refuses connections. The fds 0 to 2 are not replaced.
   */
  @Override
  public @Nullable Channel inheritedChannel() throws IOException {
    return InheritedChannel.get();
  }
}
