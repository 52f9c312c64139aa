package org.llsocket.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.GroupReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

/** Which interfaces bring multicast packets back to the machine that sent them. */
public final class Multicast {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /** An interface for IPv6. */
  public static final Optional<String> IPV6_DEVICE = find(AF.INET6, any -> true);

  private Multicast() {}

  /** An interface, of those wanted, on which the family has multicast. */
  public static Optional<String> find(AF family, Predicate<NetworkInterface> wanted) {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(wanted)
          .filter(candidate -> works(family, candidate.getIndex()))
          .map(NetworkInterface::getName)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an interface is the loopback. */
  public static boolean isLoopback(NetworkInterface candidate) {
    try {
      return candidate.isLoopback();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean works(AF family, int index) {
    boolean inet6 = family.equals(AF.INET6);
    InetAddress any = InetAddress.ofLiteral(inet6 ? "::" : "0.0.0.0");
    InetAddress group = InetAddress.ofLiteral(inet6 ? "ff15::77:ff" : "239.255.77.255");
    try (Socket socket = Socket.open(family, SOCK.DGRAM)) {
      socket
          .set(SO.RCVTIMEO, PATIENCE)
          .set(MCAST.JOIN_GROUP, GroupReq.of(group, index))
          .set(MCAST.IF, index)
          .set(MCAST.HOPS, 0)
          .bind(SockAddr.of(any, 0));
      socket.sendto(ByteBuffer.allocate(1), SockAddr.of(group, socket.getsockname().port()));
      return socket.recv(ByteBuffer.allocate(1)) == 1;
    } catch (IOException no) {
      return false;
    }
  }
}
