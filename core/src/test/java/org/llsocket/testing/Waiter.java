package org.llsocket.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingExecutor;

/** Makes one call that waits, in a platform or a virtual thread. */
public final class Waiter {
  /** How long the end of a wait may take on a busy machine, in which it mostly takes far less. */
  public static final Duration PROMISED =
      Duration.ofSeconds(Integer.getInteger("llsocket.promised", 30));

  /** How a call ended. */
  public record End(@Nullable Object value, @Nullable Throwable thrown, boolean interrupted) {
    /** The value, which is there. */
    public Object returned() {
      return Objects.requireNonNull(value, this::toString);
    }

    /** The exception's simple name, or the value. */
    public String what() {
      return thrown == null ? String.valueOf(value) : thrown.getClass().getSimpleName();
    }

    @Override
    public String toString() {
      return (thrown == null ? String.valueOf(value) : String.valueOf(thrown))
          + (interrupted ? ", interrupted" : "");
    }
  }

  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final Thread thread;
  private volatile int tid;

  private Waiter(boolean virtual, boolean interrupted, Callable<?> call) {
    var kind = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    thread =
        kind.start(() -> {
          tid = virtual ? 0 : Libc.call("gettid");
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
          Object value = null;
          Throwable thrown = null;
          try {
            value = call.call();
          } catch (Throwable t) {
            thrown = t;
          }
          end.complete(new End(value, thrown, Thread.currentThread().isInterrupted()));
        });
  }

  public static Waiter start(boolean virtual, Callable<?> call) {
    return new Waiter(virtual, false, call);
  }

  public static Waiter startInterrupted(boolean virtual, Callable<?> call) {
    return new Waiter(virtual, true, call);
  }

  public Thread thread() {
    return thread;
  }

  /**
   * Waits until the thread waits: inside a system call; or parked if it is virtual, and if a
   * platform thread makes the call for it, until that is inside a system call on {@code fd}.
   */
  public Waiter untilWaiting(int fd) {
    Blocked.until("a wait", () -> end.isDone() || isWaiting(fd));
    if (end.isDone()) {
      throw new AssertionError("the call did not wait: " + end.join());
    }
    return this;
  }

  private boolean isWaiting(int fd) {
    return thread.isVirtual()
        ? isParked()
            && (!isOffloaded()
                || (!preparesAFile() && (Blocked.isInKernel(fd) || Blocked.isInPoll())))
        : isInKernel(fd);
  }

  /** Whether the virtual thread is parked. */
  public boolean isParked() {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** Whether a platform thread opens, measures, maps or reads the file that is to be sent. */
  public boolean preparesAFile() {
    return (isIn("DescriptorSendfile") && isIn("DescriptorOpen"))
        || Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("ofFile"));
  }

  /** Whether the call of a virtual thread is made by a platform thread. */
  public boolean isOffloaded() {
    return isIn(BlockingExecutor.class.getSimpleName());
  }

  /** Whether a method of a class of that simple name is on the stack of the thread. */
  private boolean isIn(String type) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().endsWith("." + type));
  }

  /** In a call on {@code fd}, or in poll(2): a file is mapped and measured before it is sent. */
  private boolean isInKernel(int fd) {
    if (tid == 0) {
      return false;
    }
    try {
      String call = Files.readString(Path.of("/proc/self/task/" + tid + "/syscall"));
      return SystemCallNames.isPoll(call) || Blocked.isOn(call, fd);
    } catch (IOException ended) {
      return false;
    }
  }

  public boolean isDone() {
    return end.isDone();
  }

  /** Waits for the end of the call, and returns whether it ended in time. */
  public boolean isDoneWithin(Duration limit) throws InterruptedException {
    try {
      end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** How it ended, which it has to within the time that is promised. */
  public End end() {
    return endWithin(PROMISED);
  }

  public End endWithin(Duration limit) {
    try {
      return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException | ExecutionException e) {
      throw new AssertionError("still waits: " + Arrays.toString(thread.getStackTrace()), e);
    }
  }
}
