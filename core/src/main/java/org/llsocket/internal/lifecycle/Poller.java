package org.llsocket.internal.lifecycle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.EpollEvent;
import org.llsocket.internal.sys.EpollCalls;
import org.llsocket.internal.sys.FdCalls;

/**
 * Tells virtual threads when their descriptors are ready.
 *
 * <p>Each descriptor is registered once, edge-triggered for both directions, and stays so until it
 * is closed. The poller is itself a virtual thread: while there are events it looks for more
 * without waiting and yields in between, so that whom it woke runs next on the same carrier. With
 * nothing to do it parks, and a platform thread waits in its place, on an epoll that watches the
 * poller's.
 *
 * <p>It is made when a virtual thread first waits, and ends soon after the last descriptor that it
 * watches is closed; the next one then has a new poller.
 */
final class Poller {
  private static final int CLOEXEC = Platform.number("EPOLL_CLOEXEC");
  private static final int ADD = Platform.number("EPOLL_CTL_ADD");
  private static final int EEXIST = Platform.number("EEXIST");
  private static final int MOD = Platform.number("EPOLL_CTL_MOD");
  private static final int DEL = Platform.number("EPOLL_CTL_DEL");
  private static final int IN = Platform.number("EPOLLIN");
  private static final int ONESHOT = Platform.number("EPOLLONESHOT");
  private static final int NOT_DATA = Platform.number("EPOLLPRI") | Platform.number("EPOLLRDHUP");
  private static final int READ = IN | NOT_DATA;
  private static final int WRITE = Platform.number("EPOLLOUT");
  private static final int ENDED = Platform.number("EPOLLHUP") | Platform.number("EPOLLERR");
  private static final int EDGE = Platform.number("EPOLLET");

  private static final int EVENTS = 256;
  private static final int LOOKS_BEFORE_PARKING = 8;

  private static final int IDLE_MILLIS = 200;
  private static final long PAUSE_NANOS = 1_000_000;

  private static volatile @Nullable Poller instance; // written under the class's lock

  private final AtomicInteger generations = new AtomicInteger();
  private final MemorySegment errno = Arena.ofAuto().allocate(Long.BYTES);
  private final MemorySegment events = Arena.ofAuto().allocate(EVENTS * (long) EpollEvent.SIZE, 8);
  private final int epoll;
  private final int master; // watches epoll for the platform thread
  private volatile @Nullable PollerRegistration[] watched =
      new PollerRegistration[0]; // by number; replaced and written under this
  private int watches; // how many; guarded by the class's lock, as the next
  private @Nullable KernelWait waitsForEver; // of the platform thread, while something is watched
  private volatile boolean parked;
  private volatile boolean over;
  private boolean runs; // the virtual thread, which closes both epolls at its end
  private int count; // events of the last look, the next two of this virtual thread alone
  private int done;
  private final Thread thread =
      Thread.ofVirtual()
          .inheritInheritableThreadLocals(false)
          .name("llsocket-poller")
          .unstarted(this::run);

  private Poller(int epoll, int master) {
    this.epoll = epoll;
    this.master = master;
  }

  /**
   * What stands for {@code fd} at the poller, which is made if there is none.
   *
   * @return null if there is none and it could not be made: {@code errno} says why
   */
  static synchronized @Nullable PollerRegistration polled(OwnedFd fd, MemorySegment errno) {
    Poller poller = instance;
    if (poller == null) {
      poller = make(errno);
      instance = poller;
    }
    if (poller == null) {
      return null;
    }
    var polled = new PollerRegistration(poller, fd, poller.generations.incrementAndGet());
    poller.watches++; // until it ends, or has not begun
    return polled;
  }

  /** Makes a poller; null if that fails, with errno set. */
  private static @Nullable Poller make(MemorySegment errno) {
    int epoll = EpollCalls.epoll_create1(errno, CLOEXEC);
    if (epoll < 0) {
      return null;
    }
    int master = -1;
    Poller made = null;
    try {
      master = EpollCalls.epoll_create1(errno, CLOEXEC);
      made = new Poller(epoll, master);
      return master >= 0 && made.start(errno) ? made : null;
    } finally {
      if (made == null || !made.runs) {
        closeBoth(epoll, master);
      }
    }
  }

  private static void closeBoth(int epoll, int master) {
    if (master >= 0) {
      int _ = FdCalls.discard(master);
    }
    int _ = FdCalls.discard(epoll);
  }

