package org.llsocket.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A call that runs in a thread of its own, where it is to block in the kernel. */
public final class Blocked<T extends @Nullable Object> {
  /** How long a test waits for what has to happen at once. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Thread thread;

  private Blocked(Thread.Builder kind, Callable<T> call) {
    thread =
        kind.start(() -> {
          try {
            result.complete(call.call());
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        });
  }

  /** Starts a call in a platform thread. */
  public static <T extends @Nullable Object> Blocked<T> start(Callable<T> call) {
    return new Blocked<>(Thread.ofPlatform().daemon(), call);
  }

  /** Starts a call in a virtual thread. */
  public static <T extends @Nullable Object> Blocked<T> startVirtual(Callable<T> call) {
    return new Blocked<>(Thread.ofVirtual(), call);
  }

  /**
   * Waits until the call waits: some thread of this process is inside a system call on {@code fd},
   * or the virtual thread is parked.
   */
  public Blocked<T> untilInKernel(int fd) {
    until("a system call on fd " + fd, () -> result.isDone() || isParked() || isInKernel(fd));
    if (result.isDone()) {
      throw new AssertionError(
          "the call did not block: " + result.handle((value, e) -> value + " " + e).join());
    }
    return this;
  }

  /** Waits until the call is in {@code open(2)}, by its numbers on x86-64, or parked. */
  public Blocked<T> untilInOpen() {
    until(
        "an open",
        () -> anyThread(call -> call.startsWith("257 ") || call.startsWith("2 ")) || isParked());
    return this;
  }

  /** Waits until the virtual thread is parked. */
  public void untilParked() {
    until("a park", this::isParked);
  }

  /** Interrupts the thread of the call. */
  public void interrupt() {
    thread.interrupt();
  }

  private boolean isParked() {
    return thread.isVirtual()
        && (thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING);
  }

  /** The call's result, which has to come before the deadline. */
  public T get() throws IOException {
    try {
      return result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new AssertionError("the call failed", e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("the call still blocks: " + stack(), e);
    }
  }

  /** What the call threw, which has to come within two seconds. */
  public Throwable thrown() {
    try {
      throw new AssertionError("returned " + result.get(2, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("the call still blocks: " + stack(), e);
    }
  }

  private String stack() {
    return Arrays.toString(thread.getStackTrace());
  }

  /** Waits for a condition that has to come true before the deadline. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  /**
   * Whether some thread is inside a system call on {@code fd}: such a call's first argument is the
   * number.
   */
  public static boolean isInKernel(int fd) {
    String argument = " 0x" + Integer.toHexString(fd) + " ";
    return anyThread(call -> {
      int space = call.indexOf(' ');
      return space > 0 && call.startsWith(argument, space);
    });
  }

  /** Whether a thread of this process is in {@code poll(2)}, by its number on x86-64. */
  public static boolean isInPoll() {
    return anyThread(call -> call.startsWith("7 "));
  }

  private static boolean anyThread(Predicate<String> inCall) {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        if (inCall.test(call(task))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String call(Path task) {
    try {
      return Files.readString(task.resolve("syscall"));
    } catch (IOException ended) {
      return "";
    }
  }
}
