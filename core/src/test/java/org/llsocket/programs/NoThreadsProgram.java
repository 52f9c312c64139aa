package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Waiter;

/**
 * Waits that need a thread of the library when none can be started. Runs with stacks of 1 GiB, for
 * which a limit of the address space is too low, and with one carrier.
 */
public final class NoThreadsProgram {
  private static final int RLIMIT_AS = 9;
  private static final int F_GETFD = 1;
  private static final long HEADROOM = 600L << 20;

  private NoThreadsProgram() {}

  /** Prints the result of each wait, and what is left afterwards. */
  public static void main(String[] args) throws Exception {
    Thread.ofVirtual().start(() -> {}).join(); // the carrier
    SockAddr full = SockAddr.abstractName("no-threads-" + ProcessHandle.current().pid());
    try (Socket listener = Socket.open(AF.UNIX, SOCK.STREAM);
        Socket first = Socket.open(AF.UNIX, SOCK.STREAM);
        Socket second = Socket.open(AF.UNIX, SOCK.STREAM)) {
      listener.bind(full);
      listener.listen(0);
      first.connect(full);
      virtualRead();
      timedConnect(second, full);
      signalsAfterwards(full);
    }
  }

  private static void limit(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rlimit = arena.allocateFrom(ValueLayout.JAVA_LONG, bytes, -1);
      Libc.call("setrlimit", RLIMIT_AS, rlimit);
    }
  }

  private static void limitThreads() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      String size = lines.filter(line -> line.startsWith("VmSize:")).findFirst().orElseThrow();
      limit(Long.parseLong(size.replaceAll("\\D", "")) * 1024 + HEADROOM);
    }
  }

  /** The poller has no platform thread; who gets the numbers of its epolls next keeps them. */
  private static void virtualRead() throws Exception {
    limitThreads();
    List<Integer> later = new ArrayList<>();
    try (Pipe pipe = Pipe.open()) {
      Thread reads =
          Thread.ofVirtual()
              .start(() -> {
                print("read", () -> pipe.reader().read(ByteBuffer.allocate(1)));
                for (int i = 0; i < 4; i++) {
                  later.add(Libc.open("/dev/null", 0));
                }
              });
      reads.join();
      Thread.ofVirtual().start(() -> {}).join(); // behind all that the carrier had to do
    } finally {
      limit(-1);
    }
    long kept = later.stream().filter(fd -> Libc.tryCall("fcntl", fd, F_GETFD) >= 0).count();
    later.forEach(fd -> Libc.tryCall("close", fd));
    System.out.println("kept " + kept + " of " + later.size());
  }

  /** The wait has nothing that would end it, and does not begin. */
  private static void timedConnect(Socket socket, SockAddr full) throws IOException {
    limitThreads();
    try {
      print("connect", () -> connect(socket, full, Duration.ofMillis(10)));
    } finally {
      limit(-1);
    }
  }

  /** What ends another wait signals a thread that waits no more? */
  private static void signalsAfterwards(SockAddr full) throws IOException {
    try (Socket another = Socket.open(AF.UNIX, SOCK.STREAM)) {
      Waiter waits = Waiter.start(false, () -> connect(another, full, Duration.ofMillis(300)));
      int polled = 0;
      while (polled == 0 && !waits.isDone()) {
        polled = Libc.tryCall("poll", MemorySegment.NULL, 0L, 10);
      }
      System.out.println("another " + waits.end().what());
      System.out.println("poll " + polled);
    }
  }

  private static String connect(Socket socket, SockAddr to, Duration timeout) throws IOException {
    socket.connect(to, timeout);
    return "connected";
  }

  private static void print(String name, Callable<?> call) {
    String what;
    try {
      what = String.valueOf(call.call());
    } catch (Exception | OutOfMemoryError e) {
      what = e.getClass().getSimpleName();
    }
    System.out.println(name + " " + what);
  }
}
