package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait inside the C library or the kernel and have no twin that does not: lookups,
 * accept, connect, sendfile. On a virtual thread such a call would hold its carrier, so a platform
 * thread makes it and the virtual thread parks.
 *
 * <p>There is no limit to these threads, as a lookup that waits for a dead name server must not
 * delay one that does not; each ends after a minute without work.
 */
public final class Offload {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          Thread.ofPlatform()
              .daemon()
              .inheritInheritableThreadLocals(false)
              .name("llsocket-blocking-", 0)
              .factory());

  private Offload() {}

  /**
   * What {@code call} returns.
   *
   * @throws InterruptedException if this is a virtual thread and it is interrupted; the call then
   *     goes on without it, or never begins
   */
  public static <T> T call(Supplier<T> call) throws InterruptedException {
    if (!Thread.currentThread().isVirtual()) {
      return call.get();
    }
    Future<T> future = THREADS.submit(call::get);
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new AssertionError(e);
      }
    }
  }

  /** A call that fails with what it was called for. */
  @FunctionalInterface
  public interface IoCall<T> {
    T call() throws IOException;
  }

  /**
   * What {@code call} returns, which is made by a platform thread and waited for in any case: an
   * interrupt of this virtual thread is passed on to it.
   */
  public static <T> T toEnd(IoCall<T> call) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      var task = new Interruptible<>(call, interrupted);
      Future<T> future = THREADS.submit(task);
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          task.interrupt();
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new AssertionError(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A call whose thread can be interrupted as long as it makes it, and no longer. */
  private static final class Interruptible<T> implements Callable<T> {
    private final IoCall<T> call;
    private boolean interrupted; // guarded by this, as thread
    private @Nullable Thread thread;

    Interruptible(IoCall<T> call, boolean interrupted) {
      this.call = call;
      this.interrupted = interrupted;
    }

    @Override
    public T call() throws IOException {
      begin();
      try {
        return call.call();
      } finally {
        end();
      }
    }

    private synchronized void begin() {
      thread = Thread.currentThread();
      if (interrupted) {
        thread.interrupt();
      }
    }

    private synchronized void end() {
      thread = null;
      boolean _ = Thread.interrupted();
    }

    synchronized void interrupt() {
      interrupted = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
