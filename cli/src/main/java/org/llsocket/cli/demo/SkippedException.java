package org.llsocket.cli.demo;

import org.llsocket.cli.output.Formats;

/** Thrown by a job that this machine does not support; the message gives the reason. */
final class SkippedException extends Exception {
  private static final long serialVersionUID = 1;

  SkippedException(String reason) {
    super(reason);
  }

  SkippedException(String reason, Throwable cause) {
    super(reason + ": " + Formats.oneLine(cause), cause);
  }
}
