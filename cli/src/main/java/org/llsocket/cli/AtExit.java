package org.llsocket.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/** An action that is run once: by {@link #close}, or before when the process is told to end. */
final class AtExit implements AutoCloseable {
  private final AtomicBoolean done = new AtomicBoolean();
  private final Runnable action;
  private final Thread hook = new Thread(this::run, "at exit");

  AtExit(Runnable action) {
    this.action = action;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void run() {
    if (done.compareAndSet(false, true)) {
      action.run();
    }
  }

  @Override
  public void close() {
    run();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run or finds nothing to do.
    }
  }
}
