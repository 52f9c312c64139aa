package org.llsocket.cli.netcat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  printf 'GET / HTTP/1.0\\r\\n\\r\\n' | llsocket connect example.org:80",
      "  llsocket connect --option TCP_NODELAY=true [::1]:7000",
      "  echo hello | llsocket connect --udp localhost:9000",
      "  llsocket connect unix:/run/service.sock"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ConnectCommand implements Callable<Integer> {
  @ParentCommand private CommandContext context;
  @Mixin private PeerOptions options;

  @Override
  public Integer call() throws IOException {
    options.check();
    StandardStreams streams = context.streams();
    try (var console = new Console(streams, options.quiet());
        Socket socket = connect()) {
      var stats = new TransferStats(options.datagrams, null);
      try (var _ = new ExitHook(() -> console.info(stats.summary()))) {
        console.showProgress(stats);
        new Conversation(socket, stats, console, options.idleLimit()).run(options.input(streams));
      }
    }
    return 0;
  }

  private Socket connect() throws IOException {
    return options.first(options.toConnect(), this::connect);
  }

  private Socket connect(SockAddr address) throws IOException {
    Socket socket = options.open(address);
    @Nullable Duration limit = options.idleLimit();
    try (var _ = new IdleTimer(socket, new TransferStats(false, null), limit)) {
      options.setOptions(socket);
      if (options.datagrams && address.family().equals(AF.UNIX)) {
        socket.bind(SockAddr.unnamed()); // autobind, so that the peer can reply
      }
      connect(socket, address);
      return socket;
    } catch (ClosedChannelException e) {
      throw limit == null
          ? e
          : new IOException(
              "connect to " + address + " timed out after " + Formats.seconds(limit), e);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static void connect(Socket socket, SockAddr address) throws IOException {
    int n = socket.connect(address);
    if (n < 0) {
      throw new IOException("connect to " + address + " timed out after SO_SNDTIMEO");
    }
  }
}
