package org.llsocket.cli.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.conversation.ConversationOptions;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.proxy.ProxyVersion;
import org.llsocket.cli.relay.RelayAddress.OfSocket;
import org.llsocket.cli.socket.Scheme;
import org.llsocket.cli.socket.SocketSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of {@code relay}. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RelayOptions extends SocketSettings {
  private static final int MAX_CLIENTS = 100_000;

  @Parameters(index = "0", paramLabel = "FIRST", description = RelayAddress.FORMS + ".")
  private String firstText;

  @Parameters(index = "1", paramLabel = "SECOND", description = "The same; connects by default.")
  private String secondText;

  @Mixin ConversationOptions conversation;

  @Option(
      names = "--progress",
      description =
          "Print the number of clients and the rates on standard error: as a line that is "
              + "rewritten on a terminal, otherwise as a line each second. -v does so on a "
              + "terminal.")
  boolean progress;

  @Option(
      names = {"-1", "--once"},
      description = "Exit after one conversation.")
  boolean once;

  @Option(
      names = "--max-clients",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many conversations there may be at a time (default ${DEFAULT-VALUE}).")
  int maxClients;

  @Option(
      names = "--accept-proxy",
      description =
          "Expect each accepted connection to begin with a header of the PROXY protocol, version 1 "
              + "or 2, and refuse others.")
  boolean acceptProxy;

  @Option(
      names = "--send-proxy",
      paramLabel = "VERSION",
      description =
          "Send the addresses of the client first, in a header of the PROXY protocol: v1 or v2.")
  @Nullable ProxyVersion sendProxy;

  private @Nullable RelayAddress first;
  private @Nullable RelayAddress second;

  RelayAddress first() {
    return Objects.requireNonNull(first);
  }

  RelayAddress second() {
    return Objects.requireNonNull(second);
  }

  @Override
  public void check() {
    super.check();
    conversation.check(this);
    first = parse(firstText, true);
    second = parse(secondText, false);
    refuseIf(
        maxClients < 1 || maxClients > MAX_CLIENTS,
        "--max-clients must be 1–" + MAX_CLIENTS + ", not " + maxClients);
    refuseIf(
        acceptProxy && sockets(true).isEmpty(), "--accept-proxy requires a stream that listens");
    refuseIf(
        sendProxy != null && sockets(false).isEmpty(),
        "--send-proxy requires a stream that connects");
    refuseIf(
        first instanceof RelayAddress.Stdio && second instanceof RelayAddress.Stdio,
        "standard input and output can be one of the addresses only");
    checkTls();
  }

  private void checkTls() {
    boolean any = isTls(first()) || isTls(second());
    refuseIf(
        conversation.tls().isEnabled() && !any,
        "--tls requires an address of a stream, such as tcp:localhost:443");
    @Nullable String mistake = conversation.tls().mistake(any);
    refuseIf(mistake != null, String.valueOf(mistake));
  }

  private RelayAddress parse(String text, boolean listens) {
    RelayAddress address = null;
    try {
      address = RelayAddress.parse(text, listens);
    } catch (IllegalArgumentException e) {
      refuseIf(true, Formats.oneLine(e));
    }
    return Objects.requireNonNull(address);
  }

  /** The addresses of streams that listen, or connect. */
  private List<OfSocket> sockets(boolean listening) {
    List<OfSocket> sockets = new ArrayList<>();
    for (RelayAddress address : List.of(first(), second())) {
      if (address instanceof OfSocket socket
          && socket.listens() == listening
          && !socket.isDatagram()) {
        sockets.add(socket);
      }
    }
    return sockets;
  }

  /**
   * Whether there is TLS at an address: if its kind is tls; or, with {@code --tls}, where the side
   * is that has the certificate, which connects unless {@code --cert} was given.
   */
  boolean isTls(RelayAddress address) {
    if (!(address instanceof OfSocket socket) || !socket.isStream()) {
      return false;
    }
    if (socket.address().scheme() == Scheme.TLS) {
      return true;
    }
    if (!conversation.tls().isEnabled()) {
      return false;
    }
    boolean listening = conversation.tls().hasCertificate();
    return socket.listens() == listening || sockets(listening).isEmpty();
  }
}
