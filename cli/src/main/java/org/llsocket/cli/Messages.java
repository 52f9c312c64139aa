package org.llsocket.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer tells on the terminal, and its data: lines on stderr, below them one that changes
 * with the progress, and data on stdout, which may be the same terminal.
 */
final class Messages implements AutoCloseable {
  private static final long PERIOD_NANOS = 250_000_000;
  private static final String ERASE_LINE = "\r\033[K";

  private final Streams streams;
  private final boolean quiet;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean progressShown;
  private volatile @Nullable Thread painter;

  Messages(Streams streams, boolean quiet) {
    this.streams = streams;
    this.quiet = quiet;
  }

  /** Shows how far {@code tally} is until {@link #close}, where there is a terminal to show it. */
  void showProgress(Tally tally) {
    if (!quiet && streams.errIsTerminal() && !streams.chat()) {
      painter = Thread.ofPlatform().daemon().name("progress").start(() -> paint(tally));
    }
  }

  private void paint(Tally tally) {
    LockSupport.parkNanos(PERIOD_NANOS);
    while (Thread.currentThread().equals(painter)) {
      lock.lock();
      try {
        print(ERASE_LINE + tally.summary());
        progressShown = true;
      } finally {
        lock.unlock();
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  /** A line for the user, unless they want quiet. */
  void say(String line) {
    if (!quiet) {
      complain(line);
    }
  }

  /**
   * A line that the user must see. It waits only so long for data that nobody takes from standard
   * output, for it may be the last before the process ends.
   */
  void complain(String line) {
    boolean locked = false;
    try {
      locked = lock.tryLock(PERIOD_NANOS, TimeUnit.NANOSECONDS);
      erase();
      streams.err().println(line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
  }

  /**
   * Counts and prints data that has come: whole, and not mixed with another connection's.
   *
   * @param length how much came, which is more than {@code bytes} of a datagram that was cut
   */
  void data(byte[] bytes, int length, Tally tally) throws IOException {
    int kept = Math.min(length, bytes.length);
    tally.received(kept);
    lock.lock();
    try {
      erase();
      print(bytes, kept);
    } finally {
      lock.unlock();
    }
    if (kept < length) {
      complain("a datagram of " + length + " bytes was cut to " + kept);
    }
  }

  private void print(byte[] bytes, int length) throws IOException {
    try {
      streams.out().write(bytes, 0, length);
    } catch (IOException e) {
      throw new IOException("standard output: " + Main.oneLine(e), e);
    }
  }

  private void erase() {
    if (progressShown) {
      print(ERASE_LINE);
      progressShown = false;
    }
  }

  private void print(String text) {
    PrintWriter err = streams.err();
    err.print(text);
    err.flush();
  }

  @Override
  public void close() {
    Thread thread = painter;
    painter = null;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
    lock.lock();
    try {
      erase();
    } finally {
      lock.unlock();
    }
  }
}
