package org.llsocket.lua.v0_16;

import org.jspecify.annotations.Nullable;

/** The userdata {@code error}: an error that is returned and not raised. */
final class ErrorObject {
  final ErrorType type;
  final @Nullable String op;
  final @Nullable String note;
  final @Nullable ErrorObject cause;

  /**
   * Makes one.
   *
   * @param op the call that failed
   * @param note what a script adds to the type's message
   * @param cause what led to it
   */
  ErrorObject(
      ErrorType type, @Nullable String op, @Nullable String note, @Nullable ErrorObject cause) {
    this.type = type;
    this.op = op;
    this.note = note;
    this.cause = cause;
  }

  String message() {
    return note == null ? type.message : type.message + " (" + note + ")";
  }

  /** {@code [ECONNREFUSED:111][connect] Connection refused}, and the cause in a further line. */
  @Override
  public String toString() {
    return "["
        + type.name
        + ":"
        + type.code
        + "]"
        + (op == null ? "" : "[" + op + "]")
        + " "
        + message()
        + (cause == null ? "" : "\n" + cause);
  }
}
