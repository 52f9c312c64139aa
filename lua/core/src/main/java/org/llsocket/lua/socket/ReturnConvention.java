package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.llsocket.AddrInfoException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.LuaFunction;

/** How one generation of the Lua API turns outcomes into return values. */
public interface ReturnConvention {
  /** {@code err}: for operations without a result. */
  LuaFunction done(Operation operation);

  /** {@code value, err}. */
  LuaFunction value(Operation operation);

  /**
   * {@code value, ..., err, again}: for operations that may block.
   *
   * @param values the number of values before {@code err}
   */
  LuaFunction transfer(int values, Operation operation);

  /**
   * {@code len, err, again}: for sending; a closed peer is reported as an error by the operation.
   */
  LuaFunction sending(Operation operation);

  /** {@code value, err}: reads a value or, with an argument, sets it. */
  LuaFunction accessor(Property option);

  /** The values that a function returns. */
  static @Nullable Object[] values(@Nullable Object... values) {
    return values;
  }

  /** A failure as reported by the kernel. */
  record Failure(Errno errno) {
    /**
     * The failure that an exception stands for; a closed socket is EBADF.
     *
     * @throws IOException the exception itself if it is not the failure of a call
     */
    public static Failure of(IOException e) throws IOException {
      return switch (e) {
        case ErrnoException failure -> new Failure(failure.errno());
        case ClosedByInterruptException _ -> throw e;
        case ClosedChannelException _ -> new Failure(Errno.EBADF);
        default -> throw e;
      };
    }

    /** The C library's text. */
    public String text() {
      return errno.strerror();
    }
  }

  /** The text of an exception: strerror's, or gai_strerror's. */
  static @Nullable String text(IOException e) throws IOException {
    if (e instanceof AddrInfoException lookup) {
      Errno errno = lookup.errno();
      return errno == null ? lookup.gai_strerror() : errno.strerror();
    }
    return Failure.of(e).text();
  }
}
