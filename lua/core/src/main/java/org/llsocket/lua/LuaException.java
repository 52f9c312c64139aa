package org.llsocket.lua;

/** A script that did not compile, or raised an error. */
public final class LuaException extends Exception {
  private static final long serialVersionUID = 1;

  private static final String TRACEBACK = "\nstack traceback:";

  private final String traceback;

  /**
   * Creates an exception.
   *
   * @param text the message, followed by the traceback if there is one
   */
  public LuaException(String text) {
    super(message(text));
    traceback = text;
  }

  private static String message(String text) {
    int end = text.indexOf(TRACEBACK);
    return end < 0 ? text : text.substring(0, end);
  }

  /** The error that the script raised, with its position. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The message and the stack traceback, as Lua prints them. */
  public String traceback() {
    return traceback;
  }
}
