package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;

/** A {@link SocketChannel} over a {@link Socket} that is, or can be, connected. */
final class StreamSocketChannel extends SocketChannel implements PollableChannel {
  private final SocketFamily family;
  private final Socket socket;
  private final ChannelSocket<Socket> calls;
  private final StreamConnection connection;
  private final Object lock = new Object();
  private volatile boolean inputShut; // written under the lock, as the next
  private volatile boolean outputShut;
  private @Nullable StreamSocketAdaptor adaptor; // guarded by the lock
  private boolean reset; // guarded by the lock of readers, as the next
  private final ArrayBuffer input = new ArrayBuffer();
  private final ArrayBuffer output = new ArrayBuffer(); // guarded by the lock of writers

  private StreamSocketChannel(SelectorProvider provider, SocketFamily family, Socket socket) {
    super(provider);
    this.family = family;
    this.socket = socket;
    calls = new ChannelSocket<>(this, socket);
    connection = new StreamConnection(this, calls);
  }

  static StreamSocketChannel open(SelectorProvider provider, SocketFamily family)
      throws IOException {
    return new StreamSocketChannel(provider, family, family.open(Role.CONNECT));
  }

  /** The channel of a connection that was accepted. */
  static StreamSocketChannel accepted(
      SelectorProvider provider, SocketFamily family, Socket socket, SockAddrView peer)
      throws IOException {
    var channel = new StreamSocketChannel(provider, family, socket);
    boolean complete = false;
    try {
      SockAddr own = socket.getsockname();
      channel.connection.connected(InetSockets.toJdk(own), InetSockets.toJdk(peer));
      SocketDefaults.apply(Role.ACCEPT, socket, own);
      complete = true;
      return channel;
    } finally {
      if (!complete) {
        channel.close();
      }
    }
  }

  /** The channel of a socket that exists, connected or not. */
  static StreamSocketChannel of(SelectorProvider provider, Socket socket) throws IOException {
    var channel = new StreamSocketChannel(provider, SocketFamily.of(socket), socket);
    channel.connection.ask();
    return ChannelSocket.inItsMode(channel);
  }

  // ---- state

  @Override
  public ChannelSocket<?> calls() {
    return calls;
  }

  Socket socketBehind() {
    return socket;
  }

  @Override
  public int possibleOps() {
    return connection.possibleOps();
  }

  @Override
  public boolean isConnected() {
    return connection.isMade() && isOpen();
  }

  @Override
  public boolean isConnectionPending() {
    return connection.isPending() && isOpen();
  }

  boolean isInputShut() {
    return inputShut;
  }

  boolean isOutputShut() {
    return outputShut;
  }

  @Nullable SocketAddress localAddress() {
    return connection.local();
  }

  @Nullable SocketAddress remoteAddress() {
    return connection.remote();
  }

  @Override
  public @Nullable SocketAddress getLocalAddress() throws IOException {
    calls.ensureOpen();
    return localAddress();
  }

  @Override
  public @Nullable SocketAddress getRemoteAddress() throws IOException {
    calls.ensureOpen();
    return remoteAddress();
  }

  @Override
  public java.net.Socket socket() {
    if (!family.isInternet()) {
      throw new UnsupportedOperationException("Not supported: " + family.name());
    }
    synchronized (lock) {
      StreamSocketAdaptor made = adaptor;
      if (made == null) {
        made = StreamSocketAdaptor.of(this);
        adaptor = made;
      }
      return made;
    }
  }

