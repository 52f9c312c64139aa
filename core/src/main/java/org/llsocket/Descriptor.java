package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;

/**
 * A file descriptor that this object owns: of a socket, a pipe, a file, whatever has a number.
 *
 * <p>Every method may be called by any thread at any time. {@link #close} ends calls of other
 * threads that are blocked on this descriptor: they throw {@link AsynchronousCloseException}. The
 * number is given back to the kernel when the last call has ended, so no call ever touches a number
 * that has come to belong to somebody else.
 *
 * <p>A descriptor that is unreachable and was not closed is closed by the garbage collector, some
 * time, with a warning of the {@link System.Logger} {@code org.llsocket}. With the system property
 * {@code llsocket.track} set to true each such warning tells where the descriptor was opened.
 */
public class Descriptor extends Handle {
  /** What a transfer returns at the end of the stream. */
  public static final int EOF = Handle.EOF;

  /**
   * What a call returns where it would have to wait and the descriptor is non-blocking, or its
   * timeout has passed.
   */
  public static final int AGAIN = Handle.AGAIN;

  static {
    DescriptorAccess.revealedBy(
        descriptor -> ((Descriptor) descriptor).owned,
        fd -> new Descriptor(fd, new OpenFileDescription(false)));
  }

  Descriptor(int fd, OpenFileDescription file) {
    super(fd, file);
  }

  Descriptor(OwnedFd unowned) {
    super(unowned);
  }

  /**
   * Takes ownership of an open descriptor: {@link #close} will close it. Its flags stay as they
   * are, close-on-exec too.
   *
   * @param fd the number
   * @throws IllegalArgumentException if it is negative
   * @throws ErrnoException EBADF if it is not open; it is then not owned
   */
  public static Descriptor adopt(int fd) throws IOException {
    return new Descriptor(fd, NewFd.adopted(fd));
  }

  /**
   * {@code open(path, O_RDONLY | O_CLOEXEC)}: opens a file for reading, as {@link #open(Path, int,
   * int)}.
   */
  public static Descriptor open(Path path) throws IOException {
    return DescriptorOpen.open(path, O.RDONLY, 0, Descriptor::new);
  }

  /**
   * {@code open(path, flags | O_CLOEXEC, mode)}: opens a file, and creates it if {@link O#CREAT}
   * asks for that.
   *
   * <p>The open of a FIFO waits until its other end is open; an interrupt ends that, and a virtual
   * thread leaves its carrier meanwhile.
   *
   * <pre>{@code
   * Descriptor file = Descriptor.open(path, O.RDWR | O.CREAT | O.EXCL, 0600);
   * }</pre>
   *
   * @param flags of {@link O}
   * @param mode the permissions of a new file, less the umask of this process, such as {@code
   *     0644}; without {@link O#CREAT} and {@link O#TMPFILE} it is not used
   * @throws IllegalArgumentException if the path is not one of the default file system, or the mode
   *     is not in 0–07777
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   * @throws ErrnoException ENOENT, EACCES, EEXIST, ENOTDIR, EISDIR, ELOOP, ENXIO, ENAMETOOLONG,
   *     EMFILE, ENFILE, ENOSPC, EROFS; EINVAL or EOPNOTSUPP for flags that the file system lacks
   * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
   */
  public static Descriptor open(Path path, int flags, int mode) throws IOException {
    return DescriptorOpen.open(path, flags, mode, Descriptor::new);
  }

  /**
   * {@code open(path, flags | O_CLOEXEC, mode)} by the bytes of a path, which need not be text; as
   * {@link #open(Path, int, int)}.
   *
   * @throws IllegalArgumentException if a byte is NUL, or the mode is not in 0–07777
   */
  public static Descriptor open(byte[] path, int flags, int mode) throws IOException {
    return DescriptorOpen.open(path, flags, mode, Descriptor::new);
  }

  // ---- ownership

  /**
   * The number, or -1 once closed or released. It stays this object's: who closes it elsewhere
   * breaks that promise, and who uses it must keep this object reachable meanwhile.
   */
  public final int fd() {
    return owned.isOpen() ? owned.number() : -1;
  }

