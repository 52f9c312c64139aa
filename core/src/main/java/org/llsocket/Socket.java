package org.llsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BorrowedFd;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.SocketCalls;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Rights;

/**
 * {@code socket(2)}: a socket of the operating system, a {@link Descriptor} with the calls of
 * {@code <sys/socket.h>}.
 *
 * <pre>{@code
 * try (var server = Socket.open(AF.INET6, SOCK.STREAM)) {
 *   server.set(SO.REUSEADDR, true).set(IPV6.V6ONLY, false);
 *   server.bind(SockAddr.inet6("::", 7000));
 *   server.listen();
 *   try (var peer = server.accept()) {
 *     int n = peer.recv(buffer); // n >= 0, Socket.EOF or Socket.AGAIN
 *   }
 * }
 * }</pre>
 *
 * <p>Each method makes the one system call that it is named after, or lists the calls that it
 * makes. {@link #sendmsg} and {@link #recvmsg(Message, int)} take a {@link Message}, with control
 * data such as descriptors and timestamps. {@link #get} and {@link #set} take the options of {@link
 * org.llsocket.option}. {@link org.llsocket.poll.Epoll} waits for many sockets in one thread.
 *
 * <p>Results of a call:
 *
 * <ul>
 *   <li>bytes were moved: their number, where 0 is an empty datagram or an empty buffer;
 *   <li>the end of a stream: {@link #EOF};
 *   <li>the socket is non-blocking and would have to wait, or {@code SO_RCVTIMEO} or {@code
 *       SO_SNDTIMEO} has passed: {@link #AGAIN}, or null if the call returns an object;
 *   <li>an invalid argument: {@link IllegalArgumentException}, before any system call;
 *   <li>the socket is closed: {@link java.nio.channels.ClosedChannelException}; closed by another
 *       thread during the call: {@link java.nio.channels.AsynchronousCloseException};
 *   <li>anything else: {@link ErrnoException} with the call, its arguments and errno.
 * </ul>
 *
 * <p>EINTR is never reported: the call is repeated. Descriptors are created close-on-exec. SIGPIPE
 * cannot kill the process: sends use {@code MSG_NOSIGNAL}; {@code write} and {@code sendfile} take
 * no flags, but the JVM ignores SIGPIPE.
 *
 * <p>Buffers are whole {@link MemorySegment}s, native or on the heap; or {@link
 * java.nio.ByteBuffer}s, direct or on the heap, from position to limit, whose position advances by
 * the number of bytes moved. Native memory is passed directly, heap memory through a copy. Once
 * compiled, transfers allocate nothing; only if a program passes direct and heap ByteBuffers, one
 * with a direct buffer may allocate up to 96 bytes.
 *
 * <p>Sockets are safe for use by multiple threads; the kernel decides which calls run concurrently.
 * A virtual thread that waits parks and releases its carrier. Calls block unless {@code O_NONBLOCK}
 * was set when the socket was created or adopted, or through {@link #nonblock(boolean)}. Changes
 * made outside this library are not noticed until {@link #nonblock()} reads the flag.
 */
public final class Socket extends Descriptor {
  /** Returned by {@link #connect} if a non-blocking socket has begun to connect. */
  public static final int INPROGRESS = SocketConnect.INPROGRESS;

  /** {@code SOMAXCONN}: the backlog of {@link #listen()}. */
  public static final int SOMAXCONN = Platform.number("SOMAXCONN");

  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_PROTOCOL = Platform.number("SO_PROTOCOL");
  private static final int SO_ERROR = Platform.number("SO_ERROR");

  static {
    DescriptorAccess.acceptedBy(new Accepted());
  }

  private final AF family;
  private final SOCK type;

  Socket(int fd, OpenFileDescription file, AF family, SOCK type) {
    super(fd, file);
    this.family = family;
    this.type = type;
  }

  private Socket(BorrowedFd view) {
    super(view);
    family = new AF(view.file().family());
    type = new SOCK(view.file().type());
  }

  // ---- making sockets

  /** {@code socket(family, type | SOCK_CLOEXEC, 0)}, as {@link #open(AF, SOCK, IPPROTO)}. */
  public static Socket open(AF family, SOCK type) throws IOException {
    return open(family, type, IPPROTO.IP);
  }

  /**
   * {@code socket(family, type | SOCK_CLOEXEC, protocol)}: a new socket.
   *
   * @param type the socket type; with {@link SOCK#nonblock} the socket does not block
   * @param protocol a protocol of the family; {@link IPPROTO#IP} (0) for the default
   * @throws ErrnoException EAFNOSUPPORT, EPROTONOSUPPORT, EINVAL if the kernel does not support the
   *     combination; EACCES or EPERM if it requires a privilege; EMFILE, ENFILE, ENOBUFS, ENOMEM
   * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
   */
  public static Socket open(AF family, SOCK type, IPPROTO protocol) throws IOException {
    return NewFd.socket(family, type, protocol, new Made(family, type.type()));
  }

  /** {@code socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0)}, as {@link #pair(AF, SOCK, IPPROTO)}. */
  public static Pair pair(SOCK type) throws IOException {
    return pair(AF.UNIX, type, IPPROTO.IP);
  }

