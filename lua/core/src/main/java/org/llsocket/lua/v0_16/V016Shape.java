package org.llsocket.lua.v0_16;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Call;
import org.llsocket.lua.LuaFunction;
import org.llsocket.lua.socket.Operation;
import org.llsocket.lua.socket.Options;
import org.llsocket.lua.socket.Outcome.Partial;
import org.llsocket.lua.socket.Outcome.Plain;
import org.llsocket.lua.socket.Outcome.Refused;
import org.llsocket.lua.socket.Outcome.Values;
import org.llsocket.lua.socket.Pressure;
import org.llsocket.lua.socket.Shape;

/** The return values of 0.16; an error is an object. */
final class V016Shape implements Shape {
  private static final @Nullable Object[] NONE = {};

  /** {@code ok, err}. */
  @Override
  public LuaFunction done(Operation operation) {
    return call -> {
      try {
        Object _ = Pressure.run(operation, call);
        return Shape.values(true);
      } catch (IOException e) {
        return Shape.values(false, Errors.of(e));
      }
    };
  }

  /** {@code ok, err, again}: true and an error while a connection is under way. */
  LuaFunction connecting(Operation operation) {
    return call -> {
      try {
        return Pressure.run(operation, call) == Plain.INPROGRESS
            ? Shape.values(true, Errors.of(Errno.EINPROGRESS, "connect"))
            : Shape.values(true);
      } catch (ErrnoException e) {
        if (e.errno().equals(Errno.EAGAIN) || e.errno().equals(Errno.ETIMEDOUT)) {
          return Shape.values(false, Errors.of(e), true);
        }
        return Shape.values(e.errno().equals(Errno.EALREADY), Errors.of(e));
      } catch (IOException e) {
        return Shape.values(false, Errors.of(e));
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
          case Refused(int number, ErrnoException why) -> Shape.values(number, Errors.of(why));
          case Partial partial -> Shape.values(partial.moved());
          case Plain plain when plain == Plain.AGAIN ->
              Shape.values(null, Errors.of(Errno.EAGAIN, call.name()));
          case Plain _ -> NONE;
          case null, default -> Shape.values(outcome);
        };
      } catch (IOException e) {
        return Shape.values(null, Errors.of(e));
      }
    };
  }

  /** {@code ok, err, timeout}: false where it fails. */
  LuaFunction ready(Operation operation) {
    LuaFunction value = value(operation);
    return call -> {
      @Nullable Object[] results = value.call(call);
      if (results[0] == null) {
        results[0] = false;
      }
      return results;
    };
  }

  /** {@code value, err, again, further}: what comes with the value stands behind. */
  @Override
  public LuaFunction transfer(int values, Operation operation) {
    return call -> {
      try {
        Object outcome = Pressure.run(operation, call);
        return switch (outcome) {
          case Values several -> apart(several.toArray());
          case Plain plain when plain == Plain.AGAIN -> Shape.values(null, null, true);
          case Plain _ -> NONE;
          case null, default -> Shape.values(outcome);
        };
      } catch (IOException e) {
        return Shape.values(null, Errors.of(e));
      }
    };
  }

  private static @Nullable Object[] apart(@Nullable Object[] values) {
    return values[1] == null
        ? Shape.values(values[0])
        : Shape.values(values[0], null, null, values[1]);
  }

  /** {@code len, err, again}: again is false where all went. */
  @Override
  public LuaFunction sending(Operation operation) {
    return call -> {
      try {
        Object outcome = Pressure.run(operation, call);
        return switch (outcome) {
          case Plain _ -> Shape.values(0, null, true);
          case Partial partial -> Shape.values(partial.moved(), null, true);
          case null, default -> Shape.values(outcome, null, false);
        };
      } catch (IOException e) {
        return Shape.values(null, Errors.of(e));
      }
    };
  }

  /** As {@link #sending}, but where all went {@code len} alone. */
  LuaFunction sendingAlone(Operation operation) {
    LuaFunction sending = sending(operation);
    return call -> {
      @Nullable Object[] results = sending.call(call);
      boolean all = results.length > 2 && Boolean.FALSE.equals(results[2]);
      return all ? Shape.values(results[0]) : results;
    };
  }

  /** With an argument it returns what was before. */
  @Override
  public LuaFunction accessor(Options option) {
    return accessor(option, false);
  }

  /**
   * As {@link #accessor(Options)}.
   *
   * @param nilSets whether an argument that is nil is set too
   */
  LuaFunction accessor(Options option, boolean nilSets) {
    return value(call -> {
      boolean sets = nilSets ? call.count() > 0 : !call.isNil(1);
      Options.Setting setting = sets ? option.setting(call) : null;
      Object before = option.get(call);
      if (setting != null) {
        setting.set();
      }
      return before;
    });
  }

  /** A value that cannot be asked for before an argument is right. */
  interface Check {
    /** Raises or throws if it is wrong. */
    void check(Call call) throws IOException;
  }

  /** An operation behind a check. */
  static Operation checked(Check check, Operation operation) {
    return call -> {
      check.check(call);
      return operation.run(call);
    };
  }
}
