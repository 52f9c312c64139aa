package org.llsocket.cli.process;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Errors of usage that picocli does not find by itself. */
public final class UsageErrors {
  private UsageErrors() {}

  /** Throws one with this message if {@code wrong}. */
  public static void refuseIf(CommandSpec command, boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(command.commandLine(), why);
    }
  }
}