  @Override
  public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
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
    return ChannelOptions.ofStream(family);
  }

  // ---- connecting

  @Override
  public SocketChannel bind(@Nullable SocketAddress address) throws IOException {
    connection.bind(address);
    return this;
  }

  @Override
  public boolean connect(SocketAddress address) throws IOException {
    return connection.connect(address, null);
  }

  /** Connects in blocking mode, and waits no longer than the timeout; null for no timeout. */
  void connectBlocking(SocketAddress address, @Nullable Duration timeout) throws IOException {
    calls.ensureBlocking();
    boolean _ = connection.connect(address, timeout);
  }

  @Override
  public boolean finishConnect() throws IOException {
    return connection.finish();
  }

  // ---- reading

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    Objects.requireNonNull(buffer);
    calls.reading.lock();
    try {
      connection.ensureMade();
      ChannelSocket.checkWritable(buffer);
      if (inputShut) {
        return Descriptor.EOF;
      }
      return buffer.hasRemaining() ? (int) received(socket.recv(buffer)) : 0;
    } catch (IOException e) {
      throw readFailure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    calls.reading.lock();
    try {
      connection.ensureMade();
      return inputShut ? Descriptor.EOF : received(calls.read(buffers, offset, length));
    } catch (IOException e) {
      throw readFailure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  /**
   * The read of a stream of {@code java.net}, in blocking mode.
   *
   * @param timeout null for none
   */
  int read(byte[] bytes, int offset, int length, @Nullable Duration timeout) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    calls.reading.lock();
    try {
      connection.ensureMade();
      calls.ensureBlocking();
      if (inputShut) {
        return Descriptor.EOF;
      }
      ByteBuffer buffer = input.of(bytes, offset, length);
      return (int) received(timeout == null ? socket.recv(buffer) : recv(buffer, timeout));
    } catch (IOException e) {
      throw readFailure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  private int recv(ByteBuffer buffer, Duration timeout) throws IOException {
    try {
      return socket.recv(buffer, 0, timeout);
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException("Read timed out");
    }
  }

  /** After {@link #shutdownInput} a read that was waiting ends as the stream does. */
  private long received(long n) throws IOException {
    if (n > 0) {
      return n;
    }
    if (reset) { // the kernel reports it once, and then the end
      throw new SocketException("Connection reset");
    }
    return inputShut ? Descriptor.EOF : calls.moved(n);
  }

  private IOException readFailure(IOException e) {
    reset |= e instanceof ErrnoException errno && errno.errno().equals(Errno.ECONNRESET);
    return calls.failure(e);
  }

  int available() throws IOException {
    connection.ensureMade();
    try {
      return inputShut ? 0 : socket.siocinq();
    } catch (IOException e) {
      throw calls.failure(e);
    }
  }

  // ---- writing

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    Objects.requireNonNull(buffer);
    calls.writing.lock();
    try {
      ensureWritable();
      return buffer.hasRemaining() ? (int) calls.moved(socket.send(buffer)) : 0;
    } catch (IOException e) {
      throw writeFailure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    calls.writing.lock();
    try {
      ensureWritable();
      return calls.write(buffers, offset, length);
    } catch (IOException e) {
      throw writeFailure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  /** The write of a stream of {@code java.net}, in blocking mode: writes all bytes. */
  void writeFully(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    calls.writing.lock();
    try {
      ensureWritable();
      calls.ensureBlocking();
      ByteBuffer buffer = output.of(bytes, offset, length);
      while (buffer.hasRemaining()) {
        long _ = calls.moved(socket.send(buffer));
      }
    } catch (IOException e) {
      throw writeFailure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  /** {@code send(2)} with {@code MSG_OOB}. */
  int sendUrgent(byte urgent) throws IOException {
    calls.writing.lock();
    try {
      ensureWritable();
      return (int) calls.moved(socket.send(ByteBuffer.wrap(new byte[] {urgent}), MSG.OOB));
    } catch (IOException e) {
      throw writeFailure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  /**
   * Sends a file by a call of the socket. A file that is closed meanwhile is not an end of this
   * channel.
   */
  long sendFile(FileSend send) throws IOException {
    calls.writing.lock();
    try {
      ensureWritable();
      return calls.moved(send.to(socket));
    } catch (IOException e) {
      throw e instanceof ClosedChannelException && socket.isOpen() ? e : writeFailure(e);
    } finally {
      calls.writing.unlock();
    }
  }

  /** A call that sends a file to a socket, and returns the number of bytes. */
  @FunctionalInterface
  interface FileSend {
    long to(Socket socket) throws IOException;
  }

  /** Whether what is written in parts arrives as one stream. */
  boolean isStream() {
    return family.type().equals(SOCK.STREAM);
  }

  private void ensureWritable() throws ClosedChannelException {
    connection.ensureMade();
    if (outputShut) {
      throw new ClosedChannelException();
    }
  }

  /** {@link #shutdownOutput} ends a write that is waiting; it does not close the channel. */
  private IOException writeFailure(IOException e) {
    return outputShut && isOpen() ? ChannelSocket.ended(e) : calls.failure(e);
  }

  // ---- ending

  @Override
  public SocketChannel shutdownInput() throws IOException {
    synchronized (lock) {
      connection.ensureMade();
      if (!inputShut) {
        inputShut = true;
        shutdown(SHUT.RD);
      }
    }
    return this;
  }

  @Override
  public SocketChannel shutdownOutput() throws IOException {
    synchronized (lock) {
      connection.ensureMade();
      if (!outputShut) {
        outputShut = true;
        shutdown(SHUT.WR);
      }
    }
    return this;
  }

  private void shutdown(SHUT how) throws IOException {
    try {
      socket.shutdown(how);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOTCONN)) { // the peer has reset the connection: it has ended
        throw calls.failure(e);
      }
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

  /**
   * {@code java.nio.channels.SocketChannel[connected oshut local=/127.0.0.1:1
   * remote=/127.0.0.1:2]}.
   */
  @Override
  public String toString() {
    return "java.nio.channels.SocketChannel[" + (isOpen() ? stateText() : "closed") + "]";
  }

  private String stateText() {
    String shut = (inputShut ? " ishut" : "") + (outputShut ? " oshut" : "");
    String text =
        connection.isMade()
            ? "connected" + shut
            : connection.isPending() ? "connection-pending" : "unconnected";
    SocketAddress own = localAddress();
    SocketAddress peer = remoteAddress();
    return text + (own == null ? "" : " local=" + own) + (peer == null ? "" : " remote=" + peer);
  }
}
