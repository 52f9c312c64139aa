package org.llsocket.lua.luaj;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * Turns failures that LuaJ leaves to Java into errors of Lua: stack overflow and out-of-memory,
 * which its {@code pcall} does not catch, and unbounded nesting of coroutines, each of which is a
 * thread.
 */
final class Guards {
  /** The nesting limit of coroutines in Lua 5.4: LUAI_MAXCCALLS. */
  private static final int DEEPEST = 200;

  /** Needs no lock: one coroutine runs at a time, and LuaJ switches under a lock. */
  private int depth;

  private Guards() {}

  static void install(Globals globals) {
    var guards = new Guards();
    globals.set("pcall", protectedCall(globals.get("pcall"), false));
    globals.set("xpcall", protectedCall(globals.get("xpcall"), true));
    LuaValue coroutine = globals.get("coroutine");
    LuaValue create = coroutine.get("create");
    LuaValue resume = coroutine.get("resume");
    LuaValue wrap = coroutine.get("wrap");
    coroutine.set("create", function(args -> create.invoke(body(args, null))));
    coroutine.set("resume", function(args -> guards.resume(resume, args)));
    coroutine.set(
        "wrap",
        function(args -> {
          LuaValue wrapped = wrap.invoke(body(args, null)).arg1();
          return function(passed -> guards.nested(() -> wrapped.invoke(passed)));
        }));
  }

  @FunctionalInterface
  private interface Body {
    Varargs call(Varargs args);
  }

  private static VarArgFunction function(Body body) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs args) {
        return body.call(args);
      }
    };
  }

  /** {@code pcall}; or {@code xpcall}, whose second argument is the error handler. */
  private static VarArgFunction protectedCall(LuaValue original, boolean handled) {
    return function(args -> {
      if (!handled) {
        return original.invoke(LuaValue.varargsOf(body(args, null), args.subargs(2)));
      }
      LuaValue handler = args.checkvalue(2);
      VarArgFunction cleaned =
          function(
              error -> handler.invoke(LuaValue.varargsOf(clean(error.arg1()), error.subargs(2))));
      return original.invoke(
          LuaValue.varargsOf(body(args, handler), LuaValue.varargsOf(cleaned, args.subargs(3))));
    });
  }

  /**
   * A function that throws only errors of Lua.
   *
   * @param handler for exceptions that LuaJ does not treat as errors
   */
  private static VarArgFunction body(Varargs args, @Nullable LuaValue handler) {
    LuaValue function = args.checkvalue(1);
    return function(passed -> {
      try {
        return function.invoke(passed);
      } catch (LuaError e) {
        throw e.getCause() == null ? e : new LuaError(clean(String.valueOf(e.getMessage())));
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        LuaValue error = LuaValue.valueOf(text(e));
        throw new LuaError(handler == null ? error : handler.call(error));
      }
    });
  }

  private Varargs resume(LuaValue resume, Varargs args) {
    return depth == DEEPEST
        ? LuaValue.varargsOf(LuaValue.FALSE, LuaValue.valueOf("C stack overflow"))
        : nested(() -> resume.invoke(args));
  }

  private Varargs nested(Supplier<Varargs> call) {
    if (depth == DEEPEST) {
      throw new LuaError("C stack overflow");
    }
    depth++;
    try {
      return call.get();
    } finally {
      depth--;
    }
  }

  private static LuaValue clean(LuaValue error) {
    return error.type() == LuaValue.TSTRING ? LuaValue.valueOf(clean(error.tojstring())) : error;
  }

  /**
   * An error text without Java names, and with its position as Lua writes it; a size too large for
   * an array is out of memory.
   */
  static String clean(String error) {
    return positioned(error)
        .replaceAll(
            "vm error: java[\\w.]*\\.(NegativeArraySizeException|OutOfMemoryError)[^\n]*",
            "not enough memory")
        .replaceAll("vm error: java[^\n]*", "vm error");
  }

  /** {@code @a.lua:1 text} as {@code a.lua:1: text}. */
  static String positioned(String error) {
    return error.replaceFirst("^[@=]([^\n]*?:\\d+):? ", "$1: ");
  }

  /** Lua's text for a Java error. */
  static String text(Throwable e) {
    return switch (e) {
      case NegativeArraySizeException _ -> "not enough memory";
      case OutOfMemoryError _ -> "not enough memory";
      case StackOverflowError _ -> "stack overflow";
      default -> "vm error";
    };
  }
}
