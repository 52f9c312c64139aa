package org.llsocket.cli.monitor;

import static org.llsocket.cli.process.UsageErrors.refuseIf;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llsocket.RTNLGRP;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.socket.OptionText;
import org.llsocket.netlink.NetlinkMessage;
import org.llsocket.netlink.NetlinkOverrunException;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.netlink.Rtnetlink;
import org.llsocket.option.NETLINK;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket monitor}. */
@Command(
    name = "monitor",
    description = {
      "Prints links, addresses, routes and neighbours as they change, as ip-monitor(8): "
          + "rtnetlink(7).",
      "",
      "Each change is a line with the new state of an object, or \"Deleted\" and its last state; "
          + "with --json an object on a line. Exits after --count changes, at the --timeout or on "
          + "Ctrl-C, with a summary on standard error.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket monitor",
      "  llsocket monitor --time link address",
      "  llsocket monitor --dev eth0 --timeout 60 --json neighbour"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class MonitorCommand implements Callable<Integer> {
  private static final int NAME_LENGTH = 15; // IFNAMSIZ with its NUL is 16

  @Parameters(
      paramLabel = "OBJECT",
      arity = "0..*",
      description = "Monitor only these: link, address, route, neighbour.")
  private List<String> objects = List.of();

  @Option(
      names = {"-4", "--ipv4"},
      description = "Monitor addresses and routes of IPv4 only.")
  private boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "Monitor addresses and routes of IPv6 only.")
  private boolean ipv6;

  @Option(
      names = "--dev",
      paramLabel = "INTERFACE",
      description = "Print changes of this interface only; it need not exist yet.")
  private @Nullable String device;

  @Option(
      names = {"-t", "--time"},
      description = "Print the time before each change.")
  private boolean time;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "COUNT",
      description = "Exit after this many changes.")
  private @Nullable Long count;

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = "Exit after this time.")
  private @Nullable Double timeout;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print no first line and no summary on standard error.")
  private boolean quiet;

  @ParentCommand private CommandContext context;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private List<MonitorObject> wanted = List.of();
  private final ChangeText text = new ChangeText();
  private final Map<MonitorObject, AtomicLong> changes = new EnumMap<>(MonitorObject.class);
  private final AtomicLong losses = new AtomicLong();
  private volatile boolean finished; // false in the exit hook after a signal

  @Override
  public Integer call() throws IOException {
    check();
    wanted = objects();
    wanted.forEach(object -> changes.put(object, new AtomicLong())); // and nothing later
    try (var monitor = NetlinkSocket.open(NETLINK.ROUTE)) {
      monitor.join(RTNLGRP.LINK); // in any case, for the names
      for (MonitorObject object : wanted) {
        for (int group : object.groups(ipv4 || !ipv6, ipv6 || !ipv4)) {
          monitor.join(group);
        }
      }
      learnNames();
      String words = wanted.stream().map(MonitorObject::word).collect(Collectors.joining(", "));
      inform("monitoring " + words + "; Ctrl-C ends");
      try (var _ = new ExitHook(this::end)) {
        run(monitor);
      }
    }
    return 0;
  }

  private void check() {
    refuseIf(spec, ipv4 && ipv6, "-4 and -6 are mutually exclusive");
    refuseIf(spec, count != null && count < 1, "--count must be at least 1, not " + count);
    refuseIf(
        spec,
        timeout != null && !(timeout > 0),
        "--timeout must be more than 0 seconds, not " + timeout);
    refuseIf(
        spec,
        device != null && (device.isEmpty() || device.length() > NAME_LENGTH),
        "--dev must be 1–" + NAME_LENGTH + " characters, not \"" + device + "\"");
  }

  private List<MonitorObject> objects() {
    try {
      return objects.isEmpty()
          ? List.of(MonitorObject.values())
          : objects.stream().map(MonitorObject::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** By a socket of its own: a dump discards notifications. */
  private void learnNames() throws IOException {
    try (var netlink = NetlinkSocket.open(NETLINK.ROUTE)) {
      Rtnetlink.links(netlink).forEach(text::learn);
    }
  }

  private void run(NetlinkSocket monitor) throws IOException {
    long start = System.nanoTime();
    long printed = 0;
    try {
      while (count == null || printed < count) {
        Duration left =
            timeout == null
                ? null
                : Duration.ofNanos((long) (timeout * 1e9) - (System.nanoTime() - start));
        List<NetlinkMessage> messages = receive(monitor, left);
        if (messages.isEmpty() && left != null && !left.isPositive()) {
          return;
        }
        for (NetlinkMessage message : messages) {
          if ((count == null || printed < count) && report(message)) {
            printed++;
          }
        }
      }
    } finally {
      finished = true;
    }
  }

  /** The next changes; none after a loss, or at the end of the time. */
  private List<NetlinkMessage> receive(NetlinkSocket monitor, @Nullable Duration left)
      throws IOException {
    try {
      return monitor.receive(left);
    } catch (NetlinkOverrunException e) {
      losses.incrementAndGet();
      context
          .streams()
          .err()
          .println(
              "llsocket monitor: changes were lost: they came faster than "
                  + "they were printed; the state is that of: ip addr, ip route, ip neigh");
      learnNames();
      return List.of();
    }
  }

  /** Prints a change; false if it is not wanted. */
  private boolean report(NetlinkMessage message) throws IOException {
    MonitorObject object = MonitorObject.of(message);
    if (object == null) {
      return false;
    }
    Object value =
        switch (object) {
          case LINK -> Rtnetlink.link(message);
          case ADDRESS -> Rtnetlink.address(message);
          case ROUTE -> Rtnetlink.route(message);
          case NEIGHBOUR -> Rtnetlink.neighbour(message);
        };
    if (value instanceof Rtnetlink.Link link) {
      text.learn(link);
    }
    if (!wanted.contains(object) || (device != null && !text.isOf(value, device))) {
      return false;
    }
    Objects.requireNonNull(changes.get(object)).incrementAndGet();
    print(object, object.isRemoved(message), value);
    return true;
  }

  private void print(MonitorObject object, boolean removed, Object value) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    if (output.json()) {
      Map<String, @Nullable Object> json =
          JsonObject.of("time", now.toString(), "object", object.word(), "deleted", removed);
      json.putAll(OptionText.fields(value));
      json.put("text", text.of(value));
      output.printJsonLine(json);
      return;
    }
    PrintWriter out = output.out();
    String label = "[" + object.label() + "]";
    out.println(
        (time ? now + " " : "")
            + label
            + " ".repeat(8 - label.length())
            + (removed ? "Deleted " : "")
            + text.of(value));
  }

  private void inform(String line) {
    if (!quiet) {
      context.streams().err().println(line);
    }
  }

  /** Prints the summary; a signal is the usual end, so that it exits with 0. */
  private void end() {
    long all = 0;
    StringBuilder parts = new StringBuilder();
    for (Map.Entry<MonitorObject, AtomicLong> each : changes.entrySet()) {
      long number = each.getValue().get();
      all += number;
      if (number > 0) {
        parts.append(parts.isEmpty() ? ": " : ", ").append(each.getKey().count(number));
      }
    }
    String lost =
        losses.get() == 0 ? "" : "; " + Formats.count(losses.get(), "time") + " changes were lost";
    inform(Formats.count(all, "change") + parts + lost);
    if (!finished) {
      Runtime.getRuntime().halt(0);
    }
  }
}
