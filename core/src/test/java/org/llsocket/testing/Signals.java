package org.llsocket.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.sys.ThreadCalls;

/** A signal that nobody expects, whose handler does nothing: it only ends system calls. */
public final class Signals {
  private static final int STRAY = install(Platform.number("SIGRTMAX") - 30);

  private Signals() {}

  /** Sends the signal to the thread with this number of the kernel's. */
  public static void interrupt(int tid) {
    ThreadCalls.tgkill(tid, STRAY);
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
