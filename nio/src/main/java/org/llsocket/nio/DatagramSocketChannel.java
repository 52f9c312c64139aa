package org.llsocket.nio;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;

/**
 * A {@link DatagramChannel} over a {@link Socket} of any type that sends messages without a
 * connection: UDP, Unix datagrams, netlink, packets.
 */
final class DatagramSocketChannel extends DatagramChannel implements PollableChannel {
  private final SocketFamily family;
  private final Socket socket;
  private final ChannelSocket<Socket> calls;
  private final Memberships memberships;
  private final Object lock = new Object();
  private volatile @Nullable SocketAddress local; // written under the lock, as the next
  private volatile @Nullable SocketAddress remote;
  private @Nullable SocketAddress ownBeforeConnect; // guarded by the lock, as the next
  private @Nullable DatagramSocketAdaptor adaptor;

  private final DatagramSenders senders; // guarded by the lock of readers
  private final DatagramTargets targets; // guarded by the lock of writers

  private DatagramSocketChannel(SelectorProvider provider, SocketFamily family, Socket socket) {
    super(provider);
    this.family = family;
    this.socket = socket;
    calls = new ChannelSocket<>(this, socket);
    memberships = new Memberships(this, socket);
    senders = new DatagramSenders(family);
    targets = new DatagramTargets(family.family());
  }

  static DatagramSocketChannel open(SelectorProvider provider, SocketFamily family)
      throws IOException {
    return new DatagramSocketChannel(provider, family, family.open(Role.DATAGRAM));
  }

  /** The channel of a socket that exists. */
  static DatagramSocketChannel of(SelectorProvider provider, Socket socket) throws IOException {
    var channel = new DatagramSocketChannel(provider, SocketFamily.of(socket), socket);
    channel.local = Addresses.boundTo(socket);
    channel.remote = Addresses.peerOf(socket);
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
    return SelectionKey.OP_READ | SelectionKey.OP_WRITE;
  }

  /** The address while it is open, and after. */
  @Nullable SocketAddress localAddress() {
    return local;
  }

  @Nullable SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public @Nullable SocketAddress getLocalAddress() throws IOException {
    calls.ensureOpen();
    return local;
  }

  @Override
  public @Nullable SocketAddress getRemoteAddress() throws IOException {
    calls.ensureOpen();
    return remote;
  }

  @Override
  public DatagramSocket socket() {
    if (!family.isInternet()) {
      throw new UnsupportedOperationException("Not supported: " + family.name());
    }
    synchronized (lock) {
      DatagramSocketAdaptor made = adaptor;
      if (made == null) {
        made = DatagramSocketAdaptor.of(this);
        adaptor = made;
      }
      return made;
    }
  }

  @Override
  public <T> DatagramChannel setOption(SocketOption<T> option, T value) throws IOException {
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
    return ChannelOptions.ofDatagram(family);
  }

  // ---- addresses

