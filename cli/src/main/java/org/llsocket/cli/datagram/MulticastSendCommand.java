package org.llsocket.cli.datagram;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IFF;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.option.MCAST;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket multicast send}. */
@Command(
    name = "send",
    description = {"Sends a datagram to the group of ADDR.", ""},
    footer = {
      "",
      "Examples:",
      "  llsocket multicast send -I lo 239.1.2.3:9000 hello",
      "  llsocket multicast send -I eth0 --ttl 4 --no-loop 239.1.2.3:9000 hello"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class MulticastSendCommand implements Callable<Integer> {
  @Mixin private SendOptions options;

  @Option(
      names = {"-I", "--interface"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Interface to send on (default: that of the route to the group).")
  private String device;

  @Option(
      names = {"-t", "--ttl"},
      paramLabel = "HOPS",
      defaultValue = "1",
      description =
          "TTL or hop limit, 0–255; 0 keeps it on this machine (default ${DEFAULT-VALUE}).")
  private int ttl;

  @Option(names = "--no-loop", description = "Do not deliver to receivers on this machine.")
  private boolean noLoop;

  @Mixin private OutputOptions output;
  @ParentCommand private MulticastCommand parent;

  @Override
  public Integer call() throws IOException {
    options.check();
    options.refuseIf(ttl < 0 || ttl > 255, "--ttl must be 0–255, not " + ttl);
    int index = MulticastCommand.index(device);
    SockAddr group = MulticastCommand.on(MulticastCommand.group(options), index);
    try (Socket socket = Socket.open(group.family(), SOCK.DGRAM)) {
      socket.set(MCAST.HOPS, ttl).set(MCAST.LOOP, !noLoop);
      if (index != 0) {
        socket.set(MCAST.IF, index);
      }
      options.setOptions(socket);
      bindToLoopback(socket, index);
      new DatagramWriter(options, output).run(socket, group, List.of(), parent.streams());
    } catch (ErrnoException e) {
      boolean inet6 = group.family().equals(AF.INET6);
      throw inet6 && e.errno().equals(Errno.ENETUNREACH) ? new IOException(noRoute(e), e) : e;
    }
    return 0;
  }

  /** Otherwise the kernel sends on the loopback with another interface's IPv4 address. */
  private static void bindToLoopback(Socket socket, int index) throws IOException {
    List<SockAddr> own =
        Interface.getifaddrs().stream()
            .filter(each -> each.index() == index && each.has(IFF.LOOPBACK))
            .flatMap(each -> each.addresses().stream().map(Interface.Address::addr))
            .filter(addr -> addr.family().equals(AF.INET))
            .toList();
    if (socket.family().equals(AF.INET) && !own.isEmpty()) {
      socket.bind(own.getFirst());
    }
  }

  /** The kernel routes IPv6 groups to interfaces with IFF_MULTICAST only, which lo lacks. */
  private String noRoute(ErrnoException e) {
    return Formats.oneLine(e)
        + (device.isEmpty()
            ? ": no route to IPv6 groups; choose an interface with -I"
            : ": "
                + device
                + " has no route to IPv6 groups; to add one to lo: ip -6 route add local ff00::/8"
                + " dev lo");
  }
}
