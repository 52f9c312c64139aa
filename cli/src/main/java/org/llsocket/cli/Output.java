package org.llsocket.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a command that prints data prints it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Output {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** Where results go. */
  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Prints maps, lists, texts, numbers, booleans and nulls, all the way down. */
  void json(Object value) throws IOException {
    out().println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(value));
  }

  /** An object of JSON, in this order: a name, a value, a name, a value … */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }
}
