package org.llsocket.cli.netcat;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.Handshake;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.socket.BoundPath;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;
import org.llsocket.cli.tls.TlsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket listen}. */
@Command(
    name = "listen",
    description = {
      "Listens on ADDR, copies data from the peer to standard output, and standard input to the "
          + "peer.",
      "",
      "At the end of standard input the sending side is shut down; when the peer shuts down its "
          + "side, the command exits. With port 0 the kernel chooses a port, which is printed on "
          + "standard error. Without a host it listens on all interfaces, IPv4 and IPv6. The path "
          + "of a Unix socket is removed on exit.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket listen 7000 > file",
      "  printf 'HTTP/1.0 200 OK\\r\\n\\r\\nhello\\n' | llsocket listen localhost:8080",
      "  llsocket listen --keep-open --udp :9000",
      "  llsocket listen --keep-open --send page.http unix:/tmp/page.sock",
      "  llsocket listen --keep-open --exec 'tr a-z A-Z' 7000",
      "  llsocket listen --tls --cert server.pem --key server.key 8443",
      "  llsocket listen --accept-proxy -v 7000"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ListenCommand implements Callable<Integer> {
  @ParentCommand private CommandContext context;
  @Mixin private PeerOptions options;

  @Option(
      names = {"-k", "--keep-open"},
      description = {
        "Serve any number of peers concurrently, until Ctrl-C; with --timeout, until no peer is "
            + "connected for that time. Standard input is sent to all connected peers (with --udp, "
            + "to the last sender), and its end is ignored. With --send each peer receives the "
            + "file and then the end of the stream."
      })
  private boolean keepOpen;

  @Option(
      names = "--accept-proxy",
      description =
          "Expect each connection to begin with a header of the PROXY protocol, version 1 or 2, "
              + "and refuse others.")
  private boolean acceptProxy;

  @Override
  public Integer call() throws IOException {
    options.check();
    options.refuseIf(
        acceptProxy && options.isDatagram(), "--accept-proxy requires a stream, not datagrams");
    options.refuseIf(
        keepOpen && options.isDatagram() && options.command != null,
        "--keep-open --udp --exec: use llsocket relay udp:ADDR exec:COMMAND, which runs one for "
            + "each sender");
    var stats = new TransferStats(options.isDatagram(), null);
    try (Console console = options.console(context.streams())) {
      TlsOptions.@Nullable Engines tls =
          options.isTls() ? options.tls().server(console::info) : null;
      try (Socket socket = open()) {
        SockAddr bound = socket.getsockname();
        var path = new BoundPath(bound);
        try (var _ = new ExitHook(path::remove);
            var _ = new ExitHook(() -> console.info(stats.summary()))) {
          console.info("listening on " + bound + (options.isDatagram() ? ", datagrams" : ""));
          console.showProgress(stats::summary);
          var handshake = new Handshake(acceptProxy, tls, options.handshakeLimit(), console);
          serve(socket, stats, handshake);
        }
      }
    }
    return 0;
  }

  private void serve(Socket socket, TransferStats stats, Handshake handshake) throws IOException {
    if (options.isDatagram()) {
      var server = new DatagramServer(socket, stats, handshake.console(), options);
      if (keepOpen) {
        server.serveAll(context.streams());
      } else {
        server.serveOne(context.streams());
      }
    } else {
      var server = new StreamServer(socket, stats, handshake, options);
      if (keepOpen) {
        server.serveAll(context.streams());
      } else {
        server.serveOne(context.streams());
      }
    }
  }

  private Socket open() throws IOException {
    return options.isDatagram()
        ? options.bind(SOCK.DGRAM, socket -> {})
        : options.listen(options.address(), options.type());
  }
}