  /**
   * {@code socketpair(family, type | SOCK_CLOEXEC, protocol)}: two sockets connected to each other.
   *
   * @throws ErrnoException EOPNOTSUPP if the family has no pairs: on Linux every family except
   *     AF_UNIX and AF_TIPC; also as {@link #open(AF, SOCK, IPPROTO)}
   * @see <a href="https://man7.org/linux/man-pages/man2/socketpair.2.html">socketpair(2)</a>
   */
  public static Pair pair(AF family, SOCK type, IPPROTO protocol) throws IOException {
    return NewFd.pair(family, type, protocol, new Made(family, type.type()), Pair::new);
  }

  /**
   * The two ends of {@link Socket#pair(SOCK)}.
   *
   * @param first one end
   * @param second the other
   */
  public record Pair(Socket first, Socket second) implements AutoCloseable {
    /** Closes both. */
    @Override
    public void close() throws IOException {
      try {
        second.close();
      } finally {
        first.close();
      }
    }
  }

  /**
   * Takes ownership of an open socket: {@link #close} will close it. Family and type are read from
   * the kernel. The descriptor's flags, including close-on-exec, are left unchanged.
   *
   * @param fd the file descriptor, from another library, a parent process or a service manager
   * @throws IllegalArgumentException if {@code fd} is negative
   * @throws ErrnoException EBADF if {@code fd} is not open, ENOTSOCK if it is not a socket;
   *     ownership is then not taken
   */
  public static Socket adopt(int fd) throws IOException {
    OpenFileDescription file = NewFd.adoptedSocket(fd);
    return new Socket(fd, file, new AF(file.family()), new SOCK(file.type()));
  }

  /**
   * A view of an open socket that another owner closes: a channel of the JDK, Netty, native code;
   * see {@link Descriptor#borrow}. The end of the view does not shut the socket down. Family and
   * type are asked from the kernel.
   *
   * <pre>{@code
   * try (Socket view = Socket.borrow(fd)) { // of a connection of another library
   *   TcpInfo info = view.get(TCP.INFO);
   * }
   * }</pre>
   *
   * <p>{@link JdkSockets} finds the fd behind a channel or socket of the JDK.
   *
   * @param fd the socket; it must stay open as long as the view is used
   * @throws IllegalArgumentException if it is negative
   * @throws ErrnoException EBADF if it is not open, ENOTSOCK if it is not a socket
   */
  public static Socket borrow(int fd) throws IOException {
    return new Socket(new BorrowedFd(fd, NewFd.adoptedSocket(fd)));
  }

  /**
   * Transfers the socket from a {@link Descriptor} to a new {@code Socket}; the descriptor is
   * closed afterwards. Family, type and protocol are read by {@code getsockopt(2)}: {@code
   * SO_DOMAIN}, {@code SO_TYPE}, {@code SO_PROTOCOL}. If {@code descriptor} is a {@code Socket}, it
   * is returned itself. A {@linkplain Descriptor#borrow view} becomes a view of the socket.
   *
   * @throws ErrnoException ENOTSOCK if it is not a socket; the descriptor then stays open
   * @throws IllegalStateException if a call is in flight on the descriptor
   */
  public static Socket adopt(Descriptor descriptor) throws IOException {
    if (descriptor instanceof Socket socket) {
      return socket;
    }
    int _ =
        SocketOptionCalls.getInt(descriptor, SOL_SOCKET, SO_PROTOCOL); // ENOTSOCK if it is not one
    boolean borrowed = descriptor.owned.isBorrowed();
    int fd = descriptor.detach();
    if (borrowed) {
      return borrow(fd);
    }
    Socket adopted = null;
    try {
      adopted = adopt(fd);
      return adopted;
    } finally {
      NewFd.discardUnowned(adopted, fd);
    }
  }

  /**
   * {@code fcntl(fd, F_DUPFD_CLOEXEC, 0)}: a duplicate, which refers to the same socket,
   * close-on-exec.
   */
  @Override
  public Socket dup() throws IOException {
    return NewFd.of(DescriptorFlags.dup(this), owned.file(), new Made(family, type));
  }

  /**
   * {@code recv(2)} as a stream of the JDK, which behaves as the stream of {@link java.net.Socket}:
   *
   * <ul>
   *   <li>a read waits for at least one byte, and returns -1 at the end of the stream, however many
   *       times it is called;
   *   <li>if {@code SO_RCVTIMEO} passes, a read throws {@link java.net.SocketTimeoutException}, and
   *       the stream stays usable;
   *   <li>{@code available()} is {@link #siocinq};
   *   <li>{@code close()} closes the socket; a read of a closed socket throws {@link
   *       java.net.SocketException} ("Socket closed"), and so does an interrupt that {@linkplain
   *       OnInterrupt#CLOSE closes it} ("Closed by interrupt");
   *   <li>after ECONNRESET every further read throws it again.
   * </ul>
   *
   * <pre>{@code
   * try (var in = new BufferedReader(new InputStreamReader(socket.toInputStream(), UTF_8))) {
   *   String line = in.readLine();
   * }
   * }</pre>
   *
   * <p>The reads throw {@link java.nio.channels.IllegalBlockingModeException} while the socket is
   * non-blocking. One thread reads at a time; others wait for it.
   *
   * @throws UnsupportedOperationException if the type is not SOCK_STREAM
   */
  public InputStream toInputStream() {
    return new SocketInputStream(this);
  }

