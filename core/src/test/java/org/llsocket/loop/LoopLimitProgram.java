package org.llsocket.loop;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.uring.Ring;

/**
 * Prints the engine that is chosen; or, with an engine as the argument, serves more clients than
 * the limit of descriptors allows at a time, one of which is closed after the other.
 */
public final class LoopLimitProgram {
  private static final int CLIENTS = 40;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private LoopLimitProgram() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      try (Loop loop = Loop.open()) {
        System.out.println(loop.engine() + ": " + Ring.support().reason());
      }
      return;
    }
    Socket listener = Socket.open(AF.INET, SOCK.STREAM);
    listener.bind(SockAddr.inet("127.0.0.1", 0));
    listener.listen(200);
    Thread server =
        Thread.ofPlatform().daemon().start(() -> serve(listener, Engine.valueOf(args[0])));
    SockAddr address = listener.getsockname();
    // A class of a folder cannot be loaded once descriptors have run out: the first client loads
    // all.
    requireNonNull(new ErrnoException(Errno.EMFILE, "accept", "").getMessage());
    if (ask(address) != 1) {
      throw new AssertionError("the first client was not served");
    }
    List<Socket> ballast = new ArrayList<>();
    while (ballast.size() < 40) {
      ballast.add(Socket.open(AF.INET, SOCK.DGRAM));
    }
    var served = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    // few descriptors are left for both sides of a connection: the rest waits in the backlog
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofPlatform().start(() -> served.addAndGet(ask(address))));
    }
    for (Thread client : clients) {
      client.join();
    }
    System.out.println(served.get() == CLIENTS && server.isAlive() ? "all were served" : served);
  }

  private static void serve(Socket listener, Engine engine) {
    try (Loop loop = Loop.open(engine)) {
      loop.listen(listener, _ -> Connection::send);
      while (true) {
        loop.await();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Retries while there is no descriptor for the client itself. */
  private static int ask(SockAddr address) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      try (Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
        client.connect(address);
        client.send(ByteBuffer.allocate(4).putInt(7).flip());
        ByteBuffer answer = ByteBuffer.allocate(4);
        while (answer.hasRemaining() && client.recv(answer, 0, LIMIT) > 0) {}
        return !answer.hasRemaining() && answer.flip().getInt() == 7 ? 1 : 0;
      } catch (IOException full) {
        Thread.onSpinWait();
      }
    }
    return 0;
  }
}
