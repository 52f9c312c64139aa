package org.llsocket.internal.lifecycle;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.UringCalls;

/**
 * The descriptor of an io_uring and all that goes with it: the eventfd that wakes its owner, the
 * memory that it shares with the kernel, and the descriptors that its operations use. It is closed
 * by the thread that owns the ring, or by the leak detector once the ring is unreachable; the
 * kernel then cancels what is in flight.
 */
public final class RingFd extends OwnedFd {
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int TRIES = 1000;

  private final int eventFd;
  private final Arena memory;
  private @Nullable OwnedFd[] retained = new OwnedFd[16]; // by operations in flight; as the next
  private int[] free = new int[16]; // a stack of places below unused
  private int freed;
  private int unused;
  private int transfers; // of files, in flight
  private final List<Object> held = new ArrayList<>(); // owners of memory in use by operations

  /**
   * Takes both descriptors and the memory.
   *
   * @param memory a shared arena
   */
  public RingFd(int number, int eventFd, Arena memory) {
    super(number, new OpenFileDescription(false));
    this.eventFd = eventFd;
    this.memory = memory;
    onInterrupt(KEEPS_OPEN);
  }

  /** The eventfd; the caller has {@linkplain #retain retained} this or is its owner. */
  public int eventFd() {
    return eventFd;
  }

  /** Ends the wait of the owner; does nothing once this is closed. Called by any thread. */
  public void signal() {
    if (retain()) {
      try {
        int _ = UringCalls.eventfd_write(eventFd, 1);
      } finally {
        releaseRetained();
      }
    }
  }

  /**
   * Keeps {@code fd} from being closed until {@link #giveBack}, or until this is closed.
   *
   * @return the place to give back, or -1 if {@code fd} is closed
   */
  public int keep(OwnedFd fd) {
    if (freed == 0 && unused == retained.length) {
      int[] stack = new int[unused * 2]; // grows completely, or not at all
      retained = Arrays.copyOf(retained, unused * 2);
      free = stack;
    }
    if (!fd.retain()) {
      return -1;
    }
    int place = freed > 0 ? free[--freed] : unused++;
    retained[place] = fd;
    return place;
  }

  /** Ends {@link #keep}. */
  public void giveBack(int place) {
    OwnedFd fd = retained[place];
    retained[place] = null;
    free[freed++] = place;
    if (fd != null) {
      fd.releaseRetained();
    }
  }

  /** Keeps the owner of memory reachable until {@link #drop}, or until this is closed. */
  public void hold(Object owner) {
    held.add(owner);
  }

  /** Ends {@link #hold}. */
  public void drop(Object owner) {
    held.remove(owner);
  }

  /** Counts reads and writes of files, which the kernel may finish after the ring is closed. */
  public void transfers(int more) {
    transfers += more;
  }

  /** Closes the ring first: what is in flight ends before its memory does. */
  @Override
  int closeNumber(CallFrame frame) {
    int closed = super.closeNumber(frame);
    int _ = FdCalls.discard(eventFd);
    for (int i = 0; i < unused; i++) {
      OwnedFd fd = retained[i];
      retained[i] = null;
      if (fd != null) {
        fd.releaseRetained();
      }
    }
    held.clear();
    unmap();
    return closed;
  }

  /**
   * A call of another thread that uses a buffer ends soon. If it does not, or if the kernel may
   * still use a buffer, the memory stays mapped: its addresses must not be reused.
   */
  private void unmap() {
    for (int i = 0; i < TRIES && transfers == 0 && memory.scope().isAlive(); i++) {
      try {
        memory.close();
      } catch (IllegalStateException e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
