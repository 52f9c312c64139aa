package org.llsocket.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
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
      "Joins the group of ADDR, for all senders, for some (--source) or for all but some "
          + "(--exclude), and shows what comes, as recv does.",
      "",
      "Several may receive on one port of one machine.",
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
final class MulticastJoin implements Callable<Integer> {
  @Mixin private Reception reception;

  @Option(
      names = {"-I", "--interface"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Join there; without it, where the route to the group leads.")
  private String device;

  @Option(
      names = {"-s", "--source"},
      paramLabel = "ADDRESS",
      description = "Only what this one sends: MCAST_JOIN_SOURCE_GROUP. Repeatable.")
  private List<InetAddress> sources = List.of();

  @Option(
      names = {"-x", "--exclude"},
      paramLabel = "ADDRESS",
      description = "All but what this one sends: MCAST_BLOCK_SOURCE. Repeatable.")
  private List<InetAddress> excluded = List.of();

  @Mixin private Output output;
  @ParentCommand private Multicast parent;

  @Override
  public Integer call() throws IOException {
    reception.check();
    reception.refuseIf(
        !sources.isEmpty() && !excluded.isEmpty(), "--source and --exclude exclude each other");
    int index = Multicast.index(device);
    SockAddr group = Multicast.on(Multicast.group(reception), index);
    try (Socket socket = Socket.open(group.family(), SOCK.DGRAM)) {
      reception.prepare(socket);
      socket.set(SO.REUSEADDR, true).set(MCAST.ALL, false); // what others here have joined
      reception.setOptions(socket);
      socket.bind(group); // and not to every address, so that nothing else comes in
      join(socket, index, group.address());
      reception.show(socket, "joined " + joined(socket.getsockname()), parent.streams(), output);
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
        + list(" for ", sources)
        + list(" for all but ", excluded);
  }

  private static String list(String before, List<InetAddress> addresses) {
    return addresses.isEmpty()
        ? ""
        : before + String.join(", ", addresses.stream().map(InetAddress::getHostAddress).toList());
  }
}
