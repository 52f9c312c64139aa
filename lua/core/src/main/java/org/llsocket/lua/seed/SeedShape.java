package org.llsocket.lua.seed;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.LuaFunction;
import org.llsocket.lua.socket.Operation;
import org.llsocket.lua.socket.Options;
import org.llsocket.lua.socket.Outcome;
import org.llsocket.lua.socket.Outcome.Partial;
import org.llsocket.lua.socket.Outcome.Plain;
import org.llsocket.lua.socket.Outcome.Values;
import org.llsocket.lua.socket.Pressure;
import org.llsocket.lua.socket.Shape;

/** The return values of the specification; an error is the C library's text. */
final class SeedShape implements Shape {
  private static final @Nullable Object[] NONE = {};

  @Override
  public LuaFunction done(Operation operation) {
    return call -> {
      try {
        Object _ = Pressure.run(operation, call);
        return NONE;
      } catch (IOException e) {
        return Shape.values(Shape.text(e));
      }
    };
  }

  @Override
  public LuaFunction value(Operation operation) {
    return call -> {
      try {
        Object outcome = Pressure.run(operation, call);
        return switch (outcome) {
          case Values several -> several.toArray();
          case Outcome.Refused(int number, ErrnoException why) ->
              Shape.values(number, Shape.text(why));
          case null, default -> Shape.values(outcome);
        };
      } catch (IOException e) {
        return Shape.values(null, Shape.text(e));
      }
    };
  }

  @Override
  public LuaFunction transfer(int values, Operation operation) {
    return call -> {
      try {
        Object outcome = Pressure.run(operation, call);
        return outcome instanceof Outcome told ? results(values, told) : Shape.values(outcome);
      } catch (IOException e) {
        return padded(values + 1, values, Shape.text(e));
      }
    };
  }

  /** A peer that has closed is no error; where it would have to wait, 0 bytes are sent. */
  @Override
  public LuaFunction sending(Operation operation) {
    return transfer(
        1,
        call -> {
          try {
            Object outcome = operation.run(call);
            return outcome == Plain.AGAIN ? new Partial(0) : outcome;
          } catch (ErrnoException e) {
            if (e.errno().equals(Errno.EPIPE) || e.errno().equals(Errno.ECONNRESET)) {
              return Plain.CLOSED;
            }
            throw e;
          }
        });
  }

  private static @Nullable Object[] results(int values, Outcome outcome) {
    return switch (outcome) {
      case Plain.AGAIN -> padded(values + 2, values + 1, true);
      case Plain _, Outcome.Refused _ -> NONE;
      case Values several -> several.toArray();
      case Partial partial -> {
        @Nullable Object[] results = padded(values + 2, values + 1, true);
        results[0] = partial.moved();
        yield results;
      }
    };
  }

  /** Nils, and one value among them. */
  private static @Nullable Object[] padded(int size, int index, @Nullable Object value) {
    @Nullable Object[] results = Arrays.copyOf(NONE, size);
    results[index] = value;
    return results;
  }

  /** With an argument it returns that once it is set. */
  @Override
  public LuaFunction accessor(Options option) {
    return value(call -> {
      if (call.isNil(1)) {
        return option.get(call);
      }
      option.setting(call).set();
      return call.value(1);
    });
  }
}
