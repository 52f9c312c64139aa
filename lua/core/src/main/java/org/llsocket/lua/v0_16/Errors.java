package org.llsocket.lua.v0_16;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.AddrInfoException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Call;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.Shape;

/** The module {@code errno}, its errors and their types. */
final class Errors {
  private final LuaClass<ErrorType> types = LuaClass.named("error.type", ErrorType.class);
  private final LuaClass<ErrorObject> errors = LuaClass.named("error", ErrorObject.class);

  Errors() {
    types
        .method("new", Errors::ofType)
        .metamethod("__index", call -> new Object[] {field(call, call.self(ErrorType.class))})
        .metamethod("__tostring", call -> new Object[] {name(call)});
    errors
        .metamethod("__index", call -> new Object[] {field(call, call.self(ErrorObject.class))})
        .metamethod("__tostring", call -> new Object[] {call.self(ErrorObject.class).toString()});
  }

  /** {@code errno}, and within {@code errno.eai} for getaddrinfo. */
  LuaModule module(String name) {
    return module(name, "errno", ErrorType.ofErrno())
        .type(types)
        .type(errors)
        .module(module(name + ".eai", "errno.eai", ErrorType.ofLookup()));
  }

  private static LuaModule module(String name, String alias, Map<Object, ErrorType> all) {
    LuaModule module = LuaModule.named(name).alias(alias);
    all.forEach(module::constant);
    return module.function("new", call -> new Object[] {open(call, all)});
  }

  /** {@code errno.new(number or name, message, op, err)}. */
  private static Object open(Call call, Map<Object, ErrorType> all) {
    boolean number = call.value(1) instanceof Number;
    ErrorType type = all.get(number ? (Object) call.integer(1) : call.text(1));
    if (type == null) {
      throw call.bad(1, (number ? String.valueOf(call.integer(1)) : call.text(1)) + " is no errno");
    }
    return new ErrorObject(type, call.textOrNull(3), call.textOrNull(2), cause(call, 4));
  }

  /** {@code type:new(message, err)}. */
  private static Object[] ofType(Call call) {
    ErrorType type = call.self(ErrorType.class);
    return new Object[] {new ErrorObject(type, null, call.textOrNull(1), cause(call, 2))};
  }

  private static @Nullable ErrorObject cause(Call call, int n) {
    return call.isNil(n) ? null : call.object(n, ErrorObject.class, "error");
  }

  // ---- fields

  private @Nullable Object field(Call call, ErrorType type) {
    return switch (key(call)) {
      case "name" -> type.name;
      case "code", "errno" -> type.code;
      case "message" -> type.message;
      case "new" -> types.methods().get("new");
      default -> null;
    };
  }

  private static @Nullable Object field(Call call, ErrorObject error) {
    return switch (key(call)) {
      case "type" -> error.type;
      case "code" -> error.type.code;
      case "message" -> error.message();
      case "op" -> error.op;
      default -> null;
    };
  }

  private static String key(Call call) {
    return call.value(1) instanceof java.nio.ByteBuffer ? call.text(1) : "";
  }

  private static String name(Call call) {
    return call.self(ErrorType.class).name
        + call.self().toString().substring("error.type".length());
  }

  // ---- of exceptions

  /** What an operation failed with. */
  static ErrorObject of(IOException e) throws IOException {
    if (e instanceof AddrInfoException lookup && lookup.errno() == null) {
      ErrorType type = ErrorType.ofLookup().get((long) lookup.code());
      if (type != null) {
        return new ErrorObject(type, lookup.call(), null, null);
      }
    }
    Errno errno =
        e instanceof AddrInfoException lookup && lookup.errno() != null
            ? lookup.errno()
            : Shape.Failure.of(e).errno();
    String op = e instanceof ErrnoException failure ? failure.call() : null;
    return new ErrorObject(ErrorType.of(errno), op, null, null);
  }

  /** That of an errno. */
  static ErrorObject of(Errno errno, String op) {
    return new ErrorObject(ErrorType.of(errno), op, null, null);
  }
}
