package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.llsocket.DescriptorIoctl.IntRequest;
import org.llsocket.internal.lifecycle.BorrowedFd;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;

/**
 * {@code int fd}: a file descriptor that this object owns: a socket, a pipe, a regular file, a
 * device or any other open file.
 *
 * <pre>{@code
 * try (Descriptor file = Descriptor.openFile(path)) {
 *   int n = file.read(buffer); // n >= 0, Descriptor.EOF or Descriptor.AGAIN
 * }
 * }</pre>
 *
 * <p>Every method may be called by any thread at any time. {@link #close} ends calls of other
 * threads that are blocked on this descriptor: they throw {@link AsynchronousCloseException}. The
 * fd is closed when the last of these calls has returned, so no call ever uses an fd that has been
 * reused for another file.
 *
 * <p>A descriptor that becomes unreachable without being closed is closed after a garbage
 * collection, with a warning of the {@link System.Logger} {@code org.llsocket}. If the system
 * property {@code llsocket.track} is true, each such warning includes the stack trace that opened
 * the descriptor.
 *
 * <p>{@link Socket} adds the calls of sockets. {@link org.llsocket.poll.Epoll} and {@link
 * org.llsocket.poll.Poll} wait for many descriptors in one thread.
 */
public class Descriptor extends Handle {
  /** Returned by reads and other transfers at the end of the stream. */
  public static final int EOF = Handle.EOF;

  /**
   * Returned by calls that would have to wait on a non-blocking descriptor, or whose {@code
   * SO_RCVTIMEO} or {@code SO_SNDTIMEO} has passed.
   */
  public static final int AGAIN = Handle.AGAIN;

  static {
    var access = new Access();
    DescriptorAccess.revealedBy(access, access);
  }

  /** A class, because lambdas would delay start-up. */
  private static final class Access implements Function<Channel, OwnedFd>, IntFunction<Channel> {
    @Override
    public OwnedFd apply(Channel descriptor) {
      return ((Descriptor) descriptor).owned;
    }

    @Override
    public Channel apply(int fd) {
      return new Descriptor(fd, new OpenFileDescription(false));
    }
  }

  Descriptor(int fd, OpenFileDescription file) {
    super(fd, file);
  }

  Descriptor(BorrowedFd view) {
    super(view);
    view.closeWith(this);
  }

  /**
   * Takes ownership of an open descriptor: {@link #close} will close it. Its flags, including
   * close-on-exec, are left unchanged.
   *
   * @param fd the file descriptor
   * @throws IllegalArgumentException if {@code fd} is negative
   * @throws ErrnoException EBADF if {@code fd} is not open; ownership is then not taken
   */
  public static Descriptor adopt(int fd) throws IOException {
    return new Descriptor(fd, NewFd.adopted(fd));
  }

  /**
   * A view of an open descriptor that another owner closes: a channel of the JDK, Netty, native
   * code. Its calls are those of any descriptor. The fd stays open when the view ends, by {@link
   * #close}, by an interrupt or by the garbage collector.
   *
   * <pre>{@code
   * try (Descriptor view = Descriptor.borrow(fd)) { // an eventfd of a native library
   *   view.awaitReadable(Duration.ofSeconds(1));
   * }
   * }</pre>
   *
   * <ul>
   *   <li>{@code close()} ends the view. Later calls throw {@link ClosedChannelException}, calls in
   *       flight throw {@link AsynchronousCloseException}. Signals alone wake the calls in flight;
   *       a thread that blocks all signals waits until the kernel ends its call.
   *   <li>{@link #detach} ends the view and returns the fd; {@link #dup} makes a descriptor with an
   *       owner.
   *   <li>{@code O_NONBLOCK} and the timeouts are read now, as {@link #adopt} reads them; what the
   *       owner changes later is not noticed, see {@link #nonblock()}.
   *   <li>End the view before the owner closes the fd. The view cannot notice that close, and its
   *       calls would then use whatever file has the fd next.
   *   <li>When a virtual thread first waits, and when an {@link org.llsocket.poll.Epoll} watches
   *       the view, the view makes a private duplicate of the fd, which it closes at its end. Until
   *       then the file stays open even if the owner closes the fd.
   * </ul>
   *
   * @param fd the descriptor; it must stay open as long as the view is used
   * @throws IllegalArgumentException if it is negative
   * @throws ErrnoException EBADF if it is not open
   */
  public static Descriptor borrow(int fd) throws IOException {
    return new Descriptor(new BorrowedFd(fd, NewFd.adopted(fd)));
  }

