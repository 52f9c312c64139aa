package org.llsocket.cli;

import java.io.IOException;
import java.net.InetAddress;
import org.llsocket.AF;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket multicast}. */
@Command(
    name = "multicast",
    description = {"Joins a multicast group and shows what comes, or sends to one.", ""},
    subcommands = {MulticastJoin.class, MulticastSend.class})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Multicast implements Runnable {
  @ParentCommand private Main main;
  @Spec private CommandSpec command;

  Streams streams() {
    return main.streams();
  }

  /** The group and port that the user has written. */
  static SockAddr group(SocketArguments where) throws IOException {
    where.refuseIf(
        where.address.isUnix() || where.address.host().isEmpty(),
        "\"" + where.address.text() + "\" names no group; wanted: GROUP:PORT");
    SockAddr group = where.address.toConnect(where.family(), SOCK.DGRAM).getFirst();
    where.refuseIf(
        !group.address().isMulticastAddress(),
        Address.host(group) + " is no multicast group: those are 224.0.0.0/4 and ff00::/8");
    return group;
  }

  /** A group's address on the interface that it was named for, where the group needs one. */
  static SockAddr on(SockAddr group, int ifindex) {
    InetAddress address = group.address();
    boolean scoped = address.isMCLinkLocal() || address.isMCNodeLocal();
    return group.family().equals(AF.INET6) && scoped && group.scopeId() == 0
        ? SockAddr.inet6(group.addressBytes(), group.port(), 0, ifindex)
        : group;
  }

  /** The interface's index; 0, for the kernel to choose, without a name. */
  static int index(String device) throws IOException {
    return device.isEmpty() ? 0 : Interface.nametoindex(device);
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "join or send?");
  }
}
