package org.llsocket.cli.netcat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.cli.socket.TransferStats;

/**
 * Copies in both directions between a connected socket and the command's streams, one thread per
 * direction.
 *
 * <p>The end of the input shuts down the sending side of the socket. The end of the peer's stream
 * ends the conversation, after the input that can be read without blocking has been sent. Datagrams
 * have no end of stream; an idle timeout ends their conversation.
 */
final class Conversation {
  /** The idle timeout for datagrams after the end of the input, unless the user has set one. */
  static final Duration DATAGRAM_IDLE_LIMIT = Duration.ofSeconds(1);

  private static final long RECHECK_MILLIS = 50;

  private final Socket socket;
  private final boolean datagrams;
  private final TransferStats stats;
  private final Console console;
  private final @Nullable Duration idleLimit;

  private boolean sending; // guarded by this
  private @Nullable IOException sendFailure; // guarded by this

  Conversation(Socket socket, TransferStats stats, Console console, @Nullable Duration idleLimit) {
    this.socket = socket;
    this.stats = stats;
    this.console = console;
    this.idleLimit = idleLimit;
    datagrams = socket.type().equals(SOCK.DGRAM);
  }

  /** Copies until the conversation ends. The caller closes the socket. */
  void run(@Nullable PeerInput input) throws IOException {
    try (var timer = new IdleTimer(socket, stats, idleLimit)) {
      if (input != null) {
        sending = true;
        Thread.ofPlatform().daemon().name("sender").start(() -> send(input, timer));
      }
      try {
        receive();
        if (input != null) {
          awaitSent(input);
        }
      } catch (ClosedChannelException e) {
        explain(e, timer);
      }
      throwSendFailure();
    }
  }

  private void explain(ClosedChannelException e, IdleTimer timer) throws IOException {
    throwSendFailure();
    if (!timer.expired()) {
      throw e;
    }
    if (!datagrams && idleLimit != null) {
      throw new IOException("no data transferred for " + Formats.seconds(idleLimit), e);
    }
  }

  private void receive() throws IOException {
    byte[] chunk = new byte[SocketIo.BUFFER_SIZE];
    MemorySegment target = MemorySegment.ofArray(chunk);
    int flags = datagrams ? MSG.TRUNC : 0; // on a TCP socket MSG_TRUNC discards the data
    while (true) {
      int n = socket.recv(target, flags);
      if (n == Socket.EOF) {
        return;
      }
      console.data(chunk, (int) SocketIo.requireProgress(n, "SO_RCVTIMEO"), stats);
    }
  }

  private void send(PeerInput input, IdleTimer timer) {
    @Nullable IOException failure = null;
    try {
      input.sendTo(socket, stats);
      if (!datagrams) {
        endSending();
      } else if (idleLimit == null) {
        timer.limit(DATAGRAM_IDLE_LIMIT);
      }
    } catch (IOException e) {
      failure = e;
    }
    synchronized (this) {
      sending = false;
      sendFailure = failure;
      notifyAll();
    }
    if (failure != null && !peerHasClosed(failure)) {
      closeSocket(); // wakes the receiver, which might wait forever
    }
  }

  private void endSending() throws IOException {
    try {
      socket.shutdown(SHUT.WR);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOTCONN)) { // the peer has reset it; the receiver reports that
        throw e;
      }
    }
  }

  /**
   * Whether the receiver will see the end of the stream too, after the data still in its buffer.
   */
  private static boolean peerHasClosed(IOException failure) {
    return failure instanceof ErrnoException e
        && (e.errno().equals(Errno.EPIPE) || e.errno().equals(Errno.ENOTCONN));
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }

  private synchronized void awaitSent(PeerInput input) throws IOException {
    try {
      while (sending && !input.wouldBlock()) {
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
