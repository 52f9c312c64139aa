package org.llsocket.cli.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.Connector;
import org.llsocket.cli.conversation.Conversation;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.conversation.FileEnd;
import org.llsocket.cli.conversation.Handshake;
import org.llsocket.cli.conversation.NullEnd;
import org.llsocket.cli.conversation.ProgramEnd;
import org.llsocket.cli.conversation.StandardEnd;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.proxy.ProxyHeader;
import org.llsocket.cli.relay.RelayAddress.OfFile;
import org.llsocket.cli.relay.RelayAddress.OfProgram;
import org.llsocket.cli.relay.RelayAddress.OfSocket;
import org.llsocket.cli.relay.RelayAddress.Stdio;
import org.llsocket.cli.socket.BoundPath;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.tls.TlsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket relay}. */
@Command(
    name = "relay",
    description = {
      "Copies data in both directions between two addresses: for each client of the first, a "
          + "connection to the second.",
      "",
      "FIRST listens and SECOND connects, unless listen: or connect: stands before it. Streams are "
          + "moved inside the kernel with splice(2), without TLS and --hex. The end of one side's "
          + "data is passed on, and the other direction stays open. Each sender of datagrams has a "
          + "socket of its own to SECOND, for 60 s after its last datagram, or for --timeout. "
          + "\"sent\" is what went from FIRST to SECOND.",
      "",
      "file: is read as FIRST and written as SECOND. --tls is where tls: can stand too: at the "
          + "address that listens if --cert is given, otherwise at the one that connects. Addresses "
          + "of socat(1) such as TCP-LISTEN:8080,fork and TCP:host:80 mean what they mean there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket relay 8080 example.org:80",
      "  llsocket relay --progress 127.0.0.1:5432 unix:/run/postgresql/.s.PGSQL.5432",
      "  llsocket relay --cert server.pem --key server.key tls::8443 localhost:80",
      "  llsocket relay unix:/tmp/s tls:example.org:443",
      "  llsocket relay udp::53 udp:9.9.9.9:53",
      "  llsocket relay --send-proxy v2 --accept-proxy 8080 backend:80",
      "  llsocket relay --once 7000 file:/tmp/upload",
      "  llsocket relay - vsock:host:1024",
      "  llsocket relay 7000 'exec:tr a-z A-Z'"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RelayCommand implements Callable<Integer> {
  private static final Duration DATAGRAM_IDLE_LIMIT = Duration.ofSeconds(60);

  @ParentCommand private CommandContext context;
  @Mixin private RelayOptions options;

  @Override
  public Integer call() throws IOException {
    options.check();
    try (Console console = options.conversation.console(context.streams(), options);
        EndSource first = open(options.first(), console, true);
        EndSource second = open(options.second(), console, false)) {
      var relay = new Relay(first, second, settings(), console, options.maxClients);
      try (var _ = new ExitHook(() -> console.info(relay.summary()))) {
        console.info("relaying " + options.first() + " to " + options.second());
        if (options.progress) {
          console.reportProgress(relay::progress);
        } else if (options.conversation.hasEvents()) {
          console.showProgress(relay::progress);
        }
        if (first.isServer() && !options.once) {
          relay.runAll();
        } else {
          relay.runOnce(options.conversation.idleLimit(options));
        }
      }
    }
    return 0;
  }

  private Conversation.Settings settings() {
    Conversation.Settings settings = options.conversation.settings(options);
    return isDatagram(options.first()) || isDatagram(options.second())
        ? settings.orIdleLimit(DATAGRAM_IDLE_LIMIT)
        : settings;
  }

  private static boolean isDatagram(RelayAddress address) {
    return address instanceof OfSocket socket && socket.isDatagram();
  }

  private EndSource open(RelayAddress address, Console console, boolean isFirst)
      throws IOException {
    return switch (address) {
      case Stdio() -> _ -> local(origin -> standard(console));
      case OfFile(var path) ->
          _ ->
              local(
                  origin -> isFirst ? FileEnd.input(path, NullEnd.INSTANCE) : FileEnd.output(path));
      case OfProgram(var command) ->
          _ -> local(origin -> ProgramEnd.start(command, environment(origin)));
      case OfSocket socket when socket.listens() -> listen(socket, console);
      case OfSocket socket -> connect(socket, console);
    };
  }

  private interface Opening {
    End open(@Nullable ProxyHeader origin) throws IOException;
  }

  private static Arrival local(Opening opening) {
    return origin -> new Handshake.Peer(opening.open(origin), ProxyHeader.UNKNOWN);
  }

  private End standard(Console console) {
    return StandardEnd.of(context.streams().in(), console, options.conversation.isDumped());
  }

  private static Map<String, String> environment(@Nullable ProxyHeader origin) {
    return origin == null ? Map.of() : ProgramEnd.environment(origin);
  }

  private EndSource connect(OfSocket socket, Console console) throws IOException {
    TlsOptions.@Nullable Engines tls =
        options.isTls(socket) ? options.conversation.tls().client(socket.address().host()) : null;
    var connector =
        new Connector(
            options,
            socket.address(),
            socket.type(),
            null,
            options.conversation.idleLimit(options),
            options.sendProxy,
            handshake(tls, console));
    return _ -> connector::connect;
  }

  private Handshake handshake(TlsOptions.@Nullable Engines tls, Console console) {
    return new Handshake(
        options.acceptProxy, tls, options.conversation.handshakeLimit(options), console);
  }

  private Socket bind(OfSocket socket) throws IOException {
    try {
      return socket.isDatagram()
          ? options.bind(socket.address(), SOCK.DGRAM, unbound -> {})
          : options.listen(socket.address(), socket.type());
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EADDRNOTAVAIL)) {
        throw e;
      }
      throw new IOException(
          Formats.oneLine(e)
              + "; FIRST listens, on an address of this machine: connect:"
              + socket
              + " connects",
          e);
    }
  }

  private EndSource listen(OfSocket socket, Console console) throws IOException {
    TlsOptions.@Nullable Engines tls =
        options.isTls(socket) ? options.conversation.tls().server(console::info) : null;
    Socket listener = bind(socket);
    SockAddr bound = listener.getsockname();
    console.info("listening on " + bound + (socket.isDatagram() ? ", datagrams" : ""));
    var path = new ExitHook(new BoundPath(bound)::remove);
    EndSource source =
        socket.isDatagram()
            ? new DatagramSource(listener, options.maxClients, console)
            : new StreamSource(listener, handshake(tls, console));
    return new EndSource() {
      @Override
      public Arrival next(@Nullable Duration limit) throws IOException {
        return source.next(limit);
      }

      @Override
      public boolean isServer() {
        return true;
      }

      @Override
      public void close() throws IOException {
        path.close();
        source.close();
      }
    };
  }
}
