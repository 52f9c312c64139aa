package org.llsocket;

import java.io.InterruptedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Offload;

/**
 * What a lookup came to: a result, or an {@link EAI} code.
 *
 * @param code 0, or why it failed
 * @param errno why, where the code is {@link EAI#SYSTEM}
 * @param result what was found; null where it failed
 */
record Lookup<T>(int code, Errno errno, @Nullable T result) {
  static <T> Lookup<T> found(T result) {
    return new Lookup<>(0, new Errno(0), result);
  }

  static <T> Lookup<T> failed(int code, CallFrame frame) {
    return new Lookup<>(code, new Errno(frame.errnoNumber()), null);
  }

  /**
   * Makes a lookup.
   *
   * @param waits whether it may ask a name server, so that a virtual thread must not make it itself
   * @param call the C name, for an exception
   * @param arguments what it is called with, for an exception
   */
  static <T> T run(boolean waits, Supplier<Lookup<T>> lookup, String call, String arguments)
      throws AddrInfoException, InterruptedIOException {
    Lookup<T> done = waits ? offload(lookup, call, arguments) : lookup.get();
    if (done.result == null) {
      throw new AddrInfoException(done.code, done.errno, call, arguments);
    }
    return done.result;
  }

  private static <T> Lookup<T> offload(Supplier<Lookup<T>> lookup, String call, String arguments)
      throws InterruptedIOException {
    try {
      return Offload.call(lookup);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException(call + "(" + arguments + "): interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
