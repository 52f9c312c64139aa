package org.llsocket.lua.classic;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.LuaFunction;
import org.llsocket.lua.socket.Operation;
import org.llsocket.lua.socket.Outcome;
import org.llsocket.lua.socket.Outcome.Partial;
import org.llsocket.lua.socket.Outcome.Plain;
import org.llsocket.lua.socket.Outcome.Values;
import org.llsocket.lua.socket.Pressure;
import org.llsocket.lua.socket.Property;
import org.llsocket.lua.socket.ReturnConvention;

/** The return values of the 2016 API; an error is the C library's text. */
final class ClassicConvention implements ReturnConvention {
  private static final @Nullable Object[] NONE = {};

  @Override
  public LuaFunction done(Operation operation) {
    return args -> {
      try {
        Object _ = Pressure.run(operation, args);
        return NONE;
      } catch (IOException e) {
        return ReturnConvention.values(ReturnConvention.text(e));
      }
    };
  }

  @Override
  public LuaFunction value(Operation operation) {
    return args -> {
      try {
        Object outcome = Pressure.run(operation, args);
        return switch (outcome) {
          case Values several -> several.toArray();
          case Outcome.Refused(int number, ErrnoException why) ->
              ReturnConvention.values(number, ReturnConvention.text(why));
          case null, default -> ReturnConvention.values(outcome);
        };
      } catch (IOException e) {
        return ReturnConvention.values(null, ReturnConvention.text(e));
      }
    };
  }

  @Override
  public LuaFunction transfer(int values, Operation operation) {
    return args -> {
      try {
        Object outcome = Pressure.run(operation, args);
        return outcome instanceof Outcome result
            ? results(values, result)
            : ReturnConvention.values(outcome);
      } catch (IOException e) {
        return padded(values + 1, values, ReturnConvention.text(e));
      }
    };
  }

  /** A closed peer is not an error; if the call would block, 0 bytes are sent. */
  @Override
  public LuaFunction sending(Operation operation) {
    return transfer(
        1,
        args -> {
          try {
            Object outcome = operation.run(args);
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

  /** An array of nils with one value in it. */
  private static @Nullable Object[] padded(int size, int index, @Nullable Object value) {
    @Nullable Object[] results = Arrays.copyOf(NONE, size);
    results[index] = value;
    return results;
  }

  /** With an argument, sets the value and returns the argument. */
  @Override
  public LuaFunction accessor(Property option) {
    return value(args -> {
      if (args.isNil(1)) {
        return option.get(args);
      }
      option.setting(args).set();
      return args.value(1);
    });
  }
}
