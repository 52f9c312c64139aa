package org.llsocket.bench.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.run.ServerJob.Load;

/** Everything that is measured. */
final class Jobs {
  /** What the quick run does. */
  private static final Set<String> QUICK =
      Set.of(
          "getsockopt",
          "sendrecv",
          "recvmsg",
          "epoll-1",
          "tcp-blocking",
          "echo-100",
          "send-tcp-4096",
          "datagrams-offload");

  private Jobs() {}

  static List<Job> all() {
    return Stream.of(calls(), pingPongs(), echoes()).flatMap(each -> each).toList();
  }

  static boolean isQuick(Job job) {
    return QUICK.contains(job.name());
  }

  private static Stream<Job> calls() {
    return Stream.of(
        call("getsockopt", "getsockopt(SO_RCVBUF)", "tcp", 0, "c llsocket nio"),
        call("sendrecv", "send + recv, 1 byte, Unix", "unix", 0, "c llsocket nio junixsocket"),
        call("again", "recv, nothing there (EAGAIN)", "unix", 0, "c llsocket nio junixsocket"),
        call("sendto", "sendto + recvfrom, 64 bytes, UDP", "udp", 0, "c llsocket nio"),
        call(
            "accept", "connect, accept, close both, Unix", "unix", 0, "c llsocket nio junixsocket"),
        call("epoll-1", "epoll_wait, 1 ready", "unix", 1, "c llsocket nio"),
        call("epoll-1000", "epoll_wait, 1,000 ready", "unix", 1000, "c llsocket nio"));
  }

  private static Stream<Job> pingPongs() {
    return Stream.of(echo("tcp", 1, "blocking", "c llsocket nio llsocket/virtual nio/virtual"));
  }

  private static Stream<Job> echoes() {
    String peers = "c llsocket nio netty netty/io_uring llsocket/virtual nio/virtual";
    return Stream.of(echo("tcp", 100, "epoll", peers));
  }

  /** The work is the name, up to a number. */
  private static Job call(String name, String about, String transport, int size, String peers) {
    String work = size == 0 ? name : name.substring(0, name.indexOf('-')) + "wait";
    return new CallJob(
        name, Group.CALLS, about, Metric.NANOS, transport, size, Subject.of(work, peers));
  }

  private static Job echo(String transport, int connections, String work, String peers) {
    boolean one = connections == 1;
    return new ServerJob(
        one ? transport + "-" + work : "echo-" + connections,
        one ? Group.PING_PONG : Group.ECHO,
        one ? transport + ", " + work : String.format("TCP, %,d connections", connections),
        one ? Metric.ROUND_TRIP : Metric.RATE,
        transport,
        Load.ECHO,
        connections,
        64,
        Subject.of(work, peers));
  }
}
