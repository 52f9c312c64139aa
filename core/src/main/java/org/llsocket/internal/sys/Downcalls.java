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
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;

/**
 * Calls of the C library, all through one method handle. The JDK links a handle for each list of
 * argument types, and each costs a program that starts several milliseconds; a function costs next
 * to nothing.
 *
 * <p>The handle passes numbers only: an int as the long of the same value, a pointer as its
 * address. That is what the calling conventions of the 64-bit architectures make of them anyway:
 * each argument has a register, or a place on the stack, of 64 bits, of which the function looks at
 * as many as it declares, and at no argument that it does not declare. Of the result the caller
 * looks at as many bits as the function declares: {@code (int)} for an int. A variadic function is
 * told that there is no floating-point number, which the others do not look at.
 *
 * <p>What a pointer points to is passed once more, as a pin: a segment behind the arguments, whose
 * arena is held open until the function returns. The methods {@code call} see to that.
 */
final class Downcalls {
  /** The layout of the segment that every call leaves errno in. */
  static final StructLayout STATE = Linker.Option.captureStateLayout();

  /** For the functions that do not set errno. */
  static final MemorySegment NO_ERRNO = Arena.global().allocate(STATE);

  private static final long ERRNO = errnoOffset();
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBC = LINKER.defaultLookup();

  /**
   * As the longest function here needs it. The field is not final on purpose: what is final the JIT
   * inlines into whatever calls, and where that has become large it stops in the middle, behind the
   * slice of the errno segment that the JDK makes at each call, so that 40 bytes a call are
   * garbage. A handle that may change is compiled by itself, always in the same way.
   */
  @SuppressWarnings("FieldMayBeFinal")
  private static MethodHandle handle = variadic(numbers(7, 4));

  /** Leaves errno nowhere; where it is captured, a call that is not compiled makes an object. */
  private static final MethodHandle PLAIN = link(numbers(4, 0));

  static {
    try {
      long _ = plain(symbol("pthread_self"), 0, 0, 0, 0); // the first call of a handle needs memory
    } catch (IllegalCallerException e) {
      // each call reports it
    }
  }

  private Downcalls() {}

  /** What a path of layout elements says too, at the cost of a dozen classes. */
  private static long errnoOffset() {
    long offset = 0;
    for (MemoryLayout member : STATE.memberLayouts()) {
      if (member.name().orElse("").equals("errno")) {
        return offset;
      }
      offset += member.byteSize();
    }
    throw new IllegalStateException("the JDK captures no errno: " + STATE);
  }

  /** The address of a function of the C library. */
  static MemorySegment symbol(String name) {
    return LIBC.findOrThrow(name);
  }

  /** A prototype of so many numbers, and behind them so many segments to hold open. */
  static FunctionDescriptor numbers(int numbers, int pins) {
    var layouts = new MemoryLayout[numbers + pins];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = i < numbers ? JAVA_LONG : ADDRESS;
    }
    return FunctionDescriptor.of(JAVA_LONG, layouts);
  }

  /** A handle that takes a function, a segment for errno, and the arguments of the prototype. */
  static MethodHandle handle(FunctionDescriptor prototype) {
    return link(prototype, Linker.Option.captureCallState("errno"));
  }

  /** The same, for functions that may be variadic. */
  private static MethodHandle variadic(FunctionDescriptor prototype) {
    return link(
        prototype,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(prototype.argumentLayouts().size()));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(FunctionDescriptor prototype, Linker.Option... options) {
    try {
      return LINKER.downcallHandle(prototype, options);
    } catch (IllegalCallerException e) {
      return refused(prototype, e, options);
    }
  }

  /** A handle for who may not call C: it says at each call what to do about that. */
  private static MethodHandle refused(
      FunctionDescriptor prototype, IllegalCallerException cause, Linker.Option... options) {
    String module = Downcalls.class.getModule().getName();
    var refusal =
        new IllegalCallerException(
            "llsocket calls the C library: start java with --enable-native-access="
                + (module == null ? "ALL-UNNAMED" : module),
            cause);
    int segments = options.length == 0 ? 1 : 2; // the function, and where errno goes
    MethodType type =
        prototype
            .toMethodType()
            .insertParameterTypes(0, Collections.nCopies(segments, MemorySegment.class));
    MethodHandle thrower =
        MethodHandles.throwException(type.returnType(), IllegalCallerException.class)
            .bindTo(refusal);
    return MethodHandles.dropArguments(thrower, 0, type.parameterList());
  }

  /** A call that allocates nothing, compiled or not. */
  static long plain(MemorySegment function, long a, long b, long c, long d) {
    try {
      return (long) PLAIN.invokeExact(function, a, b, c, d);
    } catch (Throwable t) {
      throw thrown(t);
    }
  }

  // ---- calls: a function, where errno goes, the arguments as C has them; 0 where it has no more

  static long call(MemorySegment function, MemorySegment errno, long a, long b, long c, long d) {
    return make(function, errno, a, b, c, d, 0, 0, 0, NULL, NULL, NULL, NULL);
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
      throw thrown(t);
    }
  }

  // ---- results

  /** {@code returned}, or {@code -errno} where the call returned -1. */
  static int result(MemorySegment state, int returned) {
    return returned != -1 ? returned : -errno(state);
  }

  /** {@code returned}, or {@code -errno} where the call returned -1. */
  static long result(MemorySegment state, long returned) {
    return returned != -1 ? returned : -errno(state);
  }

  static int errno(MemorySegment state) {
    return state.get(JAVA_INT, ERRNO);
  }

  /**
   * What a handle threw: only unchecked exceptions come out of one, such as those of a closed
   * arena.
   */
  static RuntimeException thrown(Throwable throwable) {
    return switch (throwable) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> throw new AssertionError(throwable);
    };
  }
}
