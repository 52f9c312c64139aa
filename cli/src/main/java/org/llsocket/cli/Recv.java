package org.llsocket.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket recv}. */
@Command(
    name = "recv",
    description = {
      "Receives datagrams at ADDR by recvmsg(2), UDP or Unix, and shows each: when the kernel "
          + "received it, from where to where, by which interface, its control data, and its data.",
      "",
      "Port 0 lets the kernel choose; standard error says what. Without a host: every interface, "
          + "IPv4 and IPv6. Descriptors that come are named and closed. With --json: an object a "
          + "line. Ends with --count, --timeout or Ctrl-C.",
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
final class Recv implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private Reception reception;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    reception.check();
    try (Socket socket = reception.bind(SOCK.DGRAM, reception::prepare)) {
      SockAddr bound = socket.getsockname();
      var path = new UnixPath(bound);
      try (var _ = new AtExit(path::remove)) {
        reception.show(socket, "receiving at " + bound, main.streams(), output);
      }
    }
    return 0;
  }
}
