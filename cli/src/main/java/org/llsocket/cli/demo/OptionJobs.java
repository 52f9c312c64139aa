package org.llsocket.cli.demo;

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
import org.llsocket.cli.demo.DemoJob.Done;
import org.llsocket.cli.output.Formats;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

/** Jobs that show socket options. */
final class OptionJobs {
  private static final InetAddress GROUP = InetAddress.ofLiteral("232.1.2.3");
  private static final Duration RECEIVE_TIMEOUT = Duration.ofMillis(100);
  private static final String WANTED = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";

  private OptionJobs() {}

  static List<DemoJob> jobs() {
    return List.of(
        new DemoJob("Options", OptionJobs::options),
        new DemoJob("Timeouts", OptionJobs::timeout),
        new DemoJob("Multicast filter", OptionJobs::multicast));
  }

  private static Done options() throws Exception {
    try (Socket socket = JobSupport.open(AF.INET, SOCK.STREAM)) {
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
      JobSupport.expect(kept && got >= buffer, "getsockopt does not return what was set");
      return new Done(
          "SO_RCVBUF "
              + buffer
              + " set, "
              + got
              + " in effect; TCP_CONGESTION "
              + socket.get(TCP.CONGESTION),
          0);
    }
  }

  /** A receive that times out returns AGAIN. */
  private static Done timeout() throws Exception {
    Duration limit = Duration.ofMillis(50);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().set(SO.RCVTIMEO, limit);
      int n = pair.first().recv(MemorySegment.ofArray(new byte[1]));
      JobSupport.expect(n == Socket.AGAIN, "recv returned " + n);
      return new Done("SO_RCVTIMEO " + limit.toMillis() + " ms: recv waits, then returns AGAIN", 0);
    }
  }

  /**
   * Two senders to a group. One receiver joins for one of them, another receiver for both: it
   * proves that the datagrams arrive and that only the filter drops them.
   */
  private static Done multicast() throws Exception {
    int loopback = loopbackIndex();
    try (Socket filtered = JobSupport.bound(SockAddr.inet("0.0.0.0", 0), SOCK.DGRAM);
        Socket open = JobSupport.bound(SockAddr.inet("0.0.0.0", 0), SOCK.DGRAM)) {
      filtered.set(MCAST.ALL, false).set(SO.RCVTIMEO, RECEIVE_TIMEOUT);
      open.set(SO.RCVTIMEO, RECEIVE_TIMEOUT);
      try {
        open.set(MCAST.JOIN_GROUP, GroupReq.of(GROUP, loopback));
      } catch (IOException e) {
        throw new SkippedException("no multicast on the loopback interface", e);
      }
      filtered.set(
          MCAST.JOIN_SOURCE_GROUP,
          GroupSourceReq.of(GROUP, InetAddress.ofLiteral(WANTED), loopback));
      send(OTHER, loopback, open, filtered);
      send(WANTED, loopback, open, filtered);
      String allSources = senders(open);
      if (allSources.isEmpty()) {
        throw new SkippedException("the loopback interface does not deliver multicast");
      }
      String filteredSources = senders(filtered);
      JobSupport.expect(
          allSources.equals(OTHER + " " + WANTED) && filteredSources.equals(WANTED),
          "the filter passed " + filteredSources + " of " + allSources);
      return new Done(
          GROUP.getHostAddress() + ": receives from " + WANTED + ", not from " + OTHER, 6);
    }
  }

  private static int loopbackIndex() throws IOException, SkippedException {
    return Interface.getifaddrs().stream()
        .filter(each -> each.has(IFF.LOOPBACK | IFF.UP))
        .mapToInt(Interface::index)
        .findFirst()
        .orElseThrow(() -> new SkippedException("no loopback interface is up"));
  }

  /** Sends to the group on the port of each receiver. */
  private static void send(String source, int loopback, Socket... receivers) throws Exception {
    try (Socket sender = JobSupport.bound(SockAddr.inet(source, 0), SOCK.DGRAM)) {
      sender.set(MCAST.IF, loopback).set(MCAST.LOOP, true);
      for (Socket receiver : receivers) {
        SockAddr to = SockAddr.of(GROUP, receiver.getsockname().port());
        sender.sendto(MemorySegment.ofArray(new byte[] {'h', 'i'}), to);
      }
    }
  }

  /** The source addresses of the datagrams that arrive before the receive timeout. */
  private static String senders(Socket receiver) throws IOException {
    MemorySegment buffer = MemorySegment.ofArray(new byte[16]);
    var from = new SockAddrBuffer();
    List<String> hosts = new ArrayList<>();
    while (receiver.recvfrom(buffer, from) != Socket.AGAIN) {
      hosts.add(Formats.host(from.toSockAddr()));
    }
    return String.join(" ", hosts);
  }
}
