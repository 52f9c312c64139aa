package org.llsocket.nio;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.OnInterrupt;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;

/**
 * A {@link Socket} behind a {@link java.net.Socket} or a {@link java.net.ServerSocket}, which check
 * the order of calls before they come here.
 *
 * <p>{@code SO_TIMEOUT} of a connection is {@code SO_RCVTIMEO}, so a read with a timeout is one
 * system call. A listener's is not, because connections would inherit it.
 */
final class LlsocketSocketImpl extends SocketImpl {
  private static final int DEFAULT_BACKLOG = 50;

  private final boolean listens;
  private final Object lock = new Object();
  private volatile AF family;
  private volatile @Nullable Socket socket; // set once
  private boolean adopted; // made before this object; guarded by the lock, as the next two
  private boolean closed;
  private @Nullable SockAddr bindsTo; // instead of what bind is given
  private volatile boolean connected;
  private volatile boolean inputShut;
  private volatile boolean outputShut;
  private volatile int timeout; // milliseconds
  private volatile @Nullable SockAddr local;
  private volatile @Nullable SockAddr remote;

  private LlsocketSocketImpl(boolean listens, AF family) {
    this.listens = listens;
    this.family = family;
  }

  /** For a socket that connects, or is accepted. */
  static LlsocketSocketImpl client() {
    return new LlsocketSocketImpl(false, InetSockets.FAMILY);
  }

  /** For a socket that listens. */
  static LlsocketSocketImpl server() {
    return new LlsocketSocketImpl(true, InetSockets.FAMILY);
  }

  /** For a connection that exists. */
  static LlsocketSocketImpl connected(Socket socket) throws IOException {
    var impl = new LlsocketSocketImpl(false, socket.family());
    impl.adopt(socket, socket.getpeername());
    return impl;
  }

  /** For a listener that exists. */
  static LlsocketSocketImpl listening(Socket socket) throws IOException {
    requireStream(socket);
    var impl = new LlsocketSocketImpl(true, socket.family());
    impl.own(socket);
    impl.boundTo(socket);
    return impl;
  }

  // ---- making it

  @Override
  protected void create(boolean stream) throws IOException {
    if (!stream) {
      throw new IOException("a SocketImpl is for streams; datagrams have a DatagramSocketImpl");
    }
    synchronized (lock) {
      if (adopted) {
        return;
      }
      if (socket != null) {
        throw new IOException("Already created");
      }
      checkNotClosed();
      Socket made = new SocketFamily(family, SOCK.STREAM).open(role());
      made.onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
      socket = made;
    }
  }

  private Role role() {
    return listens ? Role.LISTEN : Role.CONNECT;
  }

  /**
   * Decides the family, which is the JDK's otherwise.
   *
   * @throws SocketException if the socket exists in another family
   */
  void family(SockAddr address) throws SocketException {
    AF wanted = address.family();
    synchronized (lock) {
      AF needed = InetSockets.isInet(wanted) ? InetSockets.FAMILY : wanted;
      boolean fits = family.equals(needed) || (InetSockets.isInet(wanted) && family.equals(wanted));
      if (!fits && socket != null) {
        throw new SocketException(
            "a socket of " + family + " cannot use an address of " + wanted + ": " + address);
      }
      family = fits ? family : needed;
    }
  }

  /** Takes over a connection. */
  private void adopt(Socket made, SockAddrView peer) throws IOException {
    requireStream(made);
    own(made);
    boundTo(made);
    connectedTo(SockAddr.of(peer));
  }

  private static void requireStream(Socket socket) {
    if (!socket.type().equals(SOCK.STREAM)) {
      throw new IllegalArgumentException(
          "java.net.Socket is for streams, not for sockets of " + socket.type());
    }
  }

  private void own(Socket made) throws SocketException {
    made.onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
    synchronized (lock) {
      checkNotClosed();
      family = made.family();
      socket = made;
      adopted = true;
    }
  }

