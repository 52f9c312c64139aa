package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** Runs out of descriptors, and says what still works. */
public final class ExhaustionProgram {
  private ExhaustionProgram() {}

  public static void main(String[] args) throws Exception {
    Socket listener = Loopback.listener(AF.INET);
    listener.nonblock(true);
    Socket client = Socket.open(AF.INET, SOCK.STREAM);
    client.connect(listener.getsockname());
    Socket idle = Loopback.bound(AF.INET, SOCK.DGRAM);
    loadClasses(idle);
    acceptOne();
    var blocked = Blocked.start(() -> idle.recv(MemorySegment.ofArray(new byte[1])));
    blocked.untilInKernel(idle.fd());

    Deque<Socket> all = new ArrayDeque<>();
    say("open", () -> openAll(all));
    say("pair", () -> Socket.pair(SOCK.STREAM));
    say("dup", () -> all.element().dup());
    say("accept", () -> listener.accept() != null);
    say("accept again", () -> listener.accept() != null);
    idle.close();
    say("blocked", () -> blocked.thrown() instanceof AsynchronousCloseException);
    say("accept with a free fd", () -> listener.accept() != null);
  }

  private static Object openAll(Deque<Socket> all) throws IOException {
    while (true) {
      all.push(Socket.open(AF.UNIX, SOCK.DGRAM));
    }
  }

  /** From a directory, classes cannot be loaded once descriptors have run out. */
  private static void loadClasses(Socket udp) throws IOException {
    Socket.pair(SOCK.STREAM).close();
    Socket.open(AF.INET, SOCK.DGRAM).dup().close();
    Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM);
    var call = Blocked.start(() -> socket.recv(MemorySegment.ofArray(new byte[1])));
    call.untilInKernel(socket.fd());
    socket.close();
    say("closed", () -> call.thrown() instanceof AsynchronousCloseException);
    say(
        "listen",
        () -> {
          udp.listen();
          return 0;
        });
  }

  private static void acceptOne() throws IOException {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      client.connect(listener.getsockname());
      Loopback.accept(listener).close();
    }
  }

  private interface Call {
    Object call() throws IOException;
  }

  private static void say(String name, Call call) throws IOException {
    try {
      System.out.println(name + " " + call.call());
    } catch (ErrnoException e) {
      System.out.println(name + " " + e.errno());
    }
  }
}
