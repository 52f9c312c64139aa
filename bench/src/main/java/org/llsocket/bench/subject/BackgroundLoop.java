package org.llsocket.bench.subject;

import java.util.concurrent.locks.LockSupport;

/** A thread that repeats an action while another thread runs its own part. */
final class BackgroundLoop {
  private final Thread thread;
  private volatile boolean open;

  BackgroundLoop(Step step) {
    thread = Thread.ofPlatform().daemon().name("sender").start(() -> repeat(step));
  }

  /** An action that may throw. */
  @FunctionalInterface
  interface Step {
    void take() throws Exception;
  }

  /** Runs {@code part} in the calling thread while the background thread repeats its step. */
  void during(Step part) throws Exception {
    open = true;
    LockSupport.unpark(thread);
    try {
      part.take();
    } finally {
      open = false;
    }
  }

  private void repeat(Step step) {
    try {
      while (true) {
        while (!open) {
          LockSupport.park(this);
        }
        step.take();
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
