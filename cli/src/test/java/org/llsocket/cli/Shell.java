package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command as a user runs it, in this JVM and over streams of the test's. */
final class Shell implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Captured out = new Captured();
  private final Captured err = new Captured();
  private final PipedOutputStream stdin = new PipedOutputStream();
  private final FutureTask<Integer> status;

  private Shell(boolean terminal, String... args) throws IOException {
    this(new PipedInputStream(), terminal, args);
  }

  private Shell(PipedInputStream in, boolean terminal, String... args) throws IOException {
    in.connect(stdin);
    status = start(in, terminal, args);
  }

  private Shell(InputStream in, String... args) {
    status = start(in, false, args);
  }

  private FutureTask<Integer> start(InputStream in, boolean terminal, String... args) {
    var streams = new Streams(in, out, new PrintWriter(err, true, UTF_8), UTF_8, false, terminal);
    var task = new FutureTask<>(() -> Main.commandLine(streams).execute(args));
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  /** Runs a command to its end, with {@code input} on its standard input. */
  static Ended pipe(String input, String... args) throws Exception {
    return new Shell(new ByteArrayInputStream(input.getBytes(UTF_8)), args).await();
  }

  /** Runs a command to its end without input. */
  static Ended run(String... args) throws Exception {
    return new Shell(InputStream.nullInputStream(), args).await();
  }

  /** Starts a command whose standard input the test writes. */
  static Shell start(String... args) throws IOException {
    return new Shell(false, args);
  }

  /** Starts a command that takes its standard error for a terminal. */
  static Shell startOnTerminal(String... args) throws IOException {
    return new Shell(true, args);
  }

  /** Starts a command with this on its standard input. */
  static Shell startWith(byte[] input, String... args) {
    return new Shell(new ByteArrayInputStream(input), args);
  }

  void type(String text) throws IOException {
    stdin.write(text.getBytes(UTF_8));
    stdin.flush();
  }

  void endInput() throws IOException {
    stdin.close();
  }

  /** Waits until standard output holds {@code text}. */
  void awaitOut(String text) throws InterruptedException {
    out.await(Pattern.compile(Pattern.quote(text)));
  }

  /** Waits until standard error holds {@code pattern}, and returns its first group. */
  String awaitErr(String pattern) throws InterruptedException {
    return err.await(Pattern.compile(pattern));
  }

  /** The port that {@code listen} says it listens on. */
  String awaitPort() throws InterruptedException {
    return awaitErr("listening on \\S*:(\\d+)");
  }

  /** Waits until this is so. */
  static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it is not so within the deadline");
      }
      Thread.onSpinWait();
    }
  }

  Ended await() throws Exception {
    int code = status.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    return new Ended(code, out.bytes(), err.text());
  }

  @Override
  public void close() throws IOException {
    stdin.close();
  }

  /** A command that has ended. */
  static final class Ended {
    private final int status;
    private final byte[] bytes;
    private final String err;

    private Ended(int status, byte[] bytes, String err) {
      this.status = status;
      this.bytes = bytes;
      this.err = err;
    }

    int status() {
      return status;
    }

    /** What it wrote to standard output. */
    byte[] bytes() {
      return bytes;
    }

    /** What it wrote to standard output, as text. */
    String out() {
      return new String(bytes, UTF_8);
    }

    /** What it wrote to standard error. */
    String err() {
      return err;
    }
  }

  private static final class Captured extends java.io.OutputStream {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(); // guarded by this

    @Override
    public synchronized void write(int b) {
      held.write(b);
      notifyAll();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      held.write(bytes, offset, length);
      notifyAll();
    }

    synchronized byte[] bytes() {
      return held.toByteArray();
    }

    synchronized String text() {
      return held.toString(UTF_8);
    }

    synchronized String await(Pattern pattern) throws InterruptedException {
      long end = System.nanoTime() + DEADLINE.toNanos();
      Matcher matcher = pattern.matcher(text());
      while (!matcher.find()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("no " + pattern + " within the deadline in: " + text());
        }
        wait(left);
        matcher = pattern.matcher(text());
      }
      return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    }
  }
}