  /**
   * {@code open(path, O_RDONLY | O_CLOEXEC)}: opens a file for reading, as {@link #openFile(Path,
   * int, int)}.
   */
  public static Descriptor openFile(Path path) throws IOException {
    return DescriptorOpen.open(path, O.RDONLY, 0, Descriptor::new);
  }

  /**
   * {@code open(path, flags | O_CLOEXEC, mode)}: opens a file, and creates it if {@link O#CREAT} is
   * set.
   *
   * <p>Opening a FIFO waits until its other end is open. An interrupt ends the wait. A virtual
   * thread does not hold its carrier while it waits.
   *
   * <pre>{@code
   * Descriptor file = Descriptor.openFile(path, O.RDWR | O.CREAT | O.EXCL, 0600);
   * }</pre>
   *
   * @param flags of {@link O}
   * @param mode the permissions of a new file, less the umask of this process, such as {@code
   *     0644}; ignored without {@link O#CREAT} and {@link O#TMPFILE}
   * @throws IllegalArgumentException if the path is not one of the default file system, or the mode
   *     is not in 0–07777
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   * @throws ErrnoException ENOENT, EACCES, EEXIST, ENOTDIR, EISDIR, ELOOP, ENXIO, ENAMETOOLONG,
   *     EMFILE, ENFILE, ENOSPC, EROFS; EINVAL or EOPNOTSUPP for flags that the file system lacks
   * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
   */
  public static Descriptor openFile(Path path, int flags, int mode) throws IOException {
    return DescriptorOpen.open(path, flags, mode, Descriptor::new);
  }

  /**
   * {@code open(path, flags | O_CLOEXEC, mode)} with the path as bytes, in any encoding; as {@link
   * #openFile(Path, int, int)}.
   *
   * @throws IllegalArgumentException if a byte is NUL, or the mode is not in 0–07777
   */
  public static Descriptor openFile(byte[] path, int flags, int mode) throws IOException {
    return DescriptorOpen.open(path, flags, mode, Descriptor::new);
  }

  // ---- ownership

  /**
   * The fd, or -1 once closed or released. This object still owns it: do not close it by other
   * means, and keep this object reachable while the fd is in use.
   *
   * <p>Other code may use the file from now on, so {@code accept} and {@code connect} of virtual
   * threads on it are made by platform threads, which costs a few microseconds each.
   */
  public final int fd() {
    return owned.share();
  }

  /**
   * Transfers ownership of the fd to the caller, which has to close it. This object is closed
   * afterwards. The fd of a {@linkplain #borrow view} stays its owner's.
   *
   * @throws ClosedChannelException if this object is closed or released already
   * @throws IllegalStateException if a call of any thread is in flight on it; this object is then
   *     unchanged
   */
  public final int detach() throws ClosedChannelException {
    return owned.detach();
  }

  @Override
  public final boolean isOpen() {
    return super.isOpen();
  }

  /**
   * {@code close(2)}. Calls in flight in other threads end with {@link AsynchronousCloseException}.
   * Closing a second time has no effect. The descriptor is closed even if this method throws.
   *
   * @throws ErrnoException if the kernel reports a failure of an earlier write, such as EIO
   */
  @Override
  public void close() throws IOException {
    super.close();
  }

  /**
   * {@code fcntl(fd, F_DUPFD_CLOEXEC, 0)}: a duplicate, which refers to the same open file
   * description, close-on-exec.
   */
  public Descriptor dup() throws IOException {
    return NewFd.of(DescriptorFlags.dup(this), owned.file(), Descriptor::new);
  }

