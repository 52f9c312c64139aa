package org.llsocket.cli.conversation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketSettings;
import org.llsocket.cli.tls.TlsOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that copies data between two ends. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ConversationOptions {
  /** The time for a handshake: the header of the PROXY protocol, or TLS. */
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = {
        "End a conversation after this time without any transfer; also the timeout for connecting, "
            + "for the first connection or datagram, and for handshakes.",
        "Datagrams have no end of stream: their default is 1 s after the end of the other side."
      })
  private @Nullable Double timeout;

  @Option(
      names = {"-v", "--events"},
      description = "Print on standard error what happens, one line per event.")
  private boolean events;

  @Option(
      names = {"-x", "--hex"},
      description =
          "Print the data of both directions in hexadecimal on standard error; a terminal then "
              + "shows no other data.")
  private boolean hex;

  @Mixin private TlsOptions tls;

  /** Checks the timeout. */
  public void check(SocketSettings arguments) {
    @Nullable Duration _ = idleLimit(arguments);
  }

  /** The time without any transfer after which to end; null for no limit. */
  public @Nullable Duration idleLimit(SocketSettings arguments) {
    return arguments.duration("--timeout", timeout);
  }

  /** The time for a handshake. */
  public Duration handshakeLimit(SocketSettings arguments) {
    Duration limit = idleLimit(arguments);
    return limit == null ? HANDSHAKE_LIMIT : limit;
  }

  /** What the user wants of a conversation. */
  public Conversation.Settings settings(SocketSettings arguments) {
    return Conversation.Settings.of(idleLimit(arguments), hex);
  }

  /** Whether to print all data in hexadecimal. */
  public boolean isDumped() {
    return hex;
  }

  /** Whether to print events. */
  public boolean hasEvents() {
    return events;
  }

  /** The options of TLS. */
  public TlsOptions tls() {
    return tls;
  }

  /** A console for the command. */
  public Console console(StandardStreams streams, SocketSettings arguments) {
    return new Console(streams, arguments.quiet(), events);
  }
}
