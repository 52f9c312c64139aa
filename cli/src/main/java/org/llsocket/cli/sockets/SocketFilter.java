package org.llsocket.cli.sockets;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import org.llsocket.cli.process.SocketOwners;
import org.llsocket.nio.NearestNames;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose sockets by state, port, address and process: all that are given. */
final class SocketFilter {
  private static final int EVERY = -1;

  /** States in groups, as ss(8) names them. */
  private static final int CONNECTED = ~(SocketState.LISTENING.bit() | SocketState.CLOSED.bit());

  private static final int BUCKET = SocketState.SYN_RECV.bit() | SocketState.TIME_WAIT.bit();

  @Option(
      names = {"-a", "--all"},
      description = "List listening and unconnected sockets too.")
  private boolean all;

  @Option(
      names = {"-l", "--listening"},
      description = "List listening and unconnected sockets only.")
  private boolean listening;

  @Option(
      names = {"-s", "--state"},
      paramLabel = "STATE",
      split = ",",
      converter = StateConverter.class,
      description = {
        "List sockets in these states only: established, syn-sent, syn-recv, fin-wait-1, "
            + "fin-wait-2, time-wait, closed, close-wait, last-ack, listening, closing; or "
            + "connected, synchronized, bucket, all."
      })
  private List<Integer> states = List.of();

  @Option(
      names = "--port",
      paramLabel = "PORTS",
      split = ",",
      converter = PortRange.Converter.class,
      description = "Either port is one of these: 443, 8000-8999, ssh.")
  private List<PortRange> ports = List.of();

  @Option(
      names = "--sport",
      paramLabel = "PORTS",
      split = ",",
      converter = PortRange.Converter.class,
      description = "The local port is one of these.")
  private List<PortRange> sports = List.of();

  @Option(
      names = "--dport",
      paramLabel = "PORTS",
      split = ",",
      converter = PortRange.Converter.class,
      description = "The peer's port is one of these.")
  private List<PortRange> dports = List.of();

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      split = ",",
      converter = AddressPattern.Converter.class,
      description = "Either address is one of these: 10.0.0.0/8, ::1, /run/*, @name.")
  private List<AddressPattern> addresses = List.of();

  @Option(
      names = "--src",
      paramLabel = "ADDRESS",
      split = ",",
      converter = AddressPattern.Converter.class,
      description = "The local address is one of these.")
  private List<AddressPattern> sources = List.of();

  @Option(
      names = "--dst",
      paramLabel = "ADDRESS",
      split = ",",
      converter = AddressPattern.Converter.class,
      description = "The peer's address is one of these.")
  private List<AddressPattern> destinations = List.of();

  @Option(
      names = "--process",
      paramLabel = "NAME|PID",
      split = ",",
      description = "A process with one of these names or numbers has it open.")
  private List<String> processes = List.of();

  /** A bit for each state. Without an option, connections: those that ss(8) lists. */
  int states() {
    if (!states.isEmpty()) {
      return states.stream().reduce(0, (one, other) -> one | other);
    }
    if (all) {
      return EVERY;
    }
    return listening ? ~CONNECTED : CONNECTED & ~BUCKET;
  }

  /** Whether a filter needs the processes. */
  boolean usesProcesses() {
    return !processes.isEmpty();
  }

  boolean accepts(SocketRow row, @Nullable SocketOwners owners) {
    SockAddr local = row.local().address();
    SockAddr remote = row.remote().address();
    return any(ports, port -> port.contains(local) || port.contains(remote))
        && any(sports, port -> port.contains(local))
        && any(dports, port -> port.contains(remote))
        && any(addresses, pattern -> pattern.matches(local) || pattern.matches(remote))
        && any(sources, pattern -> pattern.matches(local))
        && any(destinations, pattern -> pattern.matches(remote))
        && any(processes, process -> owners != null && isOpenIn(process, row, owners));
  }

  private static <T> boolean any(List<T> wanted, Predicate<T> test) {
    return wanted.isEmpty() || wanted.stream().anyMatch(test);
  }

  private static boolean isOpenIn(String process, SocketRow row, SocketOwners owners) {
    return owners.of(row.inode()).stream()
        .anyMatch(
            owner -> owner.name().equals(process) || Long.toString(owner.pid()).equals(process));
  }

  /** The bits of a state or a group of states. */
  static final class StateConverter implements ITypeConverter<Integer> {
    private static final List<String> GROUPS =
        List.of("connected", "synchronized", "bucket", "all");

    @Override
    public Integer convert(String text) {
      for (SocketState state : SocketState.values()) {
        if (state.isNamed(text)) {
          return state.bit();
        }
      }
      return switch (text) {
        case "connected" -> CONNECTED;
        case "synchronized" -> CONNECTED & ~SocketState.SYN_SENT.bit();
        case "bucket" -> BUCKET;
        case "all" -> EVERY;
        default -> throw unknown(text);
      };
    }

    private static TypeConversionException unknown(String text) {
      List<String> known =
          Arrays.stream(SocketState.values()).map(SocketState::word).collect(Collectors.toList());
      known.addAll(GROUPS);
      String all = String.join(", ", known);
      Arrays.stream(SocketState.values()).map(SocketState::shown).forEach(known::add);
      return new TypeConversionException(
          "unknown state \""
              + text
              + "\"; expected one of: "
              + all
              + NearestNames.hint(text, known));
    }
  }

  /** Whether an address is of IP, so that it has a port. */
  static boolean isInet(@Nullable SockAddr address) {
    return address != null
        && (address.family().equals(AF.INET) || address.family().equals(AF.INET6));
  }
}
