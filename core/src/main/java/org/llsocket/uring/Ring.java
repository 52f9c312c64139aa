package org.llsocket.uring;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddrView;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.MessageBatch;

/**
 * {@code io_uring(7)}: operations that are begun together by one system call, and report when they
 * are done. A loop that serves many connections needs a fraction of a system call for each receive
 * or send.
 *
 * <pre>{@code
 * try (Ring ring = Ring.open()) {
 *   BufferRing buffers = ring.buffers(256, 4096);
 *   ring.acceptDirect(ring.file(listener), (accept, _) -> {
 *     RingFile client = accept.acceptedFile();
 *     ring.recv(client, buffers, 0, (recv, _) -> {
 *       if (recv.result() > 0) {
 *         ring.send(client, recv.buffer(), 0, recv.result(), MSG.WAITALL, sent, null);
 *       } else if (recv.isLast()) {
 *         client.close();
 *       }
 *     }, null);
 *   }, null);
 *   while (true) {
 *     ring.await();
 *   }
 * }
 * }</pre>
 *
 * <p>A ring belongs to the platform thread that opened it. Other threads may call {@link #wakeup}
 * and {@link #close}, {@link RingFile#close}, and close the descriptors that operations use; any
 * other method throws {@link WrongThreadException} there.
 *
 * <p><b>Operations.</b> A method that begins one returns its id, makes no system call unless the
 * submission queue is full, and allocates nothing in the steady state. The next {@link #await}
 * submits it. Its handler is called by {@code await} with each completion; {@link Operation#isLast}
 * says whether others follow. Operations on one file may be executed in any order unless they are
 * {@linkplain #link linked}: send again only when the send before has completed.
 *
 * <p><b>Ownership.</b> A buffer and a file that an operation uses belong to the ring until its last
 * completion, whatever closes meanwhile. The kernel uses memory of the ring only: a {@link
 * RingBuffer}.
 *
 * <p><b>Close.</b> {@link #close} cancels what is in flight, waits for its end, and gives
 * everything back; each handler gets its last completion. So does the garbage collector for a ring
 * that was forgotten, without calling handlers.
 *
 * <p>Needs Linux 6.1. Containers often forbid it; {@link #support} reports whether rings can be
 * opened. {@link org.llsocket.loop.Loop} then uses an epoll.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/io_uring.7.html">io_uring(7)</a>
 */
public final class Ring implements Channel {
  private static final int IO_LINK = Platform.number("IOSQE_IO_LINK");
  private static final int IO_HARDLINK = Platform.number("IOSQE_IO_HARDLINK");
  private static final int RECV = Platform.number("IORING_OP_RECV");
  private static final int SEND = Platform.number("IORING_OP_SEND");
  private static final int CONNECT = Platform.number("IORING_OP_CONNECT");
  private static final int SHUTDOWN = Platform.number("IORING_OP_SHUTDOWN");
  private static final int TIMEOUT = Platform.number("IORING_OP_TIMEOUT");
  private static final int LINK_TIMEOUT = Platform.number("IORING_OP_LINK_TIMEOUT");
  private static final int RECV_MULTISHOT = Platform.number("IORING_RECV_MULTISHOT");
  private static final int ACCEPT_MULTISHOT = Platform.number("IORING_ACCEPT_MULTISHOT");
  private static final int POLL_MULTI = Platform.number("IORING_POLL_ADD_MULTI");
  private static final int INDEX_ALLOC = Platform.number("IORING_FILE_INDEX_ALLOC");
  private static final int FD_IN_FIXED = Platform.number("SPLICE_F_FD_IN_FIXED");
  private static final int MAX_BUFFERS = 32_768;
  private static final int MAX_BUFFER_SIZE = 1 << 24;

  private final RingCore core;
  private final RingSetup setup;

  private Ring(RingOpener opened) {
    core = opened.core;
    setup = opened.setup;
    core.fd.closeWith(this);
  }

