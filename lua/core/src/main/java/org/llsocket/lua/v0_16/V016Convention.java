package org.llsocket.lua.v0_16;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaFunction;
import org.llsocket.lua.socket.Operation;
import org.llsocket.lua.socket.Outcome.Partial;
import org.llsocket.lua.socket.Outcome.Plain;
import org.llsocket.lua.socket.Outcome.Refused;
import org.llsocket.lua.socket.Outcome.Values;
import org.llsocket.lua.socket.Pressure;
import org.llsocket.lua.socket.Property;
import org.llsocket.lua.socket.ReturnConvention;

/** The return values of 0.16; an error is an object. */
final class V016Convention implements ReturnConvention {
  private static final @Nullable Object[] NONE = {};

  /** {@code ok, err}. */
  @Override
  public LuaFunction done(Operation operation) {
    return args -> {
      try {
        Object _ = Pressure.run(operation, args);
        return ReturnConvention.values(true);
      } catch (IOException e) {
        return ReturnConvention.values(false, Errors.of(e, args.name()));
      }
    };
  }

  /** {@code ok, err, again}: true and an error while the connection is in progress. */
  LuaFunction connecting(Operation operation) {
    return args -> {
      try {
        return Pressure.run(operation, args) == Plain.INPROGRESS
            ? ReturnConvention.values(true, Errors.of(Errno.EINPROGRESS, "connect"))
            : ReturnConvention.values(true);
      } catch (ErrnoException e) {
        if (e.errno().equals(Errno.EAGAIN) || e.errno().equals(Errno.ETIMEDOUT)) {
          return ReturnConvention.values(false, Errors.of(e, args.name()), true);
        }
        return ReturnConvention.values(e.errno().equals(Errno.EALREADY), Errors.of(e, args.name()));
      } catch (IOException e) {
        return ReturnConvention.values(false, Errors.of(e, args.name()));
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
          case Refused(int number, ErrnoException why) ->
              ReturnConvention.values(number, Errors.of(why, args.name()));
          case Partial partial -> ReturnConvention.values(partial.moved());
          case Plain plain when plain == Plain.AGAIN ->
              ReturnConvention.values(null, Errors.of(Errno.EAGAIN, args.name()));
          case Plain _ -> NONE;
          case null, default -> ReturnConvention.values(outcome);
        };
      } catch (IOException e) {
        return ReturnConvention.values(null, Errors.of(e, args.name()));
      }
    };
  }

  /** {@code ok, err, timeout}: false on failure. */
  LuaFunction ready(Operation operation) {
    LuaFunction value = value(operation);
    return args -> {
      @Nullable Object[] results = value.call(args);
      if (results[0] == null) {
        results[0] = false;
      }
      return results;
    };
  }

  /** {@code value, err, again, extra}: a second value comes last. */
  @Override
  public LuaFunction transfer(int values, Operation operation) {
    return args -> {
      try {
        Object outcome = Pressure.run(operation, args);
        return switch (outcome) {
          case Values several -> apart(several.toArray());
          case Plain plain when plain == Plain.AGAIN -> ReturnConvention.values(null, null, true);
          case Plain _ -> NONE;
          case null, default -> ReturnConvention.values(outcome);
        };
      } catch (IOException e) {
        return ReturnConvention.values(null, Errors.of(e, args.name()));
      }
    };
  }

  private static @Nullable Object[] apart(@Nullable Object[] values) {
    return values[1] == null
        ? ReturnConvention.values(values[0])
        : ReturnConvention.values(values[0], null, null, values[1]);
  }

  /** {@code len, err, again}: again is false if everything was sent. */
  @Override
  public LuaFunction sending(Operation operation) {
    return args -> {
      try {
        Object outcome = Pressure.run(operation, args);
        return switch (outcome) {
          case Plain _ -> ReturnConvention.values(0, null, true);
          case Partial partial -> ReturnConvention.values(partial.moved(), null, true);
          case null, default -> ReturnConvention.values(outcome, null, false);
        };
      } catch (IOException e) {
        return ReturnConvention.values(null, Errors.of(e, args.name()));
      }
    };
  }

  /** Like {@link #sending}, but only {@code len} if everything was sent. */
  LuaFunction sendingAlone(Operation operation) {
    LuaFunction sending = sending(operation);
    return args -> {
      @Nullable Object[] results = sending.call(args);
      boolean all = results.length > 2 && Boolean.FALSE.equals(results[2]);
      return all ? ReturnConvention.values(results[0]) : results;
    };
  }

  /** With an argument, sets the value and returns the previous one. */
  @Override
  public LuaFunction accessor(Property option) {
    return accessor(option, false);
  }

  /**
   * Like {@link #accessor(Property)}.
   *
   * @param nilSets whether a nil argument sets the value too
   */
  LuaFunction accessor(Property option, boolean nilSets) {
    return value(args -> {
      boolean sets = nilSets ? args.count() > 0 : !args.isNil(1);
      Property.Setting setting = sets ? option.setting(args) : null;
      Object before = option.get(args);
      if (setting != null) {
        setting.set();
      }
      return before;
    });
  }

  /** An argument check that runs before the operation. */
  interface Check {
    /** Raises or throws if the argument is wrong. */
    void check(Arguments args) throws IOException;
  }

  /** An operation preceded by a check. */
  static Operation checked(Check check, Operation operation) {
    return args -> {
      check.check(args);
      return operation.run(args);
    };
  }
}
