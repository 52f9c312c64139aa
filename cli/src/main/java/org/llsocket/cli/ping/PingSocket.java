package org.llsocket.cli.ping;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.process.SystemInfo;
import org.llsocket.option.ICMP;
import org.llsocket.option.ICMP6;
import org.llsocket.option.IP;
import org.llsocket.option.IPV6;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

/**
 * A socket for echo requests and replies: a datagram socket if {@code net.ipv4.ping_group_range}
 * allows it, otherwise a raw socket.
 *
 * @param packet the format of its packets
 */
record PingSocket(Socket socket, EchoPacket packet) implements AutoCloseable {
  private static final int IDENTIFIERS = 1 << 16;

  static PingSocket open(AF family) throws IOException {
    boolean inet6 = family.equals(AF.INET6);
    IPPROTO protocol = inet6 ? IPPROTO.ICMPV6 : IPPROTO.ICMP;
    try {
      Socket socket = Socket.open(family, SOCK.DGRAM, protocol);
      return new PingSocket(socket, new EchoPacket(inet6, false, 0)).prepare();
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EACCES) && !e.errno().equals(Errno.EPROTONOSUPPORT)) {
        throw e;
      }
      return raw(family, protocol, e).prepare();
    }
  }

  private static PingSocket raw(AF family, IPPROTO protocol, ErrnoException datagrams)
      throws IOException {
    try {
      Socket socket = Socket.open(family, SOCK.RAW, protocol);
      int identifier = RandomGenerator.getDefault().nextInt(IDENTIFIERS);
      return new PingSocket(socket, new EchoPacket(family.equals(AF.INET6), true, identifier));
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EPERM) && !e.errno().equals(Errno.EACCES)) {
        throw e;
      }
      throw new IOException(noSocket(protocol, datagrams, e), e);
    }
  }

  /** Names the missing permissions and how to grant them. */
  private static String noSocket(IPPROTO protocol, ErrnoException datagrams, ErrnoException raw) {
    String closed =
        datagrams.errno().equals(Errno.EACCES)
            ? "no group of this process ("
                + SystemInfo.groups()
                + ") is in net.ipv4.ping_group_range ("
                + SystemInfo.sysctl("net/ipv4/ping_group_range").orElse("unknown")
                + ")"
            : "not supported by the kernel";
    return "cannot open a socket for "
        + protocol
        + ": SOCK_DGRAM: "
        + datagrams.errno()
        + ", "
        + closed
        + "; SOCK_RAW: "
        + raw.errno()
        + ", the process lacks CAP_NET_RAW. Allow one of them:"
        + " sysctl -w net.ipv4.ping_group_range=\"0 2147483647\","
        + " or run as root, or setcap cap_net_raw+ep on the java executable";
  }

  private PingSocket prepare() throws IOException {
    try {
      socket.set(SO.TIMESTAMPNS, true);
      if (packet.inet6()) {
        socket.set(IPV6.RECVHOPLIMIT, true).set(IPV6.RECVERR, true);
      } else {
        socket.set(IP.RECVTTL, true).set(IP.RECVERR, true);
      }
      if (packet.raw()) { // a raw socket receives every ICMP packet
        var others = new BitSet();
        others.set(0, packet.inet6() ? 256 : 32);
        others.clear(packet.replyType());
        if (packet.inet6()) {
          socket.set(ICMP6.FILTER, others);
        } else {
          socket.set(ICMP.FILTER, others);
        }
      }
      return this;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Sets the TTL or hop limit. */
  void ttl(int hops) throws IOException {
    if (packet.inet6()) {
      socket.set(IPV6.UNICAST_HOPS, hops);
    } else {
      socket.set(IP.TTL, hops);
    }
    socket.set(MCAST.HOPS, hops);
  }

  /** Sends from an interface or from a local address. */
  void from(String nameOrAddress) throws IOException {
    InetAddress address = literal(nameOrAddress);
    if (address == null) {
      int index = Interface.nametoindex(nameOrAddress); // throws if it does not exist
      socket.set(SO.BINDTODEVICE, nameOrAddress).set(MCAST.IF, index);
    } else if (address instanceof Inet6Address == packet.inet6()) {
      socket.bind(SockAddr.of(address, 0));
    } else {
      throw new IllegalArgumentException(
          "-I " + nameOrAddress + " is not an address of the host's family, " + socket.family());
    }
  }

  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
