package org.llsocket.uring;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.platform.Platform;

/** Delivers the completions of a ring to the handlers of their operations. */
final class Completions {
  private static final int CQE_BUFFER = Platform.number("IORING_CQE_F_BUFFER");
  private static final int CQE_MORE = Platform.number("IORING_CQE_F_MORE");
  private static final int BUFFER_SHIFT = Platform.number("IORING_CQE_BUFFER_SHIFT");
  private static final int ENOBUFS = Platform.number("ENOBUFS");
  private static final int EBADF = Platform.number("EBADF");
  private static final int EINTR = Platform.number("EINTR");
  private static final int ERESTARTSYS = 512; // which only the kernel and rings see

  private final RingCore core;
  private final RingQueues queues;
  private final Operations operations;
  private final RingFiles files;

  Completions(RingCore core, RingQueues queues, Operations operations, RingFiles files) {
    this.core = core;
    this.queues = queues;
    this.operations = operations;
    this.files = files;
  }

  /** Delivers one completion; returns 1 if there was a handler for it. */
  int next() throws IOException {
    long userData = queues.userData();
    int res = queues.res();
    int flags = queues.flags();
    queues.advance();
    int slot = (int) userData;
    if (slot < 0) {
      core.tasks.completed(userData, res, flags);
      return 0;
    }
    Operation operation = operations.of(userData);
    if (operation == null) {
      return 0;
    }
    if (isCancellation(operation, res)) {
      res = -RingCore.ECANCELED;
    }
    if (res == -ENOBUFS && operation.selects != null) {
      operation.selects.starve(operation);
      return 0;
    }
    boolean last = (flags & CQE_MORE) == 0;
    if (last && continues(operation, res)) {
      core.tasks.again(operation);
      last = false;
    }
    operation.result = res;
    operation.flags = flags;
    operation.last = last;
    return complete(operation);
  }

  /**
   * Whether an operation has failed because it was cancelled: it found the pre-close file, was not
   * submitted again, was interrupted, or had no buffer.
   */
  private static boolean isCancellation(Operation operation, int res) {
    if (res == -EBADF) {
      return operation.cancelled || (operation.file != null && !operation.file.isOpen());
    }
    return operation.cancelled
        && (operation.opcode == RingCore.NOP
            || res == -EINTR
            || res == -ERESTARTSYS
            || (res == -ENOBUFS && operation.selects != null));
  }

  /** Whether a repeated operation that the kernel has ended, for lack of space say, goes on. */
  private boolean continues(Operation operation, int res) {
    return operation.multishot
        && !operation.cancelled
        && (res > 0 || (res == 0 && operation.opcode == RingCore.ACCEPT));
  }

  private int complete(Operation operation) throws IOException {
    RingBuffer received = null;
    boolean last = operation.last;
    try {
      received = takeBuffer(operation);
      if (operation.opcode == RingCore.ACCEPT && operation.result >= 0) {
        takeAccepted(operation);
      }
      if (operation.opcode == RingCore.SEND_ZC && !last && !operation.notifies) {
        operations.notifies(operation);
      }
      core.messages.end(operation);
      if (core.isDraining() && !withhold(operation)) {
        return 0;
      }
      operation.received = received;
      handle(operation);
      return 1;
    } finally {
      operation.received = null;
      operation.accepted = null;
      operation.acceptedFile = null;
      if (received != null) {
        received.release();
      }
      if (last) {
        core.end(operation);
      }
    }
  }

  @SuppressWarnings("unchecked") // submit stores a handler with an attachment of its type
  private static void handle(Operation operation) throws IOException {
    var handler = (Ring.Handler<@Nullable Object>) operation.handler;
    if (handler != null) {
      handler.completed(operation, operation.attachment);
    }
  }

  private static @Nullable RingBuffer takeBuffer(Operation operation) {
    if ((operation.flags & CQE_BUFFER) == 0) {
      return null;
    }
    int id = operation.flags >>> BUFFER_SHIFT;
    RingBuffer lent = operation.selects == null ? null : operation.selects.lend(id);
    if (lent != null && operation.result > lent.size()) {
      lent.release();
      lent = null;
    }
    if (lent == null) {
      throw new IllegalStateException(
          "the completion queue of the ring is corrupt: buffer " + id + ", " + operation.result);
    }
    return lent;
  }

  /** The accepted socket gets its owner before anything else can fail. */
  private void takeAccepted(Operation operation) {
    int number = operation.result;
    RingFile listener = Objects.requireNonNull(operation.file);
    if (operation.fileIndex == 0) {
      operation.accepted =
          (Socket)
              DescriptorAccess.accepted(
                  number,
                  Objects.requireNonNull(listener.description()),
                  (operation.opFlags & SOCK.NONBLOCK) != 0);
      return;
    }
    operation.acceptedFile = files.accepted(number);
    if (operation.acceptedFile == null) {
      throw new IllegalStateException(
          "the completion queue of the ring is corrupt: accepted file " + number);
    }
  }

  /** Ends an operation of which the kernel will report nothing more, in a ring that is closed. */
  void abandon(Operation operation) throws IOException {
    operation.result = -RingCore.ECANCELED;
    operation.flags = operation.notifies ? RingCore.CQE_NOTIF : 0;
    operation.last = true;
    complete(operation);
  }

  /** In a ring that is being closed: nothing is delivered but ends. Whether this is one. */
  private static boolean withhold(Operation operation) {
    if (operation.accepted != null) {
      try {
        operation.accepted.close();
      } catch (IOException e) {
        // it is closed in any case
      }
      operation.accepted = null;
    }
    operation.acceptedFile = null;
    if (operation.result >= 0) {
      operation.result = -RingCore.ECANCELED;
    }
    return operation.last;
  }
}
