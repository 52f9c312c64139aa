package org.llsocket.cli.netcat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.SOCK;
import org.llsocket.cli.conversation.Conversation;
import org.llsocket.cli.conversation.ConversationOptions;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.conversation.FileEnd;
import org.llsocket.cli.conversation.ProgramEnd;
import org.llsocket.cli.conversation.StandardEnd;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.proxy.ProxyHeader;
import org.llsocket.cli.socket.AddressArgument;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.Scheme;
import org.llsocket.cli.socket.SocketArguments;
import org.llsocket.cli.tls.TlsOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that {@code listen} and {@code connect} have in common. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PeerOptions extends SocketArguments {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PORT",
      description = "The port, if ADDR is a host only.")
  private @Nullable String port;

  @Option(
      names = {"-u", "--udp"},
      description = "Use datagrams instead of a stream: UDP, or Unix datagrams.")
  private boolean udp;

  @Option(
      names = "--send",
      paramLabel = "FILE",
      description = "Send this file with sendfile(2) instead of standard input.")
  @Nullable Path file;

  @Option(
      names = {"-e", "--exec"},
      paramLabel = "COMMAND",
      description = {
        "Run this shell command for each connection, with the connection as its standard input "
            + "and output; 1 s without transfer after its end, the connection is closed.",
        "The peer's address is in LLSOCKET_PEER, the local one in LLSOCKET_LOCAL."
      })
  @Nullable String command;

  @Mixin private ConversationOptions conversation;

  @Override
  protected AddressArgument parse(String argument) {
    return port == null ? super.parse(argument) : AddressArgument.parse(argument, port);
  }

  @Override
  public void check() {
    super.check();
    conversation.check(this);
    refuseIf(
        udp && address().scheme().type() != null && !isDatagram(),
        "--udp contradicts " + address().text());
    refuseIf(
        file != null && isDatagram(), "--send requires a stream and cannot be used with --udp");
    refuseIf(file != null && !Files.isReadable(file), "cannot read " + file);
    refuseIf(file != null && command != null, "--send and --exec are mutually exclusive");
    refuseIf(isTls() && (isDatagram() || type().equals(SOCK.SEQPACKET)), "--tls requires a stream");
    @Nullable String mistake = tls().mistake(isTls());
    refuseIf(mistake != null, String.valueOf(mistake));
  }

  boolean isTls() {
    return tls().isEnabled() || address().scheme() == Scheme.TLS;
  }

  TlsOptions tls() {
    return conversation.tls();
  }

  /** The type of socket that the user wants. */
  SOCK type() {
    @Nullable SOCK type = address().scheme().type();
    return type != null ? type : udp ? SOCK.DGRAM : SOCK.STREAM;
  }

  boolean isDatagram() {
    return type().equals(SOCK.DGRAM);
  }

  /** The time without any transfer after which to exit; null for no limit. */
  @Nullable Duration idleLimit() {
    return conversation.idleLimit(this);
  }

  Duration handshakeLimit() {
    return conversation.handshakeLimit(this);
  }

  Conversation.Settings settings() {
    return conversation.settings(this);
  }

  Console console(StandardStreams streams) {
    return conversation.console(streams, this);
  }

  /** Standard output, with standard input unless {@code sends} is false. */
  End standard(StandardStreams streams, Console console, boolean sends) {
    return StandardEnd.of(sends ? streams.in() : null, console, conversation.isDumped());
  }

  /** The near end of a conversation with one peer; {@code origin} has the peer's address. */
  End near(StandardStreams streams, Console console, ProxyHeader origin) throws IOException {
    if (command != null) {
      return ProgramEnd.start(command, ProgramEnd.environment(origin));
    }
    return file == null
        ? standard(streams, console, true)
        : FileEnd.input(file, standard(streams, console, false));
  }
}
