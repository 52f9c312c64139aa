package org.llsocket.cli.ping;

import static org.llsocket.cli.process.UsageErrors.refuseIf;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AddrInfo;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket ping}. */
@Command(
    name = "ping",
    description = {
      "Sends ICMP or ICMPv6 echo requests to HOST and prints the replies with their round-trip time "
          + "(by the kernel's receive timestamps) and TTL.",
      "",
      "Uses a datagram socket if net.ipv4.ping_group_range allows it, otherwise a raw socket, which "
          + "needs CAP_NET_RAW. Exits after COUNT requests and their replies, or on Ctrl-C.",
      ""
    },
    exitCodeOnExecutionException = ExitCode.USAGE,
    exitCodeList = {
      "0:at least one reply",
      "1:no reply, or with -c and -w, fewer replies than requested before the deadline",
      "2:usage error, or no request could be sent"
    },
    footer = {
      "",
      "Examples:",
      "  llsocket ping localhost",
      "  llsocket ping -c 3 -i 0.2 -6 example.org",
      "  llsocket ping -c 1 -t 1 -W 1 --json 192.0.2.1"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class PingCommand implements Callable<Integer> {
  private static final int HEADERS = 20 + EchoPacket.HEADER;
  private static final int MAX_SIZE = 65_535 - HEADERS;
  private static final double MIN_INTERVAL = 0.002;

  @Parameters(paramLabel = "HOST", description = "A name or an IPv4 or IPv6 address.")
  private String host;

  @Option(
      names = {"-4", "--ipv4"},
      description = "Use IPv4 only.")
  private boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "Use IPv6 only.")
  private boolean ipv6;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "COUNT",
      description = "Number of requests to send (default unlimited).")
  private @Nullable Long count;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Interval between requests (default ${DEFAULT-VALUE}).")
  private double interval;

  @Option(
      names = {"-W", "--timeout"},
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Time to wait for replies after the last request (default ${DEFAULT-VALUE}).")
  private double timeout;

  @Option(
      names = {"-w", "--deadline"},
      paramLabel = "SECONDS",
      description = "Exit after this time, with or without replies.")
  private @Nullable Double deadline;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "BYTES",
      defaultValue = "56",
      description = "Bytes of data in a request, 0–" + MAX_SIZE + " (default ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = {"-t", "--ttl"},
      paramLabel = "HOPS",
      description = "TTL or hop limit, 1–255 (default the kernel's).")
  private @Nullable Integer ttl;

  @Option(
      names = {"-I", "--interface"},
      paramLabel = "NAME|ADDRESS",
      description = "Interface or local address to send from.")
  private @Nullable String from;

  @Option(
      names = {"-n", "--numeric"},
      description = "Do not look up names (implied if HOST is an address).")
  private boolean numeric;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the first line and the statistics.")
  private boolean quiet;

  @ParentCommand private CommandContext context;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec command;

  private volatile boolean finished; // false in the exit hook after a signal

  @Override
  public Integer call() throws IOException {
    check();
    try (Target target = target()) {
      boolean inet6 = target.ping.packet().inet6();
      var style = new PingReport.Style(output.json(), quiet, numeric || isLiteral(host));
      var report = new PingReport(output.out(), context.streams().err(), style, inet6);
      var statistics = new PingStatistics();
      if (ttl != null) {
        target.ping.ttl(ttl);
      }
      if (from != null) {
        target.ping.from(from);
      }
      if (!output.json()) {
        output.out().println(header(target));
      }
      try (var _ = new ExitHook(() -> end(target, report, statistics));
          var run = new PingRun(plan(), target.ping, target.address, report, statistics)) {
        run(run);
      }
      return status(statistics);
    }
  }

  private void run(PingRun run) throws IOException {
    try {
      run.run();
    } finally {
      finished = true;
    }
  }

  private void check() {
    refuseIf(command, host.isEmpty(), "HOST is empty");
    refuseIf(command, ipv4 && ipv6, "-4 and -6 are mutually exclusive");
    refuseIf(command, count != null && count < 1, "-c must be at least 1, not " + count);
    refuseIf(
        command,
        !(interval >= MIN_INTERVAL),
        "-i must be at least " + MIN_INTERVAL + " seconds, not " + interval);
    refuseIf(command, !(timeout > 0), "-W must be more than 0 seconds, not " + timeout);
    refuseIf(
        command,
        deadline != null && !(deadline > 0),
        "-w must be more than 0 seconds, not " + deadline);
    refuseIf(command, size < 0 || size > MAX_SIZE, "-s must be 0–" + MAX_SIZE + ", not " + size);
    refuseIf(command, ttl != null && (ttl < 1 || ttl > 255), "-t must be 1–255, not " + ttl);
  }

  private PingRun.Plan plan() {
    return new PingRun.Plan(
        count == null ? 0 : count,
        seconds(interval),
        seconds(timeout),
        deadline == null ? null : seconds(deadline),
        size);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  // ---- target

  /** A socket and the address to ping. */
  private record Target(PingSocket ping, SockAddr address) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      ping.close();
    }
  }

  /** The first of the host's addresses whose family this kernel supports. */
  private Target target() throws IOException {
    AF family = ipv4 ? AF.INET : ipv6 ? AF.INET6 : AF.UNSPEC;
    @Nullable ErrnoException unsupported = null;
    for (AddrInfo each :
        AddrInfo.getaddrinfo(host, null, AddrInfo.Hints.of().family(family).type(SOCK.DGRAM))) {
      try {
        return new Target(PingSocket.open(each.addr().family()), each.addr());
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.EAFNOSUPPORT)) {
          throw e;
        }
        unsupported = e;
      }
    }
    throw unsupported != null ? unsupported : new IOException(host + " has no address");
  }

  private static boolean isLiteral(String host) {
    try {
      InetAddress _ = InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String header(Target target) throws IOException {
    boolean inet6 = target.ping.packet().inet6();
    return "PING "
        + host
        + " ("
        + Formats.host(target.address)
        + ") "
        + size
        + (inet6 ? " data bytes, " : "(" + (size + HEADERS) + ") bytes of data, ")
        + target.ping.socket().type();
  }

  // ---- statistics

  /** Prints the statistics; after a signal, exits with the status of ping(8). */
  private void end(Target target, PingReport report, PingStatistics statistics) {
    report.end(() -> print(target, report, statistics));
    if (!finished) {
      Runtime.getRuntime().halt(status(statistics));
    }
  }

  private void print(Target target, PingReport report, PingStatistics statistics) {
    if (!output.json()) {
      statistics.print(output.out(), host);
      return;
    }
    Map<String, @Nullable Object> object = JsonObject.of("host", host);
    try {
      object.put("address", Formats.host(target.address));
      object.put("socket", target.ping.socket().type().toString());
      object.putAll(statistics.object());
      object.put("replies", report.replies());
      object.put("failures", report.errors());
      output.printJson(object);
    } catch (IOException e) {
      context.streams().err().println("cannot write to standard output: " + Formats.oneLine(e));
    }
  }

  private int status(PingStatistics statistics) {
    long wanted = count != null && deadline != null ? count : 1;
    return statistics.received() >= wanted ? 0 : ExitCode.SOFTWARE;
  }
}
