package org.llsocket.cli.sockets;

import picocli.CommandLine.Option;

/** The options that choose families and protocols; without one, all. */
final class SocketKinds {
  @Option(
      names = {"-t", "--tcp"},
      description = "List TCP.")
  private boolean tcp;

  @Option(
      names = {"-u", "--udp"},
      description = "List UDP.")
  private boolean udp;

  @Option(
      names = {"-w", "--raw"},
      description = "List raw sockets of IP.")
  private boolean raw;

  @Option(
      names = {"-M", "--mptcp"},
      description = "List MPTCP.")
  private boolean mptcp;

  @Option(
      names = {"-x", "--unix"},
      description = "List Unix sockets.")
  private boolean unix;

  @Option(
      names = {"-0", "--packet"},
      description = "List packet sockets.")
  private boolean packet;

  @Option(names = "--netlink", description = "List netlink sockets.")
  private boolean netlink;

  @Option(names = "--vsock", description = "List vsock sockets.")
  private boolean vsock;

  @Option(
      names = {"-4", "--ipv4"},
      description = "List sockets of IPv4 only.")
  private boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "List sockets of IPv6 only.")
  private boolean ipv6;

  /** Whether the user named a kind, so that it is an error if the kernel does not list it. */
  boolean areNamed() {
    return tcp || udp || raw || mptcp || unix || packet || netlink || vsock;
  }

  /** Only families of IP, of which any protocol. */
  private boolean isIpOnly() {
    return ipv4 || ipv6;
  }

  private boolean wants(boolean named, boolean isOfIp) {
    return named || (!areNamed() && (isOfIp || !isIpOnly()));
  }

  boolean tcp() {
    return wants(tcp, true);
  }

  boolean udp() {
    return wants(udp, true);
  }

  boolean raw() {
    return wants(raw, true);
  }

  boolean mptcp() {
    return wants(mptcp, true);
  }

  boolean unix() {
    return wants(unix, false);
  }

  boolean packet() {
    return wants(packet, false);
  }

  boolean netlink() {
    return wants(netlink, false);
  }

  boolean vsock() {
    return wants(vsock, false);
  }

  boolean ipv4() {
    return ipv4 || !ipv6;
  }

  boolean ipv6() {
    return ipv6 || !ipv4;
  }
}
