package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.sys.ThreadCalls;

/**
 * The signal that ends a system call of another thread with EINTR. Its handler is a function of the
 * C library that does nothing and is async-signal-safe, because no Java code may run in a handler.
 * All copies of this library in a process use the same signal: they recognize it by that handler.
 *
 * <p>An application may install a handler of its own, or block the signal in a thread. This is
 * checked after signals have had no effect, and another signal is then used.
 */
final class WakeupSignal {
  /** Real-time signals are free for applications; the JDK itself uses {@code SIGRTMAX-2}. */
  private static final int HIGHEST = Platform.number("SIGRTMAX") - 4;

  private static final int LOWEST = HIGHEST - 15;

  /** The number of signals without effect after which the reason is checked. */
  private static final int PATIENCE = 8;

  private static final Struct SIGACTION = Platform.struct("sigaction");
  private static final int HANDLER = SIGACTION.offset("sa_handler");
  private static final int FLAGS = SIGACTION.offset("sa_flags");
  private static final int SA_RESTART = Platform.number("SA_RESTART");
  private static final long MINE = ThreadCalls.GETPID.address();

  private static volatile int signal = first();

  private WakeupSignal() {}

  /**
   * Unblocks the signal for the calling thread. The mask may be inherited: a process inherits it
   * from its parent, a thread from its creator.
   */
  static void admit() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment set = arena.allocate(SIGACTION.field("sa_mask").size(), Long.BYTES);
      bytes(set).putLong(0, bit(signal));
      ThreadCalls.sigprocmask(Platform.number("SIG_UNBLOCK"), set, MemorySegment.NULL);
    }
  }

  /** The bit of a signal in a {@code sigset_t}, whose first word holds all signals. */
  private static long bit(int number) {
    return 1L << (number - 1);
  }

  /** As a ByteBuffer, because the first access with a layout loads a dozen classes. */
  private static ByteBuffer bytes(MemorySegment segment) {
    return segment.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  static void signal(int tid) {
    ThreadCalls.tgkill(tid, signal);
  }

  /**
   * Signals a thread on which {@code unanswered} signals had no effect.
   *
   * @return false if the thread blocks all signals that this library may use
   */
  static boolean signal(int tid, int unanswered) {
    if (unanswered < PATIENCE) {
      signal(tid);
      return true;
    }
    int free = isMine(signal) ? 0 : choose(0);
    if (free != 0) {
      signal = free;
    }
    int passing = choose(blocked(tid));
    if (passing != 0) {
      ThreadCalls.tgkill(tid, passing);
    }
    return passing != 0;
  }

  /** The signals that a thread blocks. */
  private static long blocked(int tid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/task/" + tid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("SigBlk:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring("SigBlk:".length()).strip(), 16))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException ended) {
      return 0;
    }
  }

  /**
   * The highest signal that is ours, or that nothing in this process handles; 0 if there is none.
   */
  private static int choose(long except) {
    for (int number = HIGHEST; number >= LOWEST; number--) {
      if ((except & bit(number)) == 0 && (isMine(number) || take(number))) {
        return number;
      }
    }
    return 0;
  }

  private static int first() {
    int free = choose(0);
    if (free == 0) {
      throw new IllegalStateException("no real-time signal is free to wake blocked threads with");
    }
    return free;
  }

  private static boolean isMine(int number) {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer now = handler(arena, number);
      return now.getLong(HANDLER) == MINE && (now.getInt(FLAGS) & SA_RESTART) == 0;
    }
  }

  private static ByteBuffer handler(Arena arena, int number) {
    MemorySegment now = arena.allocate(SIGACTION.size(), Long.BYTES);
    ThreadCalls.sigaction(arena.allocate(Long.BYTES), number, MemorySegment.NULL, now);
    return bytes(now);
  }

  private static boolean take(int number) {
    try (Arena arena = Arena.ofConfined()) {
      if (handler(arena, number).getLong(HANDLER) != 0) {
        return false;
      }
      MemorySegment action = arena.allocate(SIGACTION.size(), Long.BYTES);
      bytes(action).putLong(HANDLER, MINE);
      MemorySegment errno = arena.allocate(Long.BYTES);
      return ThreadCalls.sigaction(errno, number, action, MemorySegment.NULL) == 0;
    }
  }
}
