package org.llsocket.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;
import org.llsocket.uring.Rings;

/** A thread with a loop, and what its connections have reported. */
final class LoopServer implements AutoCloseable {
  final Socket listener = Loopback.listener(AF.INET);
  final CompletableFuture<Loop> loop = new CompletableFuture<>();
  final Queue<String> events = new ConcurrentLinkedQueue<>();
  final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
  final Blocked<Integer> thread;

  LoopServer(Engine engine, ConnectionHandler handler) throws IOException {
    if (engine == Engine.RING) {
      Rings.IO_URING.require();
    }
    thread =
        Blocked.start(() -> {
          Loop made = Loop.open(engine);
          made.listen(
              listener,
              connection -> {
                connections.add(connection);
                return new Noting(handler, events);
              });
          loop.complete(made);
          while (true) {
            awaitOnce(made);
          }
        });
  }

  private void awaitOnce(Loop made) throws IOException {
    try {
      made.await();
    } catch (Mine e) {
      events.add("threw");
    }
  }

  /** What a handler of a test throws. */
  static final class Mine extends IOException {
    private static final long serialVersionUID = 1;
  }

  Socket connect() throws IOException {
    Socket client = Socket.open(AF.INET, SOCK.STREAM);
    client.connect(listener.getsockname());
    return client;
  }

  void until(String event) {
    Blocked.until(event, () -> events.contains(event));
  }

  Connection connection() {
    Blocked.until("a connection", () -> !connections.isEmpty());
    return connections.remove();
  }

  @Override
  public void close() throws IOException {
    loop.join().close();
    Throwable end = thread.thrown();
    assertThat(end).isInstanceOf(ClosedChannelException.class);
    assertThat(loop.join().connections()).isZero();
    listener.close();
  }

  /** Notes what its handler does not do. */
  private record Noting(ConnectionHandler handler, Queue<String> events)
      implements ConnectionHandler {
    @Override
    public void received(Connection connection, MemorySegment memory, int length)
        throws IOException {
      handler.received(connection, memory, length);
    }

    @Override
    public void ended(Connection connection) throws IOException {
      events.add("ended");
      handler.ended(connection);
    }

    @Override
    public void drained(Connection connection) {
      events.add("drained");
    }

    @Override
    public void closed(Connection connection, @Nullable Errno failure) {
      events.add(failure == null ? "closed" : "closed by " + failure);
    }
  }
}
