package org.llsocket.cli.process;

/** The settings and streams that the program passes to every command. */
public interface CommandContext {
  /** The command's standard streams. */
  StandardStreams streams();

  /** Whether to print the stack traces of failures. */
  boolean verbose();
}
