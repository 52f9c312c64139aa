package org.llsocket.nio;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/**
 * {@code listen(2)} as a {@link ServerSocket}, over any family of addresses and with all options.
 *
 * <pre>{@code
 * try (var server = new LlsocketServerSocket()) {
 *   server.bind(UnixDomainSocketAddress.of("/run/x.sock"));
 *   while (true) {
 *     Thread.startVirtualThread(new Session(server.accept()));
 *   }
 * }
 * }</pre>
 *
 * <p>It behaves as the JDK's, {@code SO_REUSEADDR} is on. {@link #bind} also takes a {@link
 * java.net.UnixDomainSocketAddress} and any {@link SockAddr}; the file of a Unix path stays when
 * the socket is closed, and keeps the next socket from binding until it is deleted. As {@link
 * LlsocketSocket} otherwise.
 */
public final class LlsocketServerSocket extends ServerSocket {
  private final LlsocketSocketImpl impl;
  private final @Nullable SockAddr name;

  /** An unbound socket. */
  public LlsocketServerSocket() {
    this(LlsocketSocketImpl.server(), null);
  }

  /**
   * An unbound socket whose {@link #bind} ignores its argument and binds to {@code name}: for code
   * that knows only ports.
   *
   * @param name the address, of any family that has streams
   */
  public LlsocketServerSocket(SockAddr name) {
    this(LlsocketSocketImpl.server(), name);
  }

  private LlsocketServerSocket(LlsocketSocketImpl impl, @Nullable SockAddr name) {
    super(impl);
    this.impl = impl;
    this.name = name;
  }

  /**
   * A view of a socket that listens. Closing either closes both. Do not make the socket
   * non-blocking.
   *
   * @throws IllegalArgumentException if the type is not SOCK_STREAM
   */
  public static LlsocketServerSocket of(Socket listening) throws IOException {
    var view = new LlsocketServerSocket(LlsocketSocketImpl.listening(listening), null);
    view.bindSuper(null, 0);
    return view;
  }

  /**
   * The socket behind a {@link ServerSocket}: this class, or one made by {@link LlsocketSockets}'
   * factories. Closing either closes both.
   *
   * @throws IllegalArgumentException if another implementation made it, such as the JDK's
   * @throws SocketException if it is closed
   */
  public static Socket unwrap(ServerSocket socket) throws IOException {
    return SocketBehind.of(socket, socket::getOption);
  }

  /**
   * The socket behind this object; it is created now if nothing has created it yet.
   *
   * @throws SocketException if this object is closed
   */
  public Socket llsocket() throws IOException {
    return unwrap(this);
  }

  /** {@code bind(2)} and {@code listen(2)} with 50, as {@link #bind(SocketAddress, int)}. */
  @Override
  public void bind(@Nullable SocketAddress endpoint) throws IOException {
    bind(endpoint, 0);
  }

  /**
   * {@code bind(2)} and {@code listen(2)}: listens at an address, or at the name of this socket if
   * it has one.
   *
   * @param endpoint an {@link java.net.InetSocketAddress}, {@link java.net.UnixDomainSocketAddress}
   *     or {@link SockAddr}; null for a port that the kernel chooses
   * @param backlog how many connections may wait to be accepted; 50 if it is less than 1
   * @throws java.net.BindException EADDRINUSE, EADDRNOTAVAIL, EACCES
   * @throws SocketException any other failure, with the {@link org.llsocket.ErrnoException} as its
   *     cause
   */
  @Override
  public void bind(@Nullable SocketAddress endpoint, int backlog) throws IOException {
    SocketAddress to = name == null ? endpoint : name;
    if (to != null && !LlsocketSocket.isOfJdk(to)) {
      impl.bindsTo(SockAddr.of(to));
      to = null;
    }
    bindSuper(to, backlog);
  }

  private void bindSuper(@Nullable SocketAddress to, int backlog) throws IOException {
    super.bind(to, backlog);
  }

  /** {@code accept4(2)}: the next connection. */
  @Override
  public LlsocketSocket accept() throws IOException {
    if (isClosed()) {
      throw new SocketException("Socket is closed");
    }
    if (!isBound()) {
      throw new SocketException("Socket is not bound yet");
    }
    var connection = new LlsocketSocket(LlsocketSocketImpl.client(), null);
    implAccept(connection);
    return connection;
  }

  /** The address, as {@link LlsocketSocket#getLocalSocketAddress}; null if it is not bound. */
  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    SockAddr local = impl.local();
    return impl.isInet() || local == null || !isBound()
        ? super.getLocalSocketAddress()
        : InetSockets.toJdk(local);
  }

  @Override
  public String toString() {
    SockAddr local = impl.local();
    return impl.isInet() || local == null ? super.toString() : "ServerSocket[addr=" + local + "]";
  }
}
