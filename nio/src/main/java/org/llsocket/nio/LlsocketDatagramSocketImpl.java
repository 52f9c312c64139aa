package org.llsocket.nio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.OnInterrupt;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;
import org.llsocket.option.GroupReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.Option;
import org.llsocket.option.SO;
import org.llsocket.option.SocketKind;

/**
 * A {@link Socket} behind a {@link java.net.DatagramSocket} or a {@link java.net.MulticastSocket},
 * which check the order of calls before they come here. {@code SO_TIMEOUT} is {@code SO_RCVTIMEO}.
 */
final class LlsocketDatagramSocketImpl extends DatagramSocketImpl {
  private volatile @Nullable Socket socket;
  private boolean adopted; // made before this object
  private volatile boolean connected;
  private @Nullable SockAddr unconnectedName; // the address before connect; guarded by this
  private volatile int timeout; // milliseconds

  /** For a socket that is made by {@link #create}. */
  LlsocketDatagramSocketImpl() {}

  /** For a socket that exists. */
  static LlsocketDatagramSocketImpl of(Socket existing) throws IOException {
    if (!existing.type().equals(SOCK.DGRAM) || !InetSockets.isInet(existing.family())) {
      throw new IllegalArgumentException(
          "java.net.DatagramSocket is for AF_INET and AF_INET6 with SOCK_DGRAM, not "
              + existing.family()
              + " with "
              + existing.type());
    }
    checkUnconnected(existing);
    var impl = new LlsocketDatagramSocketImpl();
    existing.onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
    impl.socket = existing;
    impl.adopted = true;
    impl.localPort = existing.getsockname().port();
    return impl;
  }

