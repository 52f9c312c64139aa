package org.llsocket.cli.netcat;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.socket.BoundPath;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;
import org.llsocket.option.SO;
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
      "  llsocket listen --keep-open --send page.http unix:/tmp/page.sock"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ListenCommand implements Callable<Integer> {
  @ParentCommand private CommandContext context;
  @Mixin private PeerOptions options;

  @Option(
      names = {"-k", "--keep-open"},
      description = {
        "Serve any number of peers concurrently, until Ctrl-C. Standard input is sent to all "
            + "connected peers (with --udp, to the last sender), and its end is ignored. With "
            + "--send each peer receives the file and then the end of the stream."
      })
  private boolean keepOpen;

  @Override
  public Integer call() throws IOException {
    options.check();
    var stats = new TransferStats(options.datagrams, null);
    try (var console = new Console(context.streams(), options.quiet());
        Socket socket = bind()) {
      SockAddr bound = socket.getsockname();
      var path = new BoundPath(bound);
      try (var _ = new ExitHook(path::remove);
          var _ = new ExitHook(() -> console.info(stats.summary()))) {
        if (!options.datagrams) {
          socket.listen();
        }
        console.info("listening on " + bound + (options.datagrams ? ", datagrams" : ""));
        console.showProgress(stats);
        serve(socket, stats, console);
      }
    }
    return 0;
  }

  private void serve(Socket socket, TransferStats stats, Console console) throws IOException {
    if (options.datagrams) {
      var server = new DatagramServer(socket, stats, console, options.idleLimit());
      if (keepOpen) {
        server.serveAll(context.streams().in(), options.chunkSize());
      } else {
        server.serveOne(options.input(context.streams()));
      }
    } else {
      var server = new StreamServer(socket, stats, console, options);
      if (keepOpen) {
        server.serveAll(context.streams());
      } else {
        server.serveOne(options.input(context.streams()));
      }
    }
  }

  private Socket bind() throws IOException {
    return options.bind(
        options.type(),
        socket -> {
          if (!socket.family().equals(AF.UNIX) && !options.datagrams) {
            socket.set(SO.REUSEADDR, true); // earlier connections may be in TIME_WAIT
          }
        });
  }
}
