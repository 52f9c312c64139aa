package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.Offload;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;

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
public class Descriptor implements Channel {
  /** What a transfer returns at the end of the stream. */
  public static final int EOF = -1;

  /**
   * What a call returns where it would have to wait and the descriptor is non-blocking, or its
   * timeout has passed.
   */
  public static final int AGAIN = -2;

  private static final int EINTR = Platform.number("EINTR");
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int F_GETFD = Platform.number("F_GETFD");
  private static final int F_SETFD = Platform.number("F_SETFD");
  private static final int F_GETFL = Platform.number("F_GETFL");
  private static final int F_SETFL = Platform.number("F_SETFL");
  private static final int F_DUPFD_CLOEXEC = Platform.number("F_DUPFD_CLOEXEC");
  private static final int FD_CLOEXEC = Platform.number("FD_CLOEXEC");
  private static final int O_NONBLOCK = Platform.number("O_NONBLOCK");

  static {
    Owners.revealedBy(
        descriptor -> ((Descriptor) descriptor).owned,
        fd -> new Descriptor(fd, new OpenFile(false)));
  }

  /** The number, and how to wait for it; for the calls of this package. */
  final OwnedFd owned;

  Descriptor(int fd, OpenFile file) {
    this(new OwnedFd(fd, file));
    owned.closeWith(this);
  }

  /** For questions about a number that the caller keeps if they fail: the collector leaves it. */
  Descriptor(OwnedFd unowned) {
    owned = unowned;
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
    Ownership.prepare();
    var file = new OpenFile(false);
    var unowned = new Descriptor(new OwnedFd(Ownership.checkNumber(fd), file));
    boolean _ = unowned.nonblock(); // asks the kernel, which reports whether it is open too
    return new Descriptor(fd, file);
  }

