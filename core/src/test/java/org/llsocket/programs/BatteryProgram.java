package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.internal.sys.ThreadCalls;
import org.llsocket.option.SO;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Signals;
import org.llsocket.testing.Waiter;

/**
 * Calls of every kind, with results that are known, on both kinds of threads: for strace to
 * interrupt, delay and signal.
 */
public final class BatteryProgram {
  private BatteryProgram() {}

  /** The argument is how often. */
  public static void main(String[] args) throws Exception {
    Signals.interrupt(ThreadCalls.gettid());
    Path directory = Files.createTempDirectory("battery");
    for (int round = 0; round < Integer.parseInt(args[0]); round++) {
      boolean virtual = round % 2 == 1;
      Callable<Object> all =
          () -> {
            stream(Loopback.tcp(AF.INET));
            stream(Socket.pair(SOCK.STREAM));
            datagrams(Loopback.udp(AF.INET));
            datagrams(Socket.pair(SOCK.DGRAM));
            connections(directory);
            files(directory);
            timeouts();
            return "done";
          };
      Waiter.End end = Waiter.start(virtual, all).endWithin(Duration.ofMinutes(5));
      if (end.thrown() != null) {
        throw new AssertionError("round " + round + ", virtual " + virtual, end.thrown());
      }
    }
    Files.delete(directory);
    System.out.println("passed");
  }

  private static void check(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }

  private static MemorySegment bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return MemorySegment.ofArray(bytes);
  }

  /** Long enough for both ends to wait for each other, in every way to send and to receive. */
  private static void stream(Socket.Pair pair) throws IOException {
    byte[] data = new byte[700_000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 31 + i / 251);
    }
    try (pair) {
      boolean virtual = Thread.currentThread().isVirtual();
      Waiter sender =
          Waiter.start(
              virtual,
              () -> {
                ByteBuffer buffer = ByteBuffer.wrap(data);
                for (int i = 0; buffer.hasRemaining(); i++) { // a signal may cut a send short
                  long _ = i % 2 == 0 ? pair.first().send(buffer) : pair.first().write(buffer);
                }
                int got = 0;
                while (got < 2) { // so may it a receive of all
                  got += pair.first().recv(bytes(0, 0), MSG.WAITALL);
                }
                return got;
              });
      byte[] received = new byte[data.length];
      MemorySegment target = MemorySegment.ofArray(received);
      int at = pair.second().recv(target.asSlice(0, 200_000), MSG.WAITALL);
      while (at < received.length) {
        MemorySegment part = target.asSlice(at, Math.min(50_000, received.length - at));
        long n =
            at % 2 == 0
                ? pair.second().recvfrom(part, new SockAddrBuffer(), 0)
                : pair.second().read(part);
        at += (int) n;
      }
      if (!Arrays.equals(data, received)) {
        throw new AssertionError("the bytes differ");
      }
      check(1, pair.second().send(bytes(1)));
      check(1, pair.second().write(ByteBuffer.allocate(1)) > 0 ? 1 : 0);
      check(2, sender.endWithin(Duration.ofMinutes(2)).returned());
    }
  }

  private static void datagrams(Socket.Pair pair) throws IOException {
    try (pair) {
      boolean virtual = Thread.currentThread().isVirtual();
      Waiter receiver =
          Waiter.start(
              virtual,
              () -> {
                int sum = 0;
                for (int i = 0; i < 20; i++) {
                  ByteBuffer one = ByteBuffer.allocate(9);
                  sum += i % 2 == 0 ? pair.second().recv(one) : (int) pair.second().read(one);
                  check(1, pair.second().send(bytes(i)));
                }
                return sum;
              });
      for (int i = 0; i < 20; i++) {
        check(2, pair.first().send(bytes(i, i)));
        check(1, pair.first().recv(ByteBuffer.allocate(9), 0, Duration.ofMinutes(2)));
      }
      check(40, receiver.endWithin(Duration.ofMinutes(2)).returned());
    }
  }

  private static void connections(Path directory) throws IOException {
    Path path = directory.resolve("s");
    try (Socket tcp = Loopback.listener(AF.INET);
        Socket unix = Loopback.listener(SOCK.STREAM, path, 0)) {
      for (Socket listener : new Socket[] {tcp, unix}) {
        SockAddr address = listener.getsockname();
        boolean virtual = Thread.currentThread().isVirtual();
        Waiter server =
            Waiter.start(
                virtual,
                () -> {
                  int closed = 0;
                  for (int i = 0; i < 4; i++) {
                    try (Socket peer =
                        i % 2 == 0
                            ? Loopback.accept(listener)
                            : listener.accept(Duration.ofMinutes(2))) {
                      closed += peer.recv(bytes(0)) == Socket.EOF ? 1 : 0;
                    }
                  }
                  return closed;
                });
        for (int i = 0; i < 4; i++) {
          try (Socket client = Socket.open(listener.family(), SOCK.STREAM)) {
            if (i < 2) {
              check(0, client.connect(address));
            } else {
              client.connect(address, Duration.ofMinutes(2));
            }
            check(true, client.awaitWritable(Duration.ofMinutes(2)));
          }
        }
        check(4, server.endWithin(Duration.ofMinutes(2)).returned());
      }
    }
    Files.delete(path);
  }

  private static void files(Path directory) throws IOException {
    Path path = Files.write(directory.resolve("f"), new byte[5000]);
    try (Descriptor file = Descriptor.openFile(path);
        Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      check(5000L, pair.first().sendfile(file, 0, 9999));
      check(5000, pair.second().recv(ByteBuffer.allocate(5000)));
      check(5000L, file.read(ByteBuffer.allocate(6000)));
    }
    Files.delete(path);
  }

  private static void timeouts() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().set(SO.RCVTIMEO, Duration.ofMillis(20));
      check(Socket.AGAIN, pair.first().recv(bytes(0)));
      check(false, pair.first().awaitReadable(Duration.ofMillis(5)));
      try {
        throw new AssertionError(pair.first().recv(bytes(0), 0, Duration.ofMillis(5)));
      } catch (SocketTimeoutException expected) {
        check(true, pair.first().isOpen());
      }
    }
  }
}
