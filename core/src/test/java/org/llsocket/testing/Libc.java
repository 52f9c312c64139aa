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