  /**
   * {@code open(path, O_RDONLY | O_CLOEXEC)}: opens a file for reading.
   *
   * @throws IllegalArgumentException if the path is not one of the default file system
   * @throws ErrnoException such as ENOENT, EACCES, EMFILE
   */
  public static Descriptor open(Path path) throws IOException {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException("not a path of the operating system: " + path);
    }
    Ownership.prepare();
    String text = path.toString();
    return Thread.currentThread().isVirtual()
        ? Offload.toEnd(() -> Ownership.open(text))
        : Ownership.open(text);
  }

  // ---- ownership

  /**
   * The number, or -1 once closed or released. It stays this object's: who closes it elsewhere
   * breaks that promise, and who uses it must keep this object reachable meanwhile.
   */
  public final int fd() {
    return owned.isOpen() ? owned.number() : -1;
  }

  @Override
  public final boolean isOpen() {
    return owned.isOpen();
  }

  /**
   * Gives the number to the caller, who must close it; this object is closed from now on.
   *
   * @throws ClosedChannelException if it is closed or released already
   * @throws IllegalStateException if a call is in flight, one that waits included, of either kind
   *     of thread; nothing has changed then
   */
  public final int release() throws ClosedChannelException {
    return owned.release();
  }

  /**
   * {@code close(2)}. Calls of other threads in flight end with {@link AsynchronousCloseException}.
   * Closing a second time does nothing. The number is given up even where this throws.
   *
   * @throws ErrnoException if the kernel reports a failure of an earlier write, such as EIO
   */
  @Override
  public void close() throws IOException {
    int closed = owned.close();
    if (closed < 0 && closed != -EINTR) {
      throw new ErrnoException(new Errno(-closed), "close", "fd=" + owned.number());
    }
  }

  /** {@code fcntl(fd, F_DUPFD_CLOEXEC, 0)}: another descriptor of this open file, close-on-exec. */
  public Descriptor dup() throws IOException {
    return Ownership.of(dupNumber(), owned.file());
  }

  final int dupNumber() throws IOException {
    return fcntl("dup", F_DUPFD_CLOEXEC, 0);
  }

  /**
   * This descriptor as a {@link Socket}: it asks what kind of socket it is, as {@link Socket#adopt}
   * does. The number is the new object's; this one is closed from now on.
   *
   * @throws ErrnoException ENOTSOCK if it is none; it stays this object's
   * @throws IllegalStateException if a call is in flight; nothing has changed then
   */
  public final Socket toSocket() throws IOException {
    return Adoption.socket(this);
  }

  /**
   * {@code open("/proc/self/fd/N")}: the file of this descriptor as a {@link FileChannel}, which is
   * opened anew: it has a position of its own, the caller needs permission for the file, and
   * sockets and what else has no file cannot be opened. This descriptor stays as it is.
   *
   * @throws IOException such as {@link java.nio.file.AccessDeniedException}
   */
  public final FileChannel toFileChannel(OpenOption... options) throws IOException {
    return Adoption.fileChannel(this, options);
  }

  // ---- flags

  /**
   * {@code fcntl(F_GETFD) & FD_CLOEXEC}: whether the descriptor is closed when this process
   * executes a program.
   */
  public final boolean cloexec() throws IOException {
    return (fcntl("fcntl", F_GETFD, 0) & FD_CLOEXEC) != 0;
  }

  /**
   * {@code fcntl(F_SETFD)}: whether the descriptor is to be closed when this process executes a
   * program. What {@link ProcessBuilder} starts has it in no case, for the JDK closes all numbers
   * from 3 on there; what C code in this process starts, by {@code posix_spawn} or {@code system},
   * has one that is not close-on-exec, from any thread.
   */
  public final void cloexec(boolean enable) throws IOException {
    int flags = fcntl("fcntl", F_GETFD, 0);
    fcntl("fcntl", F_SETFD, enable ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC);
  }

  /**
   * {@code fcntl(F_GETFL) & O_NONBLOCK}: whether calls return {@link #AGAIN} rather than wait. The
   * kernel is asked, and what it says counts from now on: others may have changed the flag, a
   * process or a library that shares the open file, of which this object hears nothing by itself.
   */
  public final boolean nonblock() throws IOException {
    boolean enabled = (fcntl("fcntl", F_GETFL, 0) & O_NONBLOCK) != 0;
    owned.file().nonblock(enabled);
    return enabled;
  }

  /**
   * {@code fcntl(F_SETFL)}: whether calls are to return {@link #AGAIN} rather than wait. Duplicates
   * share this flag.
   */
  public final void nonblock(boolean enable) throws IOException {
    int flags = fcntl("fcntl", F_GETFL, 0);
    fcntl("fcntl", F_SETFL, enable ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
    owned.file().nonblock(enable);
  }

  private int fcntl(String call, int command, int argument) throws IOException {
    CallFrame frame = enter();
    try {
      int n = FdCalls.fcntl(frame.errno, owned.number(), command, argument);
      if (n < 0) {
        throw failure(n, call, "");
      }
      if (!owned.isOpen()) {
        if (command == F_DUPFD_CLOEXEC) {
          int _ = FdCalls.discard(n);
        }
        throw new AsynchronousCloseException();
      }
      return n;
    } finally {
      leave(frame);
    }
  }

  // ---- waiting

  /**
   * Whether {@link Thread#interrupt} closes this descriptor when it ends a call that waits, as it
   * does the JDK's channels: the call throws {@link java.nio.channels.ClosedByInterruptException}.
   * Otherwise the call throws {@link java.io.InterruptedIOException} and the descriptor stays open,
   * or returns what it has moved by then. The thread stays interrupted in any case, and a call that
   * would begin in an interrupted thread does not. True by default; calls that do not wait do not
   * look at interrupts.
   */
  public final void closesOnInterrupt(boolean closes) {
    owned.closesOnInterrupt(closes);
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
    return Readiness.await(this, false, Deadline.in(timeout));
  }

  /** {@code poll(2)} for POLLOUT: waits until a write would not wait; as {@link #awaitReadable}. */
  public final boolean awaitWritable(Duration timeout) throws IOException {
    return Readiness.await(this, true, Deadline.in(timeout));
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
    return Vectors.read(this, buffers);
  }

  /** {@code readv(2)} into whole segments, as {@link #read(ByteBuffer...)}. */
  public final long read(MemorySegment... buffers) throws IOException {
    return Vectors.read(this, buffers);
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
    return Vectors.write(this, buffers);
  }

  /** {@code writev(2)} of whole segments, as {@link #write(ByteBuffer...)}. */
  public final long write(MemorySegment... buffers) throws IOException {
    return Vectors.write(this, buffers);
  }

  /**
   * {@code sendfile(2)} from the file's own position, which moves; as {@link #sendfile(Descriptor,
   * long, long)}.
   */
  public final long sendfile(Descriptor file, long count) throws IOException {
    SendFile.checkRange(0, count);
    return SendFile.send(this, file, -1, count);
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
    SendFile.checkRange(offset, count);
    return SendFile.send(this, file, offset, count);
  }

  /**
   * {@code open(2)}, {@code sendfile(2)}, {@code close(2)}; as {@link #sendfile(Descriptor, long,
   * long)}. A file that the kernel makes up when it is read, as in {@code /proc} and {@code /sys},
   * it refuses to send: that is read and sent.
   */
  public final long sendfile(Path file, long offset, long count) throws IOException {
    SendFile.checkRange(offset, count);
    return SendFile.send(this, file, offset, count);
  }

  // ---- for the calls of this package

  /** Whether a read of 0 bytes into a buffer with room means the end. */
  boolean zeroIsEof() {
    return true;
  }

  final CallFrame enter() throws ClosedChannelException {
    return owned.enter();
  }

  final void leave(CallFrame frame) {
    try {
      owned.leave(frame);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Has a platform thread make a call that waits; closed meanwhile, it is so for this call too. */
  final <T extends @Nullable Object> T offload(Offload.IoCall<T> call) throws IOException {
    return Waiting.offload(owned, call);
  }

  /** The number, between {@link #enter} and {@link #leave}. */
  final int number() {
    return owned.number();
  }

  /** Whether a call that returned {@code n} was ended by a signal and is to be made again. */
  final boolean retry(long n) {
    return n == -EINTR && owned.isOpen();
  }

  /**
   * Whether a call that returned {@code n} would have to wait, or has waited as long as it may: one
   * that a signal interrupts is made again until then.
   *
   * @throws AsynchronousCloseException if the descriptor was closed meanwhile
   */
  final boolean again(long n) throws AsynchronousCloseException {
    checkStillOpen();
    return n == -EAGAIN || n == -EINTR;
  }

  /**
   * What to return for a call that returned {@code -errno}: {@link #AGAIN}.
   *
   * @throws AsynchronousCloseException if the descriptor was closed meanwhile
   * @throws ErrnoException for everything but EAGAIN
   */
  final int failed(long n, String call, String arguments) throws IOException {
    if (again(n)) {
      return AGAIN;
    }
    throw failure(n, call, arguments);
  }

  /**
   * What to throw for a call that returned {@code -errno} and never waits, so that EAGAIN too is a
   * failure.
   *
   * @throws AsynchronousCloseException if the descriptor was closed meanwhile
   */
  final ErrnoException failure(long n, String call, String arguments)
      throws AsynchronousCloseException {
    checkStillOpen();
    String fd = "fd=" + owned.number();
    return new ErrnoException(
        new Errno((int) -n), call, arguments.isEmpty() ? fd : fd + ", " + arguments);
  }

  /**
   * Refuses what a call was told by the dead file that a close by another thread puts in the place
   * of this one: an end of the stream, an address, an option.
   */
  final void checkStillOpen() throws AsynchronousCloseException {
    if (!owned.isOpen()) {
      throw new AsynchronousCloseException();
    }
  }

  /** {@code Socket[fd=7]}, {@code Descriptor[closed]}. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + (isOpen() ? "[fd=" + owned.number() + "]" : "[closed]");
  }
}
