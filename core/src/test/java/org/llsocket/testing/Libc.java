package org.llsocket.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** C functions that tests need and the library does not: descriptors of every kind, by number. */
public final class Libc {
  private Libc() {}

  /** {@code open(2)} with the flags as they are. */
  public static int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return call("open", arena.allocateFrom(path), flags, 0);
    }
  }

  /** {@code pipe2(2)} with O_CLOEXEC: the reading and the writing end. */
  public static int[] pipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      call("pipe2", ends, 02000000);
      return ends.toArray(JAVA_INT);
    }
  }

  /** {@code signalfd(2)} for no signal. */
  public static int signalfd() {
    try (Arena arena = Arena.ofConfined()) {
      return call("signalfd", -1, arena.allocate(128, 8), 02000000);
    }
  }

  /** {@code memfd_create(2)}. */
  public static int memfd() {
    try (Arena arena = Arena.ofConfined()) {
      return call("memfd_create", arena.allocateFrom("test"), 1);
    }
  }

  /** {@code pidfd_open(2)} of this process, by its number: older C libraries lack it. */
  public static int pidfd() {
    return call("syscall", 434L, ProcessHandle.current().pid(), 0L); // on every architecture
  }

  /**
   * {@code posix_spawn(3)}: starts a program with descriptors of this process, which a {@link
   * ProcessBuilder} does not pass on.
   *
   * @param command the path of the program, and its arguments
   * @param fds the fds that it gets, and which of this process each is
   * @return the process
   */
  public static int spawn(List<String> command, Map<Integer, Integer> fds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(1024, 8);
      call("posix_spawn_file_actions_init", actions);
      fds.forEach((to, from) -> call("posix_spawn_file_actions_adddup2", actions, from, to));
      MemorySegment pid = arena.allocate(JAVA_INT);
      List<String> environment =
          System.getenv().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      MemorySegment program = arena.allocateFrom(command.getFirst());
      MemorySegment argv = strings(arena, command);
      MemorySegment envp = strings(arena, environment);
      int error = call("posix_spawn", pid, program, actions, MemorySegment.NULL, argv, envp);
      call("posix_spawn_file_actions_destroy", actions);
      if (error != 0) {
        throw new IllegalStateException("posix_spawn of " + command + ": error " + error);
      }
      return pid.get(JAVA_INT, 0);
    }
  }

  private static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment pointers = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return pointers;
  }

  /** {@code waitpid(2)}: the status of a process that {@link #spawn} has started, when it ends. */
  public static int waitFor(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(JAVA_INT);
      int ended;
      do {
        ended = tryCall("waitpid", pid, status, 0);
      } while (ended == -1 && ProcessHandle.of(pid).isPresent()); // a signal of the library
      if (ended != pid) {
        throw new IllegalStateException("waitpid(" + pid + ") failed");
      }
      return status.get(JAVA_INT, 0);
    }
  }

  /** {@code clock_gettime(CLOCK_MONOTONIC)}, in microseconds. */
  public static long monotonicMicros() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      call("clock_gettime", 1, time);
      return time.getAtIndex(JAVA_LONG, 0) * 1_000_000 + time.getAtIndex(JAVA_LONG, 1) / 1000;
    }
  }

  /**
   * Makes the calling thread alone the user nobody, as far as access to files goes, and without
   * capabilities: {@code setfsuid(2)} and {@code capset(2)}. The C library's setuid changes all
   * threads.
   */
  public static void becomeNobody() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(JAVA_INT, 2);
      header.set(JAVA_INT, 0, 0x20080522); // _LINUX_CAPABILITY_VERSION_3; pid 0 is this thread
      call("setfsuid", 65534);
      call("capset", header, arena.allocate(JAVA_INT, 6));
    }
  }

  /**
   * Calls a function whose arguments are ints, longs or pointers and whose result is an int; it
   * must not fail.
   */
  public static int call(String function, Object... arguments) {
    int result = tryCall(function, arguments);
    if (result == -1) {
      throw new IllegalStateException(function + Arrays.toString(arguments) + " failed");
    }
    return result;
  }

  /** Where a function is. */
  public static long address(String function) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(function).address();
  }

  /** As {@link #call}, and the result of a call that failed is -1. */
  @SuppressWarnings("restricted") // a test's own C call
  public static int tryCall(String function, Object... arguments) {
    MemoryLayout[] layouts =
        Arrays.stream(arguments).map(Libc::layout).toArray(MemoryLayout[]::new);
    var linker = Linker.nativeLinker();
    MethodHandle handle =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(JAVA_INT, layouts));
    try {
      return (int) handle.invokeWithArguments(arguments);
    } catch (Throwable t) {
      throw new IllegalStateException(function, t);
    }
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer number -> JAVA_INT;
      case Long number -> JAVA_LONG;
      case MemorySegment pointer -> ADDRESS;
      default -> throw new IllegalArgumentException(argument.toString());
    };
  }
}
