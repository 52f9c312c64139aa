package org.llsocket.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.RingFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.struct.IoUringCqe;
import org.llsocket.internal.struct.IoUringSqe;
import org.llsocket.internal.sys.UringCalls;

/**
 * The submission and completion queues of a ring, and {@code io_uring_enter(2)}. The kernel shares
 * the memory, so what stands in it is checked: a count that cannot be is an error, and no index is
 * taken from it.
 */
final class RingQueues implements BlockingCall {
  private static final VarHandle INT = JAVA_INT.varHandle();
  private static final Struct ARG = Platform.struct("io_uring_getevents_arg");
  private static final int MIN_WAIT = ARG.offset("min_wait_usec");
  private static final int TS = ARG.offset("ts");
  private static final int GETEVENTS = Platform.number("IORING_ENTER_GETEVENTS");
  private static final int EXT_ARG = Platform.number("IORING_ENTER_EXT_ARG");
  private static final int CQ_OVERFLOW = Platform.number("IORING_SQ_CQ_OVERFLOW");
  private static final int LINKS =
      Platform.number("IOSQE_IO_LINK") | Platform.number("IOSQE_IO_HARDLINK");
  private static final int EINTR = Platform.number("EINTR");
  private static final int ETIME = Platform.number("ETIME");
  private static final int EBUSY = Platform.number("EBUSY");
  private static final int EAGAIN = Platform.number("EAGAIN");

  private static final long PAUSE_NANOS = 1_000_000;

  /** The most completions that a wait collects. */
  private static final int LARGEST_BATCH = 256;

  /** Fewer completions than these are no load, and the next wait is for one. */
  private static final int LEAST_BATCH = 4;

  /** The size of the memory that {@link Layout#argument} has. */
  static final int ARGUMENT_SIZE = ARG.size() + 2 * Long.BYTES;

  /**
   * Where the kernel has put the queues.
   *
   * @param rings both queues
   * @param sqes the elements of the submission queue
   * @param argument of {@link #ARGUMENT_SIZE}, for io_uring_enter(2)
   */
  record Layout(
      MemorySegment rings,
      MemorySegment sqes,
      MemorySegment argument,
      int sqHead,
      int sqTail,
      int sqFlags,
      int sqEntries,
      int cqHead,
      int cqTail,
      int cqes,
      int cqEntries) {}

  private final RingFd owned;
  private final Layout layout;
  private final MemorySegment rings;
  private final MemorySegment sqes;
  private final MemorySegment argument;
  private final long sqHead;
  private final long sqTail;
  private final long sqFlags;
  private final int sqEntries;
  private final long cqHead;
  private final long cqTail;
  private final long cqes;
  private final int cqEntries;
  private final int batchMicros;
  private int tail; // of the submission queue, ours until it is published
  private int head; // of the completion queue
  private int lastFlags; // of the element added last: a link needs its successor
  private int batch = 1; // how many completions the next wait is for
  private long deadline;

  /**
   * Queues that are empty.
   *
   * @param batchMicros how long a wait may collect a batch, 0 for never
   */
  RingQueues(RingFd owned, Layout layout, int batchMicros) {
    this.owned = owned;
    this.batchMicros = batchMicros;
    this.layout = layout;
    rings = layout.rings;
    sqes = layout.sqes;
    argument = layout.argument;
    sqHead = layout.sqHead;
    sqTail = layout.sqTail;
    sqFlags = layout.sqFlags;
    sqEntries = layout.sqEntries;
    cqHead = layout.cqHead;
    cqTail = layout.cqTail;
    cqes = layout.cqes;
    cqEntries = layout.cqEntries;
    tail = (int) INT.getAcquire(rings, sqTail);
    head = (int) INT.getAcquire(rings, cqHead);
  }

  // ---- submission

  /** How many elements the kernel has not taken yet. */
  int unsubmitted() {
    int count = tail - (int) INT.getAcquire(rings, sqHead);
    if (count < 0 || count > sqEntries) {
      throw new IllegalStateException("the submission queue of the ring is corrupt: " + count);
    }
    return count;
  }

  /** How many elements can be added. */
  int space() {
    return sqEntries - unsubmitted();
  }

  int sqEntries() {
    return sqEntries;
  }

  private long elementAt(int index) {
    return (long) (index & (sqEntries - 1)) * IoUringSqe.SIZE;
  }

  /** Adds an element; there must be {@link #space}. */
  void add(Operation from) {
    long at = elementAt(tail);
    int group = from.selects == null ? 0 : from.selects.group();
    IoUringSqe.operation(sqes, at, from.opcode, from.sqeFlags, from.ioprio, from.fd, from.off);
    IoUringSqe.memory(sqes, at, from.addr, from.len, from.opFlags);
    IoUringSqe.identity(sqes, at, from.id(), group, from.fileIndex);
    lastFlags = from.sqeFlags;
    tail++;
  }

  /** Adds an element without memory, whose completion nothing waits for. */
  void add(int opcode, int fd, long addr, int len, int flags, long userData, int fileIndex) {
    long at = elementAt(tail);
    IoUringSqe.operation(sqes, at, opcode, 0, 0, fd, 0);
    IoUringSqe.memory(sqes, at, addr, len, flags);
    IoUringSqe.identity(sqes, at, userData, 0, fileIndex);
    lastFlags = 0;
    tail++;
  }

