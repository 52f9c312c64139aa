package org.llsocket.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
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

/** A call in a thread of its own, in which it is expected to block. */
public final class Blocked<T extends @Nullable Object> {
  /** How long a test waits for an event that is due at once: a guard against hanging. */
  public static final Duration DEADLINE = Duration.ofMinutes(1);

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

  /** Waits until a thread of this process is in {@code open(2)}. */
  public static void untilAnyInOpen() {
    until("an open", () -> anyThread(SystemCallNames::isOpen));
  }

  /** Waits until the call is in {@code open(2)}, or parked. */
  public Blocked<T> untilInOpen() {
    until("an open", () -> anyThread(SystemCallNames::isOpen) || isParked());
    return this;
  }

  /** Waits until the virtual thread is parked. */
  public void untilParked() {
    until("a park", this::isParked);
  }

  /** Whether the call has ended. */
  public boolean isDone() {
    return result.isDone();
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

  /** The call's result. It has to end before the deadline. */
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

  /** What the call threw. It has to end before the deadline. */
  public Throwable thrown() {
    try {
      throw new AssertionError(
          "returned " + result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("the call still blocks: " + stack(), e);
    }
  }

  private String stack() {
    return Arrays.toString(thread.getStackTrace());
  }

  /** Waits until a condition is true, which it has to be before the deadline. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still no " + what);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  /** Whether some thread is inside a system call on {@code fd}. */
  public static boolean isInKernel(int fd) {
    return anyThread(call -> isOn(call, fd));
  }

  /** Whether a thread of this process is in {@code poll(2)}. */
  public static boolean isInPoll() {
    return anyThread(SystemCallNames::isPoll);
  }

  /** Whether the text of proc_pid_syscall(5) is of a call whose first argument is {@code fd}. */
  public static boolean isOn(String call, int fd) {
    String[] words = call.split(" ", 4);
    return words.length == 4
        && (isSocketcall(words[0]) ? pointedTo(words[2]) : number(words[1])) == fd;
  }

  /** {@code socketcall(2)} of s390x, whose second argument points to the arguments of the call. */
  private static boolean isSocketcall(String number) {
    return number.equals("102") && System.getProperty("os.arch").equals("s390x");
  }

  private static long number(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal.substring("0x".length()), 16);
  }

  /** A long in the memory of this process, which may be gone: the thread goes on. */
  private static long pointedTo(String pointer) {
    try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "r")) {
      memory.seek(number(pointer));
      return memory.readLong();
    } catch (IOException gone) {
      return -1;
    }
  }

  /** Whether a thread of this process is in a call with such a text of proc_pid_syscall(5). */
  static boolean anyThread(Predicate<String> inCall) {
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
