package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.Operation.onPlatform;
import static org.llsocket.vmerrors.SocketOperations.none;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.loop.Connection;
import org.llsocket.loop.ConnectionHandler;
import org.llsocket.loop.Engine;
import org.llsocket.loop.Loop;
import org.llsocket.testing.Loopback;
import org.llsocket.uring.Ring;

/** Loops on either engine, which serve other connections after an error, and close all. */
final class LoopOperations {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration BRIEF = Duration.ofMillis(2);

  static final List<Operation> ALL = all();

  private LoopOperations() {}

  private static List<Operation> all() {
    List<Operation> all = new ArrayList<>(of(Engine.EPOLL));
    if (Ring.support().available()) {
      all.addAll(of(Engine.RING));
    }
    return all;
  }

  private static List<Operation> of(Engine engine) {
    return List.of(
        op(engine, "open", t -> () -> Loop.open(engine)),
        op(engine, "listen", t -> listen(t, engine)),
        op(engine, "add", t -> add(t, engine)),
        op(engine, "execute", t -> execute(t, engine)),
        op(engine, "await, an echo", t -> echo(t, engine, 1)),
        op(engine, "await, a long echo", t -> echo(t, engine, 100_000)),
        op(engine, "await, an accept", t -> accept(t, engine)),
        op(engine, "await, timed out", t -> awaitNothing(t, engine)),
        op(engine, "Connection.send", t -> send(t, engine, 1)),
        op(engine, "Connection.send, more than fits", t -> send(t, engine, 300_000)),
        op(engine, "Connection.close", t -> close(t, engine)),
        op(engine, "close", t -> closeLoop(t, engine)));
  }

  private static Operation op(Engine engine, String name, Operation.Preparation preparation) {
    return onPlatform("Loop." + name + ", " + engine, preparation);
  }

  private static Loop loop(Trial t, Engine engine) throws IOException {
    return t.with(Loop.open(engine));
  }

  private static Socket.Pair pair(Trial t) throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    t.with(pair.second());
    t.with(pair.first());
    return pair;
  }

  /** Serves another connection, and closes everything when the loop is closed. */
  private static void works(Trial t, Loop loop) throws IOException {
    Socket.Pair pair = pair(t);
    loop.add(pair.first(), Connection::send);
    pair.second().send(MemorySegment.ofArray(new byte[3]));
    ByteBuffer answer = ByteBuffer.allocate(3);
    long end = System.nanoTime() + LONG.toNanos();
    while (answer.hasRemaining()) {
      loop.await(BRIEF);
      pair.second().recv(answer, MSG.DONTWAIT);
      if (System.nanoTime() > end) {
        throw new AssertionError("no echo");
      }
    }
    loop.close();
    if (loop.connections() != 0 || pair.first().isOpen()) {
      throw new AssertionError("still open: " + loop.connections() + " connections");
    }
    ended(pair.second());
  }

  /** The peer sees the end, after data, or a reset if there was data that was not received. */
  private static void ended(Socket peer) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (peer.recv(buffer.clear(), 0, LONG) > 0) {}
    } catch (org.llsocket.ErrnoException reset) {
      if (!reset.errno().equals(org.llsocket.Errno.ECONNRESET)) {
        throw reset;
      }
    }
  }

  private static Trial.Call listen(Trial t, Engine engine) throws IOException {
    Loop loop = loop(t, engine);
    Socket listener = t.with(Loopback.listener(AF.INET));
    t.check(failed -> works(t, loop));
    return none(() -> loop.listen(listener, _ -> Connection::send));
  }

  /** If it has failed the socket may still be the caller's. */
  private static Trial.Call add(Trial t, Engine engine) throws IOException {
    Loop loop = loop(t, engine);
    Socket.Pair pair = pair(t);
    t.check(failed -> {
      works(t, loop);
      pair.first().close();
      ended(pair.second());
    });
    return none(() -> loop.add(pair.first(), Connection::send));
  }

  private static Trial.Call execute(Trial t, Engine engine) throws IOException {
    Loop loop = loop(t, engine);
    int[] count = new int[1];
    t.check(failed -> {
      if (failed) {
        loop.execute(() -> count[0]++);
      }
      loop.await(LONG);
      if (count[0] < 1) {
        throw new AssertionError("a task is lost");
      }
      works(t, loop);
    });
    return none(() -> loop.execute(() -> count[0]++));
  }

  private static Trial.Call echo(Trial t, Engine engine, int size) throws IOException {
    Loop loop = loop(t, engine);
    Socket.Pair pair = pair(t);
    loop.add(pair.first(), Connection::send);
    pair.second().send(MemorySegment.ofArray(new byte[size]), MSG.DONTWAIT);
    t.check(failed -> {
      works(t, loop);
      ended(pair.second());
    });
    return none(() -> loop.await(LONG));
  }

  private static Trial.Call accept(Trial t, Engine engine) throws IOException {
    Loop loop = loop(t, engine);
    Socket listener = t.with(Loopback.listener(AF.INET));
    loop.listen(listener, _ -> Connection::send);
    Socket client = t.with(Socket.open(AF.INET, SOCK.STREAM));
    client.connect(listener.getsockname());
    t.check(failed -> {
      works(t, loop);
      listener.close();
      ended(client);
    });
    return none(() -> loop.await(LONG));
  }

  private static Trial.Call awaitNothing(Trial t, Engine engine) throws IOException {
    Loop loop = loop(t, engine);
    t.check(failed -> works(t, loop));
    return none(() -> loop.await(BRIEF));
  }

  private static Trial.Call send(Trial t, Engine engine, int size) throws IOException {
    Loop loop = loop(t, engine);
    Socket.Pair pair = pair(t);
    ConnectionHandler ignore = (_, _, _) -> {};
    Connection connection = loop.add(pair.first(), ignore);
    MemorySegment data = MemorySegment.ofArray(new byte[size]);
    t.check(failed -> {
      works(t, loop);
      ended(pair.second());
    });
    return none(() -> connection.send(data, size));
  }

  private static Trial.Call close(Trial t, Engine engine) throws IOException {
    Loop loop = loop(t, engine);
    Socket.Pair pair = pair(t);
    Connection connection = loop.add(pair.first(), Connection::send);
    t.check(failed -> {
      connection.close();
      long end = System.nanoTime() + LONG.toNanos();
      while (loop.connections() > 0 && System.nanoTime() < end) {
        loop.await(BRIEF);
      }
      ended(pair.second());
      works(t, loop);
    });
    return none(connection::close);
  }

  private static Trial.Call closeLoop(Trial t, Engine engine) throws IOException {
    Loop loop = loop(t, engine);
    Socket.Pair pair = pair(t);
    loop.add(pair.first(), Connection::send);
    loop.await(Duration.ZERO);
    t.check(failed -> {
      loop.close();
      if (loop.connections() != 0 || pair.first().isOpen()) {
        throw new AssertionError("still open: " + loop.connections() + " connections");
      }
      ended(pair.second());
    });
    return none(loop::close);
  }
}
