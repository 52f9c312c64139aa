package org.llsocket.lua.v0_16;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.AddrInfoException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.ReturnConvention;

/** The module {@code errno}, its errors and their types. */
final class Errors {
  private final LuaClass<ErrorType> types = LuaClass.named("error.type", ErrorType.class);
  private final LuaClass<ErrorObject> errors = LuaClass.named("error", ErrorObject.class);

  Errors() {
    types
        .method("new", Errors::ofType)
        .metamethod("__index", args -> new Object[] {field(args, args.self(ErrorType.class))})
        .metamethod("__tostring", args -> new Object[] {name(args)});
    errors
        .metamethod("__index", args -> new Object[] {field(args, args.self(ErrorObject.class))})
        .metamethod("__tostring", args -> new Object[] {args.self(ErrorObject.class).toString()});
  }

  /** {@code errno}, and {@code errno.eai} in it for getaddrinfo. */
  LuaModule module(String name) {
    return module(name, "errno", ErrorType.ofErrno())
        .type(types)
        .type(errors)
        .module(module(name + ".eai", "errno.eai", ErrorType.ofLookup()));
  }

  private static LuaModule module(String name, String alias, Map<Object, ErrorType> all) {
    LuaModule module = LuaModule.named(name).alias(alias);
    all.forEach(module::constant);
    return module.function("new", args -> new Object[] {open(args, all)});
  }

  /** {@code errno.new(number or name, message, op, err)}. */
  private static Object open(Arguments args, Map<Object, ErrorType> all) {
    boolean number = args.value(1) instanceof Number;
    ErrorType type = all.get(number ? (Object) args.integer(1) : args.text(1));
    if (type == null) {
      throw args.bad(
          1, (number ? String.valueOf(args.integer(1)) : args.text(1)) + " is not an errno");
    }
    return new ErrorObject(type, args.textOrNull(3), args.textOrNull(2), cause(args, 4));
  }

  /** {@code type:new(message, err)}. */
  private static Object[] ofType(Arguments args) {
    ErrorType type = args.self(ErrorType.class);
    return new Object[] {new ErrorObject(type, null, args.textOrNull(1), cause(args, 2))};
  }

  private static @Nullable ErrorObject cause(Arguments args, int n) {
    return args.isNil(n) ? null : args.object(n, ErrorObject.class, "error");
  }

  // ---- fields

  private @Nullable Object field(Arguments args, ErrorType type) {
    return switch (key(args)) {
      case "name" -> type.name;
      case "code", "errno" -> type.code;
      case "message" -> type.message;
      case "new" -> types.methods().get("new");
      default -> null;
    };
  }

  private static @Nullable Object field(Arguments args, ErrorObject error) {
    return switch (key(args)) {
      case "type" -> error.type;
      case "code" -> error.type.code;
      case "message" -> error.message();
      case "op" -> error.op;
      default -> null;
    };
  }

  private static String key(Arguments args) {
    return args.value(1) instanceof java.nio.ByteBuffer ? args.text(1) : "";
  }

  private static String name(Arguments args) {
    return args.self(ErrorType.class).name
        + args.self().toString().substring("error.type".length());
  }

  // ---- of exceptions

  /**
   * The error object of an exception.
   *
   * @param function the function that threw it
   */
  static ErrorObject of(IOException e, String function) throws IOException {
    if (e instanceof AddrInfoException lookup && lookup.errno() == null) {
      ErrorType type = ErrorType.ofLookup().get((long) lookup.code());
      if (type != null) {
        return new ErrorObject(type, lookup.call(), null, null);
      }
    }
    Errno errno =
        e instanceof AddrInfoException lookup && lookup.errno() != null
            ? lookup.errno()
            : ReturnConvention.Failure.of(e).errno();
    String call = e instanceof ErrnoException failure ? failure.call() : null;
    return new ErrorObject(ErrorType.of(errno), Calls.of(function, call), null, null);
  }

  /** The error object of an errno. */
  static ErrorObject of(Errno errno, String op) {
    return new ErrorObject(ErrorType.of(errno), op, null, null);
  }
}
