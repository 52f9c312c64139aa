package org.llsocket.nio;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A call in a thread of its own, in which it waits until another thread ends it. */
final class WaitingCall {
  private static final int DEADLINE_SECONDS = 60;

  private final CompletableFuture<Object> result = new CompletableFuture<>();
  private final Thread thread;

  WaitingCall(boolean virtual, Callable<?> call) {
    Thread.Builder kind = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    thread = kind.start(() -> run(call));
  }

  private void run(Callable<?> call) {
    String thrown = "";
    Object value = null;
    try {
      value = call.call();
    } catch (Exception e) {
      thrown = e.getClass().getName();
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    result.complete((thrown.isEmpty() ? value : thrown) + (interrupted ? ", interrupted" : ""));
  }

  /**
   * Waits until the thread waits: it is parked, or inside the named method and not about to be run.
   * A platform thread that waits in the kernel is runnable for the JVM, so its time on the
   * processor has to stand still, too.
   */
  WaitingCall untilIn(String method) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!isIn(method)) {
      if (result.isDone() || System.nanoTime() > end) {
        throw new AssertionError("not waiting in " + method + ": " + result);
      }
      LockSupport.parkNanos(1_000_000);
    }
    return this;
  }

  private boolean isIn(String method) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals(method)) {
        return !thread.isVirtual() || thread.getState() != Thread.State.RUNNABLE;
      }
    }
    return false;
  }

  WaitingCall interrupt() {
    thread.interrupt();
    return this;
  }

  boolean isDone() {
    return result.isDone();
  }

  /** What the call returned, or the class that it threw, and whether the thread is interrupted. */
  Object outcome() throws Exception {
    return result.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}
