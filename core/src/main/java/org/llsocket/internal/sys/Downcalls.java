package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the method handles of this package, and reads the errno that they captured. */
final class Downcalls {
  /** The layout of the segment that a capturing handle takes first. */
  static final MemoryLayout STATE = Linker.Option.captureStateLayout();

  private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBC = LINKER.defaultLookup();

  private Downcalls() {}

  /** A handle that takes a segment for errno first. */
  static MethodHandle capturing(String symbol, FunctionDescriptor prototype) {
    return link(symbol, prototype, Linker.Option.captureCallState("errno"));
  }

  /** A capturing handle of a variadic function whose first {@code fixed} arguments are named. */
  static MethodHandle variadic(String symbol, int fixed, FunctionDescriptor prototype) {
    return link(
        symbol,
        prototype,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(fixed));
  }

  /** A handle of a function that does not set errno. */
  static MethodHandle plain(String symbol, FunctionDescriptor prototype) {
    return link(symbol, prototype);
  }

  /**
   * {@code prototype} with {@code count} more arguments of one layout, which the function does not
   * look at.
   */
  static FunctionDescriptor withTrailing(
      FunctionDescriptor prototype, int count, MemoryLayout layout) {
    List<MemoryLayout> trailing = new ArrayList<>(Arrays.asList(new MemoryLayout[count]));
    trailing.replaceAll(none -> layout);
    return prototype.appendArgumentLayouts(trailing.toArray(MemoryLayout[]::new));
  }

  /** The address of a function of the C library. */
  static MemorySegment symbol(String name) {
    return LIBC.findOrThrow(name);
  }

  /** The one place that links; every prototype stands above its handle. */
  @SuppressWarnings("restricted")
  private static MethodHandle link(
      String symbol, FunctionDescriptor prototype, Linker.Option... options) {
    try {
      return LINKER.downcallHandle(symbol(symbol), prototype, options);
    } catch (IllegalCallerException e) {
      return refused(prototype, options.length > 0, e);
    }
  }

  /** A handle for who may not call C: it says at each call what to do about that. */
  private static MethodHandle refused(
      FunctionDescriptor prototype, boolean captures, IllegalCallerException cause) {
    String module = Downcalls.class.getModule().getName();
    var refusal =
        new IllegalCallerException(
            "llsocket calls the C library: start java with --enable-native-access="
                + (module == null ? "ALL-UNNAMED" : module),
            cause);
    MethodType type = prototype.toMethodType();
    MethodHandle thrower =
        MethodHandles.throwException(type.returnType(), IllegalCallerException.class)
            .bindTo(refusal);
    MethodHandle called = MethodHandles.dropArguments(thrower, 0, type.parameterList());
    return captures ? MethodHandles.dropArguments(called, 0, MemorySegment.class) : called;
  }

  /** {@code returned}, or {@code -errno} where the call returned -1. */
  static int result(MemorySegment state, int returned) {
    return returned != -1 ? returned : -state.get(JAVA_INT, ERRNO);
  }

  /** {@code returned}, or {@code -errno} where the call returned -1. */
  static long result(MemorySegment state, long returned) {
    return returned != -1 ? returned : -state.get(JAVA_INT, ERRNO);
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