  /**
   * {@code send(2)} as a stream of the JDK, which behaves as the stream of {@link java.net.Socket}:
   * a write returns when all bytes are sent. If {@code SO_SNDTIMEO} passes, it throws {@link
   * java.net.SocketTimeoutException}, whose {@code bytesTransferred} is the number of bytes sent.
   * Otherwise as {@link #toInputStream}; after {@link #shutdown} of one direction, the other stays
   * usable.
   *
   * @throws UnsupportedOperationException if the type is not SOCK_STREAM
   */
  public OutputStream toOutputStream() {
    return new SocketOutputStream(this);
  }

  // ---- properties

  /** The first argument of {@code socket(2)}: {@code SO_DOMAIN}. */
  public AF family() {
    return family;
  }

  /** The second argument of {@code socket(2)} without flags: {@code SO_TYPE}. */
  public SOCK type() {
    return type;
  }

  /** {@code getsockopt(SOL_SOCKET, SO_PROTOCOL)}: the protocol, also if the kernel chose it. */
  public IPPROTO protocol() throws IOException {
    return new IPPROTO(getInt(SO_PROTOCOL));
  }

  /**
   * {@code getsockopt(SOL_SOCKET, SO_ERROR)}: returns and clears the pending error; null if there
   * is none. Reports the result of a {@link #connect} that returned {@link #INPROGRESS}. {@link
   * org.llsocket.option.SO#ERROR} is the same value as a plain number.
   */
  public @Nullable Errno error() throws IOException {
    int error = getInt(SO_ERROR);
    return error == 0 ? null : new Errno(error);
  }

  /**
   * {@code sockatmark(3)}: whether the next byte to be read follows the out-of-band mark.
   *
   * @throws ErrnoException ENOTTY, EINVAL or EOPNOTSUPP if the socket is not a stream
   */
  public boolean atmark() throws IOException {
    return DescriptorIoctl.sockatmark(this);
  }

  /** {@code getsockname(2)}: the address that the socket is bound to, read from the kernel. */
  public SockAddr getsockname() throws IOException {
    return SocketConnect.getsockname(this);
  }

  /**
   * {@code getpeername(2)}: the address that the socket is connected to, read from the kernel.
   *
   * @throws ErrnoException ENOTCONN if it is not connected
   */
  public SockAddr getpeername() throws IOException {
    return SocketConnect.getpeername(this);
  }

  // ---- connections

  /**
   * {@code bind(2)}: gives the socket an address.
   *
   * @param address the local address; port 0 lets the kernel choose a port, which {@link
   *     #getsockname} returns
   * @throws IllegalArgumentException if {@code address} is empty
   * @throws ErrnoException EADDRINUSE, EADDRNOTAVAIL, EACCES, EINVAL if the socket is bound
   *     already, EAFNOSUPPORT; for a Unix path also the errors of path lookup, such as ENOENT
   * @see <a href="https://man7.org/linux/man-pages/man2/bind.2.html">bind(2)</a>
   */
  public void bind(SockAddrView address) throws IOException {
    SocketConnect.bind(this, address);
  }

  /**
   * {@code connect(2)}: connects a stream, or sets the address that a datagram socket sends to and
   * receives from.
   *
   * <p>A blocking socket waits. If a signal interrupts the call, connecting continues, and this
   * method waits for it with {@code poll(2)}.
   *
   * @param address the peer's address
   * @return 0 when connected; {@link #INPROGRESS} if the socket is non-blocking and has begun to
   *     connect: it becomes writable when that has succeeded or failed, and {@link #error} returns
   *     the result; {@link #AGAIN} if it has not begun and the call has to be repeated later,
   *     because the queue of a Unix listener is full
   * @throws IllegalArgumentException if {@code address} is empty, or of family AF_UNSPEC: see
   *     {@link #disconnect}
   * @throws ErrnoException ECONNREFUSED, ETIMEDOUT, ENETUNREACH, EHOSTUNREACH, EISCONN, EALREADY,
   *     EADDRNOTAVAIL, EAFNOSUPPORT, EACCES; a socket whose connection failed should be closed
   * @see <a href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>
   */
  public int connect(SockAddrView address) throws IOException {
    return SocketConnect.connect(this, address);
  }

  /**
   * {@link #connect(SockAddrView)} that waits no longer than {@code timeout}.
   *
   * @throws java.net.SocketTimeoutException if the socket is not connected by then; the attempt may
   *     continue, so close the socket
   * @throws IllegalArgumentException if the timeout is negative
   * @throws java.nio.channels.IllegalBlockingModeException if the socket is non-blocking; see
   *     {@link #awaitWritable}
   */
  public void connect(SockAddrView address, Duration timeout) throws IOException {
    SocketConnect.connect(this, address, timeout);
  }

  /**
   * {@code connect(2)} with {@code AF_UNSPEC}: removes the peer of a datagram socket. The socket
   * keeps the address and the port that were passed to {@code bind}, and gives up those that the
   * kernel chose: an unspecified port is 0 again until the next send or connect, and datagrams to
   * the old port are lost. A socket that connects to another peer without disconnecting keeps its
   * first source address, from which a peer in another network may be unreachable: EINVAL after a
   * loopback peer.
   *
   * @throws UnsupportedOperationException if this is not a datagram or raw socket, because a
   *     connected stream would be reset
   */
  public void disconnect() throws IOException {
    SocketConnect.disconnect(this, type);
  }

