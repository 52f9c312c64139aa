package org.llsocket.cli;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.IFF;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.DemoJob.Done;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

/** The jobs of {@code demo} that show options. */
final class DemoOptions {
  private static final InetAddress GROUP = InetAddress.ofLiteral("232.1.2.3");
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final String WANTED = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";

  private DemoOptions() {}

  static List<DemoJob> jobs() {
    return List.of(
        new DemoJob("Options", DemoOptions::options),
        new DemoJob("Timeouts", DemoOptions::timeout),
        new DemoJob("Multicast filter", DemoOptions::multicast));
  }

  private static Done options() throws Exception {
    try (Socket socket = DemoTools.open(AF.INET, SOCK.STREAM)) {
      Duration idle = Duration.ofMinutes(5);
      int buffer = 100_000;
      socket
          .set(TCP.NODELAY, true)
          .set(SO.KEEPALIVE, true)
          .set(TCP.KEEPIDLE, idle)
          .set(SO.RCVBUF, buffer);
      boolean kept =
          socket.get(TCP.NODELAY)
              && socket.get(SO.KEEPALIVE)
              && socket.get(TCP.KEEPIDLE).equals(idle);
      int got = socket.get(SO.RCVBUF);
      DemoTools.expect(kept && got >= buffer, "the kernel did not keep what was set");
      return new Done(
          "SO_RCVBUF "
              + buffer
              + " is now "
              + got
              + "; TCP_CONGESTION "
              + socket.get(TCP.CONGESTION),
          0);
    }
  }

  /** A call that waits no longer than it is told to, and says AGAIN. */
  private static Done timeout() throws Exception {
    Duration limit = Duration.ofMillis(50);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().set(SO.RCVTIMEO, limit);
      int n = pair.first().recv(MemorySegment.ofArray(new byte[1]));
      DemoTools.expect(n == Socket.AGAIN, "recv returned " + n);
      return new Done(
          "SO_RCVTIMEO " + limit.toMillis() + " ms: recv waited so long, then AGAIN", 0);
    }
  }

  /**
   * Two senders to a group. One receiver has asked for one of them, and another for both: it proves
   * that the filter, and nothing else, keeps the other out.
   */
  private static Done multicast() throws Exception {
    int loopback = loopbackIndex();
    try (Socket filtered = DemoTools.bound(SockAddr.inet("0.0.0.0", 0), SOCK.DGRAM);
        Socket open = DemoTools.bound(SockAddr.inet("0.0.0.0", 0), SOCK.DGRAM)) {
      filtered.set(MCAST.ALL, false).set(SO.RCVTIMEO, PATIENCE);
      open.set(SO.RCVTIMEO, PATIENCE);
      try {
        open.set(MCAST.JOIN_GROUP, GroupReq.of(GROUP, loopback));
      } catch (IOException e) {
        throw new Skip("no multicast on the loopback", e);
      }
      filtered.set(
          MCAST.JOIN_SOURCE_GROUP,
          GroupSourceReq.of(GROUP, InetAddress.ofLiteral(WANTED), loopback));
      send(OTHER, loopback, open, filtered);
      send(WANTED, loopback, open, filtered);
      String heardByAll = senders(open);
      if (heardByAll.isEmpty()) {
        throw new Skip("the loopback carries no multicast");
      }
      String heard = senders(filtered);
      DemoTools.expect(
          heardByAll.equals(OTHER + " " + WANTED) && heard.equals(WANTED),
          "the filter let " + heard + " through, of " + heardByAll);
      return new Done(GROUP.getHostAddress() + ": " + WANTED + " heard, " + OTHER + " kept out", 6);
    }
  }

  private static int loopbackIndex() throws IOException, Skip {
    return Interface.getifaddrs().stream()
        .filter(each -> each.has(IFF.LOOPBACK | IFF.UP))
        .mapToInt(Interface::index)
        .findFirst()
        .orElseThrow(() -> new Skip("no loopback interface is up"));
  }

  /** Sends to the group on the ports of both receivers. */
  private static void send(String source, int loopback, Socket... receivers) throws Exception {
    try (Socket sender = DemoTools.bound(SockAddr.inet(source, 0), SOCK.DGRAM)) {
      sender.set(MCAST.IF, loopback).set(MCAST.LOOP, true);
      for (Socket receiver : receivers) {
        SockAddr to = SockAddr.of(GROUP, receiver.getsockname().port());
        sender.sendto(MemorySegment.ofArray(new byte[] {'h', 'i'}), to);
      }
    }
  }

  /** The hosts that a socket hears from until there is silence. */
  private static String senders(Socket receiver) throws IOException {
    MemorySegment buffer = MemorySegment.ofArray(new byte[16]);
    var from = new SockAddrBuffer();
    List<String> hosts = new ArrayList<>();
    while (receiver.recvfrom(buffer, from) != Socket.AGAIN) {
      hosts.add(Address.host(from));
    }
    return String.join(" ", hosts);
  }
}
