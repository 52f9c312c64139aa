package org.llsocket.uring;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.FirstFailure;
import org.llsocket.internal.lifecycle.RingFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * The implementation of a {@link Ring}: begins operations, delivers their completions, and closes.
 *
 * <p>Everything here runs in the owner's thread, because the kernel takes submissions of a ring
 * from one thread only; other threads {@linkplain RingTasks#handOver hand over} what they want to
 * be done, and wake the owner.
 */
final class RingCore {
  static final int BUFFER_SELECT = Platform.number("IOSQE_BUFFER_SELECT");
  static final int FIXED_FILE = Platform.number("IOSQE_FIXED_FILE");
  static final int CQE_NOTIF = Platform.number("IORING_CQE_F_NOTIF");
  static final int ECANCELED = Platform.number("ECANCELED");

  static final int NOP = Platform.number("IORING_OP_NOP");
  static final int ACCEPT = Platform.number("IORING_OP_ACCEPT");
  static final int READ = Platform.number("IORING_OP_READ");
  static final int WRITE = Platform.number("IORING_OP_WRITE");
  static final int SPLICE = Platform.number("IORING_OP_SPLICE");
  static final int SEND_ZC = Platform.number("IORING_OP_SEND_ZC");
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
  final RingTasks tasks;
  private final Completions completions;

  private volatile boolean closing;
  private volatile boolean closedByOther;
  private final FirstFailure failure = new FirstFailure(); // of a close
  private boolean draining;
  private boolean inClose;
  private boolean awaiting;

  RingCore(RingFd fd, RingQueues queues, RingRegistrations registrations, int files) {
    this.fd = fd;
    this.queues = queues;
    this.registrations = registrations;
    this.files = new RingFiles(this, files);
    operations = new Operations(queues.sqEntries());
    tasks = new RingTasks(fd, queues, operations, this.files);
    completions = new Completions(this, queues, operations, this.files);
  }

  boolean isOpen() {
    return !closing && fd.isOpen();
  }

  void checkThread() {
    if (!Thread.currentThread().equals(owner)) {
      throw new WrongThreadException("the ring belongs to " + owner);
    }
  }

  void checkOwner() throws ClosedChannelException {
    checkThread();
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
    StackHeadroom.require(); // what is begun is begun wholly
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
      fd.transfers(1);
    }
    operations.take(operation);
    queues.add(operation);
    return operation.id();
  }

  private static boolean mayOutliveRing(Operation operation) {
    return operation.opcode == READ || operation.opcode == WRITE;
  }

  /** Adds flags to the operation that was submitted last. */
  void flagLast(int flags) throws ClosedChannelException {
    checkOwner();
    queues.flagLast(flags);
  }

  /** Submits what is there if {@code count} more elements would not fit. */
  void makeSpace(int count) throws IOException {
    if (queues.space() >= count) {
      return;
    }
    if (queues.isChainOpen()) {
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

  void cancel(long id) throws ClosedChannelException {
    checkOwner();
    Operation found = operations.of(id);
    if (found != null) {
      tasks.cancel(found);
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
      tasks.close(file.number());
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
        ended = tasks.takeWakeup();
        delivered = round(ended ? Deadline.NOW : deadline);
        ended |= tasks.takeWakeup() || Deadline.remaining(deadline) <= 0;
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

  /** One io_uring_enter(2), and what it has brought. */
  private int round(long deadline) throws IOException {
    tasks.settle();
    boolean waits = queues.ready() == 0 && tasks.isDone();
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
      fd.transfers(-1);
    }
    messages.end(operation);
    if (file != null) {
      file.end(operation);
    }
    if (second != null) {
      second.endSecond();
    }
    operations.give(operation);
    tasks.ended();
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
      tasks.signal();
    } else if (!own) {
      int _ = fd.close(); // the kernel has cancelled what the thread had in flight
    }
  }

  /**
   * Cancels what is in flight, waits for its end, and gives everything back. If an earlier close
   * ran out of stack, this one completes it.
   */
  private void closeNow() throws IOException {
    if (inClose || !fd.isOpen()) {
      return;
    }
    StackHeadroom.require();
    inClose = true;
    failure.clear();
    try {
      draining = true;
      tasks.cancelAll();
      drain();
      for (Operation each : operations.all()) {
        if (each.isInFlight) { // a send without a copy that waits for its notification
          deliver(each);
        }
      }
      int _ = fd.close();
    } finally {
      inClose = false;
    }
    failure.rethrow();
  }

  /** Waits until no operation uses memory or files any longer. */
  private void drain() {
    try {
      while (operations.active() > 0) {
        tasks.settle();
        if (queues.ready() == 0 && tasks.isDone()) {
          queues.enterUninterrupted();
        } else if (queues.ready() == 0) {
          queues.enter(Deadline.NOW);
        }
        for (int left = queues.ready(); left > 0; left--) {
          deliver(null);
        }
      }
      registrations.unregisterFiles();
    } catch (IOException | RuntimeException e) { // the queue is corrupt
      failure.add(e);
    }
  }

  /** Delivers the next end, or that of an operation which is given up. The others get theirs. */
  private void deliver(@Nullable Operation abandoned) {
    try {
      if (abandoned == null) {
        int _ = completions.next();
      } else {
        completions.abandon(abandoned);
      }
    } catch (ClosedChannelException e) {
      // a handler has begun an operation, which is too late
    } catch (IOException | RuntimeException | Error e) {
      failure.add(e);
    }
  }
}
