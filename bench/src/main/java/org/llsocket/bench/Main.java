package org.llsocket.bench;

import org.llsocket.bench.report.ReportCommand;
import org.llsocket.bench.run.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmark commands. */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit status.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand("run", new RunCommand())
        .addSubcommand("report", new ReportCommand());
  }
}
