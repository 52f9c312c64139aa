package org.llsocket.nio;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;
import org.llsocket.option.SO;

/** A {@link ServerSocketChannel} over a {@link Socket} that listens, or can be made to. */
final class ListenerSocketChannel extends ServerSocketChannel implements PollableChannel {
  private static final int DEFAULT_BACKLOG = 50;
  private static final int TEMPORARY_NAMES = 10;

  private final SocketFamily family;
  private final Socket socket;
  private final ChannelSocket<Socket> calls;
  private final SockAddrBuffer peer = new SockAddrBuffer(); // guarded by the lock of readers
  private final Object lock = new Object();
  private @Nullable SocketAddress local; // guarded by the lock, as the next
  private @Nullable ListenerSocketAdaptor adaptor;

  private ListenerSocketChannel(SelectorProvider provider, SocketFamily family, Socket socket) {
    super(provider);
    this.family = family;
    this.socket = socket;
    calls = new ChannelSocket<>(this, socket);
  }

  static ListenerSocketChannel open(SelectorProvider provider, SocketFamily family)
      throws IOException {
    return new ListenerSocketChannel(provider, family, family.open(Role.LISTEN));
  }

  /** The channel of a socket that exists, and may listen already. */
  static ListenerSocketChannel of(SelectorProvider provider, Socket socket) throws IOException {
    var channel = new ListenerSocketChannel(provider, SocketFamily.of(socket), socket);
    channel.local = socket.get(SO.ACCEPTCONN) ? Addresses.boundTo(socket) : null;
    return ChannelSocket.inItsMode(channel);
  }

  @Override
  public ChannelSocket<?> calls() {
    return calls;
  }

  Socket socketBehind() {
    return socket;
  }

  @Override
  public int possibleOps() {
    return SelectionKey.OP_ACCEPT;
  }

  @Nullable SocketAddress localAddress() {
    synchronized (lock) {
      return local;
    }
  }

  @Override
  public @Nullable SocketAddress getLocalAddress() throws IOException {
    calls.ensureOpen();
    return localAddress();
  }

  @Override
  public ServerSocket socket() {
    if (!family.isInternet()) {
      throw new UnsupportedOperationException("Not supported: " + family.name());
    }
    synchronized (lock) {
      ListenerSocketAdaptor made = adaptor;
      if (made == null) {
        made = ListenerSocketAdaptor.of(this);
        adaptor = made;
      }
      return made;
    }
  }

  @Override
  public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
    options().set(calls, option, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    return options().get(calls, option);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return options().supported();
  }

  private ChannelOptions options() {
    return ChannelOptions.ofListener(family);
  }

  // ---- listening

  @Override
  public ServerSocketChannel bind(@Nullable SocketAddress address, int backlog) throws IOException {
    synchronized (lock) {
      calls.ensureOpen();
      if (local != null) {
        throw new AlreadyBoundException();
      }
      try {
        SocketAddress own = bindTo(address);
        socket.listen(backlog < 1 ? DEFAULT_BACKLOG : backlog);
        local = own;
      } catch (IOException e) {
        throw calls.failure(e);
      }
    }
    return this;
  }

  private SocketAddress bindTo(@Nullable SocketAddress address) throws IOException {
    if (address == null && family.isUnix()) {
      return bindTemporary();
    }
    if (address instanceof UnixDomainSocketAddress unix && unix.getPath().toString().isEmpty()) {
      throw new BindException("Server socket cannot bind to unnamed address");
    }
    return Addresses.bind(socket, Role.LISTEN, address);
  }

  /** A Unix listener without an address gets a new path in the directory for temporary files. */
  private SocketAddress bindTemporary() throws IOException {
    String directory =
        System.getProperty("jdk.net.unixdomain.tmpdir", System.getProperty("java.io.tmpdir"));
    for (int i = 0; i < TEMPORARY_NAMES; i++) {
      String name = "socket_" + RandomGenerator.getDefault().nextInt(Integer.MAX_VALUE);
      try {
        SocketAddress path = UnixDomainSocketAddress.of(Path.of(directory, name));
        return Addresses.bind(socket, Role.LISTEN, path);
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.EADDRINUSE)) {
          throw e;
        }
      }
    }
    throw new BindException("Could not bind to temporary name in " + directory);
  }

  @Override
  public @Nullable SocketChannel accept() throws IOException {
    return accept(null);
  }

  /** Accepts in blocking mode, and waits no longer than the timeout. */
  SocketChannel acceptBlocking(Duration timeout) throws IOException {
    calls.ensureBlocking();
    SocketChannel accepted = accept(timeout);
    if (accepted == null) {
      throw new SocketTimeoutException("Accept timed out");
    }
    return accepted;
  }

  private @Nullable SocketChannel accept(@Nullable Duration timeout) throws IOException {
    calls.reading.lock();
    try {
      calls.ensureOpen();
      if (localAddress() == null) {
        throw new NotYetBoundException();
      }
      Socket accepted = acceptUnlessAborted(timeout);
      if (accepted != null) {
        return StreamSocketChannel.accepted(provider(), family, accepted, peer);
      }
      if (isBlocking()) {
        throw new SocketTimeoutException("Accept timed out"); // SO_RCVTIMEO
      }
      return null;
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  /** A connection that its peer has given up is not one. */
  private @Nullable Socket acceptUnlessAborted(@Nullable Duration timeout) throws IOException {
    while (true) {
      try {
        return timeout == null ? socket.accept(peer) : acceptWithin(timeout);
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.ECONNABORTED)) {
          throw Failures.ofAccept(e);
        }
      }
    }
  }

  private Socket acceptWithin(Duration timeout) throws IOException {
    try {
      return socket.accept(peer, timeout);
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException("Accept timed out");
    }
  }

  @Override
  protected void implConfigureBlocking(boolean block) throws IOException {
    calls.configureBlocking(block);
  }

  @Override
  protected void implCloseSelectableChannel() throws IOException {
    calls.close();
  }

  /** {@code java.nio.channels.ServerSocketChannel[/127.0.0.1:80]}. */
  @Override
  public String toString() {
    SocketAddress own = localAddress();
    String text = own == null ? "unbound" : own.toString();
    return "java.nio.channels.ServerSocketChannel[" + (isOpen() ? text : "closed") + "]";
  }
}
