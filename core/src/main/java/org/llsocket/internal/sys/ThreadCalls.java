package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <pthread.h>} and {@code <signal.h>}: to wake a thread that is blocked in a call. */
public final class ThreadCalls {
  // pthread_t pthread_self(void);
  private static final MethodHandle PTHREAD_SELF =
      Downcalls.plain("pthread_self", FunctionDescriptor.of(JAVA_LONG));

  // int pthread_kill(pthread_t thread, int sig);
  private static final MethodHandle PTHREAD_KILL =
      Downcalls.plain("pthread_kill", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));

  // int sigaction(int signum, const struct sigaction *act, struct sigaction *oldact);
  private static final MethodHandle SIGACTION =
      Downcalls.capturing("sigaction", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  // int pthread_sigmask(int how, const sigset_t *set, sigset_t *oldset);
  private static final MethodHandle PTHREAD_SIGMASK =
      Downcalls.plain(
          "pthread_sigmask", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  /**
   * A function that may serve as a signal handler that does nothing: async-signal-safe, and errno
   * stays.
   */
  public static final MemorySegment GETPID = Downcalls.symbol("getpid");

  private ThreadCalls() {}

  public static long pthread_self() {
    try {
      return (long) PTHREAD_SELF.invokeExact();
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** Returns 0 or a positive errno, as in C. */
  public static int pthread_kill(long thread, int signal) {
    try {
      return (int) PTHREAD_KILL.invokeExact(thread, signal);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** Returns 0 or a positive errno, as in C. */
  public static int pthread_sigmask(int how, MemorySegment set, MemorySegment old) {
    try {
      return (int) PTHREAD_SIGMASK.invokeExact(how, set, old);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int sigaction(
      MemorySegment errno, int signal, MemorySegment action, MemorySegment old) {
    try {
      return Downcalls.result(errno, (int) SIGACTION.invokeExact(errno, signal, action, old));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
