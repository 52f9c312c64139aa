package org.llsocket.internal.sys;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/**
 * Calls of the C library, all through one method handle. The JDK links a handle for each list of
 * argument types, which delays start-up by several milliseconds each; a further function costs
 * almost nothing.
 *
 * <p>The handle passes numbers only: an int as the long of the same value, a pointer as its
 * address. The calling conventions of the 64-bit architectures pass them in the same way: each
 * argument occupies a register or a stack slot of 64 bits, and the function reads only the bits and
 * the arguments that it declares. The caller reads only the bits of the result that the function
 * declares: {@code (int)} for an int. The handle also passes the number of floating-point
 * arguments, 0, which only variadic functions read.
 *
 * <p>The memory that a pointer points to is also passed as a pin: a segment after the arguments,
 * whose arena is held open until the function returns. The {@code call} methods add the pins.
 */
final class Downcalls {
  /** The layout of the segment that every call leaves errno in. */
  static final StructLayout STATE = Linker.Option.captureStateLayout();

  /**
   * A list of argument types that has a handle.
   *
   * @param capturesErrno whether a call leaves errno in a segment
   * @param variadic whether the function may take more arguments than the descriptor has
   */
  record Linked(FunctionDescriptor descriptor, boolean capturesErrno, boolean variadic) {
    private Linker.Option[] options() {
      if (!capturesErrno) {
        return new Linker.Option[0];
      }
      Linker.Option errno = Linker.Option.captureCallState("errno");
      int arguments = descriptor.argumentLayouts().size();
      return variadic
          ? new Linker.Option[] {errno, Linker.Option.firstVariadicArg(arguments)}
          : new Linker.Option[] {errno};
    }
  }

  /** What was linked so far; a native image has to know all of it when it is built. */
  static final Queue<Linked> LINKED = new ConcurrentLinkedQueue<>();

  /**
   * The names of functions that this C library lacks, by what {@link #symbol} returned for them.
   */
  private static final Map<MemorySegment, String> MISSING =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /** For the functions that do not set errno. */
  static final MemorySegment NO_ERRNO = Arena.global().allocate(STATE);

  private static final long ERRNO = errnoOffset();

  /** Null on a platform that is not supported, for which the JDK may have no linker either. */
  private static final @Nullable Linker LINKER =
      Platform.unsupported() == null ? Linker.nativeLinker() : null;

  /**
   * With as many arguments as the longest function here. Not final on purpose: the JIT inlines a
   * constant handle into its caller, and in a large caller it stops halfway, after the slice of the
   * errno segment that the JDK creates for each call, which costs 40 bytes of garbage per call. A
   * handle that may change is compiled by itself, always in the same way.
   */
  @SuppressWarnings("FieldMayBeFinal")
  private static MethodHandle handle = link(new Linked(numbers(7, 4), true, true));

  /** Does not capture errno: capturing allocates an object in a call that is not compiled. */
  private static final MethodHandle PLAIN = link(new Linked(numbers(4, 0), false, false));

  static {
    try {
      long _ = plain(symbol("pthread_self"), 0, 0, 0, 0); // the first call of a handle allocates
    } catch (IllegalCallerException | UnsupportedOperationException e) {
      // each call reports it
    }
  }

  private Downcalls() {}

  /** The offset of errno; a path of layout elements would load a dozen classes. */
  private static long errnoOffset() {
    long offset = 0;
    for (MemoryLayout member : STATE.memberLayouts()) {
      if (member.name().orElse("").equals("errno")) {
        return offset;
      }
      offset += member.byteSize();
    }
    throw new IllegalStateException("the JDK does not capture errno: " + STATE);
  }

  /**
   * The address of a function of the C library. If it does not have the function, each call of it
   * throws an {@link UnsupportedOperationException} with its name; other functions work.
   */
  static MemorySegment symbol(String name) {
    MemorySegment found = symbolOrNull(name);
    if (found.address() != 0) {
      return found;
    }
    MemorySegment missing = MemorySegment.ofAddress(0); // a handle refuses it before the call
    MISSING.put(missing, name);
    return missing;
  }

  /** The address of a function that some C libraries lack; NULL if this one does. */
  static MemorySegment symbolOrNull(String name) {
    return LINKER == null ? NULL : LINKER.defaultLookup().find(name).orElse(NULL);
  }

