package org.llsocket.cli.datagram;

import java.io.IOException;
import java.net.InetAddress;
import org.llsocket.AF;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.SocketArguments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket multicast}. */
@Command(
    name = "multicast",
    description = {"Joins a multicast group and prints its datagrams, or sends to a group.", ""},
    subcommands = {MulticastJoinCommand.class, MulticastSendCommand.class})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class MulticastCommand implements Runnable {
  @ParentCommand private CommandContext context;
  @Spec private CommandSpec command;

  StandardStreams streams() {
    return context.streams();
  }

  /** The group and port of the command line. */
  static SockAddr group(SocketArguments where) throws IOException {
    where.refuseIf(
        !where.address().isIp() || where.address().host().isEmpty(),
        "\"" + where.address().text() + "\" has no multicast group; expected: GROUP:PORT");
    SockAddr group = where.address().toConnect(where.family(), SOCK.DGRAM).getFirst();
    where.refuseIf(
        !group.address().isMulticastAddress(),
        Formats.host(group) + " is not a multicast address (224.0.0.0/4, ff00::/8)");
    return group;
  }

  /** The group's address with the interface as its scope ID, if the group needs one. */
  static SockAddr on(SockAddr group, int ifindex) {
    InetAddress address = group.address();
    boolean scoped = address.isMCLinkLocal() || address.isMCNodeLocal();
    return group.family().equals(AF.INET6) && scoped && group.scopeId() == 0
        ? SockAddr.inet6(group.addressBytes(), group.port(), 0, ifindex)
        : group;
  }

  /** The interface's index; without a name 0, which lets the kernel choose. */
  static int index(String device) throws IOException {
    return device.isEmpty() ? 0 : Interface.nametoindex(device);
  }

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "no subcommand was given; expected: join or send");
  }
}
