package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.nio.channels.Channel;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * Makes calls that wait inside the C library or the kernel and have no non-blocking form: lookups,
 * sendfile, accept on a file that other code may refer to. On a virtual thread such a call would
 * block its carrier, so a platform thread makes it and the virtual thread parks.
 *
 * <p>The number of these threads is not limited: a lookup that waits for a dead name server must
 * not delay other calls. Each ends soon after its last work.
 */
public final class BlockingExecutor {
  private static final long IDLE_MILLIS = 200;

  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_MILLIS,
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          Threads.platform("llsocket-blocking-").name("llsocket-blocking-", 0).factory());

  private BlockingExecutor() {}

  /** A supplier that may throw IOException. */
  @FunctionalInterface
  public interface IoCall<T extends @Nullable Object> {
    T call() throws IOException;
  }

  /**
   * What {@code call} returns.
   *
   * @throws InterruptedException if this is a virtual thread and it is interrupted; the call goes
   *     on and its result is dropped
   */
  public static <T> T call(Supplier<T> call) throws InterruptedException {
    if (!Thread.currentThread().isVirtual()) {
      return call.get();
    }
    StackHeadroom.require();
    var task = new Task<T>(call::get, false);
    THREADS.execute(task);
    while (!task.done) {
      LockSupport.park(task);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    try {
      return task.result();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What {@code call} returns; a platform thread makes it, this one if it is a platform thread. */
  public static <T extends @Nullable Object> T onPlatformThread(IoCall<T> call) throws IOException {
    return Thread.currentThread().isVirtual() ? toEnd(call) : call.call();
  }

  /**
   * What {@code call} returns; a platform thread makes it. This virtual thread waits until it has
   * ended, and passes an interrupt on to it.
   */
  public static <T extends @Nullable Object> T toEnd(IoCall<T> call) throws IOException {
    StackHeadroom.require();
    boolean interrupted = Thread.interrupted();
    try {
      var task = new Task<>(call, interrupted);
      THREADS.execute(task);
      while (!task.done) {
        pause(task);
        if (Thread.interrupted()) {
          interrupted = true;
          task.interrupt();
        }
      }
      return task.result();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Parks. If memory or the stack runs out in that, the call is cancelled, and this waits until it
   * has ended: its memory is in use, and a descriptor that it has made would be lost.
   */
  private static void pause(Task<?> task) {
    try {
      LockSupport.park(task);
    } catch (VirtualMachineError e) {
      if (task.cancel()) {
        throw e;
      }
    }
  }

  /** A call on its way from a virtual thread to a platform thread and back. */
  private static final class Task<T extends @Nullable Object> implements Runnable {
    private final IoCall<T> call;
    private final Thread waiter = Thread.currentThread();
    private boolean interrupted; // guarded by this, as the next four
    private boolean cancelled;
    private boolean ended;
    private @Nullable Thread thread;
    private @Nullable KernelWait wait; // of that thread
    private @Nullable T result;
    private @Nullable Throwable failure;
    private volatile boolean done;

    Task(IoCall<T> call, boolean interrupted) {
      this.call = call;
      this.interrupted = interrupted;
    }

    @Override
    public void run() {
      try {
        begin();
        result = call.call();
      } catch (Throwable t) {
        failure = t;
      } finally {
        finish();
      }
    }

    private void finish() {
      try {
        end();
      } finally {
        done = true;
        Threads.unpark(waiter);
      }
    }

    private void begin() {
      KernelWait waits = KernelWait.of(CallFrame.current());
      waits.forVirtual(true);
      synchronized (this) {
        thread = Thread.currentThread();
        wait = waits;
        waits.cancel(cancelled);
        if (interrupted) {
          thread.interrupt();
        }
      }
    }

    private void end() {
      synchronized (this) {
        ended = true;
        thread = null;
        if (wait != null) {
          wait.cancel(false);
          wait.forVirtual(false);
        }
      }
      boolean _ = Thread.interrupted();
      if (cancelled && result instanceof Channel made) {
        close(made);
      }
    }

    private static void close(Channel made) {
      try {
        made.close();
      } catch (IOException e) {
        // the fd is closed in any case
      }
    }

    /**
     * Ends the call and waits until it has ended. A descriptor that it has made is closed.
     *
     * @return false if it had ended before
     */
    boolean cancel() {
      synchronized (this) {
        cancelled = !ended;
        if (cancelled && thread != null && wait != null) {
          wait.cancel(true);
        }
      }
      while (!done) {
        Thread.onSpinWait();
      }
      return cancelled;
    }

    /** Interrupts the call, if it is being made. */
    synchronized void interrupt() {
      interrupted = true;
      if (thread != null) {
        thread.interrupt();
      }
    }

    @SuppressWarnings("NullAway") // null if T is nullable
    T result() throws IOException {
      return switch (failure) {
        case null -> result;
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new AssertionError(failure);
      };
    }
  }
}
