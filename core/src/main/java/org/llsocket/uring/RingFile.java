package org.llsocket.uring;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.EpollRegistration;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;

/**
 * A file that operations of a ring use: a descriptor of the program ({@link Ring#file}), or a file
 * of the ring's own table, which has no fd ({@link Ring#register}, {@link Ring#acceptDirect}).
 *
 * <p>While operations are in flight a descriptor stays open for the kernel. Closing it, from any
 * thread, cancels them: each ends with {@code -ECANCELED}, or with what it had done by then. The fd
 * is not reused before the last of them has ended.
 */
public final class RingFile implements AutoCloseable {
  private static final int NONE = -1;

  private final RingCore core;
  private final @Nullable Descriptor descriptor;
  private final @Nullable OpenFileDescription description;
  private final int number;
  private final boolean registered;
  private int kept = NONE; // the place of the descriptor among those in use
  private @Nullable Operation first; // in flight; a list
  private int inFlight;
  private int seconds; // of those, how many have this as their second file
  private boolean closed;
  private boolean released; // the place in the table
  private volatile boolean handedOver; // to the owner, to be closed
  @Nullable RingFile nextHanded; // in the list of those
  private @Nullable Link link;

  /** A descriptor of the program. */
  RingFile(RingCore core, Descriptor descriptor) {
    this.core = core;
    this.descriptor = descriptor;
    OwnedFd owned = DescriptorAccess.of(descriptor);
    int _ = owned.share(); // the kernel heeds O_NONBLOCK when it makes an operation
    number = owned.number();
    description = owned.file();
    registered = false;
  }

  /** A file of the ring's table. */
  RingFile(RingCore core, int index, @Nullable OpenFileDescription description) {
    this.core = core;
    this.description = description;
    descriptor = null;
    number = index;
    registered = true;
  }

  /** The descriptor; null if it is a file of the ring's table. */
  public @Nullable Descriptor descriptor() {
    return descriptor;
  }

  /** Whether this is a file of the ring's table. */
  public boolean isRegistered() {
    return registered;
  }

  /** Whether operations can begin. */
  public boolean isOpen() {
    return !closed && !handedOver && (descriptor == null ? core.isOpen() : descriptor.isOpen());
  }

  /** How many operations are in flight; for the ring's thread. */
  public int inFlight() {
    return inFlight;
  }

  /**
   * Ends the use of this file by the ring: its operations are cancelled. A file of the ring's table
   * is closed when the last of them has ended; a descriptor stays open. May be called by any
   * thread, any number of times.
   */
  @Override
  public void close() {
    core.tasks.handOver(this);
  }

  /** Whether this is the first that closes the file. */
  synchronized boolean handOver() {
    boolean isFirst = !handedOver;
    handedOver = true;
    return isFirst;
  }

  int number() {
    return number;
  }

  /** Whether the family and type of accepted sockets are known. */
  boolean isSocket() {
    return description != null && description.isSocket();
  }

  /** Whether it is a stream socket, as far as that is known. */
  boolean isStream() {
    return description == null || description.isStream();
  }

  /** What is known about the open file; null if the ring has accepted it. */
  @Nullable OpenFileDescription description() {
    return description;
  }

  int sqeFlags() {
    return registered ? RingCore.FIXED_FILE : 0;
  }

  boolean isOf(RingCore ring) {
    return core.equals(ring);
  }

  @Nullable Operation first() {
    return first;
  }

  // ---- by the owner's thread

  /** Has the ring notified when the descriptor is closed. */
  void watch(CallFrame frame) {
    if (descriptor != null) {
      link = new Link(core.key, this);
      int _ = DescriptorAccess.of(descriptor).register(link, frame);
    }
  }

  /** Keeps the descriptor open; false if it is closed. */
  private boolean keep() {
    if (kept == NONE && descriptor != null) {
      kept = core.fd.keep(DescriptorAccess.of(descriptor));
      return kept != NONE;
    }
    return true;
  }

  /** Begins an operation; false if the descriptor is closed. */
  boolean begin(Operation operation) {
    if (!keep()) {
      return false;
    }
    operation.previous = null;
    operation.next = first;
    if (first != null) {
      first.previous = operation;
    }
    first = operation;
    inFlight++;
    return true;
  }

  /** Ends an operation. */
  void end(Operation operation) {
    if (operation.previous == null) {
      first = operation.next;
    } else {
      operation.previous.next = operation.next;
    }
    if (operation.next != null) {
      operation.next.previous = operation.previous;
    }
    operation.previous = null;
    operation.next = null;
    ended();
  }

  /** The second file of a splice. */
  boolean beginSecond() {
    if (!keep()) {
      return false;
    }
    seconds++;
    inFlight++;
    return true;
  }

  /** Ends {@link #beginSecond}. */
  void endSecond() {
    seconds--;
    ended();
  }

  private void ended() {
    inFlight--;
    if (inFlight == 0) {
      int place = kept;
      kept = NONE;
      if (place != NONE) {
        core.fd.giveBack(place);
      }
      if (closed) {
        release();
      }
    }
  }

  /** Cancels what is in flight; the file is given up with the last of it. */
  void closeNow() {
    if (closed) {
      return;
    }
    closed = true;
    for (Operation each = first; each != null; each = each.next) {
      core.tasks.cancel(each);
    }
    if (seconds > 0) {
      core.tasks.cancelSeconds(this);
    }
    OwnedFd fd = descriptor == null ? null : DescriptorAccess.of(descriptor);
    if (link != null && fd != null) {
      fd.remove(link);
    }
    if (inFlight == 0) {
      release();
    }
  }

  private void release() {
    if (registered && !released) {
      released = true;
      core.release(this);
    }
  }

  /** {@code RingFile[fd=7]}, {@code RingFile[registered=3]}. */
  @Override
  public String toString() {
    return "RingFile[" + (registered ? "registered=" : "fd=") + number + "]";
  }

  /** Notices the close of the descriptor, in the thread that closes it. */
  private static final class Link extends EpollRegistration {
    private final WeakReference<RingFile> reference;

    Link(Object key, RingFile file) {
      super(key);
      reference = new WeakReference<>(file);
    }

    @Override
    protected boolean isGone() {
      return reference.refersTo(null);
    }

    @Override
    protected int register(CallFrame frame) {
      return 0;
    }

    @Override
    protected void deregister(CallFrame frame) {
      RingFile file = reference.get();
      if (file != null) {
        file.core.tasks.handOver(file);
      }
    }
  }
}