  /**
   * Gives the number to the caller, who must close it; this object is closed from now on.
   *
   * @throws ClosedChannelException if it is closed or released already
   * @throws IllegalStateException if a call is in flight, one that waits included, of either kind
   *     of thread; nothing has changed then
   */
  public final int detach() throws ClosedChannelException {
    return owned.detach();
  }

  @Override
  public final boolean isOpen() {
    return super.isOpen();
  }

  /**
   * {@code close(2)}. Calls of other threads in flight end with {@link AsynchronousCloseException}.
   * Closing a second time does nothing. The number is given up even where this throws.
   *
   * @throws ErrnoException if the kernel reports a failure of an earlier write, such as EIO
   */
  @Override
  public void close() throws IOException {
    super.close();
  }

  /** {@code fcntl(fd, F_DUPFD_CLOEXEC, 0)}: another descriptor of this open file, close-on-exec. */
  public Descriptor dup() throws IOException {
    return NewFd.of(DescriptorFlags.dup(this), owned.file(), Descriptor::new);
  }

  /**
   * {@code open("/proc/self/fd/N")}: the file of this descriptor as a {@link FileChannel}, which is
   * opened anew: it has a position of its own, the caller needs permission for the file, and
   * sockets and what else has no file cannot be opened. This descriptor stays as it is.
   *
   * @throws IOException such as {@link java.nio.file.AccessDeniedException}
   */
  public final FileChannel toFileChannel(OpenOption... options) throws IOException {
    return DescriptorChannels.open(this, options);
  }

  /**
   * {@code read(2)} and {@code write(2)} as a channel of the JDK's, which gathers and scatters: a
   * view of this descriptor, by the contract of {@link java.nio.channels.ByteChannel}. Closing
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
   * {@code fcntl(F_SETFD)}: whether the descriptor is to be closed when this process executes a
   * program. What {@link ProcessBuilder} starts has it in no case, for the JDK closes all numbers
   * from 3 on there; what C code in this process starts, by {@code posix_spawn} or {@code system},
   * has one that is not close-on-exec, from any thread.
   */
  public final void cloexec(boolean enable) throws IOException {
    DescriptorFlags.cloexec(this, enable);
  }

  /**
   * {@code fcntl(F_GETFL) & O_NONBLOCK}: whether calls return {@link #AGAIN} rather than wait. The
   * kernel is asked, and what it says counts from now on: others may have changed the flag, a
   * process or a library that shares the open file, of which this object hears nothing by itself.
   */
  public final boolean nonblock() throws IOException {
    return DescriptorFlags.nonblock(this);
  }

  /**
   * {@code fcntl(F_SETFL)}: whether calls are to return {@link #AGAIN} rather than wait. Duplicates
   * share this flag.
   */
  public final void nonblock(boolean enable) throws IOException {
    DescriptorFlags.nonblock(this, enable);
  }

  // ---- waiting

  /** What {@link Thread#interrupt} does to calls that wait: {@link OnInterrupt#CLOSE} at first. */
  public final OnInterrupt onInterrupt() {
    return OnInterrupt.of(owned.onInterrupt());
  }

  /**
   * Decides what {@link Thread#interrupt} does to calls that wait on this descriptor: it closes it,
   * as it does the JDK's channels, or ends the call, or does nothing. Calls that wait already keep
   * to what was decided before.
   */
  public final void onInterrupt(OnInterrupt does) {
    owned.onInterrupt(does.number);
  }

  /**
   * {@code poll(2)} for POLLIN: waits until a read would not wait: there is data, a connection, the
   * end of the stream or an error to report.
   *
   * @param timeout how long at most; zero looks and does not wait
   * @return whether that is so, or the time has passed
   * @throws IllegalArgumentException if the timeout is negative
   */
  public final boolean awaitReadable(Duration timeout) throws IOException {
    return await(false, Deadline.in(timeout));
  }

  /** {@code poll(2)} for POLLOUT: waits until a write would not wait; as {@link #awaitReadable}. */
  public final boolean awaitWritable(Duration timeout) throws IOException {
    return await(true, Deadline.in(timeout));
  }

