package org.llsocket.cli.output;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of a command that prints results: text or JSON. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class OutputOptions {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** Whether to print JSON. */
  public boolean json() {
    return json;
  }

  /** Writes to standard output. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Prints a JSON value, indented: nested maps, lists, strings, numbers, booleans and nulls. */
  public void printJson(Object value) throws IOException {
    out().println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(value));
  }

  /** Prints a JSON value on one line. */
  public void printJsonLine(Object value) throws IOException {
    out().println(JSON.std.asString(value));
  }
}
