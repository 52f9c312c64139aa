package org.llsocket.cli.netcat;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.conversation.Connector;
import org.llsocket.cli.conversation.Conversation;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.conversation.Handshake;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.proxy.ProxyVersion;
import org.llsocket.cli.socket.AddressArgument;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;
import org.llsocket.cli.tls.TlsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket connect}. */
@Command(
    name = "connect",
    description = {
      "Connects to ADDR, copies standard input to the peer, and data from the peer to standard "
          + "output.",
      "",
      "At the end of standard input the sending side is shut down; when the peer shuts down its "
          + "side, the command exits. The addresses of a name are tried in turn. Without a host it "
          + "connects to localhost.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  printf 'GET / HTTP/1.0\\r\\n\\r\\n' | llsocket connect example.org 80",
      "  printf 'GET / HTTP/1.0\\r\\n\\r\\n' | llsocket connect --tls example.org:443",
      "  llsocket connect --option TCP_NODELAY=true [::1]:7000",
      "  echo hello | llsocket connect --udp localhost:9000",
      "  llsocket connect unix:/run/service.sock",
      "  llsocket connect -z localhost 1-1024",
      "  llsocket connect --source 192.0.2.7 --send-proxy v2 --hex example.org:25",
      "  llsocket connect --exec 'tar cf - folder' backup:7000"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ConnectCommand implements Callable<Integer> {
  @ParentCommand private CommandContext context;
  @Mixin private PeerOptions options;

  @Option(
      names = {"-s", "--source"},
      paramLabel = "ADDR",
      description = "Connect from this local address: a host, host:port or :port, or unix:/path.")
  private @Nullable String sourceText;

  @Option(
      names = {"-z", "--scan"},
      description =
          "Only try to connect, and print the ports that accept; PORT may be a list such as "
              + "22,80,8000-8999. Fails if there is none.")
  private boolean scan;

  @Option(
      names = "--send-proxy",
      paramLabel = "VERSION",
      description =
          "Send the addresses of the connection first, in a header of the PROXY protocol: v1 or "
              + "v2.")
  private @Nullable ProxyVersion proxy;

  @Override
  public Integer call() throws IOException {
    options.check();
    @Nullable AddressArgument source = source();
    options.refuseIf(
        proxy != null && options.isDatagram(), "--send-proxy requires a stream, not datagrams");
    options.refuseIf(scan && options.isDatagram(), "-z requires a stream: UDP accepts nothing");
    StandardStreams streams = context.streams();
    try (Console console = options.console(streams)) {
      TlsOptions.@Nullable Engines tls =
          options.isTls() ? options.tls().client(options.address().host()) : null;
      var connector =
          new Connector(
              options,
              options.address(),
              options.type(),
              source,
              options.idleLimit(),
              proxy,
              new Handshake(false, tls, options.handshakeLimit(), console));
      return scan ? new PortScan(connector, console).run(streams) : converse(connector, console);
    }
  }

  private @Nullable AddressArgument source() {
    if (sourceText == null) {
      return null;
    }
    AddressArgument source = null;
    try {
      source = AddressArgument.parseLocal(sourceText);
    } catch (IllegalArgumentException e) {
      options.refuseIf(true, "--source " + Formats.oneLine(e));
    }
    return source;
  }

  private int converse(Connector connector, Console console) throws IOException {
    Handshake.Peer peer = connector.connect(null);
    try (End far = peer.end()) {
      var stats = new TransferStats(options.isDatagram(), null);
      try (var _ = new ExitHook(() -> console.info(stats.summary()));
          End near = options.near(context.streams(), console, peer.origin())) {
        console.showProgress(stats::summary);
        new Conversation(near, far, stats, console, options.settings()).run();
      }
    }
    return 0;
  }
}
