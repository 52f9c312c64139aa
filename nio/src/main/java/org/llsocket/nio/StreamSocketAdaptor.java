package org.llsocket.nio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.option.SO;

/** {@link SocketChannel#socket}: a view of the channel with the methods of {@link Socket}. */
final class StreamSocketAdaptor extends Socket {
  private final StreamSocketChannel channel;
  private volatile int timeout; // milliseconds, as the next
  private volatile @Nullable Duration readTimeout;

  private StreamSocketAdaptor(StreamSocketChannel channel) throws SocketException {
    super(new NoSocketImpl());
    this.channel = channel;
  }

  static StreamSocketAdaptor of(StreamSocketChannel channel) {
    try {
      return new StreamSocketAdaptor(channel);
    } catch (SocketException e) {
      throw new IllegalStateException(e); // the constructor of the JDK makes no call
    }
  }

  @Override
  public SocketChannel getChannel() {
    return channel;
  }

  // ---- connection

  @Override
  public void connect(SocketAddress address) throws IOException {
    connect(address, 0);
  }

  @Override
  public void connect(@Nullable SocketAddress address, int millis) throws IOException {
    if (address == null) {
      throw new IllegalArgumentException("connect: The address can't be null");
    }
    if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
      refuseUnresolved(inet);
    }
    if (millis < 0) {
      throw new IllegalArgumentException("connect: timeout can't be negative");
    }
    try {
      channel.connectBlocking(address, millis == 0 ? null : Duration.ofMillis(millis));
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofAdaptor(e);
    }
  }

  private void refuseUnresolved(InetSocketAddress address) throws IOException {
    AdaptorOptions.checkOpen(channel);
    if (channel.isConnected()) {
      throw new SocketException("Already connected");
    }
    close();
    throw new UnknownHostException(address.toString());
  }

  @Override
  public void bind(@Nullable SocketAddress address) throws IOException {
    try {
      channel.bind(address);
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofAdaptor(e);
    }
  }

  @Override
  public void shutdownInput() throws IOException {
    try {
      channel.shutdownInput();
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofAdaptor(e);
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    try {
      channel.shutdownOutput();
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofAdaptor(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public boolean isConnected() {
    return channel.remoteAddress() != null && !channel.isConnectionPending();
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
  public boolean isInputShutdown() {
    return channel.isInputShut();
  }

  @Override
  public boolean isOutputShutdown() {
    return channel.isOutputShut();
  }

  // ---- addresses

  @Override
  public @Nullable InetAddress getInetAddress() {
    return Addresses.host(channel.remoteAddress());
  }

  @Override
  public InetAddress getLocalAddress() {
    InetAddress own = channel.isOpen() ? Addresses.host(channel.localAddress()) : null;
    return own == null ? new InetSocketAddress(0).getAddress() : own;
  }

  @Override
  public int getPort() {
    return Math.max(Addresses.port(channel.remoteAddress()), 0);
  }

  @Override
  public int getLocalPort() {
    return Addresses.port(channel.localAddress());
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return channel.remoteAddress();
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return channel.localAddress();
  }

  // ---- streams

  @Override
  public InputStream getInputStream() throws IOException {
    checkConnected();
    if (channel.isInputShut()) {
      throw new SocketException("Socket input is shutdown");
    }
    return new ChannelInputStream(channel, () -> readTimeout);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    checkConnected();
    if (channel.isOutputShut()) {
      throw new SocketException("Socket output is shutdown");
    }
    return new ChannelOutputStream(channel);
  }

  private void checkConnected() throws SocketException {
    AdaptorOptions.checkOpen(channel);
    if (!channel.isConnected()) {
      throw new SocketException("Socket is not connected");
    }
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    if (channel.sendUrgent((byte) data) == 0) {
      throw new IOException("Socket buffer full");
    }
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    timeout = AdaptorOptions.checkTimeout(channel, millis);
    readTimeout = millis == 0 ? null : Duration.ofMillis(millis);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    AdaptorOptions.checkOpen(channel);
    return timeout;
  }

  // ---- options

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.TCP_NODELAY, on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.TCP_NODELAY);
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.SO_LINGER, on ? seconds : -1);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.SO_LINGER);
  }

  @Override
  public void setOOBInline(boolean on) throws SocketException {
    AdaptorOptions.set(channel, SO.OOBINLINE, on);
  }

  @Override
  public boolean getOOBInline() throws SocketException {
    return AdaptorOptions.get(channel, SO.OOBINLINE);
  }

  @Override
  public void setSendBufferSize(int size) throws SocketException {
    AdaptorOptions.setSize(channel, StandardSocketOptions.SO_SNDBUF, size);
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.SO_SNDBUF);
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
  public void setKeepAlive(boolean on) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.SO_KEEPALIVE, on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.SO_KEEPALIVE);
  }

  @Override
  public void setTrafficClass(int value) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.IP_TOS, value);
  }

  @Override
  public int getTrafficClass() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.IP_TOS);
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
  public <T> Socket setOption(SocketOption<T> option, T value) throws IOException {
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
    return channel.isConnected()
        ? "Socket[addr=%s,port=%d,localport=%d]"
            .formatted(getInetAddress(), getPort(), getLocalPort())
        : "Socket[unconnected]";
  }
}
