package org.llsocket.testing;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.llsocket.O;

/**
 * Which system call a text of proc_pid_syscall(5) is of. Architectures have different numbers, and
 * their C libraries make different calls of one function: the numbers are learnt from a thread that
 * is in the call.
 */
public final class SystemCallNames {
  private SystemCallNames() {}

  /** Whether it is of {@code poll(2)}: poll or ppoll. */
  public static boolean isPoll(String call) {
    return call.startsWith(Poll.PREFIX);
  }

  /** Whether it is of {@code open(2)}: open or openat. */
  public static boolean isOpen(String call) {
    return call.startsWith(Open.PREFIX);
  }

  // Learnt at the first use. The thread in the call cannot run code of a class that is being
  // initialized, so the code stands outside.

  private static final class Poll {
    static final String PREFIX = learnPoll();
  }

  private static final class Open {
    static final String PREFIX = learnOpen();
  }

  private static String learnPoll() {
    int[] pipe = Libc.pipe();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment pollfd = arena.allocate(8, 8);
      pollfd.set(JAVA_INT, 0, pipe[0]);
      return learn(
          pollfd, () -> Libc.call("poll", pollfd, 1L, -1), () -> Libc.call("close", pipe[1]));
    } finally {
      Libc.call("close", pipe[0]);
    }
  }

  private static String learnOpen() {
    try (Arena arena = Arena.ofShared()) {
      Path directory = Files.createTempDirectory("open");
      Path fifo = directory.resolve("fifo");
      MemorySegment path = arena.allocateFrom(fifo.toString());
      Libc.call("mkfifo", path, 0600);
      String prefix =
          learn(
              path,
              () -> Libc.call("close", Libc.call("open", path, O.WRONLY | O.CLOEXEC, 0)),
              () -> Libc.call("close", Libc.call("open", path, O.RDONLY | O.CLOEXEC, 0)));
      Files.delete(fifo);
      Files.delete(directory);
      return prefix;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The number of a call, and a blank.
   *
   * @param argument a pointer that is an argument of this call only
   * @param call makes the call, which blocks
   * @param end makes it return
   */
  private static String learn(MemorySegment argument, Runnable call, Runnable end) {
    String address = " 0x" + Long.toHexString(argument.address()) + " ";
    Thread thread = Thread.ofPlatform().daemon().start(call);
    var found = new AtomicReference<String>();
    Blocked.until(
        "the call whose number is learnt",
        () ->
            Blocked.anyThread(text -> {
              boolean is = text.contains(address);
              if (is) {
                found.set(text.substring(0, text.indexOf(' ') + 1));
              }
              return is;
            }));
    end.run();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return found.get();
  }
}