  @Override
  public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
    calls.lockBoth();
    try {
      synchronized (lock) {
        calls.ensureOpen();
        if (local != null) {
          throw new AlreadyBoundException();
        }
        local = Addresses.bind(socket, Role.DATAGRAM, address);
      }
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.unlockBoth();
    }
    return this;
  }

  /** An internet socket that sends or receives without an address gets one, as in the JDK. */
  private void bindIfInternet() throws IOException {
    if (local == null && family.isInternet()) {
      synchronized (lock) {
        if (local == null) {
          local = Addresses.bind(socket, Role.DATAGRAM, null);
        }
      }
    }
  }

  @Override
  public boolean isConnected() {
    return remote != null && isOpen();
  }

  @Override
  public DatagramChannel connect(SocketAddress address) throws IOException {
    return connect(address, true);
  }

  /**
   * {@code connect(2)}. What was received before from other senders is discarded.
   *
   * @param once whether a channel that is connected is an error
   */
  DatagramChannel connect(SocketAddress address, boolean once) throws IOException {
    SockAddr peer = Addresses.toKernel(address, family.family());
    calls.lockBoth();
    try {
      synchronized (lock) {
        calls.ensureOpen();
        if (once && remote != null) {
          throw new AlreadyConnectedException();
        }
        if (family.isInternet() && peer.port() == 0) {
          throw new SocketException("Can't connect to port 0");
        }
        bindIfInternet();
        ownBeforeConnect = remote == null ? local : ownBeforeConnect;
        SocketDefaults.apply(Role.DATAGRAM, socket, peer);
        int _ = socket.connect(peer);
        remote = address;
        local = Addresses.boundTo(socket);
        discardReceived();
      }
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.unlockBoth();
    }
    return this;
  }

  private void discardReceived() throws IOException {
    ByteBuffer none = ByteBuffer.allocate(0);
    try {
      while (socket.recv(none, MSG.DONTWAIT) != Descriptor.AGAIN) {
        // an empty buffer takes nothing of a datagram, and the kernel discards it
      }
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ECONNREFUSED)) {
        throw e;
      }
    }
  }

  @Override
  public DatagramChannel disconnect() throws IOException {
    calls.lockBoth();
    try {
      synchronized (lock) {
        if (isConnected()) {
          socket.disconnect();
          remote = null;
          local = Addresses.boundTo(socket);
          restorePort();
        }
      }
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.unlockBoth();
    }
    return this;
  }

  /** The kernel takes back a port that it has chosen; the channel keeps it. */
  private void restorePort() throws IOException {
    SocketAddress own = ownBeforeConnect;
    ownBeforeConnect = null;
    if (local == null && own != null) {
      local = Addresses.bind(socket, Role.DATAGRAM, own);
    }
  }

  // ---- receiving

  @Override
  public @Nullable SocketAddress receive(ByteBuffer buffer) throws IOException {
    ChannelSocket.checkWritable(buffer);
    calls.reading.lock();
    try {
      calls.ensureOpen();
      bindIfInternet();
      return receiveFromAny(buffer, null);
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  /** Receives in blocking mode, and waits no longer than the timeout; null for none. */
  SocketAddress receiveBlocking(ByteBuffer buffer, @Nullable Duration timeout) throws IOException {
    calls.reading.lock();
    try {
      calls.ensureOpen();
      calls.ensureBlocking();
      bindIfInternet();
      return Objects.requireNonNull(receiveFromAny(buffer, timeout)); // in blocking mode
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  /** An error that an earlier datagram caused is none of a channel without a peer. */
  private @Nullable SocketAddress receiveFromAny(ByteBuffer buffer, @Nullable Duration timeout)
      throws IOException {
    while (true) {
      try {
        return receiveFrom(buffer, timeout);
      } catch (ErrnoException e) {
        if (remote != null || !e.errno().equals(Errno.ECONNREFUSED)) {
          throw e;
        }
      }
    }
  }

  private @Nullable SocketAddress receiveFrom(ByteBuffer buffer, @Nullable Duration timeout)
      throws IOException {
    int n;
    try {
      n =
          timeout == null
              ? socket.recvfrom(buffer, senders.buffer)
              : socket.recvfrom(buffer, senders.buffer, 0, timeout);
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException("Receive timed out");
    }
    if (n == Descriptor.AGAIN) {
      long _ = calls.moved(n); // throws in blocking mode
      return null;
    }
    return senders.last();
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    Objects.requireNonNull(buffer);
    calls.reading.lock();
    try {
      ensureConnected();
      ChannelSocket.checkWritable(buffer);
      return buffer.hasRemaining() ? (int) calls.moved(socket.recv(buffer)) : 0;
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    calls.reading.lock();
    try {
      ensureConnected();
      return calls.read(buffers, offset, length);
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  private void ensureConnected() throws IOException {
    calls.ensureOpen();
    if (remote == null) {
      throw new NotYetConnectedException();
    }
  }

  // ---- sending

  @Override
  public int send(ByteBuffer buffer, SocketAddress to) throws IOException {
    Objects.requireNonNull(buffer);
    Objects.requireNonNull(to);
    calls.writing.lock();
    try {
      SockAddr address = targets.toKernel(to);
      calls.ensureOpen();
      bindIfInternet();
      SocketAddress peer = remote;
      if (peer != null) {
        checkIsPeer(to, address, peer);
        return (int) calls.moved(socket.send(buffer));
      }
      if (family.isInternet() && address.port() == 0) {
        throw new SocketException("Can't send to port 0");
      }
      return sendTo(buffer, address);
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  private void checkIsPeer(SocketAddress to, SockAddr address, SocketAddress peer)
      throws SocketException {
    if (!to.equals(peer) && !address.equals(Addresses.toKernel(peer, family.family()))) {
      throw new AlreadyConnectedException();
    }
  }

  private int sendTo(ByteBuffer buffer, SockAddr address) throws IOException {
    int length = buffer.remaining();
    try {
      return (int) calls.moved(socket.sendto(buffer, address));
    } catch (ErrnoException e) {
      if (!family.isInternet() || !e.errno().equals(Errno.ECONNREFUSED)) {
        throw e;
      }
      buffer.position(buffer.limit()); // the error is an earlier datagram's
      return length;
    }
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    Objects.requireNonNull(buffer);
    calls.writing.lock();
    try {
      ensureConnected();
      return buffer.hasRemaining() ? (int) calls.moved(socket.send(buffer)) : 0; // as in the JDK
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    calls.writing.lock();
    try {
      ensureConnected();
      return calls.write(buffers, offset, length);
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  // ---- multicast

  @Override
  public MembershipKey join(InetAddress group, NetworkInterface interfaceOf) throws IOException {
    return joinFrom(group, interfaceOf, null);
  }

  @Override
  public MembershipKey join(InetAddress group, NetworkInterface interfaceOf, InetAddress source)
      throws IOException {
    return joinFrom(group, interfaceOf, Objects.requireNonNull(source));
  }

  private MembershipKey joinFrom(
      InetAddress group, NetworkInterface at, @Nullable InetAddress source) throws IOException {
    calls.ensureOpen();
    try {
      return memberships.join(group, at, source);
    } catch (IOException e) {
      throw calls.failure(e);
    }
  }

  Memberships memberships() {
    return memberships;
  }

  // ---- the channel

  @Override
  protected void implConfigureBlocking(boolean block) throws IOException {
    calls.configureBlocking(block);
  }

  @Override
  protected void implCloseSelectableChannel() throws IOException {
    memberships.invalidateAll();
    calls.close();
  }

  /** {@code java.nio.channels.DatagramChannel[local=/127.0.0.1:1, remote=/127.0.0.1:2]}. */
  @Override
  public String toString() {
    String text = isOpen() ? "local=" + local + ", remote=" + remote : "closed";
    return "java.nio.channels.DatagramChannel[" + text + "]";
  }
}
