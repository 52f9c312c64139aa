package org.llsocket.cli.sockets;

import static org.llsocket.cli.process.UsageErrors.refuseIf;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.SocketOwners;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.option.NETLINK;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket sockets}. */
@Command(
    name = "sockets",
    description = {
      "Lists the sockets of this machine, of all processes, as ss(8): sock_diag(7).",
      "",
      "Without -a or -l, connections only. Ports and addresses are printed as numbers. Of the "
          + "processes, those of other users are printed for root only. Exits with 0 even if "
          + "no socket matches.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket sockets -tlp                           who listens on TCP",
      "  llsocket sockets -ti --dst 203.0.113.0/24       round-trip times to a network",
      "  llsocket sockets --process java --watch 1       the connections of java, each second",
      "  llsocket sockets -xa --address '/run/*' --json"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SocketsCommand implements Callable<Integer> {
  private static final String CLEAR_SCREEN = "\033[H\033[2J";
  private static final double MAX_SECONDS = 86_400;

  @Mixin private SocketKinds kinds;
  @Mixin private SocketFilter filter;
  @Mixin private SocketDetails details;

  @Option(
      names = {"-n", "--numeric"},
      description = "Accepted as by ss(8): ports and addresses are always numbers.")
  @SuppressWarnings("UnusedVariable") // has no effect
  private boolean numeric;

  @Option(
      names = {"-H", "--no-header"},
      description = "Print no header.")
  private boolean noHeader;

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "2",
      description = {
        "List again at this interval until Ctrl-C (default 2). On a terminal the list replaces the "
            + "last one; with --json each is an array on one line."
      })
  private @Nullable Double watch;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "COUNT",
      description = "With --watch, exit after this many lists.")
  private @Nullable Long count;

  @ParentCommand private CommandContext context;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private boolean warned; // that processes are missing

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    try (var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
      list(netlink);
      for (long lists = 1; watch != null && (count == null || lists < count); lists++) {
        Thread.sleep(Duration.ofNanos((long) (watch * 1e9)));
        list(netlink);
      }
    }
    return 0;
  }

  private void check() {
    refuseIf(
        spec,
        watch != null && !(watch > 0 && watch <= MAX_SECONDS),
        "--watch must be more than 0 and at most 86400 seconds, not " + watch);
    refuseIf(spec, count != null && watch == null, "--count requires --watch");
    refuseIf(spec, count != null && count < 1, "--count must be at least 1, not " + count);
  }

  private void list(NetlinkSocket netlink) throws IOException {
    List<SocketRow> rows = SocketLister.list(netlink, kinds, filter.states());
    boolean needsOwners = details.processes() || filter.usesProcesses();
    SocketOwners owners = needsOwners ? SocketOwners.read() : null;
    List<SocketRow> chosen = rows.stream().filter(row -> filter.accepts(row, owners)).toList();
    if (output.json()) {
      List<?> objects = chosen.stream().map(row -> row.object(details, owners)).toList();
      if (watch == null) {
        output.printJson(objects);
      } else {
        output.printJsonLine(objects);
      }
    } else {
      print(chosen, owners);
    }
    warn(owners);
  }

  private void print(List<SocketRow> rows, @Nullable SocketOwners owners) {
    boolean replaces = watch != null && context.streams().interactive();
    if (replaces) {
      output.out().print(CLEAR_SCREEN);
    }
    new SocketTable(details, !noHeader).print(output.out(), rows, owners);
    if (watch != null && !replaces) {
      output.out().println();
    }
    output.out().flush();
  }

  private void warn(@Nullable SocketOwners owners) {
    if (owners != null && !owners.isComplete() && !warned) {
      warned = true;
      String warning = "the processes of other users are missing: only root may see their sockets";
      context.streams().err().println("llsocket sockets: " + warning);
    }
  }
}
