package org.llsocket.bench.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.run.ServerJob.Load;
import org.llsocket.bench.subject.Args;

/** The list of all jobs. */
final class Jobs {
  /** The jobs of the quick run. */
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
    return Stream.of(calls(), pingPongs(), echoes(), streams(), datagrams(), others())
        .flatMap(each -> each)
        .toList();
  }

  static boolean isQuick(Job job) {
    return QUICK.contains(job.name());
  }

  private static Stream<Job> calls() {
    return Stream.of(
        call("getsockopt", "getsockopt(SO_RCVBUF)", "tcp", 0, "llsocket llsocket/raw nio"),
        call("sendrecv", "send + recv, 1 byte, Unix", "unix", 0, "llsocket nio junixsocket"),
        call("again", "recv, no data (EAGAIN)", "unix", 0, "llsocket nio junixsocket"),
        call("sendto", "sendto + recvfrom, 64 bytes, UDP", "udp", 0, "llsocket nio"),
        call("recvmsg", "sendto + recvmsg, TTL and PKTINFO", "udp", 0, "llsocket"),
        call("accept", "connect, accept, close both, Unix", "unix", 0, "llsocket nio junixsocket"),
        call("epoll-1", "epoll_wait, 1 ready", "unix", 1, "llsocket nio"),
        call("epoll-1000", "epoll_wait, 1,000 ready", "unix", 1000, "llsocket nio"));
  }

  private static Stream<Job> pingPongs() {
    return Stream.of(
        echo("tcp", 1, "blocking", "c llsocket nio llsocket/virtual nio/virtual"),
        echo("tcp", 1, "epoll", "c llsocket nio netty netty/io_uring"),
        echo("unix", 1, "blocking", "c llsocket nio junixsocket llsocket/virtual nio/virtual"),
        echo("unix", 1, "epoll", "c llsocket nio netty netty/io_uring junixsocket"),
        echo("udp", 1, "blocking", "c llsocket nio llsocket/virtual nio/virtual"),
        echo("udp", 1, "epoll", "c llsocket nio netty netty/io_uring"),
        echo("unixgram", 1, "blocking", "c llsocket junixsocket llsocket/virtual"),
        echo("unixgram", 1, "epoll", "c llsocket netty junixsocket"));
  }

  private static Stream<Job> echoes() {
    String peers =
        "c c/uring llsocket llsocket/uring llsocket/loop nio netty netty/io_uring llsocket/virtual"
            + " nio/virtual";
    return Stream.of(echo("tcp", 100, "epoll", peers), echo("tcp", 5000, "epoll", peers));
  }

  private static Stream<Job> streams() {
    Stream<Job> blocks =
        Stream.of("tcp", "unix")
            .flatMap(transport ->
                Stream.of(64, 4096, 65536)
                    .flatMap(size ->
                        Stream.of(
                            stream("send", transport, size, "source", Load.TAKE),
                            stream("recv", transport, size, "sink", Load.GIVE))));
    Job file =
        server(
            "file", Group.STREAMS, "file of 16 MiB to TCP", Metric.THROUGHPUT, Load.TAKE, "file");
    return Stream.concat(blocks, Stream.of(file));
  }

  private static Stream<Job> datagrams() {
    return Stream.of(
        datagrams("plain", "one per call", "c llsocket nio netty"),
        datagrams("batch", "sendmmsg and recvmmsg", "c llsocket nio/plain netty"),
        datagrams(
            "offload", "UDP_SEGMENT and UDP_GRO", "c llsocket llsocket/queued nio/plain netty"));
  }

  private static Stream<Job> others() {
    return Stream.of(
        server(
            "connections",
            Group.CONNECTIONS,
            "connect, accept, close, TCP",
            Metric.RATE,
            Load.KNOCK,
            "door"),
        new MemoryJob(
            "memory",
            "5,000 connections",
            5000,
            Subject.of(
                "epoll", "c llsocket nio netty netty/io_uring llsocket/virtual nio/virtual")),
        new StartJob(
            "start",
            "start to first echo",
            Subject.of("hello", "c llsocket nio llsocket/aot nio/aot")));
  }

  private static Job stream(String verb, String transport, int size, String work, Load load) {
    return new ServerJob(
        verb + "-" + transport + "-" + size,
        Group.STREAMS,
        String.format("%s, %s, %,d bytes", verb, shown(transport), size),
        Metric.THROUGHPUT,
        transport,
        load,
        1,
        size,
        Subject.of(
            work, streamPeers(work, size) + (transport.equals("unix") ? " junixsocket" : "")));
  }

  /** Netty gathers written data, so it is compared to the gathering subjects. */
  private static String streamPeers(String work, int size) {
    boolean gathers = work.equals("source") && size < Args.GATHERED;
    return gathers
        ? "c llsocket nio c/gather llsocket/gather nio/gather netty/gather"
        : "c llsocket nio netty";
  }

  private static Job server(
      String name, Group group, String about, Metric metric, Load load, String work) {
    return new ServerJob(
        name, group, about, metric, "tcp", load, 1, 64, Subject.of(work, "c llsocket nio netty"));
  }

  private static Job datagrams(String work, String about, String peers) {
    return new CallJob(
        "datagrams-" + work,
        Group.DATAGRAMS,
        "UDP, 64 bytes, " + about,
        Metric.RATE,
        "udp",
        64,
        Subject.of(work, peers));
  }

  private static String shown(String transport) {
    return switch (transport) {
      case "tcp" -> "TCP";
      case "udp" -> "UDP";
      case "unix" -> "Unix";
      default -> "Unix datagrams";
    };
  }

  /** The workload is the name up to a number. */
  private static Job call(String name, String about, String transport, int size, String peers) {
    String work = size == 0 ? name : name.substring(0, name.indexOf('-')) + "wait";
    return new CallJob(
        name,
        Group.CALLS,
        about,
        Metric.NANOS,
        transport,
        size,
        Subject.of(work, "c c/+threads " + peers));
  }

  private static Job echo(String transport, int connections, String work, String peers) {
    boolean one = connections == 1;
    return new ServerJob(
        one ? transport + "-" + work : "echo-" + connections,
        one ? Group.PING_PONG : Group.ECHO,
        one ? shown(transport) + ", " + work : String.format("TCP, %,d connections", connections),
        one ? Metric.ROUND_TRIP : Metric.RATE,
        transport,
        Load.ECHO,
        connections,
        64,
        Subject.of(work, peers));
  }
}
