package org.llsocket.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.sys.ThreadCalls;

/** A signal whose handler does nothing: it only interrupts system calls. */
public final class Signals {
  private static final int STRAY = install(Platform.number("SIGRTMAX") - 30);

  private static final long BIT = 1L << (STRAY - 1);

  private Signals() {}

  /** Sends the signal to the thread with this tid. */
  public static void interrupt(int tid) {
    ThreadCalls.tgkill(tid, STRAY);
  }

  /** Sends the signal and waits until the thread has taken it, and so has left its system call. */
  public static void interruptUntilTaken(int tid) {
    interrupt(tid);
    Blocked.until("a signal taken by thread " + tid, () -> !isPending(tid));
  }

  private static boolean isPending(int tid) {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/task/" + tid + "/status"))) {
      return status
          .filter(line -> line.startsWith("SigPnd:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & BIT) != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int install(int signal) {
    Struct sigaction = Platform.struct("sigaction");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment action = arena.allocate(sigaction.size(), Long.BYTES);
      action.set(ADDRESS, sigaction.offset("sa_handler"), ThreadCalls.GETPID);
      return ThreadCalls.sigaction(arena.allocate(8), signal, action, MemorySegment.NULL) == 0
          ? signal
          : 0;
    }
  }
}
