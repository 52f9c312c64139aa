package org.llsocket.cli;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket connect}. */
@Command(
    name = "connect",
    description = {
      "Connects to ADDR, and copies standard input there and what comes back to standard output.",
      "",
      "The end of standard input ends the sending half; the end of the peer ends the command. Each "
          + "address that a name resolves to is tried in turn. Without a host: this machine.",
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
final class Connect implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private Endpoint endpoint;

  @Override
  public Integer call() throws IOException {
    endpoint.check();
    Streams streams = main.streams();
    try (var messages = new Messages(streams, endpoint.quiet);
        Socket socket = connect()) {
      var tally = new Tally(endpoint.datagrams, null);
      try (var _ = new AtExit(() -> messages.say(tally.summary()))) {
        messages.showProgress(tally);
        new Conversation(socket, tally, messages, endpoint.idleLimit())
            .run(endpoint.input(streams));
      }
    }
    return 0;
  }

  private Socket connect() throws IOException {
    return endpoint.first(endpoint.toConnect(), this::connect);
  }

  private Socket connect(SockAddr address) throws IOException {
    Socket socket = endpoint.open(address);
    @Nullable Duration limit = endpoint.idleLimit();
    try (var _ = new IdleTimer(socket, new Tally(false, null), limit)) {
      endpoint.setOptions(socket);
      if (endpoint.datagrams && address.family().equals(AF.UNIX)) {
        socket.bind(SockAddr.unnamed()); // a name of the kernel's choice, so that peers can answer
      }
      connect(socket, address);
      return socket;
    } catch (ClosedChannelException e) {
      throw limit == null
          ? e
          : new IOException(address + " did not answer within " + Text.seconds(limit), e);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static void connect(Socket socket, SockAddr address) throws IOException {
    int n = socket.connect(address);
    if (n < 0) {
      throw new IOException(address + " did not answer within SO_SNDTIMEO");
    }
  }
}
