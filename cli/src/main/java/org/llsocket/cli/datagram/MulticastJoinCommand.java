package org.llsocket.cli.datagram;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket multicast join}. */
@Command(
    name = "join",
    description = {
      "Joins the group of ADDR, for all sources, for some (--source) or for all except some "
          + "(--exclude), and prints its datagrams like recv.",
      "",
      "Several processes can receive on the same group and port.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket multicast join -I lo 239.1.2.3:9000",
      "  llsocket multicast join -I lo --source 127.0.0.2 232.1.2.3:9000",
      "  llsocket multicast join -I eth0 [ff02::fb]:5353"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class MulticastJoinCommand implements Callable<Integer> {
  @Mixin private ReceiveOptions options;

  @Option(
      names = {"-I", "--interface"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Interface to join on (default: that of the route to the group).")
  private String device;

  @Option(
      names = {"-s", "--source"},
      paramLabel = "ADDRESS",
      description = "Receive from this source only: MCAST_JOIN_SOURCE_GROUP. Repeatable.")
  private List<InetAddress> sources = List.of();

  @Option(
      names = {"-x", "--exclude"},
      paramLabel = "ADDRESS",
      description = "Receive from all sources but this one: MCAST_BLOCK_SOURCE. Repeatable.")
  private List<InetAddress> excluded = List.of();

  @Mixin private OutputOptions output;
  @ParentCommand private MulticastCommand parent;

  @Override
  public Integer call() throws IOException {
    options.check();
    options.refuseIf(
        !sources.isEmpty() && !excluded.isEmpty(), "--source and --exclude are mutually exclusive");
    int index = MulticastCommand.index(device);
    SockAddr group = MulticastCommand.on(MulticastCommand.group(options), index);
    try (Socket socket = Socket.open(group.family(), SOCK.DGRAM)) {
      options.prepare(socket);
      socket.set(SO.REUSEADDR, true).set(MCAST.ALL, false); // only groups of this socket
      options.setOptions(socket);
      socket.bind(group); // not the wildcard address, which also receives unicast
      join(socket, index, group.address());
      options.receive(socket, "joined " + joined(socket.getsockname()), parent.streams(), output);
    }
    return 0;
  }

  private void join(Socket socket, int index, InetAddress group) throws IOException {
    for (InetAddress source : sources) {
      socket.set(MCAST.JOIN_SOURCE_GROUP, new GroupSourceReq(index, group, source));
    }
    if (sources.isEmpty()) {
      socket.set(MCAST.JOIN_GROUP, new GroupReq(index, group));
    }
    for (InetAddress source : excluded) {
      socket.set(MCAST.BLOCK_SOURCE, new GroupSourceReq(index, group, source));
    }
  }

  private String joined(SockAddr group) {
    return group
        + (device.isEmpty() ? "" : " on " + device)
        + list(" for source ", sources)
        + list(" except source ", excluded);
  }

  private static String list(String before, List<InetAddress> addresses) {
    return addresses.isEmpty()
        ? ""
        : before + String.join(", ", addresses.stream().map(InetAddress::getHostAddress).toList());
  }
}
