package org.llsocket.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;

/** Closes a socket, and so ends every call on it, once nothing has moved for some time. */
final class IdleTimer implements AutoCloseable {
  private final Socket socket;
  private final Tally tally;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("idle timer").unstarted(this::run);
  private long limitNanos; // set before the thread starts
  private volatile boolean expired;
  private volatile boolean stopped;

  /** A timer that runs from now on; with a limit of null, only once it gets another. */
  IdleTimer(Socket socket, Tally tally, @Nullable Duration limit) {
    this.socket = socket;
    this.tally = tally;
    if (limit != null) {
      limit(limit);
    }
  }

  /** The limit, which is set once; the silence counts from now. */
  void limit(Duration limit) {
    tally.touch();
    limitNanos = limit.toNanos();
    thread.start();
  }

  /** Whether it was this timer that closed the socket. */
  boolean expired() {
    return expired;
  }

  private void run() {
    while (!stopped) {
      long left = limitNanos - tally.silentNanos();
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
      // The descriptor is given up all the same, and nobody waits for its last words.
    }
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
