package org.llsocket.cli;

/** This machine cannot do a job; the message says what it lacks. */
final class Skip extends Exception {
  private static final long serialVersionUID = 1;

  Skip(String reason) {
    super(reason);
  }

  Skip(String reason, Throwable cause) {
    super(reason + ": " + Main.oneLine(cause), cause);
  }
}
