package org.llsocket.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket listen}. */
@Command(
    name = "listen",
    description = {
      "Listens on ADDR, and copies what the peer sends to standard output and standard input to the "
          + "peer.",
      "",
      "The end of standard input ends the sending half; the end of the peer ends the command. Port "
          + "0 lets the kernel choose; standard error says what. Without a host: every interface, "
          + "IPv4 and IPv6. A Unix path that this command made is removed at the end.",
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
final class Listen implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private Endpoint endpoint;

  @Option(
      names = {"-k", "--keep-open"},
      description = {
        "Serve any number of peers, side by side, until Ctrl-C. Standard input goes to all that are "
            + "connected when it comes (datagrams: to the last sender), and its end ends nothing; "
            + "with --send each peer gets the file, and then the end."
      })
  boolean keepOpen;

  @Override
  public Integer call() throws IOException {
    endpoint.check();
    var tally = new Tally(endpoint.datagrams, null);
    try (var messages = new Messages(main.streams(), endpoint.quiet);
        Socket socket = bind()) {
      SockAddr bound = socket.getsockname();
      var path = new UnixPath(bound);
      try (var _ = new AtExit(path::remove);
          var _ = new AtExit(() -> messages.say(tally.summary()))) {
        if (!endpoint.datagrams) {
          socket.listen();
        }
        messages.say("listening on " + bound + (endpoint.datagrams ? ", datagrams" : ""));
        messages.showProgress(tally);
        serve(socket, tally, messages);
      }
    }
    return 0;
  }

  private void serve(Socket socket, Tally tally, Messages messages) throws IOException {
    if (endpoint.datagrams) {
      var server = new DatagramServer(socket, tally, messages, endpoint.idleLimit());
      if (keepOpen) {
        server.serveAll(main.streams().in(), endpoint.chunk());
      } else {
        server.serveOne(endpoint.input(main.streams()));
      }
    } else {
      var server = new StreamServer(socket, tally, messages, endpoint);
      if (keepOpen) {
        server.serveAll(main.streams());
      } else {
        server.serveOne(endpoint.input(main.streams()));
      }
    }
  }

  private Socket bind() throws IOException {
    return endpoint.bind(
        endpoint.type(),
        socket -> {
          if (!socket.family().equals(AF.UNIX) && !endpoint.datagrams) {
            socket.set(SO.REUSEADDR, true); // the last connection's port is to be had again at once
          }
        });
  }
}
