package org.llsocket.cli.relay;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.conversation.Conversation;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.conversation.Handshake;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;

/** Conversations between peers of a first source and ends of a second one. */
final class Relay {
  private final EndSource first;
  private final EndSource second;
  private final Conversation.Settings settings;
  private final Console console;
  private final int max;
  private final TransferStats stats = new TransferStats(false, null);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong served = new AtomicLong();
  private long lastNanos = System.nanoTime();
  private long lastSent;
  private long lastReceived;

  Relay(
      EndSource first, EndSource second, Conversation.Settings settings, Console console, int max) {
    this.first = first;
    this.second = second;
    this.settings = settings;
    this.console = console;
    this.max = max;
  }

  /** Relays one conversation. */
  void runOnce(@Nullable Duration limit) throws IOException {
    Arrival arrival;
    try {
      arrival = first.next(limit);
    } catch (SocketTimeoutException e) {
      throw limit == null ? e : new IOException("no peer within " + Formats.seconds(limit), e);
    }
    converse(arrival);
  }

  /** Relays all conversations, one thread each and one more, until the process exits. */
  void runAll() throws IOException {
    var slots = new Semaphore(max);
    while (true) {
      slots.acquireUninterruptibly(); // further connections wait in the backlog
      Arrival arrival = first.next(null);
      Thread.ofPlatform()
          .daemon()
          .name("conversation")
          .start(() -> {
            try {
              converse(arrival);
            } catch (IOException | RuntimeException e) { // such as a host that is no name
              console.warn(Formats.oneLine(e));
            } finally {
              slots.release();
            }
          });
    }
  }

  private void converse(Arrival arrival) throws IOException {
    open.incrementAndGet();
    served.incrementAndGet();
    var own = new TransferStats(false, stats);
    try {
      Handshake.Peer near = arrival.open(null);
      try (End nearEnd = near.end()) {
        Handshake.Peer far = second.next(settings.idleLimit()).open(near.origin());
        try (End farEnd = far.end()) {
          own.restart();
          converse(nearEnd, farEnd, own);
        }
      }
    } finally {
      open.decrementAndGet();
    }
  }

  private void converse(End near, End far, TransferStats own) throws IOException {
    String names = near + " <-> " + far + ": ";
    try {
      new Conversation(near, far, own, console, settings).run();
      console.event(names + own.summary());
    } catch (IOException e) {
      throw new IOException(names + Formats.oneLine(e) + "; " + own.summary(), e);
    }
  }

  /** {@code 3 conversations, sent 5 B, received 1.2 MiB in 0.3 s}. */
  String summary() {
    return Formats.count(served.get(), "conversation") + ", " + stats.summary();
  }

  /** {@code 2 of 5 conversations open, sent 5 MiB (1 MiB/s), received 3 KiB (0 B/s)}. */
  synchronized String progress() {
    long now = System.nanoTime();
    long sent = stats.sentBytes();
    long received = stats.receivedBytes();
    long nanos = now - lastNanos;
    String line =
        open.get()
            + " of "
            + Formats.count(served.get(), "conversation")
            + " open, sent "
            + Formats.bytes(sent)
            + " ("
            + Formats.rate(sent - lastSent, nanos)
            + "), received "
            + Formats.bytes(received)
            + " ("
            + Formats.rate(received - lastReceived, nanos)
            + ")";
    lastNanos = now;
    lastSent = sent;
    lastReceived = received;
    return line;
  }
}