  /** A prototype of {@code numbers} 64-bit numbers, followed by segments to hold open. */
  static FunctionDescriptor numbers(int numbers, int pins) {
    var layouts = new MemoryLayout[numbers + pins];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = i < numbers ? JAVA_LONG : ADDRESS;
    }
    return FunctionDescriptor.of(JAVA_LONG, layouts);
  }

  /** A handle that takes a function, a segment for errno, and the arguments of the prototype. */
  static MethodHandle handle(FunctionDescriptor prototype) {
    return link(new Linked(prototype, true, false));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(Linked linked) {
    LINKED.add(linked);
    if (LINKER == null) {
      return thrower(linked, new UnsupportedOperationException(Platform.unsupported()));
    }
    try {
      return LINKER.downcallHandle(linked.descriptor, linked.options());
    } catch (IllegalCallerException e) {
      String module = Downcalls.class.getModule().getName();
      var refusal =
          new IllegalCallerException(
              "llsocket calls the C library: start java with --enable-native-access="
                  + (module == null ? "ALL-UNNAMED" : module),
              e);
      return thrower(linked, refusal);
    }
  }

  /** A handle for a process that cannot call C: each call throws the reason. */
  private static MethodHandle thrower(Linked linked, RuntimeException reason) {
    int segments = linked.capturesErrno ? 2 : 1; // the function, and the errno segment
    MethodType type =
        linked
            .descriptor
            .toMethodType()
            .insertParameterTypes(0, Collections.nCopies(segments, MemorySegment.class));
    MethodHandle thrower =
        MethodHandles.throwException(type.returnType(), RuntimeException.class).bindTo(reason);
    return MethodHandles.dropArguments(thrower, 0, type.parameterList());
  }

  /** A call that allocates nothing, compiled or not. */
  static long plain(MemorySegment function, long a, long b, long c, long d) {
    try {
      return (long) PLAIN.invokeExact(function, a, b, c, d);
    } catch (Throwable t) {
      throw thrown(function, t);
    }
  }

  // ---- calls: a function, the errno segment, the arguments in C's order; 0 for unused ones

  static long call(MemorySegment function, MemorySegment errno, long a, long b, long c, long d) {
    return make(function, errno, a, b, c, d, 0, 0, 0, NULL, NULL, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g) {
    return make(function, errno, a, b, c, d, e, f, g, NULL, NULL, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      long b,
      long c,
      long d,
      long e,
      MemorySegment f,
      long g) {
    return make(function, errno, a, b, c, d, e, f.address(), g, f, NULL, NULL, NULL);
  }

  static long call(MemorySegment function, MemorySegment errno, MemorySegment a, long b, long c) {
    return make(function, errno, a.address(), b, c, 0, 0, 0, 0, a, NULL, NULL, NULL);
  }

  static long call(
      MemorySegment function, MemorySegment errno, long a, MemorySegment b, long c, long d) {
    return make(function, errno, a, b.address(), c, d, 0, 0, 0, b, NULL, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      MemorySegment b,
      MemorySegment c,
      long d) {
    return make(function, errno, a, b.address(), c.address(), d, 0, 0, 0, b, c, NULL, NULL);
  }

  static long call(
      MemorySegment function, MemorySegment errno, long a, long b, MemorySegment c, long d) {
    return make(function, errno, a, b, c.address(), d, 0, 0, 0, c, NULL, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      long b,
      long c,
      MemorySegment d,
      long e) {
    return make(function, errno, a, b, c, d.address(), e, 0, 0, d, NULL, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      long b,
      long c,
      MemorySegment d,
      MemorySegment e) {
    return make(function, errno, a, b, c, d.address(), e.address(), 0, 0, d, e, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      MemorySegment b,
      long c,
      long d,
      MemorySegment e,
      long f) {
    return make(function, errno, a, b.address(), c, d, e.address(), f, 0, b, e, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      MemorySegment b,
      long c,
      long d,
      MemorySegment e,
      MemorySegment f) {
    return make(function, errno, a, b.address(), c, d, e.address(), f.address(), 0, b, e, f, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      long a,
      MemorySegment b,
      long c,
      MemorySegment d,
      long e,
      long f) {
    return make(function, errno, a, b.address(), c, d.address(), e, f, 0, b, d, NULL, NULL);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      MemorySegment d) {
    return make(
        function, errno, a.address(), b.address(), c.address(), d.address(), 0, 0, 0, a, b, c, d);
  }

  static long call(
      MemorySegment function,
      MemorySegment errno,
      MemorySegment a,
      long b,
      MemorySegment c,
      long d,
      MemorySegment e,
      long f,
      long g) {
    return make(function, errno, a.address(), b, c.address(), d, e.address(), f, g, a, c, e, NULL);
  }

  private static long make(
      MemorySegment function,
      MemorySegment errno,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g,
      MemorySegment pin,
      MemorySegment pin2,
      MemorySegment pin3,
      MemorySegment pin4) {
    try {
      return (long) handle.invokeExact(function, errno, a, b, c, d, e, f, g, pin, pin2, pin3, pin4);
    } catch (Throwable t) {
      throw thrown(function, t);
    }
  }

  // ---- results

  /** {@code returned}, or {@code -errno} if the call returned -1. */
  static int result(MemorySegment state, int returned) {
    return returned != -1 ? returned : -errno(state);
  }

  /** {@code returned}, or {@code -errno} if the call returned -1. */
  static long result(MemorySegment state, long returned) {
    return returned != -1 ? returned : -errno(state);
  }

  static int errno(MemorySegment state) {
    return state.get(JAVA_INT, ERRNO);
  }

  /**
   * What a call of {@code function} throws for the exception of its handle, which is unchecked,
   * such as that of a closed arena.
   */
  static RuntimeException thrown(MemorySegment function, Throwable throwable) {
    return switch (throwable) {
      case IllegalArgumentException refused when MISSING.containsKey(function) ->
          new UnsupportedOperationException(
              "this C library has no " + MISSING.get(function), refused);
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> throw new AssertionError(throwable);
    };
  }
}