  /**
   * {@code open("/proc/self/fd/N")}: opens the file of this descriptor again, as a {@link
   * FileChannel}. The channel has its own position, the caller needs permission for the file, and
   * sockets and other descriptors without a file cannot be opened. This descriptor is left
   * unchanged.
   *
   * @throws IOException such as {@link java.nio.file.AccessDeniedException}
   */
  public final FileChannel toFileChannel(OpenOption... options) throws IOException {
    return DescriptorChannels.open(this, options);
  }

  /**
   * {@code read(2)} and {@code write(2)} as a gathering and scattering channel of the JDK: a view
   * of this descriptor that follows the contract of {@link java.nio.channels.ByteChannel}. Closing
   * either closes both.
   */
  public final DescriptorChannel toByteChannel() {
    return new DescriptorChannel(this);
  }

  // ---- flags

  /**
   * {@code fcntl(F_GETFD) & FD_CLOEXEC}: whether the descriptor is closed when this process
   * executes a program.
   */
  public final boolean cloexec() throws IOException {
    return DescriptorFlags.cloexec(this);
  }

  /**
   * {@code fcntl(F_SETFD)}: sets whether the descriptor is closed when this process executes a
   * program. A program that {@link ProcessBuilder} starts never inherits it, because the JDK closes
   * every fd from 3 on. A program that C code in this process starts, by {@code posix_spawn} or
   * {@code system} in any thread, inherits a descriptor that is not close-on-exec.
   */
  public final void cloexec(boolean enable) throws IOException {
    DescriptorFlags.cloexec(this, enable);
  }

  /**
   * {@code fcntl(F_GETFL) & O_NONBLOCK}: whether calls return {@link #AGAIN} rather than wait. The
   * value is read from the kernel and applies to later calls of this object. Another process or
   * library that shares the open file description may have changed it, which this object does not
   * notice by itself.
   */
  public final boolean nonblock() throws IOException {
    return DescriptorFlags.nonblock(this);
  }

  /**
   * {@code fcntl(F_SETFL)}: sets whether calls return {@link #AGAIN} rather than wait. Duplicates
   * share this flag.
   */
  public final void nonblock(boolean enable) throws IOException {
    DescriptorFlags.nonblock(this, enable);
  }

  // ---- waiting

  /**
   * What {@link Thread#interrupt} does to calls that wait; {@link OnInterrupt#CLOSE} by default.
   */
  public final OnInterrupt onInterrupt() {
    return OnInterrupt.of(owned.onInterrupt());
  }

  /**
   * Sets what {@link Thread#interrupt} does to calls that wait on this descriptor: close it, as
   * with the JDK's channels, end the call only, or nothing. Either way the thread's interrupt
   * status stays set. Calls that are already waiting keep the previous setting.
   */
  public final void onInterrupt(OnInterrupt does) {
    owned.onInterrupt(does.number);
  }

  /**
   * {@code poll(2)} for POLLIN: waits until a read would not block: data, a connection, the end of
   * the stream or an error is pending.
   *
   * @param timeout the longest wait; zero polls once without waiting
   * @return true if the descriptor is readable, false if the timeout has passed
   * @throws IllegalArgumentException if the timeout is negative
   */
  public final boolean awaitReadable(Duration timeout) throws IOException {
    return await(false, Deadline.in(timeout));
  }

  /**
   * {@code poll(2)} for POLLOUT: waits until a write would not block; as {@link #awaitReadable}.
   */
  public final boolean awaitWritable(Duration timeout) throws IOException {
    return await(true, Deadline.in(timeout));
  }

  // ---- transfer

  /**
   * {@code readv(2)}: fills the buffers one after the other. If none has bytes remaining, it
   * returns 0 and takes nothing, not even a datagram.
   *
   * @param buffers at most 1024; their positions move
   * @return how many bytes were read; {@link #EOF}; {@link #AGAIN}
   * @throws IllegalArgumentException if a buffer is read-only, or there are too many
   */
  public final long read(ByteBuffer... buffers) throws IOException {
    return DescriptorIo.read(this, buffers, null);
  }

