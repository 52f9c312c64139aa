package org.llsocket.cli.socket;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.StandardStreams;

/**
 * Standard output and standard error of a transfer, which may be the same terminal: received data
 * on the one, messages and a progress line below them on the other. Safe for use by several
 * threads.
 */
public final class Console implements AutoCloseable {
  private static final long PERIOD_NANOS = 250_000_000;
  private static final String ERASE_LINE = "\r\033[K";

  private final StandardStreams streams;
  private final boolean quiet;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean progressShown;
  private volatile @Nullable Thread painter;

  /** A console that prints only warnings and data if {@code quiet}. */
  public Console(StandardStreams streams, boolean quiet) {
    this.streams = streams;
    this.quiet = quiet;
  }

  /** Shows the progress of {@code stats} until {@link #close}, if standard error is a terminal. */
  public void showProgress(TransferStats stats) {
    if (!quiet && streams.errIsTerminal() && !streams.interactive()) {
      painter = Thread.ofPlatform().daemon().name("progress").start(() -> paint(stats));
    }
  }

  private void paint(TransferStats stats) {
    LockSupport.parkNanos(PERIOD_NANOS);
    while (Thread.currentThread().equals(painter)) {
      lock.lock();
      try {
        print(ERASE_LINE + stats.summary());
        progressShown = true;
      } finally {
        lock.unlock();
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  /** Prints a line on standard error, unless {@code --quiet} was given. */
  public void info(String line) {
    if (!quiet) {
      warn(line);
    }
  }

  /**
   * Prints a line on standard error in any case. It may be the last one before the process ends, so
   * it waits for at most 250 ms for a thread that is blocked in writing to standard output.
   */
  public void warn(String line) {
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
   * Counts and prints received data, not interleaved with that of another connection.
   *
   * @param length the number of bytes received; more than {@code bytes} holds if a datagram was
   *     truncated
   */
  public void data(byte[] bytes, int length, TransferStats stats) throws IOException {
    int kept = Math.min(length, bytes.length);
    stats.received(kept);
    lock.lock();
    try {
      erase();
      print(bytes, kept);
    } finally {
      lock.unlock();
    }
    if (kept < length) {
      warn("a datagram of " + length + " bytes was truncated to " + kept + " bytes");
    }
  }

  private void print(byte[] bytes, int length) throws IOException {
    try {
      streams.out().write(bytes, 0, length);
    } catch (IOException e) {
      throw new IOException("standard output: " + Formats.oneLine(e), e);
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
