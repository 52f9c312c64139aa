package org.llsocket.uring;

import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.RingFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * What a ring submits for itself: cancellations, operations that are to be made again, the close of
 * files of its table, and the poll of the eventfd by which other threads wake the owner. All of it
 * is kept in lists until the submission queue has space, so it needs no memory and cannot fail.
 */
final class RingTasks {
  /** User data of elements that are not operations: the low half is not a slot. */
  static final int WAKE = -2;

  static final int CLOSED_FILE = -3; // the high half is the index
  static final int CANCELLED = -4; // the high half is the slot

  private static final int POLL_MULTI = Platform.number("IORING_POLL_ADD_MULTI");
  private static final int POLLIN = Platform.number("POLLIN");
  static final int POLL_ADD = Platform.number("IORING_OP_POLL_ADD");
  private static final int CANCEL = Platform.number("IORING_OP_ASYNC_CANCEL");
  private static final int CLOSE = Platform.number("IORING_OP_CLOSE");
  private static final int CQE_MORE = Platform.number("IORING_CQE_F_MORE");
  private static final int ENOENT = Platform.number("ENOENT");

  private static final int ATTEMPTS = 2;

  private final RingFd fd;
  private final RingQueues queues;
  private final Operations operations;
  private final RingFiles files;
  private final Thread owner = Thread.currentThread();

  private final AtomicReference<@Nullable RingFile> handed = new AtomicReference<>(); // a list
  private final AtomicBoolean signalled = new AtomicBoolean();
  private volatile boolean woken;

  private boolean wakeArmed;
  private boolean ends; // of the ring: no wake-ups, and the table is closed as a whole
  private final BitSet closing; // places of the table

  /** To be made again, or, if they are in the kernel, to be cancelled. */
  private final OperationQueue due = new OperationQueue();

  /**
   * A cancellation has not found them: they are linked to an operation that has not ended. They are
   * cancelled again when any operation has ended. The kernel may begin them in the submission after
   * that, so a second attempt finds them.
   */
  private final OperationQueue missed = new OperationQueue();

  private int attempts;

  RingTasks(RingFd fd, RingQueues queues, Operations operations, RingFiles files) {
    this.fd = fd;
    this.queues = queues;
    this.operations = operations;
    this.files = files;
    closing = new BitSet(files.capacity());
  }

  // ---- by any thread

  /** Has the owner close a file. */
  void handOver(RingFile file) {
    StackHeadroom.require();
    if (file.handOver()) {
      RingFile top;
      do {
        top = handed.get();
        file.nextHanded = top;
      } while (!handed.compareAndSet(top, file));
    }
    signal();
  }

  /** Ends one wait of the owner. */
  void wakeup() {
    StackHeadroom.require();
    woken = true;
    signal();
  }

  /** Has the owner come out of its wait, unless that is under way. */
  void signal() {
    StackHeadroom.require();
    if (signalled.getAndSet(true) || Thread.currentThread().equals(owner)) {
      return;
    }
    boolean sent = false;
    try {
      fd.signal();
      sent = true;
    } finally {
      if (!sent) { // no stack: another call does it
        signalled.set(false);
      }
    }
  }

  // ---- by the owner

  /** Whether {@link #wakeup} was called since. */
  boolean takeWakeup() {
    boolean taken = woken;
    if (taken) {
      woken = false;
    }
    return taken;
  }

  /** Submits an operation again that the kernel has ended. */
  void again(Operation operation) {
    operation.isSubmitted = false;
    due.add(operation);
  }

  /** Cancels an operation, once. */
  void cancel(Operation operation) {
    if (operation.isInFlight && !operation.cancelled && !operation.notifies) {
      operation.cancelled = true;
      due.add(operation);
    }
  }

  /** Cancels all operations, and submits nothing else from now on. */
  void cancelAll() {
    ends = true;
    for (Operation each : operations.all()) {
      cancel(each);
    }
  }

  /** Cancels the operations that use {@code file} as their second. */
  void cancelSeconds(RingFile file) {
    for (Operation each : operations.all()) {
      if (file.equals(each.second)) {
        cancel(each);
      }
    }
  }

  /** Closes a file of the table, which no operation uses any longer. */
  void close(int index) {
    closing.set(index);
  }

  /** An operation has ended: those that are linked to it have begun, or have ended too. */
  void ended() {
    attempts = ATTEMPTS;
  }

  /** An element that is not an operation has completed. */
  void completed(long userData, int res, int flags) {
    int index = (int) (userData >>> Integer.SIZE);
    switch ((int) userData) {
      case WAKE -> wakeArmed = (flags & CQE_MORE) != 0;
      case CLOSED_FILE -> files.closed(index);
      case CANCELLED -> {
        Operation operation = operations.at(index);
        if (res == -ENOENT && operation != null && operation.isMissed()) {
          missed.add(operation);
        }
      }
      default -> {} // no element of ours
    }
  }

  /** Whether everything was submitted, so that the owner can wait. */
  boolean isDone() {
    return (wakeArmed || ends) && closing.isEmpty() && due.isEmpty();
  }

  /**
   * Adds elements for what is to be done, as far as there is space. A chain of linked operations
   * ends here: what the ring submits for itself is no part of it.
   */
  void settle() {
    signalled.set(false); // before the list is taken: a later signal is for another round
    RingFile next;
    for (RingFile file = handed.getAndSet(null); file != null; file = next) {
      next = file.nextHanded;
      file.nextHanded = null;
      file.closeNow();
    }
    queues.endChain();
    if (attempts > 0 && !missed.isEmpty()) {
      attempts--;
      missed.moveTo(due);
    }
    int space = queues.space();
    if (!wakeArmed && !ends && space > 0) {
      wakeArmed = true;
      queues.add(POLL_ADD, fd.eventFd(), 0, POLL_MULTI, pollEvents(POLLIN), data(WAKE, 0), 0);
      space--;
    }
    for (; !closing.isEmpty() && space > 0; space--) {
      int index = closing.nextSetBit(0);
      closing.clear(index);
      queues.add(CLOSE, 0, 0, 0, 0, data(CLOSED_FILE, index), index + 1);
    }
    for (; !due.isEmpty() && space > 0; space--) {
      settle(Objects.requireNonNull(due.poll()));
    }
  }

  private void settle(Operation operation) {
    if (operation.isSubmitted) {
      queues.add(CANCEL, -1, operation.id(), 0, 0, data(CANCELLED, operation.slot), 0);
      return;
    }
    if (operation.cancelled) {
      operation.becomeNop();
    }
    operation.isSubmitted = true;
    queues.add(operation);
  }

  private static long data(int what, int index) {
    return ((long) index << Integer.SIZE) | (what & 0xffff_ffffL);
  }

  /** {@code poll32_events}, whose halves are swapped on a big-endian machine. */
  static int pollEvents(int events) {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return big ? Integer.rotateLeft(events, Short.SIZE) : events;
  }
}
