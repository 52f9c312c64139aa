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
 * Unparks virtual threads when their descriptors are ready.
 *
 * <p>Each descriptor is registered once, edge-triggered for both directions, until it is closed.
 * The poller is itself a virtual thread: while there are events it polls for more without blocking,
 * and yields in between, so that the threads that it has unparked run next on the same carrier.
 * When there are none it parks, and a platform thread blocks in its place, on an epoll that watches
 * the poller's epoll.
 *
 * <p>The poller is started when a virtual thread first waits. It ends soon after the last
 * descriptor that it watches is closed; a later wait starts a new one.
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
  private static final int POLLS_BEFORE_PARKING = 8;

  private static final int IDLE_MILLIS = 200;

  private static volatile @Nullable Poller instance; // written under the class's lock

  private final AtomicInteger generations = new AtomicInteger();
  private final MemorySegment errno = Arena.ofAuto().allocate(Long.BYTES);
  private final MemorySegment events = Arena.ofAuto().allocate(EVENTS * (long) EpollEvent.SIZE, 8);
  private final int epoll;
  private final int master; // watches epoll for the platform thread
  private volatile @Nullable PollerRegistration[] watched =
      new PollerRegistration[0]; // by fd; replaced and written under this
  private int registered; // their count; guarded by the class's lock, as the next
  private @Nullable KernelWait waitsForEver; // of the platform thread, while registered > 0
  private volatile boolean parked;
  private volatile boolean over;
  private boolean runs; // the virtual thread, which closes both epolls at its end
  private int count; // events of the last poll; used by the virtual thread only, as the next
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
   * A new registration of {@code fd} with the poller, which is started if there is none.
   *
   * @return null if the poller could not be started; {@code errno} is set
   */
  static synchronized @Nullable PollerRegistration registrationOf(
      WaitableFd fd, MemorySegment errno) {
    Poller poller = instance;
    if (poller == null) {
      poller = make(errno);
      instance = poller;
    }
    if (poller == null) {
      return null;
    }
    var registration = new PollerRegistration(poller, fd, poller.generations.incrementAndGet());
    poller.registered++; // until the registration ends or fails
    return registration;
  }

  /** Starts a poller; null if that fails, with errno set. */
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

  /** Starts the threads; false if epoll_ctl(2) fails. */
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
        Threads.unpark(thread);
      }
    }
    return true;
  }

  /** Watches {@code number} from now on; returns 0 or {@code -errno}. */
  int add(PollerRegistration registration, int number, CallFrame frame) {
    int added = -1;
    registration.number = number;
    try {
      put(number, registration);
      MemorySegment event = frame.value;
      EpollEvent.set(event, READ | WRITE | EDGE, token(registration));
      added = EpollCalls.epoll_ctl(frame.errno, epoll, ADD, number, event);
      if (added == -EEXIST) { // an earlier attempt ran out of memory after this call
        added = EpollCalls.epoll_ctl(frame.errno, epoll, MOD, number, event);
      }
    } finally {
      if (added < 0) {
        drop(registration);
      }
    }
    return added;
  }

  /** Ends a registration; its fd is not closed yet. */
  void remove(PollerRegistration registration, MemorySegment state) {
    EpollCalls.epoll_ctl(state, epoll, DEL, registration.number, MemorySegment.NULL);
    drop(registration);
  }

  private synchronized void put(int number, PollerRegistration registration) {
    @Nullable PollerRegistration[] table = watched;
    if (number >= table.length) {
      table = Arrays.copyOf(table, Math.max(64, number * 2));
    }
    table[number] = registration;
    watched = table; // publishes the element too
  }

  /** A registration that {@link #registrationOf} made has ended, or did not begin. */
  void drop(PollerRegistration registration) {
    synchronized (this) {
      @Nullable PollerRegistration[] table = watched;
      int number = registration.number;
      if (number >= 0 && number < table.length && table[number] == registration) {
        table[number] = null;
        watched = table;
      }
    }
    KernelWait idle = null;
    synchronized (Poller.class) {
      if (registration.end() && --registered == 0) {
        idle = waitsForEver;
        waitsForEver = null;
      }
    }
    if (idle != null) {
      idle.request();
    }
  }

  private static long token(PollerRegistration registration) {
    return ((long) registration.generation << Integer.SIZE) | registration.number;
  }

  private void run() {
    int emptyPolls = 0;
    while (!over) {
      try {
        emptyPolls = deliver() ? 0 : (emptyPolls + 1) % POLLS_BEFORE_PARKING;
        rest(emptyPolls);
      } catch (OutOfMemoryError e) {
        emptyPolls = 0; // the waiters depend on the next poll
      }
    }
    closeBoth(epoll, master);
  }

  /**
   * Signals the descriptors that are ready, or those that a poll which ran out of memory has left.
   *
   * @return whether there were any
   */
  private boolean deliver() {
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

  @SuppressWarnings("ThreadPriorityCheck") // the unparked threads are next in the carrier's queue
  private void rest(int emptyPolls) {
    if (emptyPolls == POLLS_BEFORE_PARKING - 1) {
      park();
    } else {
      Thread.yield();
    }
  }

  private void signal(long token, int happened) {
    @Nullable PollerRegistration[] table = watched;
    int number = (int) token;
    PollerRegistration registration = number < table.length ? table[number] : null;
    if (registration == null || registration.generation != (int) (token >>> Integer.SIZE)) {
      return; // the registration has ended
    }
    if ((happened & (NOT_DATA | ENDED)) != 0) {
      registration.ending = true;
    }
    if ((happened & (READ | ENDED)) != 0) {
      registration.readers.signal();
    }
    if ((happened & (WRITE | ENDED)) != 0) {
      registration.writers.signal();
    }
  }

  /**
   * Lets the platform thread wait; the epoll is re-armed each time, which reports earlier events
   * too.
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
        Threads.pause();
      }
    }
    Threads.unpark(thread);
  }

  /**
   * Waits in the kernel for the virtual thread; without registrations for a while, then ends both.
   */
  private int await() {
    CallFrame frame = CallFrame.current();
    KernelWait wait = KernelWait.start(frame);
    int n = 0;
    try {
      boolean idle =
          isIdle(wait); // after start: the end of the last registration may now end the wait
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
      waitsForEver = registered == 0 ? null : wait;
      return waitsForEver == null;
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very object is meant
  private void endIdle() {
    synchronized (Poller.class) {
      if (registered == 0) {
        over = true;
        instance = instance == this ? null : instance;
      }
    }
  }
}