  private static void checkUnconnected(Socket existing) throws IOException {
    SockAddr peer;
    try {
      peer = existing.getpeername();
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.ENOTCONN)) {
        return;
      }
      throw Failures.inJavaNet(e);
    }
    throw new SocketException("the socket is connected to " + peer + "; connect the view instead");
  }

  @Override
  protected synchronized void create() throws SocketException {
    if (adopted) {
      return;
    }
    try {
      Socket made = SocketFamily.internet(SOCK.DGRAM).open(Role.DATAGRAM);
      made.onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
      socket = made;
    } catch (IOException e) {
      throw Failures.asSocketException(e);
    }
  }

  private Socket open() throws SocketException {
    Socket made = socket;
    if (made == null || !made.isOpen()) {
      throw new SocketException(made == null ? "Socket not created" : "Socket closed");
    }
    return made;
  }

  /** Whether it was closed, also by an interrupt. */
  boolean isClosed() {
    Socket made = socket;
    return made != null && !made.isOpen();
  }

  // ---- addresses

  @Override
  protected void bind(int port, InetAddress address) throws SocketException {
    if (adopted && localPort != 0) {
      return;
    }
    Socket made = open();
    SockAddr to = InetSockets.of(made.family(), address, port);
    try {
      SocketDefaults.apply(Role.DATAGRAM, made, to);
      made.bind(to);
      localPort = made.getsockname().port();
    } catch (IOException e) {
      throw Failures.asSocketException(e);
    }
  }

  /** Datagrams that arrived before, from any address, are dropped, as by the JDK. */
  @Override
  protected synchronized void connect(InetAddress address, int port) throws SocketException {
    Socket made = open();
    SockAddr to = InetSockets.of(made.family(), address, port);
    try {
      SockAddr name = made.getsockname();
      SocketDefaults.apply(Role.DATAGRAM, made, to);
      if (connected) {
        disconnect(made);
      }
      made.connect(to);
      unconnectedName = connected ? unconnectedName : name;
      connected = true;
      var buffer = ByteBuffer.allocate(1);
      while (made.recv(buffer.clear(), MSG.DONTWAIT) != Socket.AGAIN) {}
    } catch (IOException e) {
      throw Failures.asSocketException(e);
    }
  }

  @Override
  protected synchronized void disconnect() {
    Socket made = socket;
    if (made == null || !made.isOpen() || !connected) {
      return;
    }
    try {
      disconnect(made);
      connected = false;
      unconnectedName = null;
    } catch (IOException e) {
      throw new UncheckedIOException(Failures.asSocketException(e));
    }
  }

  /** Linux gives a port back that it has chosen; the socket keeps it, as the JDK's does. */
  private void disconnect(Socket made) throws IOException {
    made.disconnect();
    SockAddr name = unconnectedName;
    if (name != null && made.getsockname().port() == 0) {
      made.bind(name);
    }
  }

  // ---- datagrams

  @Override
  protected void send(DatagramPacket packet) throws IOException {
    Socket made = open();
    var data = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
    try {
      int n =
          connected
              ? made.send(data)
              : made.sendto(
                  data, InetSockets.of(made.family(), packet.getAddress(), packet.getPort()));
      if (n == Socket.AGAIN) { // SO_SNDTIMEO
        throw new SocketTimeoutException("Send timed out");
      }
    } catch (InterruptedIOException e) {
      throw ended(e);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  @Override
  protected void receive(DatagramPacket packet) throws IOException {
    receive(packet, 0);
  }

  /** Receives without removing; returns the sender's port. */
  @Override
  protected int peekData(DatagramPacket packet) throws IOException {
    receive(packet, MSG.PEEK);
    return packet.getPort();
  }

  /** Returns the sender's port; an {@link InetAddress} cannot be changed. */
  @Override
  protected int peek(InetAddress unchanged) throws IOException {
    return peekData(new DatagramPacket(new byte[1], 1));
  }

  private void receive(DatagramPacket packet, int flags) throws IOException {
    int capacity = PacketCapacities.of(packet);
    var from = new SockAddrBuffer();
    int n;
    try {
      n =
          open()
              .recvfrom(
                  ByteBuffer.wrap(packet.getData(), packet.getOffset(), capacity), from, flags);
      if (n == Socket.AGAIN) {
        throw new SocketTimeoutException("Receive timed out");
      }
    } catch (InterruptedIOException e) {
      throw ended(e);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
    if (from.length() != 0) { // there is none after a shutdown
      packet.setAddress(from.address());
      packet.setPort(from.port());
    }
    PacketCapacities.received(packet, n, capacity);
  }

  /** A timeout stays one; an interrupt of a virtual thread closes the socket. */
  private IOException ended(InterruptedIOException e) {
    if (e instanceof SocketTimeoutException) {
      return e;
    }
    close();
    return new SocketException("Closed by interrupt", e);
  }

  @Override
  protected void close() {
    Socket made = socket;
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        throw new UncheckedIOException(Failures.asSocketException(e));
      }
    }
  }

  // ---- multicast

  @Override
  @SuppressWarnings("removal")
  protected void setTTL(byte ttl) throws IOException {
    setTimeToLive(Byte.toUnsignedInt(ttl));
  }

  @Override
  @SuppressWarnings("removal")
  protected byte getTTL() throws IOException {
    return (byte) getTimeToLive();
  }

  @Override
  protected void setTimeToLive(int ttl) throws IOException {
    setOption(MCAST.HOPS, ttl);
  }

  @Override
  protected int getTimeToLive() throws IOException {
    return getOption(MCAST.HOPS);
  }

  @Override
  protected void join(InetAddress group) throws IOException {
    joinGroup(new InetSocketAddress(group, 0), null);
  }

  @Override
  protected void leave(InetAddress group) throws IOException {
    leaveGroup(new InetSocketAddress(group, 0), null);
  }

  @Override
  protected void joinGroup(SocketAddress group, @Nullable NetworkInterface on) throws IOException {
    membership(MCAST.JOIN_GROUP, group, on, Errno.EADDRINUSE, "Already a member of group");
  }

  @Override
  protected void leaveGroup(SocketAddress group, @Nullable NetworkInterface on) throws IOException {
    try {
      membership(MCAST.LEAVE_GROUP, group, on, Errno.EADDRNOTAVAIL, "Not a member of group");
    } catch (IllegalArgumentException e) { // it is of another family
      throw new SocketException("Not a member of group", e);
    }
  }

  private void membership(
      Option<GroupReq> option,
      SocketAddress group,
      @Nullable NetworkInterface on,
      Errno expected,
      String text)
      throws IOException {
    InetAddress address = ((InetSocketAddress) group).getAddress();
    if (address == null) {
      throw new IllegalArgumentException("Unresolved address: " + group);
    }
    Socket made = open();
    try {
      int index = on == null ? made.get(MCAST.IF) : Math.max(on.getIndex(), 0);
      made.set(option, GroupReq.of(address, index));
    } catch (ErrnoException e) {
      if (e.errno().equals(expected)) {
        throw new SocketException(text, e);
      }
      throw Failures.inJavaNet(e);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  // ---- options

  private SocketKind kind() {
    Socket made = socket;
    AF family = made == null ? InetSockets.FAMILY : made.family();
    return family.equals(AF.INET) ? SocketKind.UDP : SocketKind.UDP6;
  }

  @Override
  protected Set<SocketOption<?>> supportedOptions() {
    return OptionTranslation.ofDatagram(kind());
  }

  @Override
  protected <T> void setOption(SocketOption<T> option, T value) throws IOException {
    OptionTranslation.setLimited(open(), supportedOptions(), option, value);
  }

  @Override
  protected <T> T getOption(SocketOption<T> option) throws IOException {
    return OptionTranslation.getAsSet(open(), supportedOptions(), option);
  }

  @Override
  public void setOption(int number, Object value) throws SocketException {
    Socket made = open();
    if (number != SocketOptions.SO_TIMEOUT) {
      OptionTranslation.set(made, number, value);
      return;
    }
    int millis = OptionTranslation.timeout(value);
    if (millis != timeout) {
      OptionTranslation.setTyped(made, SO.RCVTIMEO, Duration.ofMillis(millis));
    }
    timeout = millis;
  }

  @Override
  @SuppressWarnings("NullAway") // null for no interface, as the JDK's implementations
  public Object getOption(int number) throws SocketException {
    Socket made = open();
    return number == SocketOptions.SO_TIMEOUT ? timeout : OptionTranslation.get(made, number);
  }
}