  /** {@code readv(2)} into whole segments, as {@link #read(ByteBuffer...)}. */
  public final long read(MemorySegment... buffers) throws IOException {
    return DescriptorIo.read(this, buffers, null);
  }

  /**
   * {@link #read(ByteBuffer...)} that waits no longer than {@code timeout}, whether or not the
   * descriptor is non-blocking.
   *
   * @throws java.net.SocketTimeoutException if nothing arrived
   * @throws IllegalArgumentException if the timeout is negative
   */
  public final long read(ByteBuffer[] buffers, Duration timeout) throws IOException {
    return DescriptorIo.read(this, buffers, Objects.requireNonNull(timeout));
  }

  /** {@code readv(2)} into whole segments, as {@link #read(ByteBuffer[], Duration)}. */
  public final long read(MemorySegment[] buffers, Duration timeout) throws IOException {
    return DescriptorIo.read(this, buffers, Objects.requireNonNull(timeout));
  }

  /**
   * {@code writev(2)}: writes the remaining bytes of the buffers, one after the other. SIGPIPE
   * cannot kill the process: the call takes no flags, but the JVM ignores the signal. If no bytes
   * remain, it returns 0 and sends nothing, not even an empty datagram, which {@link
   * Socket#send(ByteBuffer)} does.
   *
   * @param buffers at most 1024; their positions move
   * @return the number of bytes written, which may be less than remained; {@link #AGAIN}
   * @throws ErrnoException EPIPE if the other end is closed
   */
  public final long write(ByteBuffer... buffers) throws IOException {
    return DescriptorIo.write(this, buffers, null);
  }

  /** {@code writev(2)} of whole segments, as {@link #write(ByteBuffer...)}. */
  public final long write(MemorySegment... buffers) throws IOException {
    return DescriptorIo.write(this, buffers, null);
  }

  /**
   * {@link #write(ByteBuffer...)} that waits no longer than {@code timeout}, whether or not the
   * descriptor is non-blocking; it writes as much as fits.
   *
   * @throws java.net.SocketTimeoutException if nothing was written
   * @throws IllegalArgumentException if the timeout is negative
   */
  public final long write(ByteBuffer[] buffers, Duration timeout) throws IOException {
    return DescriptorIo.write(this, buffers, Objects.requireNonNull(timeout));
  }

  /** {@code writev(2)} of whole segments, as {@link #write(ByteBuffer[], Duration)}. */
  public final long write(MemorySegment[] buffers, Duration timeout) throws IOException {
    return DescriptorIo.write(this, buffers, Objects.requireNonNull(timeout));
  }

  /**
   * {@code sendfile(2)} from the file's own position, which moves; as {@link #sendfile(Descriptor,
   * long, long)}.
   */
  public final long sendfile(Descriptor file, long count) throws IOException {
    DescriptorSendfile.checkRange(0, count);
    return DescriptorSendfile.send(this, file, -1, count);
  }

  /**
   * {@code sendfile(2)}: sends a file to this socket, pipe or file without bringing it into this
   * process.
   *
   * <p><b>Not a single call</b> if {@code count} is over 2 GiB, the most that the kernel moves in
   * one call.
   *
   * @param file a regular file or another file that can be mapped; if this is a pipe, since Linux
   *     5.12 also a descriptor that {@link Pipe#splice splice} can read, such as a socket, without
   *     an offset
   * @param offset where to begin, in bytes; the file's own position is unchanged
   * @param count how many bytes; may exceed the size of the file
   * @return the number of bytes sent: less than {@code count} at the end of the file, or if this
   *     descriptor is non-blocking and full; 0 at the end of the file; {@link #AGAIN} if none could
   *     be sent yet
   * @throws IllegalArgumentException if {@code offset} or {@code count} is negative
   * @throws ErrnoException EINVAL if the file cannot be mapped, such as a pipe and most of {@code
   *     /proc}; ESPIPE if it has no offsets; EPIPE, ECONNRESET, ENOTCONN
   * @see <a href="https://man7.org/linux/man-pages/man2/sendfile.2.html">sendfile(2)</a>
   */
  public final long sendfile(Descriptor file, long offset, long count) throws IOException {
    DescriptorSendfile.checkRange(offset, count);
    return DescriptorSendfile.send(this, file, offset, count);
  }

