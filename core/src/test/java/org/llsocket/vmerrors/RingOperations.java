package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.Operation.onPlatform;
import static org.llsocket.vmerrors.SocketOperations.none;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.message.MessageBatch;
import org.llsocket.testing.Loopback;
import org.llsocket.uring.BufferRing;
import org.llsocket.uring.Ring;
import org.llsocket.uring.RingBuffer;
import org.llsocket.uring.RingFile;
import org.llsocket.uring.RingSetup;

/** Rings, which end and give everything back after an error. */
final class RingOperations {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final RingSetup SMALL = new RingSetup(4, 8, 1, Duration.ZERO);

  static final List<Operation> ALL =
      Ring.support().available()
          ? List.of(
              onPlatform("Ring.open", t -> () -> Ring.open(SMALL)),
              onPlatform("Ring.buffers", RingOperations::buffers),
              onPlatform("Ring.allocate", RingOperations::allocate),
              onPlatform("Ring.file", RingOperations::file),
              onPlatform("Ring.register", RingOperations::register),
              onPlatform("Ring.recv", t -> receive(t, false)),
              onPlatform("Ring.recv, the table grows", t -> receive(t, true)),
              onPlatform("Ring.connect", RingOperations::connect),
              onPlatform("Ring.timeout", RingOperations::timeout),
              onPlatform("Ring.sendmsg", t -> message(t, true)),
              onPlatform("Ring.recvmsg", t -> message(t, false)),
              onPlatform("Ring.await, a receive", RingOperations::awaitReceive),
              onPlatform("Ring.await, a send", RingOperations::awaitSend),
              onPlatform("Ring.await, an accept", t -> awaitAccept(t, false)),
              onPlatform("Ring.await, a direct accept", t -> awaitAccept(t, true)),
              onPlatform("Ring.await, timed out", RingOperations::awaitNothing),
              onPlatform("Ring.cancel", RingOperations::cancel),
              onPlatform("Ring.wakeup", RingOperations::wakeup),
              onPlatform("Ring.close", RingOperations::close),
              onPlatform("close of a socket that a ring uses", t -> closeSocket(t, false)),
              onPlatform(
                  "close of a socket that another's ring uses", RingOperations::closeOfOther),
              onPlatform("RingFile.close", t -> closeSocket(t, true)))
          : List.of();

  private RingOperations() {}

  private static void expect(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }

  private static Ring ring(Trial t) throws IOException {
    return t.with(Ring.open(SMALL));
  }

