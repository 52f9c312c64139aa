package org.llsocket.cli.datagram;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.socket.BoundPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket recv}. */
@Command(
    name = "recv",
    description = {
      "Receives UDP or Unix datagrams at ADDR with recvmsg(2) and prints each: receive time, "
          + "source, destination, interface, control data, and data.",
      "",
      "With port 0 the kernel chooses a port, which is printed on standard error. Without a host it "
          + "receives on all interfaces, IPv4 and IPv6. Received descriptors are listed and "
          + "closed. With --json each datagram is an object on one line. Exits after --count "
          + "datagrams, at the --timeout or on Ctrl-C.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket recv :9000",
      "  llsocket recv --count 1 --control ttl,tos --json 127.0.0.1:9000",
      "  llsocket recv unix:/tmp/box"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RecvCommand implements Callable<Integer> {
  @ParentCommand private CommandContext context;
  @Mixin private ReceiveOptions options;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws IOException {
    options.check();
    try (Socket socket = options.bind(SOCK.DGRAM, options::prepare)) {
      SockAddr bound = socket.getsockname();
      var path = new BoundPath(bound);
      try (var _ = new ExitHook(path::remove)) {
        options.receive(socket, "receiving on " + bound, context.streams(), output);
      }
    }
    return 0;
  }
}