  /** {@code listen(2)} with {@code SOMAXCONN}, as {@link #listen(int)}. */
  public void listen() throws IOException {
    listen(SOMAXCONN);
  }

  /**
   * {@code listen(2)}: marks the socket as a listener, which accepts connections.
   *
   * @param backlog how many connections may wait to be accepted, 0 or more; the kernel limits it to
   *     {@code net.core.somaxconn}
   * @throws IllegalArgumentException if {@code backlog} is negative
   * @throws ErrnoException EOPNOTSUPP if the socket's type cannot listen, EADDRINUSE
   * @see <a href="https://man7.org/linux/man-pages/man2/listen.2.html">listen(2)</a>
   */
  public void listen(int backlog) throws IOException {
    SocketConnect.listen(this, backlog);
  }

  /** {@code accept4(fd, NULL, NULL, SOCK_CLOEXEC)}, as {@link #accept(SockAddrBuffer, int)}. */
  public @Nullable Socket accept() throws IOException {
    return accept(null, 0);
  }

  /** {@code accept4(fd, &peer, &len, SOCK_CLOEXEC)}, as {@link #accept(SockAddrBuffer, int)}. */
  public @Nullable Socket accept(SockAddrBuffer peer) throws IOException {
    return accept(peer, 0);
  }

  /**
   * {@code accept4(fd, &peer, &len, flags | SOCK_CLOEXEC)}: accepts the next connection.
   *
   * @param peer filled with the peer's address; null to ignore it
   * @param flags {@link SOCK#NONBLOCK}, or 0: the new socket does not inherit the listener's
   *     O_NONBLOCK
   * @return the connection; null if the listener is non-blocking and no connection is pending, or
   *     if {@code SO_RCVTIMEO} has passed
   * @throws IllegalArgumentException for other flags
   * @throws ErrnoException EINVAL if the socket is not listening, EOPNOTSUPP if its type cannot
   *     listen; ECONNABORTED if the connection was closed before it was accepted; EMFILE, ENFILE,
   *     ENOBUFS, ENOMEM: the connection is then still pending, so a loop has to pause; EPERM from a
   *     firewall
   * @see <a href="https://man7.org/linux/man-pages/man2/accept.2.html">accept4(2)</a>
   */
  public @Nullable Socket accept(@Nullable SockAddrBuffer peer, int flags) throws IOException {
    return SocketAccept.accept(this, peer, flags, new Made(family, type));
  }

  /**
   * {@link #accept()} that waits no longer than {@code timeout}.
   *
   * @throws java.net.SocketTimeoutException if no connection arrived; the socket stays usable
   * @throws IllegalArgumentException if the timeout is negative
   * @throws java.nio.channels.IllegalBlockingModeException if the socket is non-blocking; see
   *     {@link #awaitReadable}
   */
  public Socket accept(Duration timeout) throws IOException {
    return SocketAccept.accept(this, null, timeout, new Made(family, type));
  }

  /**
   * {@link #accept(Duration)} that reports the peer.
   *
   * @param peer filled with the peer's address
   */
  public Socket accept(SockAddrBuffer peer, Duration timeout) throws IOException {
    return SocketAccept.accept(this, Objects.requireNonNull(peer), timeout, new Made(family, type));
  }

  /**
   * {@code shutdown(2)}: ends one or both directions, for all duplicates of this socket.
   *
   * @throws ErrnoException ENOTCONN if the socket is not connected
   * @see <a href="https://man7.org/linux/man-pages/man2/shutdown.2.html">shutdown(2)</a>
   */
  public void shutdown(SHUT how) throws IOException {
    CallFrame frame = acquire();
    try {
      int n = SocketCalls.shutdown(frame.errno, number(), how.number());
      if (n < 0) {
        throw failure(n, "shutdown", how.toString());
      }
    } finally {
      release(frame);
    }
  }

