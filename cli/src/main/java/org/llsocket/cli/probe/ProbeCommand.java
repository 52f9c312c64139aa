package org.llsocket.cli.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket probe}. */
@Command(
    name = "probe",
    description = {
      "Tries which socket features this kernel supports and this user may use, and prints the error "
          + "of those that fail, and what llsocket does without them.",
      "",
      "Sends no packets. Opening a socket may make the kernel load the module of its protocol.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ProbeCommand implements Callable<Integer> {
  @ParentCommand private CommandContext context;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws IOException {
    List<ProbeResult> results = new ArrayList<>(SystemProbes.results());
    results.addAll(PlatformProbes.results());
    results.addAll(SocketProbes.results());
    results.addAll(OptionProbes.results());
    if (output.json()) {
      output.printJson(results.stream().map(ProbeResult::object).toList());
    } else {
      print(results);
    }
    return 0;
  }

  private void print(List<ProbeResult> results) {
    int width = results.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    String section = "";
    for (ProbeResult result : results) {
      if (!result.section().equals(section)) {
        section = result.section();
        output.out().println(Ansi.AUTO.string("%n@|bold %s|@".formatted(section)));
      }
      String name = result.name() + " ".repeat(width - result.name().length());
      output.out().println(Ansi.AUTO.string(mark(result)) + " " + name + "  " + result.detail());
    }
  }

  private String mark(ProbeResult result) {
    boolean unicode = context.streams().unicode();
    if (result.available() == null) {
      return unicode ? " " : "   ";
    }
    return result.available() ? unicode ? "@|green ✓|@" : "yes" : unicode ? "@|yellow –|@" : "no ";
  }
}