  /**
   * Receives the completions of an operation.
   *
   * @param <T> the type of the attachment
   */
  @FunctionalInterface
  public interface Handler<T extends @Nullable Object> {
    /**
     * An operation has completed, or has reported one of several results. The handler may begin
     * operations and close files; it cannot wait for the ring. An exception ends the {@link
     * Ring#await} that called it; no completion is lost.
     *
     * @param operation the completion; valid until this method returns
     * @param attachment as given with the operation
     */
    void completed(Operation operation, T attachment) throws IOException;
  }

  /**
   * Whether rings can be opened, found out once per process by opening one. Not by the version of
   * the kernel: a filter of system calls, {@code kernel.io_uring_disabled} and the limit of locked
   * memory matter too.
   */
  public static RingSupport support() {
    return RingOpener.support();
  }

  /** {@code io_uring_setup(2)}: as {@link #open(RingSetup)} with {@link RingSetup#DEFAULT}. */
  public static Ring open() throws IOException {
    return open(RingSetup.DEFAULT);
  }

  /**
   * {@code io_uring_setup(2)}: opens a ring, which belongs to the calling thread.
   *
   * <p><b>Not a single call</b>: the ring is mapped, its table of files registered, and an eventfd
   * opened for {@link #wakeup}. If the limit of locked memory is too small the ring is opened with
   * half of the entries, and so on; {@link #setup} reports what was possible.
   *
   * @throws IllegalStateException if the calling thread is virtual
   * @throws ErrnoException EPERM if {@code kernel.io_uring_disabled} or a filter of system calls
   *     refuses it, ENOSYS if the kernel is built without it, EINVAL before Linux 6.1, ENOMEM,
   *     EMFILE, ENFILE
   * @see <a
   *     href="https://man7.org/linux/man-pages/man2/io_uring_setup.2.html">io_uring_setup(2)</a>
   */
  public static Ring open(RingSetup setup) throws IOException {
    RingOpener opened = RingOpener.open(setup);
    Ring ring = null;
    try {
      ring = new Ring(opened);
      return ring;
    } finally {
      if (ring == null) {
        opened.core.close();
      }
    }
  }

  /** The sizes that the ring was opened with. */
  public RingSetup setup() {
    return setup;
  }

  /** The fd of the ring, or -1 once it is closed. */
  public int fd() {
    return core.isOpen() ? core.fd.number() : -1;
  }

  @Override
  public boolean isOpen() {
    return core.isOpen();
  }

  /**
   * Cancels all operations and waits for their end; their handlers get the last completion. Then
   * closes the files of the table, and gives the memory back. Called in another thread, this
   * returns at once: the owner closes the ring as soon as its {@link #await} ends, which throws
   * {@link AsynchronousCloseException}. Called in a handler, it takes effect when the handler
   * returns. Closing a second time has no effect.
   */
  @Override
  public void close() throws IOException {
    core.close();
  }

  RingCore core() {
    return core;
  }

  // ---- waiting

  /** {@code io_uring_enter(2)}: as {@link #await(Duration)} without a timeout. */
  public int await() throws IOException {
    return await(Deadline.NONE);
  }

  /**
   * {@code io_uring_enter(2)}: submits what was begun, waits for completions, and calls their
   * handlers in this thread. It is not called {@code wait}, because it would overload {@link
   * Object#wait(long)}.
   *
   * @param timeout the longest wait; zero submits and polls
   * @return how many completions were delivered; 0 if the timeout has passed, or after {@link
   *     #wakeup}
   * @throws IllegalArgumentException if the timeout is negative
   * @throws InterruptedIOException if the thread is interrupted; no completion is lost
   * @throws AsynchronousCloseException if another thread closes the ring
   * @throws ClosedChannelException if the ring is closed
   * @throws IOException thrown by a handler
   * @see <a
   *     href="https://man7.org/linux/man-pages/man2/io_uring_enter.2.html">io_uring_enter(2)</a>
   */
  public int await(Duration timeout) throws IOException {
    return await(Deadline.in(timeout));
  }

