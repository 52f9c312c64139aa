package org.llsocket.bench.subject;

import java.util.concurrent.locks.LockSupport;

/** A thread that repeats something while another thread does its part. */
final class Gate {
  private final Thread thread;
  private volatile boolean open;

  Gate(Step step) {
    thread = Thread.ofPlatform().daemon().name("sender").start(() -> repeat(step));
  }

  /** Something that is done once or again and again. */
  @FunctionalInterface
  interface Step {
    void take() throws Exception;
  }

  /** Does {@code part} while the thread repeats its step. */
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
