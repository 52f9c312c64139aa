package org.llsocket.lua.socket;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaState;

/**
 * Functions to call before a socket is closed by {@code close}, {@code unwrap} or the collector,
 * but not when the Lua state is closed. The last one added runs first.
 */
public final class GcFunctions {
  private final Deque<LuaGcFunction> functions = new ArrayDeque<>(0);
  private @Nullable LuaState state;

  /** {@code sock:addgcfn(errfn, fn, ...)}: calls fn(...), and errfn with what that raises. */
  public static Object add(Arguments args) throws IOException {
    LuaSocket self = Sockets.self(args);
    args.checkFunction(1, true);
    args.checkFunction(2, false);
    if (!self.socket.isOpen()) {
      throw Operation.refused(args, Errno.EBADF, "closed");
    }
    var added = new LuaGcFunction(args.keep(1));
    self.gcFunctions.state = args.state();
    self.gcFunctions.functions.push(added);
    return added;
  }

  /** {@code sock:delgcfn(gcfn)}: true if it was registered. */
  public static Object del(Arguments args) {
    LuaSocket self = Sockets.self(args);
    LuaGcFunction function = args.object(1, LuaGcFunction.class, "llsocket.gcfn");
    boolean was = self.gcFunctions.functions.remove(function);
    if (was) {
      function.function.release();
    }
    return was;
  }

  /** Calls and removes all functions. */
  void run() {
    while (!functions.isEmpty()) {
      LuaGcFunction next = functions.pop();
      if (state != null && !state.hasEnded()) {
        next.function.run();
        next.function.release();
      }
    }
  }
}
