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
 */
final class Poller {
  private static final int CLOEXEC = Platform.number("EPOLL_CLOEXEC");
  private static final int ADD = Platform.number("EPOLL_CTL_ADD");
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

  private static volatile @Nullable Poller instance;

  private final AtomicInteger generations = new AtomicInteger();
  private final MemorySegment errno = Arena.global().allocate(Long.BYTES);
  private final MemorySegment events = Arena.global().allocate(EVENTS * (long) EpollEvent.SIZE, 8);
  private final int epoll;
  private final int master; // watches epoll for the platform thread
  private volatile @Nullable Polled[] watched =
      new Polled[0]; // by number; replaced and written under this
  private volatile boolean parked;
  private final Thread thread =
      Thread.ofVirtual()
          .inheritInheritableThreadLocals(false)
          .name("llsocket-poller")
          .unstarted(this::run);

  private Poller(int epoll, int master) {
    this.epoll = epoll;
    this.master = master;
  }

  /** The poller of this process, or null if it could not be made: {@link #make} says why. */
  static @Nullable Poller instance() {
    return instance;
  }

  /** What stands for {@code fd} here. */
  Polled polled(OwnedFd fd) {
    return new Polled(this, fd, generations.incrementAndGet());
  }

  /** Makes the poller if it is not there yet; returns 0 or {@code -errno}. */
  static synchronized int make(MemorySegment errno) {
    if (instance != null) {
      return 0;
    }
    int epoll = EpollCalls.epoll_create1(errno, CLOEXEC);
    if (epoll < 0) {
      return epoll;
    }
    int master = EpollCalls.epoll_create1(errno, CLOEXEC);
    if (master < 0) {
      FdCalls.close(errno, epoll);
      return master;
    }
    int failure = -1;
    try {
      var poller = new Poller(epoll, master);
      failure = poller.start(errno);
      instance = failure < 0 ? null : poller;
    } finally {
      if (failure < 0) {
        FdCalls.close(errno, master);
        FdCalls.close(errno, epoll);
      }
    }
    return failure;
  }

  /** 0, or {@code -errno}. */
  private int start(MemorySegment state) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EpollEvent.SIZE, Long.BYTES);
      EpollEvent.set(event, ONESHOT, 0);
      int failure = EpollCalls.epoll_ctl(state, master, ADD, epoll, event);
      if (failure < 0) {
        return failure;
      }
    }
    Thread.ofPlatform()
        .daemon()
        .inheritInheritableThreadLocals(false)
        .name("llsocket-poller")
        .start(this::watchPoller);
    thread.start();
    return 0;
  }

  /** Watches from now on; returns 0 or {@code -errno}. */
  int add(Polled polled, MemorySegment state) {
    int number = polled.fd.number();
    put(number, polled);
    int added;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EpollEvent.SIZE, Long.BYTES);
      EpollEvent.set(event, READ | WRITE | EDGE, token(polled));
      added = EpollCalls.epoll_ctl(state, epoll, ADD, number, event);
    }
    if (added < 0) {
      drop(polled);
    }
    return added;
  }

  /** Watches no more; the number is still the descriptor's. */
  void forget(Polled polled, MemorySegment state) {
    EpollCalls.epoll_ctl(state, epoll, DEL, polled.fd.number(), MemorySegment.NULL);
    drop(polled);
  }

  private synchronized void put(int number, Polled polled) {
    @Nullable Polled[] table = watched;
    if (number >= table.length) {
      table = Arrays.copyOf(table, Math.max(64, number * 2));
    }
    table[number] = polled;
    watched = table; // publishes the element too
  }

  private synchronized void drop(Polled polled) {
    @Nullable Polled[] table = watched;
    if (table[polled.fd.number()] == polled) {
      table[polled.fd.number()] = null;
      watched = table;
    }
  }

  private static long token(Polled polled) {
    return ((long) polled.generation << Integer.SIZE) | polled.fd.number();
  }

  private void run() {
    int looks = 0;
    while (true) {
      try {
        looks = look() ? 0 : (looks + 1) % LOOKS_BEFORE_PARKING;
        rest(looks);
      } catch (OutOfMemoryError e) {
        looks = 0; // whoever waits needs the next look more than anybody needs this
      }
    }
  }

  /** Signals what is ready now; whether there was any. */
  private boolean look() {
    int n = EpollCalls.epoll_wait(errno, epoll, events, EVENTS, 0);
    for (int i = 0; i < n; i++) {
      signal(EpollEvent.data(events, i), EpollEvent.events(events, i));
    }
    return n > 0;
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
    @Nullable Polled[] table = watched;
    int number = (int) token;
    Polled polled = number < table.length ? table[number] : null;
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
    while (parked && failure >= 0) {
      LockSupport.park(this);
    }
  }

  private void watchPoller() {
    MemorySegment state = Arena.global().allocate(Long.BYTES);
    MemorySegment event = Arena.global().allocate(EpollEvent.SIZE, Long.BYTES);
    while (true) {
      if (EpollCalls.epoll_wait(state, master, event, 1, -1) > 0) {
        parked = false;
        LockSupport.unpark(thread);
      }
    }
  }
}
