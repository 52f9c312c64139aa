package org.llsocket.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.IPV6;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every command is told that uses one socket of one address. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
class SocketArguments {
  @Parameters(
      index = "0",
      paramLabel = "ADDR",
      converter = Address.Converter.class,
      description = Address.FORMS)
  Address address;

  @Option(
      names = {"-4", "--ipv4"},
      description = "IPv4 only.")
  boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "IPv6 only.")
  boolean ipv6;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "NAME=VALUE",
      converter = OptionSetting.Converter.class,
      description = {
        "Set a socket option, by its name in C, before the socket is bound or connected. Repeatable.",
        "Values: " + OptionText.FORMS + "."
      })
  List<OptionSetting<?>> options = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no summary on standard error.")
  boolean quiet;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** Refuses what cannot go together. */
  void check() {
    refuseIf(ipv4 && ipv6, "-4 and -6 exclude each other");
    refuseIf(address.isUnix() && (ipv4 || ipv6), "-4 and -6 are not for Unix addresses");
  }

  void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(command.commandLine(), why);
    }
  }

  /** A time that the user gave in seconds; null where none was given. */
  @Nullable Duration duration(String option, @Nullable Double seconds) {
    refuseIf(seconds != null && !(seconds > 0), option + " is more than 0 seconds");
    return seconds == null ? null : Duration.ofNanos((long) (seconds * 1e9));
  }

  AF family() {
    return ipv4 ? AF.INET : ipv6 ? AF.INET6 : AF.UNSPEC;
  }

  /** Sets the options asked for. */
  void setOptions(Socket socket) throws IOException {
    for (OptionSetting<?> option : options) {
      option.apply(socket);
    }
  }

  /** A socket of this type bound to the first of the addresses that can be had. */
  Socket bind(SOCK type, Preparation preparation) throws IOException {
    return first(address.toListen(family(), type), candidate -> bind(candidate, type, preparation));
  }

  private Socket bind(SockAddr candidate, SOCK type, Preparation preparation) throws IOException {
    Socket socket = Socket.open(candidate.family(), type);
    try {
      preparation.prepare(socket);
      if (address.host().isEmpty() && candidate.family().equals(AF.INET6)) {
        socket.set(IPV6.V6ONLY, ipv6); // every interface's address takes IPv4 too
      }
      setOptions(socket);
      socket.bind(candidate);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** The first socket that comes about; if none does, why not. */
  Socket first(List<SockAddr> candidates, Attempt attempt) throws IOException {
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

  /** What is to be done with a socket before it is bound. */
  @FunctionalInterface
  interface Preparation {
    void prepare(Socket socket) throws IOException;
  }

  /** Makes a socket for an address. */
  @FunctionalInterface
  interface Attempt {
    Socket open(SockAddr candidate) throws IOException;
  }
}
