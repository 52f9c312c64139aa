package org.llsocket.cli.netcat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;
import org.llsocket.cli.socket.TransferStats;

/** Closes a socket, which ends all calls on it, after a time without any transfer. */
final class IdleTimer implements AutoCloseable {
  private final Socket socket;
  private final TransferStats stats;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("idle timer").unstarted(this::run);
  private long limitNanos; // set before the thread starts
  private volatile boolean expired;
  private volatile boolean stopped;

  /** Starts the timer; if {@code limit} is null, {@link #limit} starts it later. */
  IdleTimer(Socket socket, TransferStats stats, @Nullable Duration limit) {
    this.socket = socket;
    this.stats = stats;
    if (limit != null) {
      limit(limit);
    }
  }

  /** Sets the limit, at most once. The idle time counts from now. */
  void limit(Duration limit) {
    stats.touch();
    limitNanos = limit.toNanos();
    thread.start();
  }

  /** Whether this timer has closed the socket. */
  boolean expired() {
    return expired;
  }

  private void run() {
    while (!stopped) {
      long left = limitNanos - stats.idleNanos();
      if (left <= 0) {
        expired = true;
        closeSocket();
        return;
      }
      LockSupport.parkNanos(this, left);
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // The descriptor is released in any case, and the timer has no caller to report to.
    }
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
