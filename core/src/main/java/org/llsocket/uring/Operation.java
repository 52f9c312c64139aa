package org.llsocket.uring;

import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.message.MessageBatch;

/**
 * {@code struct io_uring_cqe}: a completion, as the handler of an operation gets it. The object is
 * reused: it is valid until the handler returns.
 */
public final class Operation {
  final int slot;
  int generation;

  // what is asked for
  Ring.@Nullable Handler<?> handler;
  @Nullable Object attachment;
  @Nullable RingFile file;
  @Nullable RingFile second; // of a splice
  @Nullable RingBuffer uses; // retained until the last completion
  @Nullable BufferRing selects;
  int opcode;
  int sqeFlags;
  int ioprio;
  int fd;
  long off;
  long addr;
  int len;
  int opFlags;
  int fileIndex;
  boolean multishot;
  @Nullable MessageBatch batch; // in use until the completion
  int message; // its index

  // its state
  boolean isInFlight;
  boolean isSubmitted; // in the submission queue or the kernel
  boolean cancelled;
  boolean notifies; // zero-copy: only the second completion is missing
  @Nullable OperationQueue queue; // which this is in, as the next two
  @Nullable Operation previousQueued;
  @Nullable Operation nextQueued;
  @Nullable Operation previous; // in the list of the file
  @Nullable Operation next;
  @Nullable Operation nextFree;

  // the completion being handled
  int result;
  int flags;
  boolean last;
  @Nullable RingBuffer received;
  @Nullable Socket accepted;
  @Nullable RingFile acceptedFile;

  Operation(int slot) {
    this.slot = slot;
  }

  long id() {
    return ((long) generation << Integer.SIZE) | slot;
  }

  /** Asks for nothing yet. */
  Operation reset(int code, Ring.Handler<?> handles, @Nullable Object attached) {
    opcode = code;
    handler = handles;
    attachment = attached;
    file = null;
    second = null;
    uses = null;
    selects = null;
    sqeFlags = 0;
    ioprio = 0;
    fd = -1;
    off = 0;
    addr = 0;
    len = 0;
    opFlags = 0;
    fileIndex = 0;
    multishot = false;
    batch = null;
    isSubmitted = true;
    cancelled = false;
    notifies = false;
    result = 0;
    return this;
  }

  /** Asks for nothing, of an operation that was cancelled when it was not in the kernel. */
  void becomeNop() {
    opcode = RingCore.NOP;
    sqeFlags = 0;
    fd = -1;
    ioprio = 0;
    opFlags = 0;
  }

  /** Whether a cancellation of this has had no effect yet. */
  boolean isMissed() {
    return isInFlight && isSubmitted && cancelled && !notifies && queue == null;
  }

  Operation on(RingFile target) {
    file = target;
    fd = target.number();
    sqeFlags |= target.sqeFlags();
    return this;
  }

  Operation memory(@Nullable RingBuffer buffer, long address, int length) {
    uses = buffer;
    addr = address;
    len = length;
    return this;
  }

  /** A message of a batch, which {@link RingCore#submit} takes into use. */
  Operation message(MessageBatch messages, int index) {
    batch = messages;
    message = index;
    len = 1;
    return this;
  }

  Operation at(long offset) {
    off = offset;
    return this;
  }

  Operation flags(int operationFlags) {
    opFlags = operationFlags;
    return this;
  }

  /** The kernel selects a buffer for each completion. */
  Operation selecting(BufferRing buffers) {
    selects = buffers;
    sqeFlags |= RingCore.BUFFER_SELECT;
    return this;
  }

  Operation repeated(int priority) {
    multishot = true;
    ioprio = priority;
    return this;
  }

  // ---- for handlers

  /** {@code res}: what the call returned, or a negated errno. */
  public int result() {
    return result;
  }

  /** {@code flags}: {@code IORING_CQE_F_*}. */
  public int flags() {
    return flags;
  }

  /** Whether this is the last completion of its operation. */
  public boolean isLast() {
    return last;
  }

  /**
   * {@code IORING_CQE_F_NOTIF}: whether this is the second completion of a zero-copy send, after
   * which the kernel does not use the buffer any longer.
   */
  public boolean isNotification() {
    return (flags & RingCore.CQE_NOTIF) != 0;
  }

  /** Whether the operation was cancelled, or its file or ring closed. */
  public boolean isCancelled() {
    return result == -RingCore.ECANCELED;
  }

  /** The errno, or null if the operation has not failed. */
  public @Nullable Errno errno() {
    return result < 0 ? new Errno(-result) : null;
  }

  /**
   * {@link #result} if it is not negative.
   *
   * @param call for the exception
   * @throws ErrnoException if the operation has failed
   */
  public int check(String call) throws ErrnoException {
    if (result < 0) {
      throw new ErrnoException(new Errno(-result), call, file == null ? "" : file.toString());
    }
    return result;
  }

  /**
   * The buffer that was received into, of which {@link #result} bytes are used; null for other
   * operations. It goes back when the handler returns, unless an operation or {@link
   * RingBuffer#retain} uses it.
   */
  public @Nullable RingBuffer buffer() {
    return received;
  }

  /** The file of the operation; null if it has none. */
  public @Nullable RingFile file() {
    return file;
  }

  /** The accepted socket, which the handler owns; null for other operations. */
  public @Nullable Socket accepted() {
    return accepted;
  }

  /** The socket that {@link Ring#acceptDirect} accepted; null for other operations. */
  public @Nullable RingFile acceptedFile() {
    return acceptedFile;
  }
}