  private int await(long deadline) throws IOException {
    try {
      return core.await(deadline);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Ends one {@link #await}: the one in progress, or else the next. Does nothing if the ring is
   * closed. May be called by any thread.
   *
   * <p>{@code eventfd_write(3)}; no call if a wake-up is pending.
   */
  public void wakeup() {
    try {
      core.tasks.wakeup();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** How many operations are in flight. */
  public int inFlight() {
    return core.inFlight();
  }

  // ---- memory

  /**
   * {@code io_uring_register_buf_ring(3)}: buffers for {@link #recv(RingFile, BufferRing, int,
   * Handler, Object)}, which exist until the ring is closed.
   *
   * @param count a power of two from 1 to 32768
   * @param size of each buffer in bytes, 1 to 16777216
   * @throws IllegalArgumentException if either is outside its range
   * @throws ErrnoException ENOMEM
   */
  public BufferRing buffers(int count, int size) throws IOException {
    core.checkOwner();
    if (count < 1 || count > MAX_BUFFERS || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "count " + count + " is not a power of two from 1 to " + MAX_BUFFERS);
    }
    return core.registrations.buffers(core, count, checkSize(size));
  }

  /**
   * Memory that operations can use, until the ring is closed.
   *
   * @param size in bytes, 1 to 16777216; whole pages are taken
   * @throws IllegalArgumentException if it is outside its range
   * @throws ErrnoException ENOMEM
   */
  public RingBuffer allocate(int size) throws IOException {
    core.checkOwner();
    return new RingBuffer(core, core.registrations.pages(checkSize(size)), null, -1);
  }

  private static int checkSize(int size) {
    if (size < 1 || size > MAX_BUFFER_SIZE) {
      throw new IllegalArgumentException("size " + size + " is not 1 to " + MAX_BUFFER_SIZE);
    }
    return size;
  }

  // ---- files

  /**
   * Lets operations use a descriptor. It stays the program's; closing it, in any thread, cancels
   * them.
   *
   * @throws ClosedChannelException if it is closed
   */
  public RingFile file(Descriptor descriptor) throws IOException {
    core.checkOwner();
    return core.files.of(descriptor);
  }

  /**
   * {@code io_uring_register_files_update(3)}: adds the file of a descriptor to the ring's table.
   * Operations on it cost less. The descriptor can be closed afterwards; the file stays open until
   * {@link RingFile#close}.
   *
   * @throws ClosedChannelException if it is closed
   * @throws ErrnoException ENFILE if the table is full, EBADF for a ring
   */
  public RingFile register(Descriptor descriptor) throws IOException {
    core.checkOwner();
    return core.files.register(descriptor);
  }

  // ---- sockets

  /**
   * {@code io_uring_prep_multishot_accept(3)}: accepts connections until it fails or is cancelled.
   * {@link Operation#accepted} is each socket. EMFILE and the like end it: begin it again when
   * there are descriptors.
   *
   * @param listener a listening socket
   * @param flags {@link SOCK#NONBLOCK}, or 0
   * @throws IllegalArgumentException for other flags
   */
  public <T extends @Nullable Object> long accept(
      RingFile listener, int flags, Handler<T> handler, T attachment) throws IOException {
    if ((flags & ~SOCK.NONBLOCK) != 0) {
      throw new IllegalArgumentException(
          "flags 0x" + Integer.toHexString(flags) + ": only SOCK.NONBLOCK is allowed");
    }
    if (!listener.isSocket()) {
      throw new IllegalArgumentException(listener + " is not a socket of the program");
    }
    return core.submit(
        core.begin(RingCore.ACCEPT, listener, handler, attachment)
            .repeated(ACCEPT_MULTISHOT)
            .flags(flags | SOCK.CLOEXEC));
  }

  /**
   * {@code io_uring_prep_multishot_accept_direct(3)}: as {@link #accept}, into the ring's table.
   * {@link Operation#acceptedFile} is each connection, which has no fd. Options that a connection
   * inherits from the listener, such as {@code TCP_NODELAY}, are to be set there. ENFILE ends it if
   * the table is full: begin it again when a file was closed.
   *
   * @throws IllegalArgumentException if the ring has no table
   */
  public <T extends @Nullable Object> long acceptDirect(
      RingFile listener, Handler<T> handler, T attachment) throws IOException {
    if (core.files.capacity() == 0) {
      throw new IllegalArgumentException("the ring was opened with files 0: it has no table");
    }
    Operation accept =
        core.begin(RingCore.ACCEPT, listener, handler, attachment).repeated(ACCEPT_MULTISHOT);
    accept.fileIndex = INDEX_ALLOC;
    return core.submit(accept);
  }

  /**
   * {@code io_uring_prep_connect(3)}: connects a socket.
   *
   * @param address copied before this returns
   */
  public <T extends @Nullable Object> long connect(
      RingFile socket, SockAddrView address, Handler<T> handler, T attachment) throws IOException {
    Operation connect = core.begin(CONNECT, socket, handler, attachment);
    return core.submit(core.scratch.address(connect, address));
  }

  /**
   * {@code io_uring_prep_recv_multishot(3)}: receives until the end of the stream, an error, or a
   * cancellation. Each completion has a {@link Operation#buffer} with {@link Operation#result}
   * bytes; 0 is the end of a stream, or an empty datagram, and the last. If no buffer is left the
   * receive goes on when one goes back.
   *
   * @param flags {@code MSG_*}, without {@link MSG#WAITALL}
   */
  public <T extends @Nullable Object> long recv(
      RingFile socket, BufferRing buffers, int flags, Handler<T> handler, T attachment)
      throws IOException {
    core.checkBuffers(buffers);
    return core.submit(
        core.begin(RECV, socket, handler, attachment)
            .selecting(buffers)
            .repeated(RECV_MULTISHOT)
            .flags(flags));
  }

  /** {@code io_uring_prep_recv(3)}: receives once, into a part of a buffer. */
  public <T extends @Nullable Object> long recv(
      RingFile socket,
      RingBuffer buffer,
      int offset,
      int length,
      int flags,
      Handler<T> handler,
      T attachment)
      throws IOException {
    long address = buffer.address(core, offset, length);
    return core.submit(
        core.begin(RECV, socket, handler, attachment).memory(buffer, address, length).flags(flags));
  }

  /**
   * {@code io_uring_prep_send(3)}: sends a part of a buffer. With {@link MSG#WAITALL} a stream
   * socket sends all of it; without it the result may be less. With {@link MSG#DONTWAIT} a full
   * socket is reported as EAGAIN.
   */
  public <T extends @Nullable Object> long send(
      RingFile socket,
      RingBuffer buffer,
      int offset,
      int length,
      int flags,
      Handler<T> handler,
      T attachment)
      throws IOException {
    long address = buffer.address(core, offset, length);
    return core.submit(
        core.begin(SEND, socket, handler, attachment)
            .memory(buffer, address, length)
            .flags(flags | MSG.NOSIGNAL));
  }

  /**
   * {@code io_uring_prep_send_zc(3)}: as {@link #send} without a copy. There are two completions:
   * the result, and a {@linkplain Operation#isNotification notification} when the kernel no longer
   * uses the buffer, which may be as late as the peer's acknowledgement. Pays from about 10 KiB.
   */
  public <T extends @Nullable Object> long sendZc(
      RingFile socket,
      RingBuffer buffer,
      int offset,
      int length,
      int flags,
      Handler<T> handler,
      T attachment)
      throws IOException {
    long address = buffer.address(core, offset, length);
    return core.submit(
        core.begin(RingCore.SEND_ZC, socket, handler, attachment)
            .memory(buffer, address, length)
            .flags(flags | MSG.NOSIGNAL));
  }

  /**
   * {@code io_uring_prep_sendmsg(3)}: sends a message of a batch, with its destination and control
   * data. The batch is in use until the completion: other calls on it throw {@link
   * IllegalStateException}.
   *
   * @throws IndexOutOfBoundsException if the batch does not have the message
   * @throws IllegalArgumentException if descriptors are sent on a stream without data
   */
  public <T extends @Nullable Object> long sendmsg(
      RingFile socket, MessageBatch batch, int index, int flags, Handler<T> handler, T attachment)
      throws IOException {
    return core.submit(
        core.begin(RingMessages.SENDMSG, socket, handler, attachment)
            .message(batch, index)
            .flags(flags | MSG.NOSIGNAL));
  }

  /**
   * {@code io_uring_prep_recvmsg(3)}: receives a message of a batch, with its sender and control
   * data. The batch is in use until the completion. Descriptors that arrive belong to it.
   *
   * @throws IndexOutOfBoundsException if the batch does not have the message
   */
  public <T extends @Nullable Object> long recvmsg(
      RingFile socket, MessageBatch batch, int index, int flags, Handler<T> handler, T attachment)
      throws IOException {
    return core.submit(
        core.begin(RingMessages.RECVMSG, socket, handler, attachment)
            .message(batch, index)
            .flags(flags | MSG.CMSG_CLOEXEC));
  }

  /** {@code io_uring_prep_shutdown(3)}: ends one or both directions. */
  public <T extends @Nullable Object> long shutdown(
      RingFile socket, SHUT how, Handler<T> handler, T attachment) throws IOException {
    return core.submit(
        core.begin(SHUTDOWN, socket, handler, attachment).memory(null, 0, how.number()));
  }

  // ---- any file

  /**
   * {@code io_uring_prep_poll_add(3)}: waits until a file is ready. The result is the events.
   *
   * @param events {@code POLL*}, the low bits of {@link org.llsocket.poll.Poll}'s flags
   */
  public <T extends @Nullable Object> long poll(
      RingFile file, int events, Handler<T> handler, T attachment) throws IOException {
    return core.submit(
        core.begin(RingTasks.POLL_ADD, file, handler, attachment)
            .flags(RingTasks.pollEvents(events)));
  }

  /** {@code io_uring_prep_poll_multishot(3)}: as {@link #poll}, whenever it becomes ready. */
  public <T extends @Nullable Object> long pollMultishot(
      RingFile file, int events, Handler<T> handler, T attachment) throws IOException {
    return core.submit(
        core.begin(RingTasks.POLL_ADD, file, handler, attachment)
            .repeated(0)
            .memory(null, 0, POLL_MULTI)
            .flags(RingTasks.pollEvents(events)));
  }

  /**
   * {@code io_uring_prep_read(3)}: reads a file.
   *
   * @param position in the file; -1 for its own position, and for files without one
   */
  public <T extends @Nullable Object> long read(
      RingFile file,
      RingBuffer buffer,
      int offset,
      int length,
      long position,
      Handler<T> handler,
      T attachment)
      throws IOException {
    checkPosition(position);
    long address = buffer.address(core, offset, length);
    return core.submit(
        core.begin(RingCore.READ, file, handler, attachment)
            .memory(buffer, address, length)
            .at(position));
  }

  /** {@code io_uring_prep_write(3)}: writes a file, as {@link #read}. */
  public <T extends @Nullable Object> long write(
      RingFile file,
      RingBuffer buffer,
      int offset,
      int length,
      long position,
      Handler<T> handler,
      T attachment)
      throws IOException {
    checkPosition(position);
    long address = buffer.address(core, offset, length);
    return core.submit(
        core.begin(RingCore.WRITE, file, handler, attachment)
            .memory(buffer, address, length)
            .at(position));
  }

  /**
   * {@code io_uring_prep_splice(3)}: moves bytes between two files, one of which is a pipe.
   *
   * @param inPosition in the file; -1 for its own position, and for pipes and sockets
   * @param outPosition the same
   * @param length the most bytes, over 0
   * @param flags of {@link org.llsocket.SPLICE}
   */
  public <T extends @Nullable Object> long splice(
      RingFile in,
      long inPosition,
      RingFile out,
      long outPosition,
      int length,
      int flags,
      Handler<T> handler,
      T attachment)
      throws IOException {
    checkPosition(inPosition);
    checkPosition(outPosition);
    if (length < 1) {
      throw new IllegalArgumentException("length " + length + " is not over 0");
    }
    core.checkFile(in);
    int from = in.isRegistered() ? FD_IN_FIXED : 0;
    Operation splice =
        core.begin(RingCore.SPLICE, out, handler, attachment)
            .memory(null, inPosition, length)
            .at(outPosition)
            .flags(flags | from);
    splice.second = in;
    splice.fileIndex = in.number();
    return core.submit(splice);
  }

  private static void checkPosition(long position) {
    if (position < -1) {
      throw new IllegalArgumentException("position " + position + " is less than -1");
    }
  }

  /** {@code io_uring_prep_nop(3)}: completes with 0. */
  public <T extends @Nullable Object> long nop(Handler<T> handler, T attachment)
      throws IOException {
    return core.submit(core.begin(RingCore.NOP, handler, attachment));
  }

  // ---- time, order, cancellation

  /**
   * {@code io_uring_prep_timeout(3)}: completes with {@code -ETIME} after a time.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public <T extends @Nullable Object> long timeout(Duration after, Handler<T> handler, T attachment)
      throws IOException {
    return core.submit(core.scratch.time(core.begin(TIMEOUT, handler, attachment), after));
  }

  /**
   * {@code io_uring_prep_link_timeout(3)}: cancels the operation before it, which is {@linkplain
   * #link linked} to this one, if it takes longer.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public <T extends @Nullable Object> long linkTimeout(
      Duration after, Handler<T> handler, T attachment) throws IOException {
    return core.submit(core.scratch.time(core.begin(LINK_TIMEOUT, handler, attachment), after));
  }

  /**
   * {@code IOSQE_IO_LINK}: the next operation begins when the one begun last has succeeded; if that
   * fails, it ends with {@code -ECANCELED}.
   *
   * @throws IllegalStateException if no operation was begun since the last submission
   */
  public void link() throws IOException {
    core.flagLast(IO_LINK);
  }

  /** {@code IOSQE_IO_HARDLINK}: as {@link #link}, whether or not the operation succeeds. */
  public void hardlink() throws IOException {
    core.flagLast(IO_HARDLINK);
  }

  /**
   * Makes sure that {@code count} operations can be begun without a submission between them, as
   * linked ones have to be.
   *
   * @throws IllegalArgumentException if the submission queue is smaller
   */
  public void reserve(int count) throws IOException {
    core.checkOwner();
    if (count < 0 || count > setup.entries()) {
      throw new IllegalArgumentException("count " + count + " is not 0 to " + setup.entries());
    }
    core.makeSpace(count);
  }

  /**
   * {@code io_uring_prep_cancel64(3)}: cancels an operation, which then ends with {@code
   * -ECANCELED} unless it completes first. Does nothing if it has ended.
   *
   * @param id as the method that began it has returned it
   */
  public void cancel(long id) throws IOException {
    core.cancel(id);
  }

  /** {@code Ring[fd=7, inFlight=3]}, {@code Ring[closed]}. */
  @Override
  public String toString() {
    return isOpen()
        ? "Ring[fd=" + core.fd.number() + ", inFlight=" + inFlight() + "]"
        : "Ring[closed]";
  }
}
