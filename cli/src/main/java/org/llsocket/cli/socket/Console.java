package org.llsocket.cli.socket;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
  private static final long LINE_NANOS = 1_000_000_000;
  private static final String ERASE_LINE = "\r\033[K";

  private final StandardStreams streams;
  private final boolean quiet;
  private final boolean verbose;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean progressShown;
  private volatile @Nullable Thread painter;

  /** A console that prints only warnings and data if {@code quiet}. */
  public Console(StandardStreams streams, boolean quiet) {
    this(streams, quiet, false);
  }

  /** The same, which also prints events if {@code verbose}. */
  public Console(StandardStreams streams, boolean quiet, boolean verbose) {
    this.streams = streams;
    this.quiet = quiet;
    this.verbose = verbose;
  }

  /** Whether standard input and output are a terminal. */
  public boolean interactive() {
    return streams.interactive();
  }

  /** Shows the progress of a transfer until {@link #close}, if standard error is a terminal. */
  public void showProgress(Supplier<String> progress) {
    if (!quiet && streams.errIsTerminal() && !streams.interactive()) {
      startPainter(() -> paint(progress));
    }
  }

  /** The same; if standard error is not a terminal, prints a line each second. */
  public void reportProgress(Supplier<String> progress) {
    if (streams.errIsTerminal()) {
      showProgress(progress);
    } else {
      startPainter(() -> printLines(progress));
    }
  }

  private void startPainter(Runnable paint) {
    Thread thread = Thread.ofPlatform().daemon().name("progress").unstarted(paint);
    painter = thread;
    thread.start();
  }

  private void paint(Supplier<String> progress) {
    LockSupport.parkNanos(PERIOD_NANOS);
    while (Thread.currentThread().equals(painter)) {
      lock.lock();
      try {
        print(ERASE_LINE + progress.get());
        progressShown = true;
      } finally {
        lock.unlock();
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  private void printLines(Supplier<String> progress) {
    long next = System.nanoTime() + LINE_NANOS;
    while (Thread.currentThread().equals(painter)) {
      long left = next - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      } else {
        info(progress.get());
        next += LINE_NANOS;
      }
    }
  }

  /** Prints what has happened as a line on standard error, if {@code -v} was given. */
  public void event(String line) {
    if (verbose) {
      warn(line);
    }
  }

  /** Prints lines on standard error that no other output comes between. */
  public void block(List<String> lines) {
    lock.lock();
    try {
      warn(String.join(System.lineSeparator(), lines));
    } finally {
      lock.unlock();
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

  /** Prints received data, not interleaved with that of another connection. */
  public void data(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      erase();
      print(bytes, offset, length);
    } finally {
      lock.unlock();
    }
  }

  private void print(byte[] bytes, int offset, int length) throws IOException {
    try {
      streams.out().write(bytes, offset, length);
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