  /**
   * {@link #shutdown} and {@link #close}. The socket is closed even if {@code shutdown} fails;
   * ENOTCONN is ignored. Has no effect if the socket is closed already.
   */
  public void close(SHUT how) throws IOException {
    try {
      shutdown(how);
    } catch (ClosedChannelException e) {
      return;
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOTCONN)) {
        throw e;
      }
    } finally {
      close();
    }
  }

  // ---- sending

  /** {@code send(2)} without flags, as {@link #send(MemorySegment, int)}. */
  public int send(MemorySegment buffer) throws IOException {
    return SocketIo.send(this, buffer, 0);
  }

  /**
   * {@code send(2)}: sends to the peer.
   *
   * @param buffer the bytes to send; on a stream at most 2 GiB per call; an empty buffer sends an
   *     empty datagram
   * @param flags of {@link MSG}; {@link MSG#NOSIGNAL} is always set
   * @return the number of bytes that the kernel took: on a blocking socket all of them, unless a
   *     timeout or an error ended the call early; {@link #AGAIN}
   * @throws ErrnoException EPIPE if the peer has closed the connection or this side was shut down,
   *     ECONNRESET, ENOTCONN, EDESTADDRREQ, EMSGSIZE if a datagram is too long; on a datagram
   *     socket, ECONNREFUSED and other ICMP errors concern an earlier datagram
   * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
   */
  public int send(MemorySegment buffer, int flags) throws IOException {
    return SocketIo.send(this, buffer, flags);
  }

  /** {@code send(2)} without flags, as {@link #send(MemorySegment, int)}; the position moves. */
  public int send(ByteBuffer buffer) throws IOException {
    return send(buffer, 0);
  }

  /**
   * {@code send(2)} of the remaining bytes of the buffer, as {@link #send(MemorySegment, int)}; the
   * position moves.
   *
   * <p>This and the other calls read position and limit once. If another thread changes them during
   * the call, that affects neither the bytes that are moved nor the position that is set
   * afterwards.
   *
   * @throws java.util.ConcurrentModificationException if the limit read is less than the position
   *     read
   */
  public int send(ByteBuffer buffer, int flags) throws IOException {
    return SocketIo.send(this, buffer, flags);
  }

  /**
   * {@link #send(MemorySegment, int)} that waits no longer than {@code timeout}, whether or not the
   * socket is non-blocking. <b>Not a single call</b> if it waits: {@code poll(2)} before each part.
   *
   * @return the number of bytes that the kernel took: on a stream fewer than the buffer has if the
   *     timeout has passed
   * @throws java.net.SocketTimeoutException if the kernel took none
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int send(MemorySegment buffer, int flags, Duration timeout) throws IOException {
    return SocketIo.send(this, buffer, null, flags, timeout);
  }

  /** As {@link #send(MemorySegment, int, Duration)}; the position moves. */
  public int send(ByteBuffer buffer, int flags, Duration timeout) throws IOException {
    return SocketIo.send(this, buffer, null, flags, timeout);
  }

  /**
   * {@link #sendto(MemorySegment, SockAddrView, int)} with a timeout, as {@link
   * #send(MemorySegment, int, Duration)}.
   */
  public int sendto(MemorySegment buffer, SockAddrView to, int flags, Duration timeout)
      throws IOException {
    return SocketIo.send(this, buffer, Objects.requireNonNull(to), flags, timeout);
  }

  /** As {@link #sendto(MemorySegment, SockAddrView, int, Duration)}; the position moves. */
  public int sendto(ByteBuffer buffer, SockAddrView to, int flags, Duration timeout)
      throws IOException {
    return SocketIo.send(this, buffer, Objects.requireNonNull(to), flags, timeout);
  }

  /** {@code sendto(2)} without flags, as {@link #sendto(MemorySegment, SockAddrView, int)}. */
  public int sendto(MemorySegment buffer, SockAddrView to) throws IOException {
    return SocketIo.sendto(this, buffer, to, 0);
  }

  /**
   * {@code sendto(2)}: sends to an address, as {@link #send(MemorySegment, int)}.
   *
   * @param to the destination; ignored by a connected stream
   * @throws IllegalArgumentException if {@code to} is empty
   * @throws ErrnoException as {@link #send(MemorySegment, int)}; EAFNOSUPPORT or EINVAL if the
   *     address is of another family; EISCONN; EACCES for a broadcast address without {@code
   *     SO_BROADCAST}; EPERM from a firewall
   */
  public int sendto(MemorySegment buffer, SockAddrView to, int flags) throws IOException {
    return SocketIo.sendto(this, buffer, to, flags);
  }

  /**
   * {@code sendto(2)} without flags, as {@link #sendto(MemorySegment, SockAddrView, int)}; the
   * position moves.
   */
  public int sendto(ByteBuffer buffer, SockAddrView to) throws IOException {
    return sendto(buffer, to, 0);
  }

  /**
   * {@code sendto(2)} of the remaining bytes, as {@link #sendto(MemorySegment, SockAddrView, int)};
   * the position moves.
   */
  public int sendto(ByteBuffer buffer, SockAddrView to, int flags) throws IOException {
    return SocketIo.sendto(this, buffer, to, flags);
  }

  /**
   * {@code mmap(2)} and {@code send(2)}: sends a file of a {@link FileChannel}, as {@link
   * #sendfile(Descriptor, long, long)}. <b>Not sendfile(2):</b> the JDK does not expose the
   * channel's descriptor, so the file is mapped, window by window, and sent from there. A file that
   * cannot be mapped or reports a size of 0, as in {@code /proc} and {@code /sys}, is read and
   * sent.
   */
  public long sendfile(FileChannel file, long offset, long count) throws IOException {
    DescriptorSendfile.checkRange(offset, count);
    return DescriptorSendfile.send(this, file, offset, count);
  }

  // ---- receiving

  /** {@code recv(2)} without flags, as {@link #recv(MemorySegment, int)}. */
  public int recv(MemorySegment buffer) throws IOException {
    return SocketIo.recv(this, buffer, 0);
  }

  /**
   * {@code recv(2)}: receives the bytes that have arrived, or one datagram.
   *
   * @param buffer filled from its start; a longer datagram is truncated and the rest of it
   *     discarded, all of it if the buffer is empty
   * @param flags of {@link MSG}
   * @return the number of bytes received; with {@link MSG#TRUNC} the real length of a datagram,
   *     which may exceed the buffer; {@link #EOF} at the end of a stream or of a SOCK_SEQPACKET
   *     connection, for which the kernel reports an empty packet and the end alike; {@link #AGAIN}
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws ErrnoException ECONNRESET, ENOTCONN, ETIMEDOUT; ECONNREFUSED on a datagram socket whose
   *     peer refused
   * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
   */
  public int recv(MemorySegment buffer, int flags) throws IOException {
    return SocketIo.recv(this, buffer, flags);
  }

  /** {@code recv(2)} without flags, as {@link #recv(MemorySegment, int)}; the position moves. */
  public int recv(ByteBuffer buffer) throws IOException {
    return recv(buffer, 0);
  }

  /**
   * {@code recv(2)} into the remaining space of the buffer, as {@link #recv(MemorySegment, int)};
   * the position moves.
   */
  public int recv(ByteBuffer buffer, int flags) throws IOException {
    return SocketIo.recv(this, buffer, flags);
  }

  /**
   * {@link #recv(MemorySegment, int)} that waits no longer than {@code timeout}, whether or not the
   * socket is non-blocking. <b>Not a single call</b> if it waits: {@code poll(2)} before it.
   *
   * @throws java.net.SocketTimeoutException if nothing arrived; the socket stays usable
   * @throws IllegalArgumentException if the timeout is negative, or the buffer is read-only
   */
  public int recv(MemorySegment buffer, int flags, Duration timeout) throws IOException {
    return SocketIo.recv(this, buffer, null, flags, timeout);
  }

  /** As {@link #recv(MemorySegment, int, Duration)}; the position moves. */
  public int recv(ByteBuffer buffer, int flags, Duration timeout) throws IOException {
    return SocketIo.recv(this, buffer, null, flags, timeout);
  }

  /**
   * {@link #recvfrom(MemorySegment, SockAddrBuffer, int)} with a timeout, as {@link
   * #recv(MemorySegment, int, Duration)}.
   */
  public int recvfrom(MemorySegment buffer, SockAddrBuffer from, int flags, Duration timeout)
      throws IOException {
    return SocketIo.recv(this, buffer, from, flags, timeout);
  }

  /** As {@link #recvfrom(MemorySegment, SockAddrBuffer, int, Duration)}; the position moves. */
  public int recvfrom(ByteBuffer buffer, SockAddrBuffer from, int flags, Duration timeout)
      throws IOException {
    return SocketIo.recv(this, buffer, from, flags, timeout);
  }

  /**
   * {@code recvfrom(2)} without flags, as {@link #recvfrom(MemorySegment, SockAddrBuffer, int)}.
   */
  public int recvfrom(MemorySegment buffer, SockAddrBuffer from) throws IOException {
    return SocketIo.recvfrom(this, buffer, from, 0);
  }

  /**
   * {@code recvfrom(2)}: receives bytes and the sender's address, as {@link #recv(MemorySegment,
   * int)}.
   *
   * @param from filled with the sender's address; its {@link SockAddr#length length} is 0 if the
   *     kernel reports none: on a connected stream, or from an unnamed Unix socket
   * @throws IllegalArgumentException if the buffer is read-only
   */
  public int recvfrom(MemorySegment buffer, SockAddrBuffer from, int flags) throws IOException {
    return SocketIo.recvfrom(this, buffer, from, flags);
  }

  /**
   * {@code recvfrom(2)} without flags, as {@link #recvfrom(MemorySegment, SockAddrBuffer, int)};
   * the position moves.
   */
  public int recvfrom(ByteBuffer buffer, SockAddrBuffer from) throws IOException {
    return recvfrom(buffer, from, 0);
  }

  /**
   * {@code recvfrom(2)}, as {@link #recvfrom(MemorySegment, SockAddrBuffer, int)}; the position
   * moves.
   */
  public int recvfrom(ByteBuffer buffer, SockAddrBuffer from, int flags) throws IOException {
    return SocketIo.recvfrom(this, buffer, from, flags);
  }

  // ---- messages

  /**
   * {@code sendmsg(2)}: sends the buffers of a message to its name, if it has one, with the control
   * data that was added. On a blocking stream it sends all of the buffers; name and control data go
   * with the first part.
   *
   * @param flags from {@link MSG}; {@link MSG#NOSIGNAL} is always set
   * @return how many bytes the kernel took; {@link #AGAIN}
   * @throws IllegalArgumentException if {@link Rights} would be sent on a stream without any data,
   *     because the kernel would send nothing; if with {@link MSG#ZEROCOPY} a buffer is on the
   *     heap, or the buffers belong to more than eight arenas
   * @throws IllegalStateException if the message is in use or closed
   * @throws java.nio.channels.ClosedChannelException if the socket is closed, or a descriptor that
   *     is to be sent
   * @throws ErrnoException EINVAL if this socket does not support a control message, EPERM if
   *     credentials are not those of this process, ETOOMANYREFS if too many descriptors are in
   *     flight, EBADF, EMSGSIZE, and as {@link #send(MemorySegment, int)}
   * @see <a href="https://man7.org/linux/man-pages/man2/sendmsg.2.html">sendmsg(2)</a>
   */
  public int sendmsg(Message message, int flags) throws IOException {
    return SocketMessages.sendmsg(this, message, flags, null);
  }

  /**
   * {@link #sendmsg(Message, int)} with a timeout, composed with {@code poll(2)}.
   *
   * @return the number of bytes that the kernel took: on a stream fewer than the message has if the
   *     timeout has passed
   * @throws java.net.SocketTimeoutException if the kernel took none
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int sendmsg(Message message, int flags, Duration timeout) throws IOException {
    return SocketMessages.sendmsg(this, message, flags, Objects.requireNonNull(timeout));
  }

  /**
   * {@code recvmsg(2)}: receives into the buffers, the name and the control data of a message.
   * Descriptors of its last receive that were not taken are closed first.
   *
   * @param flags from {@link MSG}; {@link MSG#CMSG_CLOEXEC} is always set on a Unix socket; on
   *     other sockets no descriptors arrive
   * @return how many bytes were received; with {@link MSG#TRUNC} the real length of a datagram,
   *     which may exceed the buffers; {@link #EOF}; {@link #AGAIN}
   * @throws IllegalArgumentException if a buffer is read-only, or the message's name is immutable
   * @throws IllegalStateException if the message is in use or closed
   * @throws ErrnoException as {@link #recv(MemorySegment, int)}
   * @see <a href="https://man7.org/linux/man-pages/man2/recvmsg.2.html">recvmsg(2)</a>
   */
  public int recvmsg(Message message, int flags) throws IOException {
    return SocketMessages.recvmsg(this, message, flags, null);
  }

  /**
   * {@link #recvmsg(Message, int)} with a timeout, composed with {@code poll(2)}.
   *
   * @throws java.net.SocketTimeoutException if nothing arrives before {@code timeout} has passed
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int recvmsg(Message message, int flags, Duration timeout) throws IOException {
    return SocketMessages.recvmsg(this, message, flags, Objects.requireNonNull(timeout));
  }

  /** {@code sendmmsg(2)} of all messages, as {@link #sendmmsg(MessageBatch, int, int, int)}. */
  public int sendmmsg(MessageBatch batch, int flags) throws IOException {
    return sendmmsg(batch, 0, batch.count(), flags);
  }

  /**
   * {@code sendmmsg(2)}: sends messages of a batch, each as {@link #sendmsg}. A blocking socket
   * waits until all are sent.
   *
   * @param first the index of the first message
   * @param count how many messages
   * @param flags from {@link MSG}; {@link MSG#NOSIGNAL} is always set
   * @return how many messages were sent: less than {@code count} if the socket is non-blocking and
   *     its buffer is full, or if a later message failed; {@link #AGAIN} for none
   * @throws IndexOutOfBoundsException if the batch does not have these messages
   * @throws IllegalArgumentException as {@link #sendmsg}
   * @throws IllegalStateException if the batch is in use or closed
   * @throws ErrnoException for the first message, as {@link #sendmsg}
   * @see <a href="https://man7.org/linux/man-pages/man2/sendmmsg.2.html">sendmmsg(2)</a>
   */
  public int sendmmsg(MessageBatch batch, int first, int count, int flags) throws IOException {
    return SocketMessages.sendmmsg(this, batch, first, count, flags, null);
  }

  /**
   * {@link #sendmmsg(MessageBatch, int)} with a timeout for all messages, composed with {@code
   * poll(2)}.
   *
   * @return the number of messages sent before {@code timeout} has passed
   * @throws java.net.SocketTimeoutException if none was sent
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int sendmmsg(MessageBatch batch, int flags, Duration timeout) throws IOException {
    return SocketMessages.sendmmsg(
        this, batch, 0, batch.count(), flags, Objects.requireNonNull(timeout));
  }

  /**
   * {@code recvmmsg(2)}: receives messages, each as {@link #recvmsg(Message, int)}, into a batch
   * from its first message on. A blocking socket waits until the batch is full, with {@link
   * MSG#WAITFORONE} only until it has one message. Descriptors of the last receive that were not
   * taken are closed first.
   *
   * @param flags from {@link MSG}; {@link MSG#CMSG_CLOEXEC} is always set on a Unix socket; on
   *     other sockets no descriptors arrive
   * @return how many messages were received; {@link #EOF} if the stream or the sequence of packets
   *     has ended before the first; {@link #AGAIN} for none
   * @throws IllegalStateException if the batch is in use or closed
   * @throws ErrnoException as {@link #recv(MemorySegment, int)}; an error after the first message
   *     is reported by the next call
   * @see <a href="https://man7.org/linux/man-pages/man2/recvmmsg.2.html">recvmmsg(2)</a>
   */
  public int recvmmsg(MessageBatch batch, int flags) throws IOException {
    return SocketMessages.recvmmsg(this, batch, flags, null);
  }

  /**
   * {@link #recvmmsg(MessageBatch, int)} with a timeout: for all messages, with {@link
   * MSG#WAITFORONE} for the first one. It is composed with {@code poll(2)}, because the kernel
   * checks a timeout only after a message has arrived.
   *
   * @return how many messages were received before {@code timeout} has passed; {@link #EOF}
   * @throws java.net.SocketTimeoutException if none was received
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int recvmmsg(MessageBatch batch, int flags, Duration timeout) throws IOException {
    return SocketMessages.recvmmsg(this, batch, flags, Objects.requireNonNull(timeout));
  }

  /**
   * {@code sendmsg(2)} with {@code SCM_RIGHTS} and one byte of data, a 0: passes descriptors over a
   * Unix socket. The receiver gets duplicates; the caller still owns these.
   *
   * @return 1, or {@link #AGAIN}
   * @throws IllegalArgumentException if there are none, or more than 253
   * @throws java.nio.channels.ClosedChannelException if the socket or one of them is closed
   * @throws ErrnoException ETOOMANYREFS if too many descriptors are in flight; as {@link #sendmsg}
   */
  public int sendfd(Descriptor... descriptors) throws IOException {
    return SocketMessages.sendfd(this, descriptors);
  }

  /**
   * {@code recvmsg(2)} of one byte with one descriptor, as {@link #recvfds}.
   *
   * @return the descriptor, which the caller has to close; null if the socket is non-blocking and
   *     the call would have to wait
   */
  public @Nullable Descriptor recvfd() throws IOException {
    List<Descriptor> one = recvfds(1);
    return one == null ? null : one.getFirst();
  }

  /**
   * {@code recvmsg(2)} of one byte with descriptors.
   *
   * @param max how many descriptors are accepted, 1 to 253
   * @return the descriptors, which the caller has to close; null if the socket is non-blocking and
   *     the call would have to wait
   * @throws IllegalArgumentException if {@code max} is outside its range
   * @throws java.io.EOFException if the peer has ended the stream
   * @throws IOException if the byte arrived without a descriptor, or with more than {@code max},
   *     all of which are then closed
   */
  public @Nullable List<Descriptor> recvfds(int max) throws IOException {
    return SocketMessages.recvfds(this, max);
  }

  // ---- queue lengths

  /**
   * {@code ioctl(SIOCINQ)}, which is {@code FIONREAD}: the number of bytes that can be received. On
   * a stream, all that have arrived, without out-of-band data that is not inline; on a
   * SOCK_SEQPACKET socket, the bytes of all packets; on a UDP or Unix datagram socket, the size of
   * the next datagram, 0 if it is empty or there is none.
   *
   * @throws ErrnoException EINVAL if the socket is listening; ENOTTY if the protocol does not
   *     support the request
   * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
   * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
   * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
   */
  public int siocinq() throws IOException {
    return DescriptorIoctl.number(this, DescriptorIoctl.IntRequest.SIOCINQ);
  }

  /**
   * {@code ioctl(SIOCOUTQ)}: the size of the send queue. On TCP, the bytes that the peer has not
   * acknowledged; on UDP and Unix sockets, the kernel's memory, including its overhead, for data
   * that has not left the machine or has not been received: 0 means that the queue is empty.
   *
   * @throws ErrnoException EINVAL if a TCP socket is listening; ENOTTY if the protocol does not
   *     support the request
   */
  public int siocoutq() throws IOException {
    return DescriptorIoctl.number(this, DescriptorIoctl.IntRequest.SIOCOUTQ);
  }

  /**
   * {@code ioctl(SIOCOUTQNSD)}: the number of bytes that TCP has not sent yet, a part of {@link
   * #siocoutq}.
   *
   * @throws ErrnoException ENOTTY if this is not a TCP socket, EINVAL if it is listening
   */
  public int siocoutqnsd() throws IOException {
    return DescriptorIoctl.number(this, DescriptorIoctl.IntRequest.SIOCOUTQNSD);
  }

  // ---- options

  /**
   * {@code getsockopt(2)}: the value of an option.
   *
   * @param option of {@link org.llsocket.option}, or one of the JDK's, such as {@link
   *     java.net.StandardSocketOptions}
   * @throws IllegalArgumentException if the option can only be set
   * @throws UnsupportedOperationException if the option is the JDK's and has no C name
   * @throws ErrnoException ENOPROTOOPT or EOPNOTSUPP if this socket does not support the option
   */
  public <T> T get(SocketOption<T> option) throws IOException {
    return SocketOptions.get(this, option);
  }

  /**
   * {@code setsockopt(2)}: sets an option. A failure always throws.
   *
   * @return this socket
   * @throws IllegalArgumentException if the option can only be read, or the value is outside its
   *     range
   * @throws UnsupportedOperationException if the option is the JDK's and has no C name
   * @throws ErrnoException ENOPROTOOPT or EOPNOTSUPP if this socket does not support the option;
   *     EINVAL, EPERM, EDOM, EBUSY
   */
  public <T> Socket set(SocketOption<T> option, T value) throws IOException {
    SocketOptions.set(this, option, value);
    return this;
  }

  /**
   * {@code getsockopt(2)}, raw.
   *
   * @param value the buffer for the value; its contents are passed to the kernel too, because some
   *     options read them
   * @return the number of bytes that the kernel filled
   * @throws IllegalArgumentException if the value is read-only, or contains a count that exceeds
   *     its size
   * @throws UnsupportedOperationException for {@code TCP_ZEROCOPY_RECEIVE} and other options with
   *     which the kernel writes to an address in the value
   */
  public int getsockopt(int level, int name, MemorySegment value) throws IOException {
    return SocketOptionCalls.get(this, level, name, value);
  }

  /** {@code setsockopt(2)}, raw: the value is the whole segment. */
  public void setsockopt(int level, int name, MemorySegment value) throws IOException {
    SocketOptions.set(this, level, name, value);
  }

  private int getInt(int name) throws IOException {
    return SocketOptionCalls.getInt(this, SOL_SOCKET, name);
  }

  /** Creates sockets of a family and a type; a class, because a lambda would delay start-up. */
  private record Made(AF family, SOCK type) implements Maker<Socket> {
    @Override
    public Socket own(int fd, OpenFileDescription file) {
      return new Socket(fd, file, family, type);
    }
  }

  private static final class Accepted implements DescriptorAccess.Acceptor {
    @Override
    public Socket own(int fd, OpenFileDescription listener, boolean nonblock) {
      var maker = new Made(new AF(listener.family()), new SOCK(listener.type()));
      return SocketAccept.own(fd, listener, nonblock, maker);
    }
  }
}
