package org.llsocket.internal.lifecycle;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Closes a descriptor whose owner has become unreachable without closing it, and logs a warning:
 * with {@code -Dllsocket.track=true} each time and with the stack that opened the descriptor;
 * otherwise once per process, because recording stacks would cost every descriptor a stack trace. A
 * {@linkplain OwnedFd#isBorrowed borrowed} descriptor is not a leak: only the view ends.
 *
 * <p>The thread of this class ends soon after the last descriptor is closed, while that of a {@link
 * java.lang.ref.Cleaner} lasts as long as the class loader.
 */
final class LeakDetector extends PhantomReference<Object> {
  private static final boolean TRACK = Boolean.getBoolean("llsocket.track");
  private static final AtomicBoolean REPORTED = new AtomicBoolean();
  private static final long IDLE_MILLIS = 200;
  private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();

  private static @Nullable LeakDetector first; // of all; guarded by the class's lock, as the rest
  private static @Nullable Thread thread;
  private static boolean waitsForEver; // the thread has to be interrupted to end

  private final OwnedFd fd;
  private final @Nullable Throwable opened;
  private @Nullable LeakDetector previous; // guarded by the class's lock, as the rest
  private @Nullable LeakDetector next;
  private boolean listed;

  private LeakDetector(Object owner, OwnedFd fd) {
    super(owner, QUEUE);
    this.fd = fd;
    this.opened = TRACK ? new Throwable("opened here") : null;
  }

  /**
   * Closes {@code fd} once {@code owner} is unreachable, unless {@link #forget} is called first.
   */
  static LeakDetector watch(Object owner, OwnedFd fd) {
    var made = new LeakDetector(owner, fd);
    synchronized (LeakDetector.class) {
      if (thread == null) {
        start();
      }
      made.next = first;
      if (first != null) {
        first.previous = made;
      }
      first = made;
      made.listed = true;
    }
    return made;
  }

  private static void start() {
    Thread made = Threads.platform("llsocket-cleaner").unstarted(new Cleaning());
    made.start();
    thread = made;
  }

  /** The descriptor is closed or detached. */
  void forget() {
    clear();
    synchronized (LeakDetector.class) {
      unlist();
      if (first == null && waitsForEver && thread != null) {
        waitsForEver = false;
        thread.interrupt();
      }
    }
  }

  private void unlist() {
    if (!listed) {
      return;
    }
    listed = false;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
  }

  /** The task of the thread. */
  private static final class Cleaning implements Runnable {
    @Override
    public void run() {
      clean();
    }
  }

  private static void clean() {
    boolean over = false;
    while (!over) {
      try {
        var abandoned =
            (LeakDetector) (waitsForMore() ? QUEUE.remove() : QUEUE.remove(IDLE_MILLIS));
        goesOn();
        if (abandoned == null) {
          over = isOver();
        } else {
          abandoned.close();
        }
      } catch (InterruptedException e) {
        // the last descriptor was closed
      } catch (OutOfMemoryError e) {
        Threads.pause();
      }
    }
  }

  private static synchronized boolean waitsForMore() {
    waitsForEver = first != null;
    return waitsForEver;
  }

  /** The thread has work, which must not be interrupted, logging above all. */
  private static synchronized void goesOn() {
    waitsForEver = false;
    boolean _ = Thread.interrupted();
  }

  /** Whether the thread ends after an idle period: no descriptor is open. */
  private static synchronized boolean isOver() {
    if (first != null) {
      return false;
    }
    thread = null;
    return true;
  }

  /** Closes the descriptor; retries if memory runs out, because no other thread would. */
  private void close() {
    boolean closed = false;
    boolean leaked = fd.isOpen() && !fd.isBorrowed();
    while (!closed) {
      try {
        fd.close();
        closed = true;
      } catch (OutOfMemoryError e) {
        Threads.pause();
      }
    }
    forget();
    if (leaked && (TRACK || REPORTED.compareAndSet(false, true))) {
      report();
    }
  }

  private void report() {
    System.Logger log = System.getLogger("org.llsocket");
    String what = "fd " + fd.number() + " was closed by the garbage collector, not by the program";
    if (opened != null) {
      log.log(System.Logger.Level.WARNING, what, opened);
    } else {
      log.log(
          System.Logger.Level.WARNING,
          what + "; -Dllsocket.track=true reports for each such descriptor where it was opened");
    }
  }
}