  /** Adds flags to the element that was added last, unless the kernel has taken it. */
  void flagLast(int flags) {
    if (unsubmitted() == 0) {
      throw new IllegalStateException("no operation was prepared that could be linked");
    }
    lastFlags |= flags;
    IoUringSqe.flags(sqes, elementAt(tail - 1), lastFlags);
  }

  /** Whether the element that was added last is linked to one that is still to be added. */
  boolean isChainOpen() {
    return (lastFlags & LINKS) != 0 && unsubmitted() > 0;
  }

  /** Ends a chain of linked elements, as the kernel does at the end of a submission. */
  void endChain() {
    if (isChainOpen()) {
      lastFlags &= ~LINKS;
      IoUringSqe.flags(sqes, elementAt(tail - 1), lastFlags);
    }
  }

  // ---- completion

  /** How many completions have arrived. */
  int ready() {
    int count = (int) INT.getAcquire(rings, cqTail) - head;
    if (count < 0 || count > cqEntries) {
      throw new IllegalStateException("the completion queue of the ring is corrupt: " + count);
    }
    return count;
  }

  private long headAt() {
    return cqes + (long) (head & (cqEntries - 1)) * IoUringCqe.SIZE;
  }

  long userData() {
    return IoUringCqe.userData(rings, headAt());
  }

  int res() {
    return IoUringCqe.res(rings, headAt());
  }

  int flags() {
    return IoUringCqe.flags(rings, headAt());
  }

  /** Gives the element at the head back to the kernel. */
  void advance() {
    head++;
    INT.setRelease(rings, cqHead, head);
  }

  /** The memory of both queues. */
  Layout layout() {
    return layout;
  }

  /** Whether the kernel keeps completions for which the queue had no space. */
  boolean isOverflowing() {
    return ((int) INT.getAcquire(rings, sqFlags) & CQ_OVERFLOW) != 0;
  }

  /** Notes how many completions a wait has brought, for the next one. */
  void collected(int count) {
    if (batchMicros == 0 || count < LEAST_BATCH) {
      batch = 1;
    } else {
      batch = Math.min(count >= batch ? count * 2 : count, Math.min(LARGEST_BATCH, cqEntries));
    }
  }

  // ---- io_uring_enter

  /**
   * Submits what was added, and has the kernel post completions.
   *
   * @param until how long to wait for one; {@link Deadline#NOW} not at all
   */
  void enter(long until) throws IOException {
    deadline = until;
    boolean waits = until != Deadline.NOW;
    check(BlockingIo.run(owned, this, waits), waits);
  }

  /** Submits and waits for a completion, whether or not this thread is interrupted. */
  void enterUninterrupted() throws IOException {
    deadline = Deadline.NONE;
    batch = 1;
    CallFrame frame = CallFrame.current();
    try {
      long n;
      do {
        n = make(frame, owned.number(), true);
      } while (n == -EINTR);
      check(n, true);
    } finally {
      frame.done();
    }
  }

  /** The kernel may be short of memory for a while, in which case a wait ends at once. */
  private void check(long n, boolean waits) throws ErrnoException {
    if (n == -ETIME) {
      batch = 1; // a batch that did not come: the next wait has no time limit of its own
    } else if (n == -EBUSY || n == -EAGAIN) {
      if (waits && ready() == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } else if (n < 0 && n != -EINTR) {
      throw new ErrnoException(new Errno((int) -n), "io_uring_enter", "fd=" + owned.number());
    }
  }

  /** The descriptor is acquired. */
  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    int submit = unsubmitted();
    INT.setRelease(rings, sqTail, tail);
    int least = !waits ? 0 : batch;
    boolean batches = waits && batch > 1;
    if (!waits || (deadline == Deadline.NONE && !batches)) {
      return UringCalls.io_uring_enter(
          frame.errno, fd, submit, least, GETEVENTS, MemorySegment.NULL, 0);
    }
    argument.set(JAVA_INT, MIN_WAIT, batches ? batchMicros : 0);
    argument.set(JAVA_LONG, TS, deadline == Deadline.NONE ? 0 : timeout());
    return UringCalls.io_uring_enter(
        frame.errno, fd, submit, least, GETEVENTS | EXT_ARG, argument, ARG.size());
  }

  /** The address of a timespec of what is left until the deadline. */
  private long timeout() {
    long nanos = Math.max(0, Deadline.remaining(deadline));
    argument.set(JAVA_LONG, ARG.size(), nanos / 1_000_000_000);
    argument.set(JAVA_LONG, ARG.size() + (long) Long.BYTES, nanos % 1_000_000_000);
    return argument.address() + ARG.size();
  }

  @Override
  public boolean sends() {
    return false;
  }

  /** Submitting has an effect; an interrupt is then reported by the next wait. */
  @Override
  public boolean hasEffect(long n) {
    return n >= 0 || ready() > 0;
  }

  @Override
  public long limit(OwnedFd fd) {
    return deadline;
  }
}
