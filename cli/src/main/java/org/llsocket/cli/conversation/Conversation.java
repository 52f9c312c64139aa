package org.llsocket.cli.conversation;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;

/**
 * Copies in both directions between two ends, one thread per direction. What the near end sends
 * counts as sent, what the far end sends as received.
 *
 * <p>The end of the data of one end ends the output of the other; the other direction goes on until
 * it ends too. A near end that is standard input need not end: the conversation then ends with the
 * far end, after the input that can be read without waiting has been sent. Datagrams have no end,
 * and a program that has exited reads nothing: an idle timeout ends their conversations.
 */
public final class Conversation {
  private static final long RECHECK_MILLIS = 50;

  private final End near;
  private final End far;
  private final TransferStats stats;
  private final Console console;
  private final Settings settings;

  private boolean sending; // guarded by this
  private @Nullable IOException sendFailure; // guarded by this
  private volatile boolean lingering;

  /**
   * What the user wants of a conversation.
   *
   * @param idleLimit the time without a transfer after which it ends; null for none
   * @param linger the same once the only direction left cannot end by itself
   * @param dumped whether to print all data in hexadecimal on standard error
   */
  public record Settings(@Nullable Duration idleLimit, Duration linger, boolean dumped) {
    private static final Duration DEFAULT_LINGER = Duration.ofSeconds(1);

    /** The settings with a limit that the user has set; null for none. */
    public static Settings of(@Nullable Duration idleLimit, boolean dumped) {
      return new Settings(idleLimit, idleLimit == null ? DEFAULT_LINGER : idleLimit, dumped);
    }

    /** These settings with a limit even if the user has set none. */
    public Settings orIdleLimit(Duration limit) {
      return idleLimit == null ? new Settings(limit, linger, dumped) : this;
    }

    /** These settings for a conversation of which no side can end. */
    public Settings endless() {
      return orIdleLimit(linger);
    }
  }

  /** A conversation between two ends, which the caller closes. */
  public Conversation(End near, End far, TransferStats stats, Console console, Settings settings) {
    this.near = near;
    this.far = far;
    this.stats = stats;
    this.console = console;
    this.settings = settings;
  }

  /** Copies until the conversation ends. */
  public void run() throws IOException {
    try (var timer = new IdleTimer(this::closeBoth, stats, settings.idleLimit())) {
      if (near.hasInput()) {
        sending = true;
        Thread.ofPlatform().daemon().name("sender").start(() -> send(timer));
      }
      try {
        receive(timer);
        awaitSent();
        far.endOutput();
      } catch (ClosedChannelException e) {
        explain(e, timer);
      }
      throwSendFailure();
    }
  }

  private void receive(IdleTimer timer) throws IOException {
    new Pump(far, near, stats::received, console, settings.dumped()).run();
    ended(far, near, timer);
  }

  private void send(IdleTimer timer) {
    @Nullable IOException failure = null;
    try {
      new Pump(near, far, stats::sent, console, settings.dumped()).run();
      ended(near, far, timer);
    } catch (ClosedChannelException e) {
      // The timer has closed both ends, or the caller has after a failure: the receiver reports it.
    } catch (IOException e) {
      failure = e;
    }
    synchronized (this) {
      sending = false;
      sendFailure = failure;
      notifyAll();
    }
    if (failure != null && !peerHasClosed(failure)) {
      closeBoth(); // wakes the receiver, which might wait forever
    }
  }

  /** Passes the end of the data of one end on to the other. */
  private void ended(End from, End to, IdleTimer timer) throws IOException {
    console.event(from + ": end of the data");
    if (!to.endOutput()) {
      linger(timer);
    }
    from.whenFinished(() -> linger(timer));
  }

  private void linger(IdleTimer timer) {
    lingering = true;
    timer.limit(settings.linger());
  }

  private void explain(ClosedChannelException e, IdleTimer timer) throws IOException {
    throwSendFailure();
    if (!timer.expired()) {
      throw e;
    }
    Duration limit = settings.idleLimit();
    boolean endless = near.hasMessages() || far.hasMessages();
    if (!endless && !lingering && limit != null) {
      throw new IOException("no data transferred for " + Formats.seconds(limit), e);
    }
  }

  /**
   * Whether the receiver will see the end of the stream too, after the data still in its buffer.
   */
  private static boolean peerHasClosed(IOException failure) {
    return failure instanceof ErrnoException e
        && (e.errno().equals(Errno.EPIPE) || e.errno().equals(Errno.ENOTCONN));
  }

  private void closeBoth() {
    for (End end : new End[] {near, far}) {
      try {
        end.close();
      } catch (IOException e) {
        // The failure that led here is the one to report.
      }
    }
  }

  private synchronized void awaitSent() throws IOException {
    try {
      while (sending && !near.wouldBlock()) {
        wait(RECHECK_MILLIS); // available() can only be polled
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void throwSendFailure() throws IOException {
    if (sendFailure != null) {
      throw sendFailure;
    }
  }
}
