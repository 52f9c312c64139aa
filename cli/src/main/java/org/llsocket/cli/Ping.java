package org.llsocket.cli;

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket ping}. */
@Command(
    name = "ping",
    description = {
      "Sends echo requests of ICMP or ICMPv6 to HOST, and prints what comes back, with the time "
          + "by the kernel's clock and the TTL.",
      "",
      "By a datagram socket where net.ipv4.ping_group_range allows it, or else by a raw one, which "
          + "takes CAP_NET_RAW. Ends after COUNT answers, or with Ctrl-C.",
      ""
    },
    exitCodeOnExecutionException = Main.USAGE,
    exitCodeList = {
      "0:an answer came",
      "1:none came, or with both -c and -w not all in time",
      "2:wrong usage, or nothing could be sent"
    },
    footer = {
      "",
      "Examples:",
      "  llsocket ping localhost",
      "  llsocket ping -c 3 -i 0.2 -6 example.org",
      "  llsocket ping -c 1 -t 1 -W 1 --json 192.0.2.1"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Ping implements Callable<Integer> {
  private static final int HEADERS = 20 + EchoPacket.HEADER;
  private static final int MAX_SIZE = 65_535 - HEADERS;
  private static final double MIN_INTERVAL = 0.002;

  @Parameters(paramLabel = "HOST", description = "A name, or an IPv4 or IPv6 address.")
  private String host;

  @Option(
      names = {"-4", "--ipv4"},
      description = "IPv4 only.")
  private boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "IPv6 only.")
  private boolean ipv6;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "COUNT",
      description = "End after so many requests.")
  private @Nullable Long count;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Between two requests; ${DEFAULT-VALUE}.")
  private double interval;

  @Option(
      names = {"-W", "--timeout"},
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long the answers to the last request are waited for; ${DEFAULT-VALUE}.")
  private double patience;

  @Option(
      names = {"-w", "--deadline"},
      paramLabel = "SECONDS",
      description = "End after so long, whatever has come.")
  private @Nullable Double limit;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "BYTES",
      defaultValue = "56",
      description = "Data in a request, 0–" + MAX_SIZE + "; ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = {"-t", "--ttl"},
      paramLabel = "HOPS",
      description = "Routers that a request may pass, 1–255; the kernel's default.")
  private @Nullable Integer ttl;

  @Option(
      names = {"-I", "--interface"},
      paramLabel = "NAME|ADDRESS",
      description = "Send from this interface, or from this address of this machine.")
  private @Nullable String from;

  @Option(
      names = {"-n", "--numeric"},
      description = "Look no names up. So it is where HOST is an address.")
  private boolean numeric;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the first line and the statistics only.")
  private boolean quiet;

  @ParentCommand private Main main;
  @Mixin private Output output;
  @Spec private CommandSpec command;

  private volatile boolean ended; // not by a signal

  @Override
  public Integer call() throws IOException {
    check();
    try (Target target = target()) {
      boolean inet6 = target.ping.packet().inet6();
      var manner = new PingReport.Manner(output.json, quiet, numeric || isLiteral(host));
      var report = new PingReport(output.out(), main.streams().err(), manner, inet6);
      var statistics = new PingStatistics();
      if (ttl != null) {
        target.ping.ttl(ttl);
      }
      if (from != null) {
        target.ping.from(from);
      }
      if (!output.json) {
        output.out().println(header(target));
      }
      try (var _ = new AtExit(() -> end(target, report, statistics));
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
      ended = true;
    }
  }

  private void check() {
    refuseIf(host.isEmpty(), "HOST is empty");
    refuseIf(ipv4 && ipv6, "-4 and -6 exclude each other");
    refuseIf(count != null && count < 1, "-c is 1 or more");
    refuseIf(!(interval >= MIN_INTERVAL), "-i is " + MIN_INTERVAL + " seconds or more");
    refuseIf(!(patience > 0), "-W is more than 0 seconds");
    refuseIf(limit != null && !(limit > 0), "-w is more than 0 seconds");
    refuseIf(size < 0 || size > MAX_SIZE, "-s is 0–" + MAX_SIZE);
    refuseIf(ttl != null && (ttl < 1 || ttl > 255), "-t is 1–255");
  }

  private void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(command.commandLine(), why);
    }
  }

  private PingRun.Plan plan() {
    return new PingRun.Plan(
        count == null ? 0 : count,
        seconds(interval),
        seconds(patience),
        limit == null ? null : seconds(limit),
        size);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  // ---- whom

  /** A socket, and the address that it is for. */
  private record Target(PingSocket ping, SockAddr address) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      ping.close();
    }
  }

  /** The first of the host's addresses whose family this machine has. */
  private Target target() throws IOException {
    AF family = ipv4 ? AF.INET : ipv6 ? AF.INET6 : AF.UNSPEC;
    @Nullable ErrnoException lacking = null;
    for (AddrInfo each :
        AddrInfo.getaddrinfo(host, null, AddrInfo.Hints.of().family(family).type(SOCK.DGRAM))) {
      try {
        return new Target(PingSocket.open(each.addr().family()), each.addr());
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.EAFNOSUPPORT)) {
          throw e;
        }
        lacking = e;
      }
    }
    throw lacking != null ? lacking : new IOException(host + " has no address");
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
        + Address.host(target.address)
        + ") "
        + size
        + (inet6 ? " data bytes, " : "(" + (size + HEADERS) + ") bytes of data, ")
        + target.ping.socket().type();
  }

  // ---- the end

  /** Prints the statistics; after a signal, ends the process with the status that ping has. */
  private void end(Target target, PingReport report, PingStatistics statistics) {
    report.end(() -> print(target, report, statistics));
    if (!ended) {
      Runtime.getRuntime().halt(status(statistics));
    }
  }

  private void print(Target target, PingReport report, PingStatistics statistics) {
    if (!output.json) {
      statistics.print(output.out(), host);
      return;
    }
    Map<String, @Nullable Object> object = Output.object("host", host);
    try {
      object.put("address", Address.host(target.address));
      object.put("socket", target.ping.socket().type().toString());
      object.putAll(statistics.object());
      object.put("replies", report.replies());
      object.put("failures", report.errors());
      output.json(object);
    } catch (IOException e) {
      main.streams().err().println("standard output: " + Main.oneLine(e));
    }
  }

  private int status(PingStatistics statistics) {
    long wanted = count != null && limit != null ? count : 1;
    return statistics.received() >= wanted ? 0 : Main.FAILED;
  }
}
