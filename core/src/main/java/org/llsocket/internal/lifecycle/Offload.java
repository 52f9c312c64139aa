package org.llsocket.internal.lifecycle;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Calls of the C library that wait inside it, where there is no descriptor to poll. On a virtual
 * thread such a call would hold its carrier, so a platform thread makes it and the virtual thread
 * parks.
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
              .name("llsocket-lookup-", 0)
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
}
