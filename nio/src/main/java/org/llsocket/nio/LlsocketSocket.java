package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/**
 * {@code socket(2)} with {@code SOCK_STREAM} as a {@link java.net.Socket}: for code that takes
 * nothing else, such as drivers and TLS, over any family of addresses and with all options.
 *
 * <pre>{@code
 * try (var socket = new LlsocketSocket()) {
 *   socket.connect(UnixDomainSocketAddress.of("/run/x.sock"), 5000);
 *   socket.setOption(SO.PASSCRED, true);
 *   socket.getOutputStream().write(request);
 * }
 * }</pre>
 *
 * <p>It behaves as the JDK's socket does: its exceptions, its timeouts, its order of calls. An
 * interrupt does not end a call of a platform thread; it closes the socket of a virtual thread that
 * waits. Beyond that:
 *
 * <ul>
 *   <li>{@link #connect} and {@link #bind} also take a {@link UnixDomainSocketAddress} and any
 *       {@link SockAddr}. The family is the one of the first address; before that the socket has
 *       the JDK's family as soon as an option is set.
 *   <li>On a family without hosts and ports, {@link #getInetAddress} is the loopback address and
 *       ports are 0; {@link #getRemoteSocketAddress} and {@link #getLocalSocketAddress} return the
 *       true addresses. The JDK's options of TCP and IP, such as {@code TCP_NODELAY}, are accepted
 *       and have no effect, because clients set them on every socket.
 *   <li>{@link #setOption} and {@link #getOption} take all options of this library as well as the
 *       JDK's. {@link #setSoTimeout} is {@code SO_RCVTIMEO}.
 *   <li>The settings of {@link SocketDefaults} apply.
 * </ul>
 *
 * <p>Thread-safe, as {@link Socket}. A socket that is not closed is closed by the garbage
 * collector, with a warning.
 */
public final class LlsocketSocket extends java.net.Socket {
  private final LlsocketSocketImpl impl;
  private final @Nullable SockAddr target;

  /** An unconnected socket. */
  public LlsocketSocket() throws SocketException {
    this(LlsocketSocketImpl.client(), null);
  }

  /**
   * An unconnected socket whose {@link #connect} ignores its argument and connects to {@code
   * target}: for code that knows only host names.
   *
   * <pre>{@code
   * var socket = new LlsocketSocket(SockAddr.unix("/run/docker.sock"));
   * socket.connect(new InetSocketAddress("localhost", 80)); // to /run/docker.sock
   * }</pre>
   *
   * @param target the peer, of any family that has streams
   */
  public LlsocketSocket(SockAddr target) throws SocketException {
    this(LlsocketSocketImpl.client(), target);
    impl.family(target);
  }

  LlsocketSocket(LlsocketSocketImpl impl, @Nullable SockAddr target) throws SocketException {
    super(impl);
    this.impl = impl;
    this.target = target;
  }

  /**
   * A view of a connected stream. Closing either closes both; set options through one of them. Do
   * not make the socket non-blocking.
   *
   * @throws IllegalArgumentException if the type is not SOCK_STREAM
   * @throws org.llsocket.ErrnoException ENOTCONN if it is not connected
   */
  public static LlsocketSocket of(Socket connected) throws IOException {
    LlsocketSocketImpl impl = LlsocketSocketImpl.connected(connected);
    var view = new LlsocketSocket(impl, null);
    view.connectSuper(connected.getpeername(), 0);
    return view;
  }

  /**
   * The socket behind a {@link java.net.Socket}: this class, one made by {@link LlsocketSockets}'
   * factories, or a TLS socket layered on one of them. Closing either closes both.
   *
   * <pre>{@code
   * TcpInfo info = LlsocketSocket.unwrap(socket).get(TCP.INFO);
   * }</pre>
   *
   * @throws IllegalArgumentException if another implementation made it, such as the JDK's
   * @throws SocketException if it is closed
   */
  public static Socket unwrap(java.net.Socket socket) throws IOException {
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

  /** {@code connect(2)}: as {@link #connect(SocketAddress, int)} without a timeout. */
  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  /**
   * {@code connect(2)}: connects, to the target of this socket if it has one.
   *
   * @param endpoint an {@link java.net.InetSocketAddress}, {@link UnixDomainSocketAddress} or
   *     {@link SockAddr}
   * @param timeout in milliseconds; 0 for none
   * @throws java.net.SocketTimeoutException if it is not connected by then
   * @throws java.net.ConnectException ECONNREFUSED, ETIMEDOUT
   * @throws SocketException any other failure, with the {@link org.llsocket.ErrnoException} as its
   *     cause; the socket is closed
   * @throws IllegalArgumentException if the address is null or of another class, or the timeout is
   *     negative
   */
  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    SocketAddress to = target == null ? endpoint : target;
    if (isOfJdk(to)) {
      super.connect(to, timeout);
    } else {
      SockAddr address = SockAddr.of(to);
      impl.family(address);
      connectSuper(address, timeout);
    }
  }

  private void connectSuper(SockAddr address, int timeout) throws IOException {
    super.connect(new AddressEnvelope(address), timeout);
  }

  /**
   * {@code bind(2)}: gives this end an address of the peer's family; null for one that the kernel
   * chooses.
   */
  @Override
  public void bind(@Nullable SocketAddress bindpoint) throws IOException {
    SocketAddress to = bindpoint;
    if (bindpoint != null && !isOfJdk(bindpoint)) {
      impl.bindsTo(SockAddr.of(bindpoint));
      to = null;
    }
    super.bind(to);
  }

  /** Whether the superclass handles the address, or refuses it. */
  static boolean isOfJdk(SocketAddress address) {
    return !(address instanceof UnixDomainSocketAddress || address instanceof SockAddr);
  }

  /**
   * The peer: an {@link java.net.InetSocketAddress}; a {@link UnixDomainSocketAddress} for a Unix
   * path; a {@link SockAddr} for any other address. Null if this socket is not connected.
   */
  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return isConnected() ? toJdk(impl.remote(), super.getRemoteSocketAddress()) : null;
  }

  /** The address of this end, as {@link #getRemoteSocketAddress}. */
  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return isBound() ? toJdk(impl.local(), super.getLocalSocketAddress()) : null;
  }

  private @Nullable SocketAddress toJdk(
      @Nullable SockAddr address, @Nullable SocketAddress ofSuper) {
    return impl.isInet() || address == null ? ofSuper : InetSockets.toJdk(address);
  }

  @Override
  public String toString() {
    SockAddr peer = impl.remote();
    return impl.isInet() || peer == null ? super.toString() : "Socket[addr=" + peer + "]";
  }
}
