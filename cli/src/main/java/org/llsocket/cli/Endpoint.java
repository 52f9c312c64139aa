package org.llsocket.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What {@code listen} and {@code connect} are told alike. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Endpoint {
  private static final int CHUNK = 128 * 1024;
  private static final int DATAGRAM_CHUNK = 16 * 1024;

  @Parameters(paramLabel = "ADDR", converter = Address.Converter.class, description = Address.FORMS)
  Address address;

  @Option(
      names = {"-u", "--udp"},
      description = "Datagrams instead of a stream: UDP, or Unix datagrams.")
  boolean datagrams;

  @Option(
      names = {"-4", "--ipv4"},
      description = "IPv4 only.")
  boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "IPv6 only.")
  boolean ipv6;

  @Option(
      names = "--send",
      paramLabel = "FILE",
      description = "Send this file, by sendfile(2), instead of standard input.")
  @Nullable Path file;

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
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = {
        "End once nothing has moved for so long; also how long a connection may take to come about.",
        "Datagrams have no end: without this, they end 1 s after standard input has."
      })
  @Nullable Double timeout;

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
    refuseIf(file != null && datagrams, "--send is for streams, not for --udp");
    refuseIf(file != null && !Files.isReadable(file), "cannot read " + file);
    refuseIf(timeout != null && !(timeout > 0), "--timeout is more than 0 seconds");
  }

  private void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(command.commandLine(), why);
    }
  }

  SOCK type() {
    return datagrams ? SOCK.DGRAM : SOCK.STREAM;
  }

  private AF family() {
    return ipv4 ? AF.INET : ipv6 ? AF.INET6 : AF.UNSPEC;
  }

  List<SockAddr> toConnect() throws IOException {
    return address.toConnect(family(), type());
  }

  List<SockAddr> toListen() throws IOException {
    return address.toListen(family(), type());
  }

  /** A socket for {@code address}. */
  Socket open(SockAddr address) throws IOException {
    return Socket.open(address.family(), type());
  }

  /** Sets the options asked for. */
  void setOptions(Socket socket) throws IOException {
    for (OptionSetting<?> option : options) {
      option.apply(socket);
    }
  }

  /** Whether an address to listen on is that of every interface, for IPv6. */
  boolean isWildcard(SockAddr listening) {
    return address.host().isEmpty() && listening.family().equals(AF.INET6);
  }

  /** How long nothing may move; null for ever. */
  @Nullable Duration idleLimit() {
    return timeout == null ? null : Duration.ofNanos((long) (timeout * 1e9));
  }

  /** How much input is sent at once. */
  int chunk() {
    return datagrams ? DATAGRAM_CHUNK : CHUNK;
  }

  /** What one peer is sent. */
  Input input(Streams streams) {
    return file == null ? new StreamInput(streams.in(), chunk()) : new FileInput(file);
  }
}
