package org.llsocket.cli;

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

/**
 * Copies both ways between a connected socket and the command's streams, a thread each way.
 *
 * <p>The end of the input shuts the socket down for sending, so the peer sees it. The end of the
 * peer ends the conversation, once what stood ready to be sent is sent. Datagrams have no end: a
 * silence ends them.
 */
final class Conversation {
  /** Room for what comes at once: more than any IP datagram. */
  static final int CHUNK = 256 * 1024;

  /** How long the peer's last datagrams are waited for. */
  static final Duration LAST_SILENCE = Duration.ofSeconds(1);

  private static final long RECHECK_MILLIS = 50;

  private final Socket socket;
  private final boolean datagrams;
  private final Tally tally;
  private final Messages messages;
  private final @Nullable Duration idleLimit;

  private boolean sending; // guarded by this
  private @Nullable IOException sendFailure; // guarded by this

  Conversation(Socket socket, Tally tally, Messages messages, @Nullable Duration idleLimit) {
    this.socket = socket;
    this.tally = tally;
    this.messages = messages;
    this.idleLimit = idleLimit;
    datagrams = socket.type().equals(SOCK.DGRAM);
  }

  /** Copies until the end. The caller closes the socket. */
  void run(@Nullable Input input) throws IOException {
    try (var timer = new IdleTimer(socket, tally, idleLimit)) {
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
      throw new IOException("nothing moved for " + Text.seconds(idleLimit), e);
    }
  }

  private void receive() throws IOException {
    byte[] chunk = new byte[CHUNK];
    MemorySegment target = MemorySegment.ofArray(chunk);
    int flags = datagrams ? MSG.TRUNC : 0; // of a stream it would throw the bytes away
    while (true) {
      int n = socket.recv(target, flags);
      if (n == Socket.EOF) {
        return;
      }
      messages.data(chunk, (int) Input.moved(n, "SO_RCVTIMEO"), tally);
    }
  }

  private void send(Input input, IdleTimer timer) {
    @Nullable IOException failure = null;
    try {
      input.sendTo(socket, tally);
      if (!datagrams) {
        endSending();
      } else if (idleLimit == null) {
        timer.limit(LAST_SILENCE);
      }
    } catch (IOException e) {
      failure = e;
    }
    synchronized (this) {
      sending = false;
      sendFailure = failure;
      notifyAll();
    }
    if (failure != null && !peerEnded(failure)) {
      closeSocket(); // ends the receiver, which would wait for ever
    }
  }

  private void endSending() throws IOException {
    try {
      socket.shutdown(SHUT.WR);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOTCONN)) { // the peer has reset it, as the receiver will find
        throw e;
      }
    }
  }

  /** Whether the receiver will find the end too, perhaps behind data that it has yet to take. */
  private static boolean peerEnded(IOException failure) {
    return failure instanceof ErrnoException e
        && (e.errno().equals(Errno.EPIPE) || e.errno().equals(Errno.ENOTCONN));
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // The failure that led here is the one to be told.
    }
  }

  private synchronized void awaitSent(Input input) throws IOException {
    try {
      while (sending && !input.isDry()) {
        wait(RECHECK_MILLIS); // nothing tells when a stream runs dry
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
