package org.llsocket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link ServerSocketChannel#socket}: a view of the channel. */
final class ListenerSocketAdaptor extends ServerSocket {
  private static final int DEFAULT_BACKLOG = 50;

  private final ListenerSocketChannel channel;
  private volatile int timeout; // milliseconds

  private ListenerSocketAdaptor(ListenerSocketChannel channel) {
    super(new NoSocketImpl());
    this.channel = channel;
  }

  static ListenerSocketAdaptor of(ListenerSocketChannel channel) {
    return new ListenerSocketAdaptor(channel);
  }

  @Override
  public ServerSocketChannel getChannel() {
    return channel;
  }

  @Override
  public void bind(@Nullable SocketAddress address) throws IOException {
    bind(address, DEFAULT_BACKLOG);
  }

  @Override
  public void bind(@Nullable SocketAddress address, int backlog) throws IOException {
    try {
      channel.bind(address == null ? new InetSocketAddress(0) : address, backlog);
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofAdaptor(e);
    }
  }

  @Override
  public Socket accept() throws IOException {
    try {
      int millis = timeout;
      SocketChannel accepted =
          millis == 0 ? channel.accept() : channel.acceptBlocking(Duration.ofMillis(millis));
      if (accepted == null) {
        throw new IllegalBlockingModeException();
      }
      return accepted.socket();
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofAdaptor(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public boolean isBound() {
    return channel.localAddress() != null;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return Addresses.host(channel.localAddress());
  }

  @Override
  public int getLocalPort() {
    return Addresses.port(channel.localAddress());
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return channel.localAddress();
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    timeout = AdaptorOptions.checkTimeout(channel, millis);
  }

  @Override
  public int getSoTimeout() throws IOException {
    AdaptorOptions.checkOpen(channel);
    return timeout;
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.SO_REUSEADDR, on);
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.SO_REUSEADDR);
  }

  @Override
  public void setReceiveBufferSize(int size) throws SocketException {
    AdaptorOptions.setSize(channel, StandardSocketOptions.SO_RCVBUF, size);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.SO_RCVBUF);
  }

  @Override
  public <T> ServerSocket setOption(SocketOption<T> option, T value) throws IOException {
    channel.setOption(option, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    return channel.getOption(option);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  /** As the JDK's sockets. */
  @Override
  public String toString() {
    return isBound()
        ? "ServerSocket[addr=" + getInetAddress() + ",localport=" + getLocalPort() + "]"
        : "ServerSocket[unbound]";
  }
}
