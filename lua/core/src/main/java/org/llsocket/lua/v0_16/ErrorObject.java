package org.llsocket.lua.v0_16;

import org.jspecify.annotations.Nullable;

/** The userdata {@code error}: an error that is returned, not raised. */
final class ErrorObject {
  final ErrorType type;
  final @Nullable String op;
  final @Nullable String note;
  final @Nullable ErrorObject cause;

  /**
   * Creates an error.
   *
   * @param op the call that failed
   * @param note text that a script adds to the type's message
   * @param cause the error that caused it
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

  /**
   * {@code [ECONNREFUSED:111][connect] Connection refused}, followed by the cause on its own line.
   */
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
