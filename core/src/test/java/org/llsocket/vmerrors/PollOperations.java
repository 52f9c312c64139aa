package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.DescriptorOperations.withByte;
import static org.llsocket.vmerrors.Operation.op;
import static org.llsocket.vmerrors.SocketOperations.none;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.llsocket.Pipe;
import org.llsocket.Socket;
import org.llsocket.poll.Epoll;
import org.llsocket.poll.Poll;

/** Epoll and Poll, which must still work after an error. */
final class PollOperations {
  private static final Duration BRIEF = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Epoll.Handler<Object> NOTHING = (descriptor, events, name) -> {};

  /** The initial capacity of the table of an epoll. */
  private static final int EPOLL_CAPACITY = 16;

  private static final int POLL_CAPACITY = 8;

  static final List<Operation> ALL =
      List.of(
          op("Epoll.open", t -> Epoll::open),
          op("Epoll.add", t -> add(t, 0)),
          op("Epoll.add, the table grows", t -> add(t, EPOLL_CAPACITY)),
          op(
              "Epoll.modify",
              t -> {
                Epoll<String> epoll = epoll(t);
                Socket socket = withByte(t);
                epoll.add(socket, Epoll.OUT, "s");
                t.check(failed -> delivers(epoll, "s"));
                return none(() -> epoll.modify(socket, Epoll.IN, "s"));
              }),
          op("Epoll.delete", PollOperations::delete),
          op("Epoll.await", t -> epollWait(t, false)),
          op("Epoll.await, woken", t -> epollWait(t, true)),
          op(
              "Epoll.await, timed out",
              t -> {
                Epoll<String> epoll = epoll(t);
                return none(() -> epoll.await(NOTHING, BRIEF));
              }),
          op(
              "Epoll.wakeup",
              t -> {
                Epoll<String> epoll = epoll(t);
                t.check(failed -> wakes(epoll));
                return none(epoll::wakeup);
              }),
          op(
              "Epoll.close",
              t -> {
                Epoll<String> epoll = epoll(t);
                epoll.add(t.with(Pipe.open()).reader(), Epoll.IN, "r");
                t.check(failed -> epoll.close());
                return none(epoll::close);
              }),
          op(
              "close of a descriptor registered with an Epoll",
              t -> {
                Epoll<String> epoll = epoll(t);
                Socket socket = withByte(t);
                epoll.add(socket, Epoll.IN, "s");
                t.check(failed -> {
                  socket.close();
                  expect(0, epoll.size());
                  expect(0, epoll.await(NOTHING, Duration.ZERO));
                });
                return none(socket::close);
              }),
          op("Poll.add", t -> addToPoll(t, 0)),
          op("Poll.add, the arrays grow", t -> addToPoll(t, POLL_CAPACITY)),
          op(
              "Poll.remove",
              t -> {
                var poll = new Poll();
                poll.add(t.pair().first(), Poll.IN);
                Socket socket = withByte(t);
                poll.add(socket, Poll.IN);
                t.check(failed -> {
                  expect(1, poll.poll(Duration.ZERO));
                  expect(Poll.IN, poll.revents(poll.size() - 1));
                });
                return none(() -> poll.remove(0));
              }),
          op("Poll.poll", t -> poll(t, true, LONG)),
          op("Poll.poll, timed out", t -> poll(t, false, BRIEF)),
          op("Poll.poll, without blocking", t -> poll(t, false, Duration.ZERO)),
          op(
              "Poll.wakeup",
              t -> {
                var poll = new Poll();
                poll.add(t.pair().first(), Poll.IN);
                t.check(failed -> {
                  poll.wakeup();
                  expect(0, poll.poll(LONG));
                });
                return none(poll::wakeup);
              }));

  private PollOperations() {}

  private static void expect(int expected, int actual) {
    if (expected != actual) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }

  private static Epoll<String> epoll(Trial t) throws IOException {
    Epoll<String> epoll = t.with(Epoll.open());
    t.waits(
        epoll.descriptor(),
        () -> {
          epoll.await(NOTHING);
          return true;
        });
    return epoll;
  }

  /** Checks that a ready descriptor is reported. */
  private static void delivers(Epoll<String> epoll, String name) throws IOException {
    var names = new StringBuilder();
    epoll.await((descriptor, events, each) -> names.append(each), Duration.ZERO);
    if (!names.toString().equals(name)) {
      throw new AssertionError("delivered \"" + names + "\", and not " + name);
    }
  }

  /** Checks that a wake-up ends a wait without events. An earlier wake-up may be pending. */
  private static void wakes(Epoll<String> epoll) throws IOException {
    for (int i = 0; i < 2; i++) {
      epoll.wakeup();
      long begin = System.nanoTime();
      epoll.await(NOTHING, LONG);
      if (System.nanoTime() - begin >= LONG.toNanos()) {
        throw new AssertionError("a wake-up is lost");
      }
    }
  }

  private static Trial.Call add(Trial t, int others) throws IOException {
    Epoll<String> epoll = epoll(t);
    for (int i = 0; i < others; i++) {
      epoll.add(t.with(t.with(Pipe.open()).reader().dup()), Epoll.IN, "other");
    }
    Socket socket = withByte(t);
    t.check(failed -> {
      if (epoll.size() == others) {
        epoll.add(socket, Epoll.IN, "s");
      }
      expect(others + 1, epoll.size());
      delivers(epoll, "s");
      wakes(epoll);
      epoll.delete(socket);
      expect(others, epoll.size());
    });
    return none(() -> epoll.add(socket, Epoll.IN, "s"));
  }

  private static Trial.Call delete(Trial t) throws IOException {
    Epoll<String> epoll = epoll(t);
    Socket socket = withByte(t);
    epoll.add(socket, Epoll.IN, "s");
    t.check(failed -> {
      if (epoll.size() == 1) {
        epoll.delete(socket);
      }
      delivers(epoll, "");
      epoll.add(socket, Epoll.IN, "again");
      delivers(epoll, "again");
    });
    return none(() -> epoll.delete(socket));
  }

  /** A one-shot event is delivered by this wait or by the next. */
  private static Trial.Call epollWait(Trial t, boolean woken) throws IOException {
    Epoll<String> epoll = epoll(t);
    epoll.add(withByte(t), Epoll.IN | Epoll.ONESHOT, "s");
    if (woken) {
      epoll.wakeup();
    }
    int[] count = new int[1];
    Epoll.Handler<Object> handler = (descriptor, events, name) -> count[0]++;
    t.check(failed -> {
      for (int i = 0; i < 2 && count[0] == 0; i++) {
        epoll.await(handler, Duration.ZERO);
      }
      expect(1, count[0]);
      wakes(epoll);
    });
    return none(() -> epoll.await(handler, LONG));
  }

  private static Trial.Call addToPoll(Trial t, int others) throws IOException {
    var poll = new Poll();
    for (int i = 0; i < others; i++) {
      poll.add(t.with(Pipe.open()).reader(), Poll.IN);
    }
    Socket socket = withByte(t);
    t.check(failed -> {
      if (poll.size() == others) {
        poll.add(socket, Poll.IN);
      }
      poll.add(socket, Poll.IN);
      expect(2, poll.poll(Duration.ZERO));
    });
    return none(() -> poll.add(socket, Poll.IN));
  }

  private static Trial.Call poll(Trial t, boolean ready, Duration timeout) throws IOException {
    var poll = new Poll();
    Socket socket = ready ? withByte(t) : t.pair().first();
    poll.add(socket, Poll.IN);
    t.check(failed -> expect(ready ? 1 : 0, poll.poll(Duration.ZERO)));
    return none(() -> expect(ready ? 1 : 0, poll.poll(timeout)));
  }
}
