package org.llsocket;

import java.io.InterruptedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingExecutor;
import org.llsocket.internal.lifecycle.CallFrame;

/**
 * The outcome of {@code getaddrinfo(3)} or {@code getnameinfo(3)}: a result or an {@link EAI} code.
 *
 * @param code 0, or why it failed
 * @param errno the cause, if the code is {@link EAI#SYSTEM}
 * @param result the result; null if it failed
 */
record LookupResult<T>(int code, Errno errno, @Nullable T result) {
  static <T> LookupResult<T> found(T result) {
    return new LookupResult<>(0, new Errno(0), result);
  }

  static <T> LookupResult<T> failed(int code, CallFrame frame) {
    return new LookupResult<>(code, new Errno(frame.errnoNumber()), null);
  }

  /**
   * Makes a lookup.
   *
   * @param waits whether it may query a name server: a platform thread then makes it for a virtual
   *     thread
   * @param call the C name, for an exception
   * @param arguments its arguments, for an exception
   */
  static <T> T run(boolean waits, Supplier<LookupResult<T>> lookup, String call, String arguments)
      throws AddrInfoException, InterruptedIOException {
    LookupResult<T> done = waits ? offload(lookup, call, arguments) : lookup.get();
    if (done.result == null) {
      throw new AddrInfoException(done.code, done.errno, call, arguments);
    }
    return done.result;
  }

  private static <T> LookupResult<T> offload(
      Supplier<LookupResult<T>> lookup, String call, String arguments)
      throws InterruptedIOException {
    try {
      return BlockingExecutor.call(lookup);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException(call + "(" + arguments + "): interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
