package org.llsocket.cli.demo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.llsocket.AF;
import org.llsocket.AddrInfo;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.demo.DemoJob.Done;
import org.llsocket.cli.output.Formats;

/** Jobs that show names, errors and closing. */
final class CallJobs {
  private static final long SETTLE_NANOS = 20_000_000; // no event reports that a call is blocked

  private CallJobs() {}

  static List<DemoJob> jobs() {
    return List.of(
        new DemoJob("Names", CallJobs::names),
        new DemoJob("Errors", CallJobs::errors),
        new DemoJob("Close from outside", CallJobs::close));
  }

  static DemoJob firstSocket() {
    return new DemoJob(
        "First socket",
        () -> {
          try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
            JobSupport.sendAll(pair.first(), MemorySegment.ofArray(new byte[1]));
            int n = pair.second().recv(MemorySegment.ofArray(new byte[1]));
            return new Done(
                "link the C library with java.lang.foreign, socketpair, send and recv 1 byte", n);
          }
        });
  }

  private static Done names() throws Exception {
    var hints = AddrInfo.Hints.of().type(SOCK.STREAM);
    List<String> found = new ArrayList<>();
    for (AddrInfo each : AddrInfo.getaddrinfo("localhost", null, hints)) {
      found.add(Formats.host(each.addr()));
    }
    int interfaces = Interface.getifaddrs().size();
    return new Done(
        "localhost is " + String.join(", ", found) + "; " + Formats.count(interfaces, "interface"),
        0);
  }

  /** A connection to a port on which no socket listens is refused. */
  private static Done errors() throws Exception {
    try (Socket bound = JobSupport.bound(JobSupport.loopback(AF.INET), SOCK.STREAM);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      SockAddr name = bound.getsockname(); // bound, but not listening
      client.connect(name);
      throw new IOException("a connection to " + name + " was accepted");
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ECONNREFUSED)) {
        throw e;
      }
      return new Done(Formats.oneLine(e), 0);
    }
  }

  /** A blocked call ends when another thread closes the socket. */
  private static Done close() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var called = new CountDownLatch(1);
      Future<String> blocked =
          JobSupport.inBackground(() -> {
            called.countDown();
            try {
              return "returned " + pair.second().recv(MemorySegment.ofArray(new byte[1]));
            } catch (ClosedChannelException e) {
              return "threw " + Formats.oneLine(e);
            }
          });
      called.await();
      LockSupport.parkNanos(SETTLE_NANOS);
      pair.second().close();
      String end = JobSupport.await(blocked);
      JobSupport.expect(end.startsWith("threw"), "recv " + end);
      return new Done("closed by another thread, a blocked recv " + end, 0);
    }
  }
}