  private void boundTo(Socket made) throws IOException {
    SockAddr name = made.getsockname();
    local = name;
    localport = InetSockets.port(name);
  }

  private void connectedTo(SockAddr peer) {
    remote = peer;
    address = InetSockets.host(peer);
    port = InetSockets.port(peer);
    connected = true;
  }

  private void checkNotClosed() throws SocketException {
    if (closed) {
      throw new SocketException("Socket closed");
    }
  }

  /** The socket, which exists. */
  private Socket open() throws SocketException {
    Socket made = socket;
    if (made == null) {
      throw new SocketException("Socket not created");
    }
    if (!made.isOpen()) {
      throw new SocketException("Socket closed");
    }
    return made;
  }

  // ---- for the classes around it

  /** The address of the peer; null before it is connected. */
  @Nullable SockAddr remote() {
    return remote;
  }

  /** The address of this end; null before it is bound. */
  @Nullable SockAddr local() {
    return local;
  }

  /** Whether addresses of this socket have the JDK's class. */
  boolean isInet() {
    return InetSockets.isInet(family);
  }

  /** Replaces the address of the next {@link #bind}, which can be of the Internet only. */
  void bindsTo(SockAddr address) throws SocketException {
    family(address);
    synchronized (lock) {
      bindsTo = address;
    }
  }

  // ---- connections

  @Override
  protected void connect(String host, int port) throws IOException {
    connect(new InetSocketAddress(host, port), 0);
  }

  @Override
  protected void connect(InetAddress address, int port) throws IOException {
    connect(new InetSocketAddress(address, port), 0);
  }

  @Override
  protected void connect(SocketAddress endpoint, int millis) throws IOException {
    if (adopted()) {
      return;
    }
    try {
      InetAddress host = AddressEnvelope.host(endpoint);
      connect(open(), host, AddressEnvelope.peer(endpoint, host, family), millis);
    } catch (SocketTimeoutException e) {
      close();
      throw renamed("Connect timed out", e);
    } catch (InterruptedIOException e) {
      close();
      throw new SocketException("Closed by interrupt", e);
    } catch (IOException e) {
      close();
      throw Failures.inJavaNet(e);
    }
  }

  private boolean adopted() {
    synchronized (lock) {
      return adopted;
    }
  }

  private void connect(Socket made, @Nullable InetAddress host, SockAddr to, int millis)
      throws IOException {
    if (connected) {
      throw new SocketException("Already connected");
    }
    SocketDefaults.apply(Role.CONNECT, made, to);
    if (millis > 0) {
      made.connect(to, Duration.ofMillis(millis));
    } else if (made.connect(to) != 0) { // SO_SNDTIMEO has passed
      throw new SocketTimeoutException();
    }
    boundTo(made);
    connectedTo(to);
    if (host != null) {
      address = host; // with its name
    }
  }

