package org.llsocket.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.MembershipKey;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddrView;

/**
 * {@link DatagramChannel#socket}: a view of the channel. As the JDK's it is a {@link
 * MulticastSocket}, for programs that cast it; that class has no constructor that opens nothing, so
 * the JDK opens a socket, which is closed at once.
 */
final class DatagramSocketAdaptor extends MulticastSocket {
  private final DatagramSocketChannel channel;
  private final NetworkInterface unset; // the JDK's placeholder
  private volatile int timeout; // milliseconds, as the next
  private volatile @Nullable Duration receiveTimeout;

  private DatagramSocketAdaptor(DatagramSocketChannel channel) throws IOException {
    super((SocketAddress) null);
    unset = super.getNetworkInterface();
    super.close();
    this.channel = channel;
  }

  static DatagramSocketAdaptor of(DatagramSocketChannel channel) {
    try {
      return new DatagramSocketAdaptor(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DatagramChannel getChannel() {
    return channel;
  }

  // ---- addresses

  @Override
  public void bind(@Nullable SocketAddress address) throws SocketException {
    SocketAddress own = address == null ? new InetSocketAddress(0) : checkClass(address);
    try {
      channel.bind(own);
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofSocket(e);
    }
  }

  @Override
  public void connect(@Nullable InetAddress address, int port) {
    if (address == null) {
      throw new IllegalArgumentException("Address can't be null");
    }
    try {
      connect(new InetSocketAddress(address, port));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void connect(@Nullable SocketAddress address) throws SocketException {
    if (address == null) {
      throw new IllegalArgumentException("Address can't be null");
    }
    SocketAddress peer = checkClass(address);
    try {
      channel.connect(peer, false);
    } catch (ClosedChannelException e) {
      // as in the JDK, connecting a closed socket does nothing
    } catch (IOException | RuntimeException e) {
      throw Exceptions.ofSocket(e);
    }
  }

  private static SocketAddress checkClass(SocketAddress address) {
    if (address instanceof InetSocketAddress || address instanceof SockAddrView) {
      return address;
    }
    throw new UnsupportedAddressTypeException();
  }

  @Override
  public void disconnect() {
    try {
      channel.disconnect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isBound() {
    return channel.localAddress() != null;
  }

  @Override
  public boolean isConnected() {
    return channel.remoteAddress() != null;
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return Addresses.host(channel.remoteAddress());
  }

  @Override
  public int getPort() {
    return Addresses.port(channel.remoteAddress());
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return channel.remoteAddress();
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return isClosed() ? null : channel.localAddress();
  }

  @Override
  public @Nullable InetAddress getLocalAddress() {
    if (isClosed()) {
      return null;
    }
    InetAddress own = Addresses.host(channel.localAddress());
    return own == null ? new InetSocketAddress(0).getAddress() : own;
  }

  @Override
  public int getLocalPort() {
    return isClosed() ? -1 : Math.max(Addresses.port(channel.localAddress()), 0);
  }

  // ---- datagrams

  @Override
  public void send(DatagramPacket packet) throws IOException {
    synchronized (packet) {
      AdaptorOptions.checkOpen(channel);
      if (!channel.isBlocking()) {
        throw new IllegalBlockingModeException();
      }
      ByteBuffer data = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
      try {
        int _ = channel.send(data, target(packet));
      } catch (AlreadyConnectedException e) {
        throw new IllegalArgumentException("Connected and packet address differ", e);
      } catch (ClosedChannelException e) {
        throw new SocketException("Socket closed", e);
      }
    }
  }

  /** The peer is the address of a packet that has none, and is noted there. */
  private SocketAddress target(DatagramPacket packet) {
    if (packet.getAddress() != null) {
      return packet.getSocketAddress();
    }
    SocketAddress peer = channel.remoteAddress();
    if (peer == null) {
      throw new IllegalArgumentException("Address not set");
    }
    packet.setSocketAddress(peer);
    return peer;
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    synchronized (packet) {
      int capacity = PacketCapacities.of(packet);
      ByteBuffer data = ByteBuffer.wrap(packet.getData(), packet.getOffset(), capacity);
      try {
        SocketAddress sender = channel.receiveBlocking(data, receiveTimeout);
        packet.setSocketAddress(sender);
        PacketCapacities.received(packet, data.position() - packet.getOffset(), capacity);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        throw new SocketException("Socket closed", e);
      }
    }
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    timeout = AdaptorOptions.checkTimeout(channel, millis);
    receiveTimeout = millis == 0 ? null : Duration.ofMillis(millis);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    AdaptorOptions.checkOpen(channel);
    return timeout;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  // ---- groups

  @Override
  public void joinGroup(SocketAddress address, @Nullable NetworkInterface at) throws IOException {
    InetAddress group = group(address);
    NetworkInterface chosen = at == null ? outgoing() : at;
    AdaptorOptions.checkOpen(channel);
    synchronized (this) {
      if (channel.memberships().find(group, chosen) != null) {
        throw new SocketException("Already a member of group");
      }
      channel.join(group, chosen);
    }
  }

  @Override
  public void leaveGroup(SocketAddress address, @Nullable NetworkInterface at) throws IOException {
    InetAddress group = group(address);
    NetworkInterface chosen = at == null ? outgoing() : at;
    AdaptorOptions.checkOpen(channel);
    synchronized (this) {
      MembershipKey key = channel.memberships().find(group, chosen);
      if (key == null) {
        throw new SocketException("Not a member of group");
      }
      key.drop();
    }
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public void joinGroup(InetAddress group) throws IOException {
    try {
      joinGroup(new InetSocketAddress(Objects.requireNonNull(group), 0), null);
    } catch (IllegalArgumentException e) {
      throw new SocketException("joinGroup failed", e);
    }
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public void leaveGroup(InetAddress group) throws IOException {
    try {
      leaveGroup(new InetSocketAddress(Objects.requireNonNull(group), 0), null);
    } catch (IllegalArgumentException e) {
      throw new SocketException("leaveGroup failed", e);
    }
  }

  private static InetAddress group(SocketAddress address) throws SocketException {
    if (!(address instanceof InetSocketAddress inet)) {
      throw new IllegalArgumentException("Unsupported address type");
    }
    if (inet.isUnresolved()) {
      throw new IllegalArgumentException("Unresolved address");
    }
    if (!inet.getAddress().isMulticastAddress()) {
      throw new SocketException("Not a multicast address");
    }
    return inet.getAddress();
  }

  /** The interface of {@code IP_MULTICAST_IF}, or the first that is up and has multicast. */
  private NetworkInterface outgoing() throws SocketException {
    NetworkInterface set = outgoingIfSet();
    if (set != null) {
      return set;
    }
    for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
      if (one.isUp() && one.supportsMulticast()) {
        return one;
      }
    }
    throw new SocketException("no network interface supports multicast");
  }

  @Override
  public void setNetworkInterface(NetworkInterface at) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.IP_MULTICAST_IF, at);
  }

  @Override
  public NetworkInterface getNetworkInterface() throws SocketException {
    NetworkInterface set = outgoingIfSet();
    return set == null ? unset : set;
  }

  private @Nullable NetworkInterface outgoingIfSet() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.IP_MULTICAST_IF);
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public void setInterface(InetAddress address) throws SocketException {
    if (address == null) {
      throw new SocketException("Invalid value 'null'");
    }
    NetworkInterface at = NetworkInterface.getByInetAddress(address);
    if (at == null) {
      throw new SocketException("No network interface found with address " + address);
    }
    setNetworkInterface(at);
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public InetAddress getInterface() throws SocketException {
    NetworkInterface at = outgoingIfSet();
    InetAddress any = new InetSocketAddress(0).getAddress();
    return at == null ? any : at.inetAddresses().findFirst().orElse(any);
  }

  @Override
  public void setTimeToLive(int hops) throws IOException {
    AdaptorOptions.set(channel, StandardSocketOptions.IP_MULTICAST_TTL, hops);
  }

  @Override
  public int getTimeToLive() throws IOException {
    return AdaptorOptions.get(channel, StandardSocketOptions.IP_MULTICAST_TTL);
  }

  @Override
  @Deprecated
  @SuppressWarnings({"removal", "InlineMeSuggester"})
  public void setTTL(byte hops) throws IOException {
    setTimeToLive(Byte.toUnsignedInt(hops));
  }

  @Override
  @Deprecated
  @SuppressWarnings({"removal", "InlineMeSuggester"})
  public byte getTTL() throws IOException {
    return (byte) getTimeToLive();
  }

  @Override
  @Deprecated
  @SuppressWarnings({"removal", "InlineMeSuggester"})
  public void send(DatagramPacket packet, byte hops) throws IOException {
    int before = getTimeToLive();
    setTimeToLive(Byte.toUnsignedInt(hops));
    try {
      send(packet);
    } finally {
      setTimeToLive(before);
    }
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public void setLoopbackMode(boolean disable) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.IP_MULTICAST_LOOP, !disable);
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public boolean getLoopbackMode() throws SocketException {
    return !AdaptorOptions.get(channel, StandardSocketOptions.IP_MULTICAST_LOOP);
  }

  // ---- options

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
  public void setReuseAddress(boolean on) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.SO_REUSEADDR, on);
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.SO_REUSEADDR);
  }

  @Override
  public void setBroadcast(boolean on) throws SocketException {
    AdaptorOptions.set(channel, StandardSocketOptions.SO_BROADCAST, on);
  }

  @Override
  public boolean getBroadcast() throws SocketException {
    return AdaptorOptions.get(channel, StandardSocketOptions.SO_BROADCAST);
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
  public <T> DatagramSocket setOption(SocketOption<T> option, T value) throws IOException {
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
}