  /** Whether it runs now. */
  private boolean start(MemorySegment errno) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EpollEvent.SIZE, Long.BYTES);
      EpollEvent.set(event, ONESHOT, 0);
      if (EpollCalls.epoll_ctl(errno, master, ADD, epoll, event) < 0) {
        return false;
      }
    }
    Thread waits = Threads.platform("llsocket-master-poller").unstarted(this::watchPoller);
    thread.start();
    runs = true;
    boolean started = false;
    try {
      waits.start();
      started = true;
    } finally {
      if (!started) {
        over = true;
        unparkToEnd();
      }
    }
    return true;
  }

  /** Watches from now on; returns 0 or {@code -errno}. */
  int add(PollerRegistration polled, MemorySegment state) {
    int number = polled.fd.number();
    int added = -1;
    try (Arena arena = Arena.ofConfined()) {
      put(number, polled);
      MemorySegment event = arena.allocate(EpollEvent.SIZE, Long.BYTES);
      EpollEvent.set(event, READ | WRITE | EDGE, token(polled));
      added = EpollCalls.epoll_ctl(state, epoll, ADD, number, event);
      if (added == -EEXIST) { // from a try that ran out of memory behind this call
        added = EpollCalls.epoll_ctl(state, epoll, MOD, number, event);
      }
    } finally {
      if (added < 0) {
        drop(polled);
      }
    }
    return added;
  }

  /** Watches no more; the number is still the descriptor's. */
  void forget(PollerRegistration polled, MemorySegment state) {
    EpollCalls.epoll_ctl(state, epoll, DEL, polled.fd.number(), MemorySegment.NULL);
    drop(polled);
  }

  private synchronized void put(int number, PollerRegistration polled) {
    @Nullable PollerRegistration[] table = watched;
    if (number >= table.length) {
      table = Arrays.copyOf(table, Math.max(64, number * 2));
    }
    table[number] = polled;
    watched = table; // publishes the element too
  }

  /** What {@link #polled} made has ended, or never began. */
  void drop(PollerRegistration polled) {
    synchronized (this) {
      @Nullable PollerRegistration[] table = watched;
      int number = polled.fd.number();
      if (number < table.length && table[number] == polled) {
        table[number] = null;
        watched = table;
      }
    }
    KernelWait idle = null;
    synchronized (Poller.class) {
      if (polled.end() && --watches == 0) {
        idle = waitsForEver;
        waitsForEver = null;
      }
    }
    if (idle != null) {
      idle.request();
    }
  }

  private static long token(PollerRegistration polled) {
    return ((long) polled.generation << Integer.SIZE) | polled.fd.number();
  }

  private void run() {
    int looks = 0;
    while (!over) {
      try {
        looks = look() ? 0 : (looks + 1) % LOOKS_BEFORE_PARKING;
        rest(looks);
      } catch (OutOfMemoryError e) {
        looks = 0; // the waiters need the next look more than anything needs this memory
      }
    }
    closeBoth(epoll, master);
  }

  /**
   * Signals what is ready now, or what a look that ran out of memory has left; whether there was
   * any.
   */
  private boolean look() {
    if (done == count) {
      done = 0;
      count = Math.max(0, EpollCalls.epoll_wait(errno, epoll, events, EVENTS, 0));
    }
    while (done < count) {
      signal(EpollEvent.data(events, done), EpollEvent.events(events, done));
      done++;
    }
    return count > 0;
  }

  @SuppressWarnings("ThreadPriorityCheck") // whom it woke is next in this carrier's queue
  private void rest(int looks) {
    if (looks == LOOKS_BEFORE_PARKING - 1) {
      park();
    } else {
      Thread.yield();
    }
  }

  private void signal(long token, int happened) {
    @Nullable PollerRegistration[] table = watched;
    int number = (int) token;
    PollerRegistration polled = number < table.length ? table[number] : null;
    if (polled == null || polled.generation != (int) (token >>> Integer.SIZE)) {
      return; // of a descriptor that is closed
    }
    if ((happened & (NOT_DATA | ENDED)) != 0) {
      polled.ending();
    }
    if ((happened & (READ | ENDED)) != 0) {
      polled.readers.signal();
    }
    if ((happened & (WRITE | ENDED)) != 0) {
      polled.writers.signal();
    }
  }

  /**
   * Lets the platform thread wait; it is armed again each time, and sees events that came before.
   */
  private void park() {
    parked = true;
    EpollEvent.set(events, IN | ONESHOT, 0);
    int failure = EpollCalls.epoll_ctl(errno, master, MOD, epoll, events);
    while (parked && !over && failure >= 0) {
      LockSupport.park(this);
    }
  }

  private void watchPoller() {
    while (!over) {
      try {
        if (await() > 0) {
          parked = false;
          LockSupport.unpark(thread);
        }
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    unparkToEnd();
  }

  /** Waits for the virtual thread, or for a while where nothing is watched, and then it is over. */
  private int await() {
    CallFrame frame = CallFrame.current();
    KernelWait wait = KernelWait.of(frame);
    int n = 0;
    wait.start();
    try {
      boolean idle = isIdle(wait); // within the wait, which the last watch may end from now on
      n = EpollCalls.epoll_wait(frame.errno, master, frame.value, 1, idle ? IDLE_MILLIS : -1);
    } finally {
      wait.stop();
    }
    if (n == 0) {
      endIdle();
    }
    return n;
  }

  private boolean isIdle(KernelWait wait) {
    synchronized (Poller.class) {
      waitsForEver = watches == 0 ? null : wait;
      return waitsForEver == null;
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very object is meant
  private void endIdle() {
    synchronized (Poller.class) {
      if (watches == 0) {
        over = true;
        instance = instance == this ? null : instance;
      }
    }
  }

  private void unparkToEnd() {
    boolean woken = false;
    while (!woken) {
      try {
        LockSupport.unpark(thread);
        woken = true;
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
