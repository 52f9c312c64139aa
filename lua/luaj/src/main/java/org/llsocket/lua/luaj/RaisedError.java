package org.llsocket.lua.luaj;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/** An error with its position as Lua writes it: {@code script.lua:3: message}. */
final class RaisedError extends LuaError {
  private static final long serialVersionUID = 1;

  private final String message;

  RaisedError(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    if (traceback != null) {
      return traceback; // set by an error handler
    }
    @Nullable String place = fileline; // LuaJ sets it as the error passes the calling script
    return place == null ? message : place.replaceFirst("^[@=]", "") + ": " + message;
  }
}
