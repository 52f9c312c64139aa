package org.llsocket.programs;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.OnInterrupt;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Waiter;

/**
 * Waits of threads whose signals an application has taken: {@code handler}, it has put handlers of
 * its own in the place of ours; {@code one}, the thread blocks the signals that have a handler;
 * {@code all}, it blocks every signal. Prints how each wait ended. With {@code every} the
 * application takes every signal that there is, and gives them back while a wait should end.
 */
public final class SignalsProgram {
  private static final int HIGHEST = Platform.number("SIGRTMAX") - 4;
  private static final Duration LONG = Duration.ofSeconds(30);

  private SignalsProgram() {}

  public static void main(String[] arguments) throws Exception {
    String what = arguments[0];
    if (what.equals("every")) {
      takeEvery();
      return;
    }
    wait(
        what + " close: ",
        what,
        pair -> pair.first().recv(ByteBuffer.allocate(1)),
        (pair, thread) -> pair.first().close());
    wait(
        what + " interrupt: ",
        what,
        pair -> pair.first().recv(ByteBuffer.allocate(1)),
        (pair, thread) -> thread.interrupt());
    wait(
        what + " timeout: ",
        what,
        pair -> {
          try (Socket listener = Socket.open(AF.INET, SOCK.STREAM)) {
            listener.bind(SockAddr.inet("127.0.0.1", 0));
            listener.listen();
            return listener.accept(Duration.ofMillis(100));
          }
        },
        (pair, thread) -> {});
    if (!what.equals("all")) {
      waitsThatOnlyASignalEnds(what);
    }
  }

  private static void waitsThatOnlyASignalEnds(String what) throws Exception {
    wait(
        what + " kept open: ",
        what,
        pair -> {
          pair.first().onInterrupt(OnInterrupt.KEEP_OPEN);
          return pair.first().recv(ByteBuffer.allocate(1));
        },
        (pair, thread) -> thread.interrupt());
    SockAddr full = SockAddr.abstractName("full-" + ProcessHandle.current().pid());
    try (Socket listener = Socket.open(AF.UNIX, SOCK.STREAM);
        Socket first = Socket.open(AF.UNIX, SOCK.STREAM)) {
      listener.bind(full);
      listener.listen(0);
      first.connect(full);
      wait(
          what + " connect: ",
          what,
          pair -> {
            try (Socket second = Socket.open(AF.UNIX, SOCK.STREAM)) {
              second.connect(full, Duration.ofMillis(100));
              return second;
            }
          },
          (pair, thread) -> {});
    }
  }

  private static void takeEvery() throws Exception {
    SockAddr full = SockAddr.abstractName("taken-" + ProcessHandle.current().pid());
    try (Socket listener = Socket.open(AF.UNIX, SOCK.STREAM);
        Socket first = Socket.open(AF.UNIX, SOCK.STREAM)) {
      listener.bind(full);
      listener.listen(0);
      first.connect(full);
      Callable<Object> connects =
          () -> {
            try (Socket second = Socket.open(AF.UNIX, SOCK.STREAM)) {
              second.connect(full, Duration.ofMillis(50));
              return second;
            }
          };
      System.out.println("before: " + Waiter.start(false, connects).end().what());
      handleEvery(Libc.address("getppid"));
      Waiter during = Waiter.start(false, connects);
      int left = 100; // ten times as long as it takes to find out
      while (left > 0 && !during.isDone()) {
        Libc.tryCall("poll", MemorySegment.NULL, 0L, 10);
        left--;
      }
      handleEvery(0);
      System.out.println("given back: " + during.end().what());
      System.out.println("after: " + Waiter.start(false, connects).end().what());
    }
  }

  private static void handleEvery(long handler) {
    for (int signal = HIGHEST; signal > HIGHEST - 16; signal--) {
      handle(signal, handler);
    }
  }

  private interface Wait {
    Object on(Socket.Pair pair) throws IOException;
  }

  private interface End {
    void of(Socket.Pair pair, Thread thread) throws IOException;
  }

  private static void wait(String name, String what, Wait wait, End end) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var thread = new Thread[1];
      Blocked<Object> call =
          Blocked.start(
              (Callable<Object>)
                  () -> {
                    thread[0] = Thread.currentThread();
                    pair.second().send(ByteBuffer.allocate(1));
                    pair.first().awaitReadable(LONG); // the first wait admits our signal
                    pair.first().recv(ByteBuffer.allocate(1));
                    take(what);
                    return wait.on(pair);
                  });
      if (!name.contains("timeout") && !name.contains("connect")) {
        call.untilInKernel(pair.first().fd());
      }
      end.of(pair, thread[0]);
      System.out.println(name + call.thrown().getClass().getSimpleName());
    }
  }

  private static void take(String what) {
    switch (what) {
      case "handler" -> takeHandlers();
      case "one" -> block(handled());
      default -> block(-1);
    }
  }

  /** The real-time signals that have a handler; those that an application could find so. */
  private static long handled() {
    long set = 0;
    for (int signal = HIGHEST; signal > HIGHEST - 16; signal--) {
      set |= handler(signal) == 0 ? 0 : 1L << (signal - 1);
    }
    return set;
  }

  private static long handler(int signal) {
    Struct sigaction = Platform.struct("sigaction");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment now = arena.allocate(sigaction.size(), 8);
      Libc.call("sigaction", signal, MemorySegment.NULL, now);
      return now.get(JAVA_LONG, sigaction.offset("sa_handler"));
    }
  }

  private static void takeHandlers() {
    for (int signal = HIGHEST; signal > HIGHEST - 16; signal--) {
      if (handler(signal) != 0) {
        handle(signal, Libc.address("getppid"));
      }
    }
  }

  private static void handle(int signal, long handler) {
    Struct sigaction = Platform.struct("sigaction");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment action = arena.allocate(sigaction.size(), 8);
      action.set(JAVA_LONG, sigaction.offset("sa_handler"), handler);
      action.set(JAVA_INT, sigaction.offset("sa_flags"), Platform.number("SA_RESTART"));
      Libc.call("sigaction", signal, action, MemorySegment.NULL);
    }
  }

  private static void block(long set) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(128, 8);
      mask.set(JAVA_LONG, 0, set);
      Libc.call("sigprocmask", 0, mask, MemorySegment.NULL);
    }
  }
}
