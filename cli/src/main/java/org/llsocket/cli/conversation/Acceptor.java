package org.llsocket.cli.conversation;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;

/** Accepts connections, and goes on after the failures that concern only one of them. */
public final class Acceptor {
  private static final long PAUSE_NANOS = 100_000_000;

  /** Reported until another file is closed: of this process, or of any process. */
  private static final Set<Errno> EXHAUSTED =
      Set.of(Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS, Errno.ENOMEM);

  private final Socket listener;
  private final Console console;
  private final SockAddrBuffer peer = new SockAddrBuffer();
  private long number;
  private boolean exhausted;

  /** Accepts connections of a listening socket, by one thread at a time. */
  public Acceptor(Socket listener, Console console) {
    this.listener = listener;
    this.console = console;
  }

  /**
   * A connection.
   *
   * @param socket the socket
   * @param name the peer's address, or a number if it has none
   */
  public record Accepted(Socket socket, String name) {}

  /**
   * Waits for a connection.
   *
   * @param limit how long to wait; null for no limit
   * @throws SocketTimeoutException if there was no connection within {@code limit}
   */
  public Accepted accept(@Nullable Duration limit) throws IOException {
    while (true) {
      try {
        Socket socket = limit == null ? listener.accept(peer) : listener.accept(peer, limit);
        exhausted = false;
        if (socket != null) {
          number++;
          return new Accepted(socket, name());
        }
      } catch (ErrnoException e) {
        retryLater(e);
      }
    }
  }

  private String name() {
    return peer.length() == 0 || peer.isUnnamed() ? "client " + number : peer.toString();
  }

  private void retryLater(ErrnoException e) throws IOException {
    if (EXHAUSTED.contains(e.errno())) {
      if (!exhausted) {
        console.warn(Formats.oneLine(e) + "; waiting until connections end");
      }
      exhausted = true;
      LockSupport.parkNanos(PAUSE_NANOS);
    } else if (!e.errno().equals(Errno.ECONNABORTED)) { // reset before it was accepted
      throw e;
    }
  }
}
