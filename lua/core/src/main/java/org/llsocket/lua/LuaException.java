package org.llsocket.lua;

/** A script that did not compile, or raised an error. */
public final class LuaException extends Exception {
  private static final long serialVersionUID = 1;

  private static final String TRACEBACK = "\nstack traceback:";

  private final String traceback;

  /**
   * Makes one.
   *
   * @param text the message, and behind it the traceback where there is one
   */
  public LuaException(String text) {
    super(message(text));
    traceback = text;
  }

  private static String message(String text) {
    int end = text.indexOf(TRACEBACK);
    return end < 0 ? text : text.substring(0, end);
  }

  /** The error that the script raised, with its place. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The message, and the calls that led there, as Lua prints them. */
  public String traceback() {
    return traceback;
  }
}
