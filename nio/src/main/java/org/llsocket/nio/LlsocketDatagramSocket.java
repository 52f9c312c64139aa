package org.llsocket.nio;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;

/**
 * {@code socket(2)} with {@code SOCK_DGRAM} as a {@link DatagramSocket}: with all options, and with
 * the {@link Socket} behind it.
 *
 * <pre>{@code
 * try (var socket = new LlsocketDatagramSocket(new InetSocketAddress(5353))) {
 *   socket.setOption(SO.BINDTODEVICE, "eth0");
 *   socket.receive(packet);
 * }
 * }</pre>
 *
 * <p>It behaves as the JDK's, with {@code SO_BROADCAST} on. An interrupt does not end a call of a
 * platform thread; it closes the socket of a virtual thread that waits. {@link #setSoTimeout} is
 * {@code SO_RCVTIMEO}. The settings of {@link SocketDefaults} apply. As {@link LlsocketSocket}
 * otherwise.
 *
 * <p>Addresses are of the Internet, because those of a {@link DatagramPacket} are; {@code
 * DatagramChannel} and {@link Socket} carry datagrams of any family.
 */
public final class LlsocketDatagramSocket extends DatagramSocket {
  private final LlsocketDatagramSocketImpl impl;

  /** A socket that is bound to a port that the kernel chooses. */
  public LlsocketDatagramSocket() throws SocketException {
    this(new InetSocketAddress(0));
  }

  /**
   * A socket that is bound to an address.
   *
   * @param address the address; null for an unbound socket
   * @throws java.net.BindException EADDRINUSE, EADDRNOTAVAIL, EACCES
   * @throws SocketException any other failure
   * @throws IllegalArgumentException if the address is not an {@link InetSocketAddress}
   */
  public LlsocketDatagramSocket(@Nullable SocketAddress address) throws SocketException {
    this(new LlsocketDatagramSocketImpl());
    boolean complete = false;
    try {
      setBroadcast(true);
      if (address != null) {
        bind(address);
      }
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private LlsocketDatagramSocket(LlsocketDatagramSocketImpl impl) {
    super(impl);
    this.impl = impl;
  }

  /**
   * A view of a socket, which is bound now if it is not. Closing either closes both. Do not make
   * the socket non-blocking, nor connect it: the view would not notice.
   *
   * @throws IllegalArgumentException if it is not of AF_INET or AF_INET6 with SOCK_DGRAM
   * @throws SocketException if it is connected: connect the view instead
   */
  public static LlsocketDatagramSocket of(Socket socket) throws IOException {
    LlsocketDatagramSocketImpl impl = LlsocketDatagramSocketImpl.of(socket);
    var view = new LlsocketDatagramSocket(impl);
    view.bind(null);
    return view;
  }

  /**
   * The socket behind a {@link DatagramSocket}: this class, or one made by {@link LlsocketSockets}'
   * factories. Closing the socket closes both.
   *
   * @throws IllegalArgumentException if another implementation made it, such as the JDK's
   * @throws SocketException if it is closed
   */
  public static Socket unwrap(DatagramSocket socket) throws IOException {
    return SocketBehind.of(socket, socket::getOption);
  }

  /**
   * The socket behind this object.
   *
   * @throws SocketException if this object is closed
   */
  public Socket llsocket() throws IOException {
    return unwrap(this);
  }

  /** {@code sendto(2)}, or {@code send(2)} if this socket is connected. */
  @Override
  public void send(DatagramPacket packet) throws IOException {
    try {
      super.send(packet);
    } finally {
      closeIfInterrupted();
    }
  }

  /** {@code recvfrom(2)}: the next datagram; what exceeds the packet is lost. */
  @Override
  public void receive(DatagramPacket packet) throws IOException {
    try {
      super.receive(packet);
    } finally {
      closeIfInterrupted();
    }
  }

  private void closeIfInterrupted() {
    if (impl.isClosed() && !isClosed()) {
      close();
    }
  }
}
