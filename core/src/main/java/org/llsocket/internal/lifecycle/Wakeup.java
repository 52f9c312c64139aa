package org.llsocket.internal.lifecycle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.sys.ThreadCalls;

/**
 * The signal that ends a system call of another thread with EINTR. Its handler is a function of the
 * C library that does nothing and is safe in a handler, for no Java code may run there.
 */
final class Wakeup {
  /** Real-time signals are free for applications; the JDK itself uses {@code SIGRTMAX-2}. */
  private static final int SIGNAL = install(Platform.number("SIGRTMAX") - 4);

  private static final MemorySegment ONLY_IT = set(SIGNAL);

  private Wakeup() {}

  /**
   * Lets the signal through to the calling thread: a process inherits blocked signals from whoever
   * started it, and every thread from another.
   */
  static void admit() {
    ThreadCalls.pthread_sigmask(Platform.number("SIG_UNBLOCK"), ONLY_IT, MemorySegment.NULL);
  }

  private static MemorySegment set(int signal) {
    Struct sigaction = Platform.struct("sigaction");
    MemorySegment set = Arena.global().allocate(sigaction.field("sa_mask").size(), Long.BYTES);
    int bit = signal - 1;
    bytes(set).putLong(bit / Long.SIZE * Long.BYTES, 1L << (bit % Long.SIZE));
    return set;
  }

  /** The first access to a segment with a layout would make a dozen classes. */
  private static ByteBuffer bytes(MemorySegment segment) {
    return segment.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  static void signal(long thread) {
    ThreadCalls.pthread_kill(thread, SIGNAL);
  }

  /** Takes the first signal, from {@code highest} down, that nobody in this process handles. */
  private static int install(int highest) {
    Struct sigaction = Platform.struct("sigaction");
    int handler = sigaction.offset("sa_handler");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Long.BYTES);
      MemorySegment old = arena.allocate(sigaction.size(), Long.BYTES);
      MemorySegment action = arena.allocate(sigaction.size(), Long.BYTES);
      bytes(action).putLong(handler, ThreadCalls.GETPID.address());
      int lowest = highest - 16;
      for (int signal = highest; signal > lowest; signal--) {
        if (ThreadCalls.sigaction(errno, signal, MemorySegment.NULL, old) == 0
            && bytes(old).getLong(handler) == 0
            && ThreadCalls.sigaction(errno, signal, action, MemorySegment.NULL) == 0) {
          return signal;
        }
      }
    }
    throw new IllegalStateException("no real-time signal is free to wake blocked threads with");
  }
}
