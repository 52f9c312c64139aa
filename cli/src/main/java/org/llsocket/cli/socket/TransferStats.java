package org.llsocket.cli.socket;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.output.Formats;

/**
 * Counts the data that a socket, or all sockets of a command, have transferred. Safe for use by
 * several threads.
 */
public final class TransferStats {
  private static final long MIN_BYTES_FOR_RATE = 64 * 1024;

  private final @Nullable TransferStats total;
  private final boolean datagrams;
  private volatile long started = System.nanoTime();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong sentMessages = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong receivedMessages = new AtomicLong();
  private volatile long active = System.nanoTime();

  /** Counts from zero, and also adds to {@code total} unless it is null. */
  public TransferStats(boolean datagrams, @Nullable TransferStats total) {
    this.datagrams = datagrams;
    this.total = total;
  }

  /** Counts a send. */
  public void sent(long bytes) {
    count(sentBytes, sentMessages, bytes);
    if (total != null) {
      total.sent(bytes);
    }
  }

  /** Counts a receive. */
  public void received(long bytes) {
    count(receivedBytes, receivedMessages, bytes);
    if (total != null) {
      total.received(bytes);
    }
  }

  private void count(AtomicLong sum, AtomicLong messages, long bytes) {
    sum.addAndGet(bytes);
    messages.incrementAndGet();
    touch();
  }

  /** Restarts the clock of the summary, and the idle time. */
  public void restart() {
    started = System.nanoTime();
    touch();
  }

  /** Restarts the idle time. */
  public void touch() {
    active = System.nanoTime();
  }

  /** The time since the last transfer. */
  public long idleNanos() {
    return System.nanoTime() - active;
  }

  /** {@code sent 5 B, received 1.2 MiB in 0.3 s (4 MiB/s)}. */
  public String summary() {
    long nanos = System.nanoTime() - started;
    long sent = sentBytes.get();
    long received = receivedBytes.get();
    return "sent "
        + amount(sent, sentMessages)
        + ", received "
        + amount(received, receivedMessages)
        + " in "
        + Formats.time(nanos)
        + (sent + received < MIN_BYTES_FOR_RATE
            ? ""
            : " (" + Formats.rate(sent + received, nanos) + ")");
  }

  /** The number of bytes sent. */
  public long sentBytes() {
    return sentBytes.get();
  }

  /** The number of bytes received. */
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /** Whether anything was sent. */
  public boolean hasSent() {
    return sentMessages.get() > 0;
  }

  /** The data sent: {@code 5 B in 1 datagram in 0.3 ms}. */
  public String sentSummary() {
    return amount(sentBytes.get(), sentMessages)
        + " in "
        + Formats.time(System.nanoTime() - started);
  }

  /** The data received: {@code 5 B in 1 datagram in 0.3 ms}. */
  public String receivedSummary() {
    return amount(receivedBytes.get(), receivedMessages)
        + " in "
        + Formats.time(System.nanoTime() - started);
  }

  private String amount(long bytes, AtomicLong messages) {
    String text = Formats.bytes(bytes);
    return datagrams ? text + " in " + Formats.count(messages.get(), "datagram") : text;
  }
}
