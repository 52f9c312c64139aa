package org.llsocket.cli;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What has moved through a socket, or through all sockets of a command, and when last. */
final class Tally {
  private static final long WORTH_A_RATE = 64 * 1024;

  private final @Nullable Tally whole;
  private final boolean datagrams;
  private volatile long started = System.nanoTime();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong sentMessages = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong receivedMessages = new AtomicLong();
  private volatile long active = System.nanoTime();

  /** A tally that also counts into {@code whole}, where that is not null. */
  Tally(boolean datagrams, @Nullable Tally whole) {
    this.datagrams = datagrams;
    this.whole = whole;
  }

  void sent(long bytes) {
    count(sentBytes, sentMessages, bytes);
    if (whole != null) {
      whole.sent(bytes);
    }
  }

  void received(long bytes) {
    count(receivedBytes, receivedMessages, bytes);
    if (whole != null) {
      whole.received(bytes);
    }
  }

  private void count(AtomicLong total, AtomicLong messages, long bytes) {
    total.addAndGet(bytes);
    messages.incrementAndGet();
    touch();
  }

  /** Counts the time from now. */
  void restart() {
    started = System.nanoTime();
    touch();
  }

  /** Begins a new silence. */
  void touch() {
    active = System.nanoTime();
  }

  /** How long nothing has moved. */
  long silentNanos() {
    return System.nanoTime() - active;
  }

  /** {@code sent 5 B, received 1.2 MiB in 0.3 s (4 MiB/s)}. */
  String summary() {
    long nanos = System.nanoTime() - started;
    long sent = sentBytes.get();
    long received = receivedBytes.get();
    return "sent "
        + amount(sent, sentMessages)
        + ", received "
        + amount(received, receivedMessages)
        + " in "
        + Text.time(nanos)
        + (sent + received < WORTH_A_RATE ? "" : " (" + Text.rate(sent + received, nanos) + ")");
  }

  boolean hasSent() {
    return sentMessages.get() > 0;
  }

  /** {@code 5 B in 1 datagram in 0.3 ms}, sent. */
  String sentSummary() {
    return amount(sentBytes.get(), sentMessages) + " in " + Text.time(System.nanoTime() - started);
  }

  /** {@code 5 B in 1 datagram in 0.3 ms}, received. */
  String receivedSummary() {
    return amount(receivedBytes.get(), receivedMessages)
        + " in "
        + Text.time(System.nanoTime() - started);
  }

  private String amount(long bytes, AtomicLong messages) {
    String text = Text.bytes(bytes);
    return datagrams ? text + " in " + Text.count(messages.get(), "datagram") : text;
  }
}