  /**
   * {@code open(2)}, {@code sendfile(2)}, {@code close(2)}; as {@link #sendfile(Descriptor, long,
   * long)}. {@code sendfile(2)} refuses files that the kernel generates on reading, as in {@code
   * /proc} and {@code /sys}; these are read and written instead.
   */
  public final long sendfile(Path file, long offset, long count) throws IOException {
    DescriptorSendfile.checkRange(offset, count);
    return DescriptorSendfile.send(this, file, offset, count);
  }

  // ---- requests

  /**
   * {@code ioctl(FIONREAD)}: the number of bytes that can be read without waiting, from a pipe, a
   * terminal, an inotify instance or a regular file; on a socket {@link Socket#siocinq}.
   *
   * @throws ErrnoException ENOTTY if the file does not support the request
   * @see <a href="https://man7.org/linux/man-pages/man2/FIONREAD.2const.html">FIONREAD(2const)</a>
   */
  public final int fionread() throws IOException {
    return DescriptorIoctl.number(this, IntRequest.FIONREAD);
  }

  /**
   * {@code ioctl(fd, request, &argument)}: a request to the driver of the file, which reads the
   * argument, fills it, or both.
   *
   * <pre>{@code
   * MemorySegment size = arena.allocate(8); // struct winsize
   * terminal.ioctl(TIOCGWINSZ, size);
   * }</pre>
   *
   * <p>Most newer requests encode the size of their argument ({@code _IOC_SIZE}), which is checked.
   * Older ones, such as {@code SIOCGIFMTU} and {@code TIOCGWINSZ}, do not: their argument goes
   * through a copy of 1024 bytes, so that the kernel writes to no other memory if the segment is
   * too short. <b>Pointers inside an argument are not checked</b>, such as those of {@code
   * SIOCGIFCONF} and {@code SIOCETHTOOL}: they must point to native memory that stays valid.
   *
   * <p>The calling thread makes the call: a request that waits holds the carrier of a virtual
   * thread, and an interrupt does not end it.
   *
   * @param request the request code, 32 bits; a negative int means the same bits
   * @param argument native, or on the heap
   * @return the result of the call, usually 0
   * @throws IllegalArgumentException if the argument is shorter than the request encodes, or is
   *     read-only and the request does not only read it; if the request is longer than 32 bits; for
   *     {@code FIONBIO}: see {@link #nonblock(boolean)}
   * @throws ErrnoException ENOTTY or EOPNOTSUPP if the file does not support the request, EINVAL,
   *     EFAULT, EPERM, ENODEV
   * @see <a href="https://man7.org/linux/man-pages/man2/ioctl.2.html">ioctl(2)</a>
   */
  public final int ioctl(long request, MemorySegment argument) throws IOException {
    return DescriptorIoctl.call(this, request, argument);
  }

  /**
   * {@code ioctl(fd, request, value)}: a request whose argument is a number, such as {@code
   * TCFLSH}; as {@link #ioctl(long, MemorySegment)}.
   *
   * @throws IllegalArgumentException if the request is known to take a pointer: it encodes that the
   *     kernel writes to its argument, or is a socket request ({@code SIOC*}, {@code FIO*})
   */
  public final int ioctl(long request, int value) throws IOException {
    return DescriptorIoctl.call(this, request, value);
  }

  /** {@code Socket[fd=7]}, {@code Descriptor[closed]}. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + (isOpen() ? "[fd=" + owned.number() + "]" : "[closed]");
  }
}
