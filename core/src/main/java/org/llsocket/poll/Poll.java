package org.llsocket.poll;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.BlockingExecutor;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Pollfd;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * {@code poll(2)}: reports which of a few descriptors are ready. A {@code Poll} is an array of
 * {@code struct pollfd} and has no descriptor of its own. For hundreds of descriptors, or for a set
 * that lives long, use {@link Epoll}.
 *
 * <pre>{@code
 * var poll = new Poll();
 * int input = poll.add(pipe, Poll.IN);
 * int peer = poll.add(socket, Poll.IN);
 * if (poll.poll(Duration.ofSeconds(5)) > 0 && poll.revents(peer) != 0) {
 *   socket.recv(buffer);
 * }
 * }</pre>
 *
 * <p>A descriptor that is closed, before the call or by another thread during it, is ready with
 * {@link #NVAL}, as in C, and the other descriptors are polled normally. Each call reports it again
 * until it is {@linkplain #remove removed}.
 *
 * <p>For use by one thread at a time, except {@link #wakeup}. A virtual thread that has to wait
 * parks, and a platform thread waits in its place. On a platform thread nothing is allocated.
 *
 * <p>The constants of this class are the flags of {@code pollfd.events} and {@code pollfd.revents},
 * combined with {@code |}; {@link #eventNames} returns their C names.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class Poll {
  /** {@code POLLIN}: there is data to read, a connection to accept, or the end of the stream. */
  public static final int IN = Platform.number("POLLIN");

  /** {@code POLLPRI}: there is an exceptional condition, such as TCP's urgent data. */
  public static final int PRI = Platform.number("POLLPRI");

  /** {@code POLLOUT}: a write would not block; a connect has succeeded or failed. */
  public static final int OUT = Platform.number("POLLOUT");

  /** {@code POLLERR}: an error, or the read end of a pipe is closed. Always reported. */
  public static final int ERR = Platform.number("POLLERR");

  /** {@code POLLHUP}: the peer has hung up; there may be data left to read. Always reported. */
  public static final int HUP = Platform.number("POLLHUP");

  /** {@code POLLNVAL}: the descriptor is closed. Always reported. */
  public static final int NVAL = Platform.number("POLLNVAL");

  /** {@code POLLRDNORM}: the same as {@link #IN}. */
  public static final int RDNORM = Platform.number("POLLRDNORM");

  /** {@code POLLRDBAND}: priority data can be read; not used on Linux. */
  public static final int RDBAND = Platform.number("POLLRDBAND");

  /** {@code POLLWRNORM}: the same as {@link #OUT}. */
  public static final int WRNORM = Platform.number("POLLWRNORM");

  /** {@code POLLWRBAND}: priority data can be written. */
  public static final int WRBAND = Platform.number("POLLWRBAND");

  /** {@code POLLMSG}: not used on Linux. */
  public static final int MSG = Platform.number("POLLMSG");

  /** {@code POLLRDHUP}: the peer has closed the connection, or shut down its writing half. */
  public static final int RDHUP = Platform.number("POLLRDHUP");

  private static final int EINTR = Platform.number("EINTR");

  private final AtomicBoolean polling = new AtomicBoolean();
  private final Members members = new Members();
  private volatile boolean requested; // to end the call in progress, or the next
  private volatile @Nullable KernelWait wait; // of the call in progress
  private @Nullable Descriptor[] descriptors = new Descriptor[8];
  private MemorySegment pollfds = array(8);

  /** An empty set. */
  public Poll() {}

  /**
   * {@return the C names of {@code events}, joined with {@code |}; {@code 0} if there are none}
   *
   * @param events {@code POLL*} flags
   */
  public static String eventNames(int events) {
    return Platform.flagNames("POLL", events);
  }

  private static MemorySegment array(int length) {
    return Arena.ofAuto().allocate((long) length * Pollfd.SIZE, Long.BYTES);
  }

  /** The set, for a close that searches for the threads that use a descriptor. */
  private static final class Members implements CallFrame.Group {
    @Nullable OwnedFd[] fds = new OwnedFd[8];
    boolean[] held = new boolean[8];
    int count;

    @Override
    @SuppressWarnings("ReferenceEquality") // the very object is meant
    public boolean contains(Object member) {
      for (int i = 0; i < count; i++) {
        if (fds[i] == member) {
          return true;
        }
      }
      return false;
    }
  }

  // ---- the set

  /**
   * Adds a {@code struct pollfd} for a descriptor. The same descriptor may be added several times.
   *
   * @param descriptor any descriptor
   * @param events {@code POLL*} flags; 0 to be notified of errors, hang-ups and a close only
   * @return its index: 0 for the first, then 1, 2, …
   * @throws IllegalArgumentException if {@code events} does not fit in 16 bits
   * @throws IllegalStateException if another thread is polling
   */
  public int add(Descriptor descriptor, int events) {
    checkEvents(events);
    OwnedFd fd = DescriptorAccess.of(descriptor);
    begin();
    try {
      int index = members.count;
      if (index == descriptors.length) {
        grow(index * 2);
      }
      descriptors[index] = descriptor;
      members.fds[index] = fd;
      Pollfd.set(pollfds.asSlice((long) index * Pollfd.SIZE), -1, events);
      Pollfd.revents(pollfds, index, 0);
      members.count++;
      return index;
    } finally {
      polling.set(false);
    }
  }

  /** Grows completely, or not at all if an allocation fails. */
  private void grow(int length) {
    MemorySegment larger = array(length);
    MemorySegment.copy(pollfds, 0, larger, 0, pollfds.byteSize());
    @Nullable Descriptor[] more = Arrays.copyOf(descriptors, length);
    @Nullable OwnedFd[] fds = Arrays.copyOf(members.fds, length);
    boolean[] held = Arrays.copyOf(members.held, length);
    pollfds = larger;
    descriptors = more;
    members.fds = fds;
    members.held = held;
  }

  /**
   * Removes a descriptor. The indexes of those after it decrease by one.
   *
   * @throws IndexOutOfBoundsException if the index is out of range
   * @throws IllegalStateException if another thread is polling
   */
  public void remove(int index) {
    begin();
    try {
      int behind = members.count - 1 - Objects.checkIndex(index, members.count);
      System.arraycopy(descriptors, index + 1, descriptors, index, behind);
      System.arraycopy(members.fds, index + 1, members.fds, index, behind);
      members.count--;
      descriptors[members.count] = null;
      members.fds[members.count] = null;
      long size = Pollfd.SIZE;
      MemorySegment.copy(pollfds, (index + 1) * size, pollfds, index * size, behind * size);
    } finally {
      polling.set(false);
    }
  }

  /** The number of descriptors, {@code nfds}. */
  public int size() {
    return members.count;
  }

  /**
   * The descriptor at an index.
   *
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public Descriptor descriptor(int index) {
    return Objects.requireNonNull(descriptors[Objects.checkIndex(index, members.count)]);
  }

  /**
   * {@code pollfd.events}: the requested events.
   *
   * @return {@code POLL*} flags
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public int events(int index) {
    return Pollfd.events(pollfds, Objects.checkIndex(index, members.count));
  }

  /**
   * {@code pollfd.events = events}: replaces the requested events, from the next call on.
   *
   * @param index as returned by {@link #add}
   * @param events {@code POLL*} flags
   * @throws IndexOutOfBoundsException if the index is out of range
   * @throws IllegalArgumentException if {@code events} does not fit in 16 bits
   * @throws IllegalStateException if another thread is polling
   */
  public void modify(int index, int events) {
    checkEvents(events);
    begin();
    try {
      Pollfd.events(pollfds, Objects.checkIndex(index, members.count), events);
    } finally {
      polling.set(false);
    }
  }

  /**
   * {@code pollfd.revents}: the events that the last call returned; 0 if there are none.
   *
   * @return {@code POLL*} flags
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public int revents(int index) {
    return Pollfd.revents(pollfds, Objects.checkIndex(index, members.count));
  }

  private static void checkEvents(int events) {
    if ((events & ~0xffff) != 0) {
      throw new IllegalArgumentException(
          "events 0x" + Integer.toHexString(events) + " does not fit in 16 bits");
    }
  }

  private void begin() {
    StackHeadroom.require();
    if (!polling.compareAndSet(false, true)) {
      throw new IllegalStateException("another thread is polling");
    }
  }

  // ---- waiting

  /** {@code poll(fds, nfds, -1)}: as {@link #poll(Duration)} without a timeout. */
  public int poll() throws IOException {
    return poll(Deadline.NONE);
  }

  /**
   * {@code poll(fds, nfds, timeout)}: waits until a descriptor is ready.
   *
   * @param timeout the maximum time to wait, rounded up to milliseconds; zero polls and does not
   *     block
   * @return the number of ready descriptors, whose {@link #revents} are not 0; 0 if the timeout has
   *     passed, or after {@link #wakeup}
   * @throws IllegalArgumentException if the timeout is negative
   * @throws IllegalStateException if another thread is polling
   * @throws InterruptedIOException if the thread is interrupted before a descriptor is ready; its
   *     interrupt status stays set
   * @throws ErrnoException EINVAL if there are more descriptors than {@code RLIMIT_NOFILE}; ENOMEM
   * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
   */
  public int poll(Duration timeout) throws IOException {
    return poll(Deadline.in(timeout));
  }

  /**
   * Ends the call in progress, or else the next, which then returns at once. Safe for use by any
   * thread.
   *
   * <p><b>Not a single call</b>: a signal to the thread in {@code poll(2)}; no call if there is
   * none.
   */
  public void wakeup() {
    requested = true;
    KernelWait now = wait;
    if (now != null) {
      now.request();
    }
  }

  private int poll(long deadline) throws IOException {
    begin();
    try {
      if (!Thread.currentThread().isVirtual()) {
        return waitInKernel(deadline);
      }
      checkInterrupt();
      int ready = requested ? 0 : pollOnce();
      return ready != 0 ? ready : BlockingExecutor.toEnd(() -> waitInKernel(deadline));
    } finally {
      polling.set(false);
    }
  }

  /** Polls without blocking. */
  private int pollOnce() throws IOException {
    CallFrame frame = CallFrame.current();
    frame.using(members);
    try {
      retain();
      int n;
      do {
        n = FdCalls.poll(frame.errno, pollfds, members.count, 0);
      } while (n == -EINTR);
      return checked(n);
    } finally {
      releaseRetained(frame);
    }
  }

  private int waitInKernel(long deadline) throws IOException {
    checkInterrupt();
    CallFrame frame = CallFrame.current();
    frame.using(members);
    try {
      boolean closed = retain();
      KernelWait begun = KernelWait.start(frame);
      int n;
      wait = begun;
      try {
        do {
          int millis = closed || requested ? 0 : Deadline.millis(deadline);
          n = FdCalls.poll(frame.errno, pollfds, members.count, millis);
          closed |= anyClosed();
        } while ((begun.retry(n) && !requested) || (n == 0 && mayWait(closed, deadline)));
      } finally {
        wait = null;
        requested = false;
        begun.stop();
      }
      int ready = checked(n);
      if (ready == 0) {
        checkInterrupt();
      }
      return ready;
    } finally {
      releaseRetained(frame);
    }
  }

  private boolean mayWait(boolean closed, long deadline) {
    return !closed && !requested && Deadline.remaining(deadline) > 0;
  }

  /** Keeps every fd from being closed; returns whether a descriptor is closed already. */
  private boolean retain() {
    boolean closed = false;
    for (int i = 0; i < members.count; i++) {
      OwnedFd fd = fd(i);
      members.held[i] = fd.retain();
      Pollfd.fd(pollfds, i, members.held[i] ? fd.number() : -1);
      closed |= !members.held[i];
    }
    return closed;
  }

  private boolean anyClosed() {
    for (int i = 0; i < members.count; i++) {
      if (!fd(i).isOpen()) {
        return true;
      }
    }
    return false;
  }

  /** The number of ready descriptors, including the closed ones. */
  private int checked(int n) throws IOException {
    if (n < 0 && n != -EINTR) {
      throw new ErrnoException(new Errno(-n), "poll", "nfds=" + members.count);
    }
    int ready = 0;
    for (int i = 0; i < members.count; i++) {
      if (!fd(i).isOpen()) {
        Pollfd.revents(pollfds, i, Poll.NVAL);
      } else if (n < 0) {
        Pollfd.revents(pollfds, i, 0);
      }
      if (Pollfd.revents(pollfds, i) != 0) {
        ready++;
      }
    }
    return ready;
  }

  /** Ends {@link #retain}. */
  private void releaseRetained(CallFrame frame) {
    frame.unusing();
    for (int i = 0; i < members.count; i++) {
      if (members.held[i]) {
        members.held[i] = false;
        fd(i).releaseRetained();
      }
    }
    frame.done();
  }

  private OwnedFd fd(int index) {
    return Objects.requireNonNull(members.fds[index]);
  }

  private static void checkInterrupt() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
  }
}
