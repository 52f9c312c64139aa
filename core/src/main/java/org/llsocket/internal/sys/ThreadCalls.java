package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.NO_ERRNO;
import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;

/** {@code <pthread.h>} and {@code <signal.h>}: to wake a thread that is blocked in a call. */
public final class ThreadCalls {
  // pthread_t pthread_self(void);
  private static final MemorySegment PTHREAD_SELF = symbol("pthread_self");

  // int pthread_kill(pthread_t thread, int sig);
  private static final MemorySegment PTHREAD_KILL = symbol("pthread_kill");

  // int sigaction(int signum, const struct sigaction *act, struct sigaction *oldact);
  private static final MemorySegment SIGACTION = symbol("sigaction");

  // int pthread_sigmask(int how, const sigset_t *set, sigset_t *oldset);
  private static final MemorySegment PTHREAD_SIGMASK = symbol("pthread_sigmask");

  /**
   * A function that may serve as a signal handler that does nothing: async-signal-safe, and errno
   * stays.
   */
  public static final MemorySegment GETPID = symbol("getpid");

  private ThreadCalls() {}

  public static long pthread_self() {
    return call(PTHREAD_SELF, NO_ERRNO, 0, 0, 0, 0);
  }

  /** Returns 0 or a positive errno, as in C. */
  public static int pthread_kill(long thread, int signal) {
    return (int) call(PTHREAD_KILL, NO_ERRNO, thread, signal, 0, 0);
  }

  /** Returns 0 or a positive errno, as in C. */
  public static int pthread_sigmask(int how, MemorySegment set, MemorySegment old) {
    return (int) call(PTHREAD_SIGMASK, NO_ERRNO, how, set, old, 0);
  }

  public static int sigaction(
      MemorySegment errno, int signal, MemorySegment action, MemorySegment old) {
    return result(errno, (int) call(SIGACTION, errno, signal, action, old, 0));
  }
}
