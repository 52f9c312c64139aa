package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.llsocket.cli.process.StandardStreams;

/** Runs the command in this JVM, on streams of the test. */
public final class Shell implements AutoCloseable {
  /** The longest time that a test waits. */
  public static final Duration DEADLINE = Duration.ofSeconds(60);

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
    var streams =
        new StandardStreams(in, out, new PrintWriter(err, true, UTF_8), UTF_8, false, terminal);
    var task = new FutureTask<>(() -> Main.commandLine(streams).execute(args));
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  /** Runs a command to its end, with {@code input} on its standard input. */
  public static Ended pipe(String input, String... args) throws Exception {
    return new Shell(new ByteArrayInputStream(input.getBytes(UTF_8)), args).await();
  }

  /** Runs a command to its end without input. */
  public static Ended run(String... args) throws Exception {
    return new Shell(InputStream.nullInputStream(), args).await();
  }

  /** Starts a command; the test writes its standard input. */
  public static Shell start(String... args) throws IOException {
    return new Shell(false, args);
  }

  /** Starts a command that treats its standard error as a terminal. */
  public static Shell startOnTerminal(String... args) throws IOException {
    return new Shell(true, args);
  }

  /** Starts a command with this standard input. */
  public static Shell startWith(byte[] input, String... args) {
    return new Shell(new ByteArrayInputStream(input), args);
  }

  /** Writes to standard input. */
  public void type(String text) throws IOException {
    stdin.write(text.getBytes(UTF_8));
    stdin.flush();
  }

  /** Closes standard input. */
  public void endInput() throws IOException {
    stdin.close();
  }

  /** Waits until standard output contains {@code text}. */
  public void awaitOut(String text) throws InterruptedException {
    out.await(Pattern.compile(Pattern.quote(text)));
  }

  /** Waits until standard error matches {@code pattern}, and returns its first group. */
  public String awaitErr(String pattern) throws InterruptedException {
    return err.await(Pattern.compile(pattern));
  }

  /** The port that {@code listen} prints. */
  public String awaitPort() throws InterruptedException {
    return awaitErr("listening on \\S*:(\\d+)");
  }

  /** Waits until the condition holds. */
  public static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the condition does not hold within the deadline");
      }
      Thread.onSpinWait();
    }
  }

  /** Waits until the command has exited. */
  public Ended await() throws Exception {
    int code = status.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    return new Ended(code, out.bytes(), err.text());
  }

  @Override
  public void close() throws IOException {
    stdin.close();
  }

  /** Asserts that a command line is refused with this message, on one line and a hint. */
  public static void assertUsageError(String line, String message) throws Exception {
    Ended ended = run(line.split(" +"));
    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }

  /** A command that has exited. */
  public static final class Ended {
    private final int status;
    private final byte[] bytes;
    private final String err;

    private Ended(int status, byte[] bytes, String err) {
      this.status = status;
      this.bytes = bytes;
      this.err = err;
    }

    /** Its exit status. */
    public int status() {
      return status;
    }

    /** Its standard output. */
    public byte[] bytes() {
      return bytes;
    }

    /** Its standard output as text. */
    public String out() {
      return new String(bytes, UTF_8);
    }

    /** Its standard error. */
    public String err() {
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
