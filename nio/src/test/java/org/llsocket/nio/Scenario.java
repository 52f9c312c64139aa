package org.llsocket.nio;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Something that a program does with the sockets of {@code java.net}, and the text of what it
 * observes: values, and exceptions by class and message. The same on every implementation.
 *
 * @param name what is done
 * @param body does it
 */
record Scenario(String name, Body body) {
  /** How long a scenario waits for what is due at once. */
  static final int DEADLINE_SECONDS = 60;

  /** Does it with the sockets of an implementation, and returns what it observes. */
  @FunctionalInterface
  interface Body {
    Object run(JavaNet net) throws Exception;
  }

  /** What is observed; the exception if the body throws one. */
  String outcome(JavaNet net) {
    return outcome(() -> body.run(net));
  }

  /** What a call returns, or the exception that it throws. */
  static String outcome(Callable<?> call) {
    try {
      return String.valueOf(call.call());
    } catch (Exception e) {
      return e.getClass().getName() + ": " + e.getMessage();
    }
  }

  /** A call that returns nothing. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** {@code done}, or the exception that a call throws. */
  static String outcome(Action action) {
    return outcome(
        (Callable<Object>)
            () -> {
              action.run();
              return "done";
            });
  }

  /** A call in a thread of its own. */
  static final class Running {
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final Thread thread;

    Running(boolean virtual, Callable<?> call) {
      Thread.Builder kind = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
      thread =
          kind.start(() -> {
            String result = Scenario.outcome(call);
            outcome.complete(
                result + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
          });
    }

    /** Waits until the thread is inside the method of a class, waiting. */
    Running untilIn(String method) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
      while (!isIn(method)) {
        if (outcome.isDone() || System.nanoTime() > end) {
          throw new AssertionError("not in " + method + ": " + outcome);
        }
        LockSupport.parkNanos(1_000_000);
      }
      return this;
    }

    private boolean isIn(String method) {
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (frame.getMethodName().equals(method)) {
          Thread.State state = thread.getState();
          return !thread.isVirtual() || state != Thread.State.RUNNABLE;
        }
      }
      return false;
    }

    Running interrupt() {
      thread.interrupt();
      return this;
    }

    boolean isDone() {
      return outcome.isDone();
    }

    String outcome() throws Exception {
      return outcome.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
