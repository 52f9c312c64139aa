package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;

/** {@code bind(2)} and {@code connect(2)} of a stream channel, its state and its addresses. */
final class StreamConnection {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  /** In this order. */
  private enum State {
    UNCONNECTED,
    PENDING,
    CONNECTED
  }

  private final StreamSocketChannel channel;
  private final ChannelSocket<Socket> calls;
  private final Socket socket;
  private volatile State state = State.UNCONNECTED; // written under this, as the next two
  private volatile @Nullable SocketAddress local;
  private volatile @Nullable SocketAddress remote;
  private @Nullable SockAddr deferred; // the peer of a connect that the kernel has not begun

  StreamConnection(StreamSocketChannel channel, ChannelSocket<Socket> calls) {
    this.channel = channel;
    this.calls = calls;
    socket = calls.descriptor;
  }

  /** The socket is connected already. */
  synchronized void connected(SocketAddress own, SocketAddress peer) {
    local = own;
    remote = peer;
    state = State.CONNECTED;
  }

  /** The state of a socket that exists. */
  synchronized void ask() throws IOException {
    SocketAddress peer = Addresses.peerOf(socket);
    if (peer == null) {
      local = Addresses.boundTo(socket);
    } else {
      connected(InetSockets.toJdk(socket.getsockname()), peer);
    }
  }

  @Nullable SocketAddress local() {
    return local;
  }

  @Nullable SocketAddress remote() {
    return remote;
  }

  boolean isMade() {
    return state == State.CONNECTED;
  }

  boolean isPending() {
    return state == State.PENDING;
  }

  int possibleOps() {
    return switch (state) {
      case UNCONNECTED -> 0;
      case PENDING -> SelectionKey.OP_CONNECT;
      case CONNECTED -> SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    };
  }

  void ensureMade() throws ClosedChannelException {
    calls.ensureOpen();
    if (state != State.CONNECTED) {
      throw new NotYetConnectedException();
    }
  }

  void bind(@Nullable SocketAddress address) throws IOException {
    calls.lockBoth();
    try {
      synchronized (this) {
        calls.ensureOpen();
        if (state == State.PENDING) {
          throw new ConnectionPendingException();
        }
        if (local != null) {
          throw new AlreadyBoundException();
        }
        local = Addresses.bind(socket, Role.CONNECT, address);
      }
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.unlockBoth();
    }
  }

  /**
   * Connects; a channel whose connection fails is closed.
   *
   * @param timeout for the blocking mode; null for none
   * @return whether the connection is made
   */
  boolean connect(SocketAddress address, @Nullable Duration timeout) throws IOException {
    SocketAddress to = Addresses.peer(address);
    calls.lockBoth();
    try {
      SockAddr peer = Addresses.toKernel(to, socket.family());
      begin(to);
      SocketDefaults.apply(Role.CONNECT, socket, peer);
      return timeout == null ? connectNow(peer) : connectWithin(peer, timeout);
    } catch (IOException e) {
      throw connectFailure(e);
    } finally {
      calls.unlockBoth();
    }
  }

  private synchronized void begin(SocketAddress to) throws ClosedChannelException {
    calls.ensureOpen();
    if (state == State.CONNECTED) {
      throw new AlreadyConnectedException();
    }
    if (state == State.PENDING) {
      throw new ConnectionPendingException();
    }
    state = State.PENDING;
    remote = to;
  }

  /**
   * A non-blocking connect to a Unix listener whose queue is full has not begun, and is repeated by
   * {@link #finish()}.
   */
  private boolean connectNow(SockAddr peer) throws IOException {
    int n = socket.connect(peer);
    deferred = n == Descriptor.AGAIN ? peer : null;
    if (n != 0 && channel.isBlocking()) {
      throw new SocketTimeoutException("SO_SNDTIMEO has passed");
    }
    return n == 0 && complete();
  }

  private boolean connectWithin(SockAddr peer, Duration timeout) throws IOException {
    try {
      socket.connect(peer, timeout);
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException("Connect timed out");
    }
    return complete();
  }

  private boolean complete() throws IOException {
    SocketAddress own = InetSockets.toJdk(socket.getsockname());
    synchronized (this) {
      local = own;
      state = State.CONNECTED;
    }
    return true;
  }

  private IOException connectFailure(IOException e) {
    IOException failure = calls.failure(e);
    Exceptions.closeAfter(channel, failure);
    return failure;
  }

  /** {@link java.nio.channels.SocketChannel#finishConnect}. */
  boolean finish() throws IOException {
    calls.lockBoth();
    try {
      if (channel.isConnected()) {
        return true;
      }
      calls.ensureOpen();
      if (state != State.PENDING) {
        throw new NoConnectionPendingException();
      }
      SockAddr peer = deferred;
      return peer == null ? finishPending() : connectNow(peer);
    } catch (IOException e) {
      throw connectFailure(e);
    } finally {
      calls.unlockBoth();
    }
  }

  /** In non-blocking mode this does not wait, so an interrupt does not concern it. */
  private boolean finishPending() throws IOException {
    if (channel.isBlocking()) {
      boolean _ = socket.awaitWritable(FOREVER);
    }
    Errno error = socket.error();
    if (error != null) {
      throw new ErrnoException(error, "connect", String.valueOf(remote));
    }
    return Addresses.peerOf(socket) != null && complete();
  }
}