  // ---- transfer

  /**
   * {@code readv(2)}: fills the buffers one after the other. Without room in them it takes nothing,
   * no datagram either, and returns 0.
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
   * {@code writev(2)}: writes what remains in the buffers, one after the other. No SIGPIPE ends the
   * program, for the JVM ignores it; the call itself cannot ask for that. Of no bytes it sends
   * nothing, no empty datagram either, and returns 0: {@link Socket#send(ByteBuffer)} sends one.
   *
   * @param buffers at most 1024; their positions move
   * @return how many bytes were written, which may be less than there were; {@link #AGAIN}
   * @throws ErrnoException EPIPE if the other end is gone
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
   * descriptor is non-blocking; it writes what there is space for.
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
   * <p><b>Not a single call</b> where {@code count} is over 2 GiB: the kernel moves no more at
   * once.
   *
   * @param file a regular file or whatever can be mapped; where this is a pipe, since Linux 5.12
   *     also what {@link Pipe#splice splice} can read, a socket for one, without an offset
   * @param offset where to begin; the file's own position stays
   * @param count how many bytes; more than there are is allowed
   * @return how many were sent: less than {@code count} at the end of the file, or where this is
   *     non-blocking and full; 0 at the end; {@link #AGAIN} if none could be sent yet
   * @throws IllegalArgumentException if {@code offset} or {@code count} is negative
   * @throws ErrnoException EINVAL if the file cannot be mapped, a pipe and most of {@code /proc}
   *     among others; ESPIPE if it has no offsets; EPIPE, ECONNRESET, ENOTCONN
   * @see <a href="https://man7.org/linux/man-pages/man2/sendfile.2.html">sendfile(2)</a>
   */
  public final long sendfile(Descriptor file, long offset, long count) throws IOException {
    DescriptorSendfile.checkRange(offset, count);
    return DescriptorSendfile.send(this, file, offset, count);
  }

  /**
   * {@code open(2)}, {@code sendfile(2)}, {@code close(2)}; as {@link #sendfile(Descriptor, long,
   * long)}. A file that the kernel makes up when it is read, as in {@code /proc} and {@code /sys},
   * it refuses to send: that is read and sent.
   */
  public final long sendfile(Path file, long offset, long count) throws IOException {
    DescriptorSendfile.checkRange(offset, count);
    return DescriptorSendfile.send(this, file, offset, count);
  }

  // ---- raw requests

  /**
   * {@code ioctl(fd, request, &argument)}: a request of the file's driver, which reads the
   * argument, fills it, or both.
   *
   * <pre>{@code
   * MemorySegment size = arena.allocate(8); // struct winsize
   * terminal.ioctl(TIOCGWINSZ, size);
   * }</pre>
   *
   * <p>Most newer requests encode the size of their argument ({@code _IOC_SIZE}), which is checked.
   * Older ones, as {@code SIOCGIFMTU} and {@code TIOCGWINSZ}, do not: their argument goes through a
   * copy of 1024 bytes, so that the kernel writes to no other memory if the segment is too short.
   * <b>Pointers inside an argument are not checked</b>, as those of {@code SIOCGIFCONF} and {@code
   * SIOCETHTOOL}: what they point to has to be native memory that stays valid.
   *
   * <p>The calling thread makes the call: a request that waits holds the carrier of a virtual
   * thread, and no interrupt ends it.
   *
   * @param request the number, 32 bits; a negative int stands for the same bits
   * @param argument native, or on the heap
   * @return what the call returns, mostly 0
   * @throws IllegalArgumentException if the argument is shorter than the request encodes, or is
   *     read-only and the request does not only read it; if the request is longer than 32 bits; for
   *     {@code FIONBIO}: see {@link #nonblock(boolean)}
   * @throws ErrnoException ENOTTY or EOPNOTSUPP if the file has no such request, EINVAL, EFAULT,
   *     EPERM, ENODEV
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
   *     kernel writes to its argument, or is one of the sockets' ({@code SIOC*}, {@code FIO*})
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
