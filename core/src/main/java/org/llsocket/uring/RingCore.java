package org.llsocket.uring;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.RingFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * The implementation of a {@link Ring}: begins operations, delivers their completions, and closes.
 *
 * <p>Everything here runs in the owner's thread, because the kernel takes submissions of a ring
 * from one thread only; other threads {@linkplain #handOver hand over} what they want to be done,
 * and wake the owner.
 */
final class RingCore {
  static final int BUFFER_SELECT = Platform.number("IOSQE_BUFFER_SELECT");
  static final int FIXED_FILE = Platform.number("IOSQE_FIXED_FILE");
  static final int CQE_NOTIF = Platform.number("IORING_CQE_F_NOTIF");
  static final int ECANCELED = Platform.number("ECANCELED");

  private static final int POLL_MULTI = Platform.number("IORING_POLL_ADD_MULTI");
  private static final int POLLIN = Platform.number("POLLIN");

  static final int NOP = Platform.number("IORING_OP_NOP");
  static final int ACCEPT = Platform.number("IORING_OP_ACCEPT");
  static final int READ = Platform.number("IORING_OP_READ");
  static final int SPLICE = Platform.number("IORING_OP_SPLICE");
  static final int SEND_ZC = Platform.number("IORING_OP_SEND_ZC");
  static final int POLL_ADD = Platform.number("IORING_OP_POLL_ADD");
  private static final int CANCEL = Platform.number("IORING_OP_ASYNC_CANCEL");
  private static final int CLOSE = Platform.number("IORING_OP_CLOSE");

  // User data of elements that are not operations: the low half is not a slot.
  private static final long IGNORED = -1;
  static final long WAKE = -2;
  static final int CLOSED_FILE = -3; // the high half is the index

  private static final int TRIES = 8;

  /** Identifies this in the list of watches of a descriptor; it references nothing. */
  final Object key = new Object();

  final RingFd fd;
  final RingRegistrations registrations;
  private final RingQueues queues;
  private final Thread owner = Thread.currentThread();
  private final Operations operations;
  final RingFiles files;
  final RingScratch scratch = new RingScratch(this);
  final RingMessages messages = new RingMessages(this);
  private final Completions completions;

  private final AtomicReference<@Nullable RingFile> handed = new AtomicReference<>(); // a list
  private final AtomicBoolean signalled = new AtomicBoolean();
  private volatile boolean woken;
  private volatile boolean closing;
  private volatile boolean closedByOther;
  private boolean draining;
  private boolean awaiting;
  private boolean wakeArmed;
  private int lastFlags; // of the element added last: a link needs its successor
  private @Nullable Operation firstAgain; // to be submitted again; a queue
  private @Nullable Operation lastAgain;

  RingCore(RingFd fd, RingQueues queues, RingRegistrations registrations, int files) {
    this.fd = fd;
    this.queues = queues;
    this.registrations = registrations;
    this.files = new RingFiles(this, files);
    operations = new Operations(queues.sqEntries());
    completions = new Completions(this, queues, operations, this.files);
  }

  boolean isOpen() {
    return !closing && fd.isOpen();
  }

  void checkOwner() throws ClosedChannelException {
    if (!Thread.currentThread().equals(owner)) {
      throw new WrongThreadException("the ring belongs to " + owner);
    }
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  RingQueues queues() {
    return queues;
  }

  boolean isDraining() {
    return draining;
  }

  int inFlight() {
    return operations.inFlight();
  }

  // ---- submission

  /** An operation to be described and {@linkplain #submit submitted}. */
  <T extends @Nullable Object> Operation begin(int opcode, Ring.Handler<T> handler, T attachment)
      throws ClosedChannelException {
    checkOwner();
    return operations.peek().reset(opcode, handler, attachment);
  }

  /** Begins an operation on a file of this ring. */
  <T extends @Nullable Object> Operation begin(
      int opcode, RingFile file, Ring.Handler<T> handler, T attachment)
      throws ClosedChannelException {
    checkFile(file);
    return begin(opcode, handler, attachment).on(file);
  }

  void checkFile(RingFile file) throws ClosedChannelException {
    if (!file.isOf(this)) {
      throw new IllegalArgumentException(file + " belongs to another ring");
    }
    if (!file.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  /** Submits with the next round; returns the id of the operation. */
  long submit(Operation operation) throws IOException {
    makeSpace(1);
    RingFile file = operation.file;
    RingFile second = operation.second;
    if (file != null && !file.begin(operation)) {
      throw new ClosedChannelException();
    }
    if (second != null && !second.beginSecond()) {
      if (file != null) {
        file.end(operation);
      }
      throw new ClosedChannelException();
    }
    if (operation.uses != null) {
      operation.uses.retain();
    }
    if (operation.batch != null && file != null) {
      messages.begin(operation, operation.batch, file);
    }
    if (mayOutliveRing(operation)) {
      fd.reads(1);
    }
    operations.take(operation);
    queues.add(operation);
    lastFlags = operation.sqeFlags;
    return operation.id();
  }

  private static boolean mayOutliveRing(Operation operation) {
    return operation.opcode == READ;
  }

  /** Adds flags to the operation that was submitted last. */
  void flagLast(int flags) throws ClosedChannelException {
    checkOwner();
    queues.flagLast(flags);
    lastFlags |= flags;
  }

  /** Submits what is there if {@code count} more elements would not fit. */
  void makeSpace(int count) throws IOException {
    if (queues.space() >= count) {
      return;
    }
    if ((lastFlags & Ring.LINKS) != 0 && queues.unsubmitted() > 0) {
      throw new IllegalStateException(
          "the submission queue is full in the middle of linked operations: reserve() them");
    }
    for (int i = 0; i < TRIES && queues.space() < count; i++) {
      queues.enter(Deadline.NOW);
    }
    if (queues.space() < count) {
      throw new IOException("the kernel takes no operations now: it is short of memory");
    }
  }

  /** An element that is not an operation. */
  private void command(
      int opcode, int number, long addr, int len, int flags, long userData, int index) {
    try {
      makeSpace(1);
    } catch (IOException e) {
      throw new IllegalStateException("the ring cannot submit", e);
    }
    queues.add(opcode, number, addr, len, flags, userData, index);
    lastFlags = 0;
  }

  /** Submits an operation again, in the next round. */
  void again(Operation operation) {
    operation.nextStarved = null;
    if (lastAgain == null) {
      firstAgain = operation;
    } else {
      lastAgain.nextStarved = operation;
    }
    lastAgain = operation;
  }

  void cancel(long id) throws ClosedChannelException {
    checkOwner();
    Operation found = operations.of(id);
    if (found != null) {
      cancel(found);
    }
  }

  void cancel(Operation operation) {
    if (operation.cancelled) {
      return;
    }
    operation.cancelled = true;
    if (operation.starved && operation.selects != null) {
      operation.selects.remove(operation);
      again(operation);
    } else {
      command(CANCEL, -1, operation.id(), 0, 0, IGNORED, 0);
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

  void checkBuffers(BufferRing buffers) {
    if (!buffers.isOf(this)) {
      throw new IllegalArgumentException("the buffers belong to another ring");
    }
  }

  /** Closes a file of the table, whose last operation has ended. */
  void release(RingFile file) {
    if (!draining && fd.isOpen()) {
      long userData = ((long) file.number() << Integer.SIZE) | (CLOSED_FILE & 0xffff_ffffL);
      command(CLOSE, 0, 0, 0, 0, userData, file.number() + 1);
    }
  }

  // ---- other threads

  /** Has the owner close a file. */
  void handOver(RingFile file) {
    StackHeadroom.require();
    synchronized (file) {
      if (file.handedOver) {
        return;
      }
      file.handedOver = true;
    }
    RingFile top;
    do {
      top = handed.get();
      file.nextHanded = top;
    } while (!handed.compareAndSet(top, file));
    signal();
  }

  /** {@code poll32_events}, whose halves are swapped on a big-endian machine. */
  static int pollEvents(int events) {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return big ? Integer.rotateLeft(events, Short.SIZE) : events;
  }

  void wakeup() {
    woken = true;
    signal();
  }

  private void signal() {
    if (!signalled.getAndSet(true) && !Thread.currentThread().equals(owner)) {
      fd.signal();
    }
  }

  /** Does what was handed over, and submits again what has to be. */
  private void settle() {
    signalled.set(false); // before the list is taken: a later signal is for another round
    RingFile file = handed.getAndSet(null);
    while (file != null) {
      RingFile next = file.nextHanded;
      file.nextHanded = null;
      file.closeNow();
      file = next;
    }
    if (!wakeArmed && !draining) {
      wakeArmed = true;
      command(POLL_ADD, fd.eventFd(), 0, POLL_MULTI, pollEvents(POLLIN), WAKE, 0);
    }
    Operation operation = firstAgain;
    while (operation != null && queues.space() > 0) {
      firstAgain = operation.nextStarved;
      operation.nextStarved = null;
      if (operation.cancelled) {
        operation.opcode = NOP;
        operation.sqeFlags = 0;
        operation.fd = -1;
        operation.ioprio = 0;
        operation.opFlags = 0;
      }
      queues.add(operation);
      lastFlags = 0;
      operation = firstAgain;
    }
    if (operation == null) {
      lastAgain = null;
    }
  }

  // ---- completion

  int await(long deadline) throws IOException {
    if (closing && !awaiting && Thread.currentThread().equals(owner)) {
      closeNow(); // another thread has closed it between two waits
    }
    checkOwner();
    if (awaiting) {
      throw new IllegalStateException("a handler cannot wait for the ring that has called it");
    }
    StackHeadroom.require();
    int delivered = 0;
    awaiting = true;
    try {
      boolean ended = false;
      while (delivered == 0 && !ended && !closing) {
        ended = takeWakeup();
        delivered = round(ended ? Deadline.NOW : deadline);
        ended |= takeWakeup() || Deadline.remaining(deadline) <= 0;
      }
    } finally {
      awaiting = false;
      if (closing) {
        closeNow();
      }
    }
    if (closedByOther) {
      throw new AsynchronousCloseException();
    }
    return delivered;
  }

  /** Whether the ring still watches the eventfd. */
  void wakes(boolean armed) {
    wakeArmed = armed;
  }

  private boolean takeWakeup() {
    boolean taken = woken;
    if (taken) {
      woken = false;
    }
    return taken;
  }

  /** One io_uring_enter(2), and what it has brought. */
  private int round(long deadline) throws IOException {
    settle();
    boolean waits = queues.ready() == 0 && firstAgain == null;
    if (waits) {
      queues.enter(deadline);
      int ready = queues.ready();
      if (ready > 0) {
        queues.collected(ready);
      }
    } else if (queues.unsubmitted() > 0 || queues.isOverflowing()) {
      queues.enter(Deadline.NOW);
    }
    int delivered = 0;
    for (int left = queues.ready(); left > 0 && (!closing || draining); left--) {
      delivered += completions.next();
    }
    return delivered;
  }

  /** Gives up what an operation has used; it has had its last completion. */
  void end(Operation operation) {
    RingFile file = operation.file;
    RingFile second = operation.second;
    RingBuffer uses = operation.uses;
    if (mayOutliveRing(operation)) {
      fd.reads(-1);
    }
    messages.end(operation);
    if (file != null) {
      file.end(operation);
    }
    if (second != null) {
      second.endSecond();
    }
    operations.give(operation);
    if (uses != null) {
      uses.release();
    }
  }

  // ---- close

  /** Closes, or has the owner close if it is another thread. */
  void close() throws IOException {
    boolean own = Thread.currentThread().equals(owner);
    closedByOther |= !own && isOpen();
    closing = true;
    if (own && !awaiting) {
      closeNow();
    } else if (!own && owner.isAlive()) {
      signal();
    } else if (!own) {
      int _ = fd.close(); // the kernel has cancelled what the thread had in flight
    }
  }

  /** Cancels what is in flight, waits for its end, and gives everything back. */
  private void closeNow() throws IOException {
    if (draining || !fd.isOpen()) {
      return;
    }
    draining = true;
    Throwable failure = null;
    try {
      for (Operation each : operations.all()) {
        if (each.isInFlight && !each.notifies) {
          cancel(each);
        }
      }
      while (operations.active() > 0) {
        settle();
        if (queues.ready() == 0) {
          queues.enterUninterrupted();
        }
        failure = drain(failure);
      }
      registrations.unregisterFiles();
    } finally {
      for (Operation each : operations.all()) {
        if (each.isInFlight) {
          end(each);
        }
      }
      int _ = fd.close();
    }
    if (failure instanceof IOException e && !(e instanceof ClosedChannelException)) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  /** Delivers ends. Returns the first failure of a handler; the others still get theirs. */
  private @Nullable Throwable drain(@Nullable Throwable before) {
    Throwable failure = before;
    for (int left = queues.ready(); left > 0; left--) {
      try {
        completions.next();
      } catch (IOException | RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    return failure;
  }
}