  private static Socket.Pair pair(Trial t) throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    t.with(pair.second());
    t.with(pair.first());
    return pair;
  }

  /** What a handler has received and how often it was called for the last time. */
  private static final class Count implements Ring.Handler<Count> {
    int bytes;
    int lasts;
    int failures;

    @Override
    public void completed(org.llsocket.uring.Operation operation, Count attachment) {
      if (operation.result() >= 0) {
        bytes += operation.result();
      } else {
        failures++;
      }
      lasts += operation.isLast() ? 1 : 0;
    }
  }

  private static void finish(Ring ring) throws IOException {
    long end = System.nanoTime() + LONG.toNanos();
    while (ring.inFlight() > 0) {
      ring.await(Duration.ofMillis(100));
      if (System.nanoTime() > end) {
        throw new AssertionError("still in flight: " + ring.inFlight());
      }
    }
  }

  /** Receives what a peer sends, then closes the socket, whose peer sees its end. */
  private static void works(Ring ring, Socket.Pair pair) throws IOException {
    var count = new Count();
    BufferRing buffers = ring.buffers(1, 8);
    ring.recv(ring.file(pair.first()), buffers, 0, count, count);
    pair.second().send(MemorySegment.ofArray(new byte[3]));
    long end = System.nanoTime() + LONG.toNanos();
    while (count.bytes < 3 && System.nanoTime() < end) {
      ring.await(Duration.ofMillis(100));
    }
    expect(3, count.bytes);
    ends(ring, pair);
    expect(1, count.lasts);
  }

  private static void ends(Ring ring, Socket.Pair pair) throws IOException {
    pair.first().close();
    finish(ring);
    int n = pair.second().recv(ByteBuffer.allocate(9), 0, LONG);
    expect(Socket.EOF, n);
  }

  private static Trial.Call buffers(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    t.check(failed -> works(ring, pair));
    return none(() -> ring.buffers(2, 8));
  }

  private static Trial.Call allocate(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    t.check(failed -> works(ring, pair));
    return none(() -> ring.allocate(8));
  }

  private static Trial.Call file(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    t.check(failed -> works(ring, pair));
    return none(() -> ring.file(pair.first()));
  }

  /** The table has one place. */
  private static Trial.Call register(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    t.check(failed -> {
      if (failed) {
        ring.register(pair.first());
      }
      works(ring, pair(t));
    });
    return none(() -> ring.register(pair.first()));
  }

  private static Trial.Call receive(Trial t, boolean grows) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    RingFile file = ring.file(pair.first());
    RingBuffer buffer = ring.allocate(8);
    var count = new Count();
    int before = grows ? SMALL.entries() : 0;
    for (int i = 0; i < before; i++) {
      ring.recv(file, buffer, 0, 8, 0, count, count);
    }
    t.check(failed -> {
      int begun = ring.inFlight();
      if (!failed || begun > before + 1) {
        expect(before + 1, begun);
      }
      ends(ring, pair);
      expect(begun, count.failures);
      expect(begun, count.lasts);
      expect(false, buffer.isInUse());
      works(ring, pair(t));
    });
    return none(() -> ring.recv(file, buffer, 0, 8, 0, count, count));
  }

  private static Trial.Call connect(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket listener = t.with(Loopback.listener(AF.INET));
    Socket client = t.with(Socket.open(AF.INET, SOCK.STREAM));
    RingFile file = ring.file(client);
    var to = listener.getsockname();
    var count = new Count();
    t.check(failed -> {
      finish(ring);
      expect(0, count.failures);
      if (count.lasts == 0) {
        ring.connect(file, to, count, count);
        finish(ring);
      }
      expect(1, count.lasts);
    });
    return none(() -> ring.connect(file, to, count, count));
  }

  private static Trial.Call timeout(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    var count = new Count();
    t.check(failed -> {
      finish(ring);
      works(ring, pair);
    });
    return none(() -> ring.timeout(Duration.ofMillis(1), count, count));
  }

  private static Trial.Call message(Trial t, boolean sends) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    MessageBatch batch = t.with(MessageBatch.builder().messages(1).build());
    RingFile file = ring.file(pair.first());
    var count = new Count();
    t.check(failed -> {
      pair.first().close();
      finish(ring);
      batch.size(0, 0); // which is refused while it is in use
    });
    return none(
        sends
            ? () -> ring.sendmsg(file, batch, 0, 0, count, count)
            : () -> ring.recvmsg(file, batch, 0, 0, count, count));
  }

  private static Trial.Call awaitReceive(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    var count = new Count();
    BufferRing buffers = ring.buffers(2, 8);
    ring.recv(ring.file(pair.first()), buffers, 0, count, count);
    pair.second().send(MemorySegment.ofArray(new byte[5]));
    t.check(failed -> {
      for (int i = 0; i < 3 && count.bytes < 5; i++) {
        ring.await(Duration.ofMillis(100));
      }
      expect(5, count.bytes);
      expect(0, buffers.lent());
      ends(ring, pair);
      expect(1, count.lasts);
    });
    return none(() -> ring.await(LONG));
  }

  private static Trial.Call awaitSend(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    var count = new Count();
    RingBuffer buffer = ring.allocate(8);
    ring.send(ring.file(pair.first()), buffer, 0, 8, MSG.WAITALL, count, count);
    t.check(failed -> {
      finish(ring);
      expect(8, count.bytes);
      expect(1, count.lasts);
      expect(false, buffer.isInUse());
    });
    return none(() -> ring.await(LONG));
  }

  /** The table has one place, which is not lost. */
  private static Trial.Call awaitAccept(Trial t, boolean direct) throws IOException {
    Ring ring = ring(t);
    Socket listener = t.with(Loopback.listener(AF.INET));
    @Nullable AutoCloseable[] accepted = new @Nullable AutoCloseable[1];
    AutoCloseable closing =
        () -> {
          if (accepted[0] != null) {
            accepted[0].close();
          }
        };
    t.with(closing);
    Ring.Handler<@Nullable AutoCloseable[]> handler =
        (accept, noted) -> {
          if (accept.result() >= 0) {
            noted[0] = direct ? accept.acceptedFile() : accept.accepted();
          }
        };
    RingFile file = ring.file(listener);
    if (direct) {
      ring.acceptDirect(file, handler, accepted);
    } else {
      ring.accept(file, 0, handler, accepted);
    }
    Socket client = t.with(Socket.open(AF.INET, SOCK.STREAM));
    client.connect(listener.getsockname());
    Socket next = t.with(Socket.open(AF.INET, SOCK.STREAM));
    t.check(failed -> {
      if (accepted[0] == null) {
        ring.await(Duration.ofMillis(1)); // delivers it, unless there was no memory for it
      }
      if (accepted[0] != null) {
        accepted[0].close();
      }
      accepted[0] = null;
      ring.await(Duration.ZERO); // the place is free
      next.connect(listener.getsockname());
      for (int i = 0; i < 20 && accepted[0] == null; i++) {
        ring.await(Duration.ofMillis(100));
      }
      Objects.requireNonNull(accepted[0]).close();
      ring.await(Duration.ZERO);
      expect(Socket.EOF, client.recv(ByteBuffer.allocate(1), 0, LONG));
      expect(Socket.EOF, next.recv(ByteBuffer.allocate(1), 0, LONG));
    });
    return none(() -> ring.await(LONG));
  }

  private static Trial.Call awaitNothing(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    t.check(failed -> works(ring, pair));
    return none(() -> ring.await(Duration.ofMillis(1)));
  }

  private static Trial.Call cancel(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    var count = new Count();
    long id = ring.recv(ring.file(pair.first()), ring.allocate(8), 0, 8, 0, count, count);
    ring.await(Duration.ZERO);
    t.check(failed -> {
      ring.cancel(id);
      finish(ring);
      expect(1, count.failures);
      works(ring, pair);
    });
    return none(() -> ring.cancel(id));
  }

  private static Trial.Call close(Trial t) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    var count = new Count();
    ring.recv(ring.file(pair.first()), ring.buffers(1, 8), 0, count, count);
    ring.await(Duration.ZERO);
    t.check(failed -> {
      ring.close();
      expect(0, ring.inFlight());
      expect(-1, ring.fd());
      pair.first().close();
      expect(Socket.EOF, pair.second().recv(ByteBuffer.allocate(9), 0, LONG));
    });
    return none(ring::close);
  }

  private static Trial.Call closeSocket(Trial t, boolean file) throws IOException {
    Ring ring = ring(t);
    Socket.Pair pair = pair(t);
    RingFile used = ring.file(pair.first());
    var count = new Count();
    ring.recv(used, ring.buffers(1, 8), 0, count, count);
    ring.await(Duration.ZERO);
    t.check(failed -> {
      used.close();
      finish(ring);
      ends(ring, pair);
      expect(1, count.lasts);
    });
    return none(file ? used::close : pair.first()::close);
  }

  // ---- a ring of another thread

  /** A ring whose owner waits, and counts how often its wait has ended. */
  private static final class Waiting implements AutoCloseable {
    final Ring ring;
    final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    Waiting(Socket receives) throws InterruptedException {
      Ring[] opened = new Ring[1];
      var open = new CountDownLatch(1);
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try (Ring made = Ring.open(SMALL)) {
                  made.recv(made.file(receives), made.allocate(8), 0, 8, 0, (_, _) -> {}, null);
                  opened[0] = made;
                  open.countDown();
                  made.await();
                } catch (IOException e) {
                  // closed
                } finally {
                  open.countDown();
                  ended.countDown();
                }
              });
      open.await();
      ring = Objects.requireNonNull(opened[0]);
    }

    void expectEnd() throws InterruptedException {
      if (!ended.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the owner still waits");
      }
      thread.join();
    }

    @Override
    public void close() throws IOException {
      ring.close();
    }
  }

  private static Trial.Call wakeup(Trial t) throws IOException, InterruptedException {
    Socket.Pair pair = pair(t);
    Waiting waiting = t.with(new Waiting(pair.first()));
    t.check(failed -> {
      if (failed) {
        waiting.ring.wakeup();
      }
      waiting.expectEnd();
    });
    return none(waiting.ring::wakeup);
  }

  private static Trial.Call closeOfOther(Trial t) throws IOException, InterruptedException {
    Socket.Pair pair = pair(t);
    Waiting waiting = t.with(new Waiting(pair.first()));
    t.check(failed -> {
      if (failed) {
        pair.first().close();
      }
      waiting.expectEnd();
      expect(Socket.EOF, pair.second().recv(ByteBuffer.allocate(9), 0, LONG));
    });
    return none(pair.first()::close);
  }
}
