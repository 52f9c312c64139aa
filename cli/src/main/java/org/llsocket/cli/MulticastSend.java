package org.llsocket.cli;

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
final class MulticastSend implements Callable<Integer> {
  @Mixin private Payload payload;

  @Option(
      names = {"-I", "--interface"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "By this interface; without it, where the route to the group leads.")
  private String device;

  @Option(
      names = {"-t", "--ttl"},
      paramLabel = "HOPS",
      defaultValue = "1",
      description = "Routers that it may pass, 0–255; 0 stays on this machine; ${DEFAULT-VALUE}.")
  private int ttl;

  @Option(names = "--no-loop", description = "Not to receivers on this machine.")
  private boolean noLoop;

  @Mixin private Output output;
  @ParentCommand private Multicast parent;

  @Override
  public Integer call() throws IOException {
    payload.check();
    payload.refuseIf(ttl < 0 || ttl > 255, "--ttl is 0–255");
    int index = Multicast.index(device);
    SockAddr group = Multicast.on(Multicast.group(payload), index);
    try (Socket socket = Socket.open(group.family(), SOCK.DGRAM)) {
      socket.set(MCAST.HOPS, ttl).set(MCAST.LOOP, !noLoop);
      if (index != 0) {
        socket.set(MCAST.IF, index);
      }
      payload.setOptions(socket);
      bindToLoopback(socket, index);
      new DatagramWriter(payload, output).run(socket, group, List.of(), parent.streams());
    } catch (ErrnoException e) {
      boolean inet6 = group.family().equals(AF.INET6);
      throw inet6 && e.errno().equals(Errno.ENETUNREACH) ? new IOException(routeless(e), e) : e;
    }
    return 0;
  }

  /** Else the kernel takes an IPv4 address of another interface for what leaves by a loopback. */
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

  /** The kernel routes IPv6 groups to interfaces with IFF_MULTICAST, which lo has not. */
  private String routeless(ErrnoException e) {
    return Main.oneLine(e)
        + (device.isEmpty()
            ? ": no route to IPv6 groups; -I names an interface"
            : ": "
                + device
                + " has no route to IPv6 groups; lo gets one by: ip -6 route add local ff00::/8 dev"
                + " lo");
  }
}
