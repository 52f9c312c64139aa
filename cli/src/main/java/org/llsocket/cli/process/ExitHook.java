package org.llsocket.cli.process;

import java.util.concurrent.atomic.AtomicBoolean;

/** An action that runs exactly once: in {@link #close}, or earlier if the JVM shuts down. */
public final class ExitHook implements AutoCloseable {
  private final AtomicBoolean done = new AtomicBoolean();
  private final Runnable action;
  private final Thread hook = new Thread(this::run, "exit hook");

  /** Registers the action. */
  public ExitHook(Runnable action) {
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
      // The JVM is shutting down; the hook has nothing left to do.
    }
  }
}
