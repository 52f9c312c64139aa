package org.llsocket.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket probe}. */
@Command(
    name = "probe",
    description = {
      "Prints what this kernel and this user can do with sockets, found out by trying, and why not "
          + "where they cannot.",
      "",
      "Nothing is sent. Asking for a family or a protocol may make the kernel load its module.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Probe implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = new ArrayList<>(Machine.findings());
    findings.addAll(ProbeSockets.findings());
    findings.addAll(ProbeOptions.findings());
    if (output.json) {
      output.json(findings.stream().map(Finding::object).toList());
    } else {
      print(findings);
    }
    return 0;
  }

  private void print(List<Finding> findings) {
    int width = findings.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    String section = "";
    for (Finding finding : findings) {
      if (!finding.section().equals(section)) {
        section = finding.section();
        output.out().println(Ansi.AUTO.string("%n@|bold %s|@".formatted(section)));
      }
      String name = finding.name() + " ".repeat(width - finding.name().length());
      output.out().println(Ansi.AUTO.string(mark(finding)) + " " + name + "  " + finding.detail());
    }
  }

  private String mark(Finding finding) {
    boolean unicode = main.streams().unicode();
    if (finding.there() == null) {
      return unicode ? " " : "   ";
    }
    return finding.there() ? unicode ? "@|green ✓|@" : "yes" : unicode ? "@|yellow –|@" : "no ";
  }
}
