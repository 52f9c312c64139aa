package org.llsocket.cli.conversation;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.socket.TransferStats;

/** Closes sockets, which ends all calls on them, after a time without any transfer. */
public final class IdleTimer implements AutoCloseable {
  private final Closeable sockets;
  private final TransferStats stats;
  private @Nullable Thread thread; // guarded by this
  private volatile long limitNanos = Long.MAX_VALUE;
  private volatile boolean expired;
  private volatile boolean stopped;

  /** Starts the timer; if {@code limit} is null, {@link #limit} starts it later. */
  public IdleTimer(Closeable sockets, TransferStats stats, @Nullable Duration limit) {
    this.sockets = sockets;
    this.stats = stats;
    if (limit != null) {
      limit(limit);
    }
  }

  /** Sets the limit, unless it is shorter already. The idle time counts from now. */
  public synchronized void limit(Duration limit) {
    stats.touch();
    limitNanos = Math.min(limitNanos, limit.toNanos());
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("idle timer").start(this::run);
    } else {
      LockSupport.unpark(thread);
    }
  }

  /** Whether this timer has closed the sockets. */
  public boolean expired() {
    return expired;
  }

  private void run() {
    while (!stopped) {
      long left = limitNanos - stats.idleNanos();
      if (left <= 0) {
        expired = true;
        closeSockets();
        return;
      }
      LockSupport.parkNanos(this, left);
    }
  }

  private void closeSockets() {
    try {
      sockets.close();
    } catch (IOException e) {
      // The descriptors are released in any case, and the timer has no caller to report to.
    }
  }

  @Override
  public synchronized void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
