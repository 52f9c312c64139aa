package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.NO_ERRNO;
import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;

/** {@code <pthread.h>} and {@code <signal.h>}: wake a thread that is blocked in a call. */
public final class ThreadCalls {
  // pthread_t pthread_self(void);
  private static final MemorySegment PTHREAD_SELF = symbol("pthread_self");

  // long syscall(long number, ...); older C libraries lack gettid and tgkill
  private static final MemorySegment SYSCALL = symbol("syscall");

  // int sigaction(int signum, const struct sigaction *act, struct sigaction *oldact);
  private static final MemorySegment SIGACTION = symbol("sigaction");

  // int sigprocmask(int how, const sigset_t *set, sigset_t *oldset); glibc before 2.32 has
  // pthread_sigmask in a library of its own, where the JDK does not find it
  private static final MemorySegment SIGPROCMASK = symbol("sigprocmask");

  /**
   * A function that can be used as a signal handler without an effect: it is async-signal-safe and
   * does not change errno.
   */
  public static final MemorySegment GETPID = symbol("getpid");

  private static final long SYS_GETTID = Platform.number("SYS_gettid");
  private static final long SYS_TGKILL = Platform.number("SYS_tgkill");

  private static final long PID = pid();

  private ThreadCalls() {}

  /** 0 if this process cannot call C; the next call reports that. */
  private static long pid() {
    try {
      return call(GETPID, NO_ERRNO, 0, 0, 0, 0);
    } catch (IllegalCallerException | UnsupportedOperationException refused) {
      return 0;
    }
  }

  public static long pthread_self() {
    return Downcalls.plain(PTHREAD_SELF, 0, 0, 0, 0);
  }

  public static int gettid() {
    return (int) call(SYSCALL, NO_ERRNO, SYS_GETTID, 0, 0, 0);
  }

  /**
   * Signals a thread of this process. Unlike {@code pthread_kill(3)}, which may read freed memory,
   * it fails for a thread that has ended. Returns 0 or -1, does not capture errno, and allocates
   * nothing.
   */
  public static int tgkill(int tid, int signal) {
    return (int) Downcalls.plain(SYSCALL, SYS_TGKILL, PID, tid, signal);
  }

  /** On Linux the mask is that of the calling thread. Returns 0 or -1. */
  public static int sigprocmask(int how, MemorySegment set, MemorySegment old) {
    return (int) call(SIGPROCMASK, NO_ERRNO, how, set, old, 0);
  }

  public static int sigaction(
      MemorySegment errno, int signal, MemorySegment action, MemorySegment old) {
    return result(errno, (int) call(SIGACTION, errno, signal, action, old, 0));
  }
}
