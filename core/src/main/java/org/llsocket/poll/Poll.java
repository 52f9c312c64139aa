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
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.Offload;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Pollfd;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.StackRoom;

/**
 * {@code poll(2)}: tells which of a few descriptors are ready. It is an array of {@code struct
 * pollfd} and has no descriptor of its own; for hundreds, or a set that lives long, there is {@link
 * Epoll}.
 *
 * <pre>{@code
 * var poll = new Poll();
 * int input = poll.add(pipe, POLL.IN);
 * int peer = poll.add(socket, POLL.IN);
 * if (poll.poll(Duration.ofSeconds(5)) > 0 && poll.revents(peer) != 0) {
 *   socket.recv(buffer);
 * }
 * }</pre>
 *
 * <p>A descriptor that is closed, before the call or by another thread during it, is ready with
 * {@link POLL#NVAL}, as in C: the others are served on. Each call tells of it anew until it is
 * {@linkplain #remove removed}.
 *
 * <p>For one thread at a time, but for {@link #wakeup}. A virtual thread that has to wait parks,
 * and a platform thread waits in its place. On a platform thread nothing is allocated.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class Poll {
  private static final int EINTR = Platform.number("EINTR");

  private final AtomicBoolean polling = new AtomicBoolean();
  private final Members members = new Members();
  private volatile boolean requested; // to end: the call under way, or the next
  private volatile @Nullable KernelWait wait; // of the call under way
  private @Nullable Descriptor[] descriptors = new Descriptor[8];
  private MemorySegment pollfds = array(8);

  /** A set of none. */
  public Poll() {}

  private static MemorySegment array(int length) {
    return Arena.ofAuto().allocate((long) length * Pollfd.SIZE, Long.BYTES);
  }

  /** What is in the set, for a close that looks for those who use a descriptor. */
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
   * Adds a descriptor; one may be added more than once.
   *
   * @param descriptor any
   * @param events {@link POLL} flags; 0 to hear of errors, hang-ups and a close only
   * @return its index: 0, 1, 2 …
   * @throws IllegalArgumentException if {@code events} are not 16 bits
   * @throws IllegalStateException while another thread polls
   */
  public int add(Descriptor descriptor, int events) {
    checkEvents(events);
    OwnedFd fd = Owners.of(descriptor);
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

  /** Makes room; all of it, or none where memory ends. */
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
   * Removes a descriptor; those after it move down by one.
   *
   * @throws IndexOutOfBoundsException if there is none with this index
   * @throws IllegalStateException while another thread polls
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

  /** How many descriptors there are. */
  public int count() {
    return members.count;
  }

  /** The descriptor with this index. */
  public Descriptor descriptor(int index) {
    return Objects.requireNonNull(descriptors[Objects.checkIndex(index, members.count)]);
  }

  /** {@code pollfd.events}: what is looked for. */
  public int events(int index) {
    return Pollfd.events(pollfds, Objects.checkIndex(index, members.count));
  }

  /**
   * {@code pollfd.events}: what to look for from the next call on.
   *
   * @throws IllegalArgumentException if {@code events} are not 16 bits
   */
  public void events(int index, int events) {
    checkEvents(events);
    Pollfd.events(pollfds, Objects.checkIndex(index, members.count), events);
  }

  /** {@code pollfd.revents}: what the last call has found; 0 for nothing. */
  public int revents(int index) {
    return Pollfd.revents(pollfds, Objects.checkIndex(index, members.count));
  }

  private static void checkEvents(int events) {
    if ((events & ~0xffff) != 0) {
      throw new IllegalArgumentException(
          "events 0x" + Integer.toHexString(events) + " are not 16 bits");
    }
  }

  private void begin() {
    StackRoom.require();
    if (!polling.compareAndSet(false, true)) {
      throw new IllegalStateException("another thread polls");
    }
  }

  // ---- waiting

  /** {@code poll(fds, count, -1)}, as {@link #poll(Duration)} without a timeout. */
  public int poll() throws IOException {
    return poll(Deadline.NONE);
  }

  /**
   * {@code poll(fds, count, timeout)}: waits until a descriptor is ready.
   *
   * @param timeout how long at most, in milliseconds rounded up; zero looks and does not wait
   * @return how many descriptors are ready: their {@link #revents} are not 0; 0 if the time has
   *     passed, or after {@link #wakeup}
   * @throws IllegalArgumentException if the timeout is negative
   * @throws IllegalStateException if another thread polls
   * @throws InterruptedIOException if the thread is interrupted before a descriptor is ready; it
   *     stays interrupted
   * @throws ErrnoException EINVAL if there are more descriptors than the process may have open;
   *     ENOMEM
   */
  public int poll(Duration timeout) throws IOException {
    return poll(Deadline.in(timeout));
  }

  /** Ends the call under way, or else the next, which then returns at once. For any thread. */
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
      int ready = requested ? 0 : look();
      return ready != 0 ? ready : Offload.toEnd(() -> waitInKernel(deadline));
    } finally {
      polling.set(false);
    }
  }

  /** Looks and does not wait. */
  private int look() throws IOException {
    CallFrame frame = CallFrame.current();
    frame.using(members);
    try {
      hold();
      int n;
      do {
        n = FdCalls.poll(frame.errno, pollfds, members.count, 0);
      } while (n == -EINTR);
      return checked(n);
    } finally {
      letGo(frame);
    }
  }

  private int waitInKernel(long deadline) throws IOException {
    checkInterrupt();
    CallFrame frame = CallFrame.current();
    frame.using(members);
    try {
      boolean closed = hold();
      KernelWait begun = KernelWait.of(frame);
      int n;
      begun.start();
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
      letGo(frame);
    }
  }

  private boolean mayWait(boolean closed, long deadline) {
    return !closed && !requested && Deadline.remaining(deadline) > 0;
  }

  /** Keeps every number from being given back; whether one is closed already. */
  private boolean hold() {
    boolean closed = false;
    for (int i = 0; i < members.count; i++) {
      OwnedFd fd = fd(i);
      members.held[i] = fd.hold();
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

  /** How many are ready, the closed ones among them. */
  private int checked(int n) throws IOException {
    if (n < 0 && n != -EINTR) {
      throw new ErrnoException(new Errno(-n), "poll", "nfds=" + members.count);
    }
    int ready = 0;
    for (int i = 0; i < members.count; i++) {
      if (!fd(i).isOpen()) {
        Pollfd.revents(pollfds, i, POLL.NVAL);
      } else if (n < 0) {
        Pollfd.revents(pollfds, i, 0);
      }
      if (Pollfd.revents(pollfds, i) != 0) {
        ready++;
      }
    }
    return ready;
  }

  /** Ends {@link #hold}. */
  private void letGo(CallFrame frame) {
    frame.unusing();
    for (int i = 0; i < members.count; i++) {
      if (members.held[i]) {
        members.held[i] = false;
        fd(i).letGo();
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
