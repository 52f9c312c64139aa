package org.llsocket.cli.socket;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.process.UsageErrors;
import org.llsocket.nio.OptionValue;
import org.llsocket.option.IPV6;
import org.llsocket.option.SO;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that opens sockets. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public class SocketSettings {
  @Option(
      names = {"-4", "--ipv4"},
      description = "Use IPv4 only.")
  private boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "Use IPv6 only.")
  private boolean ipv6;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "NAME=VALUE",
      converter = OptionValueConverter.class,
      description = {
        "Set a socket option, by its C name in any case, before bind or connect. Repeatable.",
        "Values: " + OptionText.FORMS + "."
      })
  private List<OptionValue<?>> options = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print no progress and no summary on standard error.")
  private boolean quiet;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** Whether to print warnings and errors only. */
  public boolean quiet() {
    return quiet;
  }

  /**
   * Checks the arguments before any system call.
   *
   * @throws ParameterException if one is out of range or contradicts another
   */
  public void check() {
    refuseIf(ipv4 && ipv6, "-4 and -6 are mutually exclusive");
  }

  /** Throws a usage error with this message if {@code wrong}. */
  public void refuseIf(boolean wrong, String why) {
    UsageErrors.refuseIf(command, wrong, why);
  }

  /** The value of an option in seconds as a duration; null if the option was not given. */
  public @Nullable Duration duration(String option, @Nullable Double seconds) {
    refuseIf(
        seconds != null && !(seconds > 0), option + " must be more than 0 seconds, not " + seconds);
    return seconds == null ? null : Duration.ofNanos((long) (seconds * 1e9));
  }

  /** Whether the user wants one version of IP. */
  boolean hasFamily() {
    return ipv4 || ipv6;
  }

  /** The address family that the user wants at an address; AF_UNSPEC for any. */
  public AF family(AddressArgument address) {
    return ipv4 ? AF.INET : ipv6 ? AF.INET6 : address.scheme().family();
  }

  /** Sets the socket options that the user wants. */
  public void setOptions(Socket socket) throws IOException {
    for (OptionValue<?> option : options) {
      option.apply(socket);
    }
  }

  /** Returns a socket bound to the first of the addresses that can be bound. */
  public Socket bind(AddressArgument address, SOCK type, Preparation preparation)
      throws IOException {
    AF family = family(address);
    return first(
        address,
        address.toListen(family, type),
        candidate -> {
          Socket socket = Socket.open(candidate.family(), type);
          try {
            preparation.prepare(socket);
            if (address.host().isEmpty() && candidate.family().equals(AF.INET6)) {
              // Unless IPv6 is all that was wanted, :: accepts IPv4 too.
              socket.set(IPV6.V6ONLY, family.equals(AF.INET6));
            }
            setOptions(socket);
            socket.bind(candidate);
            return socket;
          } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
          }
        });
  }

  /** Returns a socket that listens at the first of the addresses that can be bound. */
  public Socket listen(AddressArgument address, SOCK type) throws IOException {
    Socket socket =
        bind(
            address,
            type,
            unbound -> {
              if (address.isIp()) {
                unbound.set(SO.REUSEADDR, true); // earlier connections may be in TIME_WAIT
              }
            });
    try {
      socket.listen();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns the first socket that can be opened; if there is none, throws the last failure. */
  public <T> T first(AddressArgument address, List<SockAddr> candidates, Attempt<T> attempt)
      throws IOException {
    @Nullable IOException failure = null;
    for (SockAddr candidate : candidates) {
      try {
        return attempt.open(candidate);
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    throw failure != null ? failure : new IOException(address.text() + " has no address");
  }

  /** Prepares a socket before it is bound. */
  @FunctionalInterface
  public interface Preparation {
    /** Prepares the socket. */
    void prepare(Socket socket) throws IOException;
  }

  /** Opens a socket for an address. */
  @FunctionalInterface
  public interface Attempt<T> {
    /** Opens the socket, and connects or binds it. */
    T open(SockAddr candidate) throws IOException;
  }
}
