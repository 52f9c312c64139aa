package org.llsocket.cli;

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
import org.llsocket.cli.DemoJob.Done;

/** The jobs of {@code demo} that show names, errors and the life of a socket. */
final class DemoCalls {
  private static final long SETTLE_NANOS = 20_000_000; // nothing tells that a call is in the kernel

  private DemoCalls() {}

  static List<DemoJob> jobs() {
    return List.of(
        new DemoJob("Names", DemoCalls::names),
        new DemoJob("Errors", DemoCalls::errors),
        new DemoJob("Close from outside", DemoCalls::close));
  }

  static DemoJob firstSocket() {
    return new DemoJob(
        "First socket",
        () -> {
          try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
            DemoTools.sendAll(pair.first(), MemorySegment.ofArray(new byte[1]));
            int n = pair.second().recv(MemorySegment.ofArray(new byte[1]));
            return new Done("the C library linked by java.lang.foreign, socketpair, a byte", n);
          }
        });
  }

  private static Done names() throws Exception {
    var hints = AddrInfo.Hints.of().type(SOCK.STREAM);
    List<String> found = new ArrayList<>();
    for (AddrInfo each : AddrInfo.getaddrinfo("localhost", null, hints)) {
      found.add(Address.host(each.addr()));
    }
    int interfaces = Interface.getifaddrs().size();
    return new Done(
        "localhost is "
            + String.join(", ", found)
            + "; "
            + Text.count(interfaces, "interface")
            + " here",
        0);
  }

  /** Nobody listens on a port that was bound and given back. */
  private static Done errors() throws Exception {
    try (Socket bound = DemoTools.bound(DemoTools.loopback(AF.INET), SOCK.STREAM);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      SockAddr name = bound.getsockname(); // bound, but nobody listens
      client.connect(name);
      throw new IOException("a connection to " + name + " came about");
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ECONNREFUSED)) {
        throw e;
      }
      return new Done(Main.oneLine(e), 0);
    }
  }

  /** A call that waits for ever ends when another thread closes the socket. */
  private static Done close() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var called = new CountDownLatch(1);
      Future<String> blocked =
          DemoTools.inBackground(() -> {
            called.countDown();
            try {
              return "returned " + pair.second().recv(MemorySegment.ofArray(new byte[1]));
            } catch (ClosedChannelException e) {
              return "threw " + Main.oneLine(e);
            }
          });
      called.await();
      LockSupport.parkNanos(SETTLE_NANOS);
      pair.second().close();
      String end = DemoTools.await(blocked);
      DemoTools.expect(end.startsWith("threw"), "recv " + end);
      return new Done("closed by another thread, a waiting recv " + end, 0);
    }
  }
}