  @Override
  protected void bind(InetAddress host, int port) throws IOException {
    if (adopted()) {
      return;
    }
    Socket made = open();
    SockAddr to;
    synchronized (lock) {
      to = bindsTo == null ? InetSockets.of(family, host, port) : InetSockets.in(family, bindsTo);
      bindsTo = null;
    }
    try {
      SocketDefaults.apply(role(), made, to);
      made.bind(to);
      boundTo(made);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
    address = host;
  }

  @Override
  protected void listen(int backlog) throws IOException {
    if (adopted()) {
      return;
    }
    try {
      open().listen(backlog < 1 ? DEFAULT_BACKLOG : backlog);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  /** Accepts into another object of this class; {@code ServerSocket} handles an interrupt. */
  @Override
  protected void accept(SocketImpl connection) throws IOException {
    if (!(connection instanceof LlsocketSocketImpl into)) {
      throw new SocketException(
          "a listener of llsocket cannot accept a connection for " + connection.getClass());
    }
    var peer = new SockAddrBuffer();
    Socket made = accept(peer);
    boolean complete = false;
    try {
      into.adopt(made, peer);
      SockAddr name = into.local();
      SocketDefaults.apply(Role.ACCEPT, made, name);
      complete = true;
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    } finally {
      if (!complete) {
        made.close();
      }
    }
  }

  private Socket accept(SockAddrBuffer peer) throws IOException {
    int millis = timeout;
    try {
      Socket made =
          millis > 0 ? open().accept(peer, Duration.ofMillis(millis)) : open().accept(peer);
      if (made != null) {
        return made;
      }
      throw new SocketTimeoutException("Accept timed out"); // SO_RCVTIMEO
    } catch (SocketTimeoutException e) {
      throw renamed("Accept timed out", e);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  private static SocketTimeoutException renamed(String text, SocketTimeoutException cause) {
    var timeout = new SocketTimeoutException(text);
    timeout.initCause(cause);
    return timeout;
  }

  // ---- data

  @Override
  protected InputStream getInputStream() throws IOException {
    return new ImplInputStream(this, connection().toInputStream());
  }

  @Override
  protected OutputStream getOutputStream() throws IOException {
    return new ImplOutputStream(this, connection().toOutputStream());
  }

  private Socket connection() throws SocketException {
    Socket made = open();
    if (!connected) {
      throw new SocketException("Not connected");
    }
    return made;
  }

  /** Whether reads of the open connection have ended: its input was shut down. */
  boolean isAtEnd() throws SocketException {
    return inputShut && connection().isOpen();
  }

  @Override
  protected int available() throws IOException {
    Socket made = connection();
    if (inputShut) {
      return 0;
    }
    try {
      return made.siocinq();
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  @Override
  protected boolean supportsUrgentData() {
    return true;
  }

  /** {@code send(2)} with {@code MSG_OOB}: the lowest eight bits. */
  @Override
  protected void sendUrgentData(int data) throws IOException {
    try {
      int _ = connection().send(ByteBuffer.wrap(new byte[] {(byte) data}), MSG.OOB);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  @Override
  protected void shutdownInput() throws IOException {
    Socket made = connection();
    if (!inputShut) {
      shutdown(made, SHUT.RD);
      inputShut = true;
    }
  }

  @Override
  protected void shutdownOutput() throws IOException {
    Socket made = connection();
    if (!outputShut) {
      shutdown(made, SHUT.WR);
      outputShut = true;
    }
  }

  private static void shutdown(Socket made, SHUT how) throws IOException {
    try {
      made.shutdown(how);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  @Override
  protected void close() throws IOException {
    Socket made;
    synchronized (lock) {
      closed = true;
      made = socket;
    }
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        throw Failures.inJavaNet(e);
      }
    }
  }

  // ---- options

  private StreamSocketOptions options() throws SocketException {
    return new StreamSocketOptions(open(), listens);
  }

  @Override
  protected Set<SocketOption<?>> supportedOptions() {
    return StreamSocketOptions.supported(family, listens);
  }

  @Override
  protected <T> void setOption(SocketOption<T> option, T value) throws IOException {
    options().set(option, value);
  }

  @Override
  protected <T> T getOption(SocketOption<T> option) throws IOException {
    return options().get(option);
  }

  @Override
  public void setOption(int number, Object value) throws SocketException {
    StreamSocketOptions options = options();
    if (number == SocketOptions.SO_TIMEOUT) {
      timeout = options.setTimeout(value, timeout);
    } else {
      options.set(number, value);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // null for no interface, as the JDK's implementations
  public Object getOption(int number) throws SocketException {
    StreamSocketOptions options = options();
    return number == SocketOptions.SO_TIMEOUT ? timeout : options.get(number);
  }

  @Override
  public String toString() {
    return "LlsocketSocketImpl[" + Objects.requireNonNullElse(remote, local) + "]";
  }
}
