package org.llsocket.cli.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.socket.SocketIo;

/** One sender of datagrams to a socket that many send to. */
final class DatagramSession implements End {
  private static final int MAX_QUEUED_BYTES = 1 << 20; // as a receive buffer, it drops the rest

  private final Socket socket;
  private final SockAddr peer;
  private final Runnable whenClosed;
  private final Deque<byte[]> queue = new ArrayDeque<>(); // guarded by this
  private int queuedBytes; // guarded by this
  private boolean closed; // guarded by this

  DatagramSession(Socket socket, SockAddr peer, Runnable whenClosed) {
    this.socket = socket;
    this.peer = peer;
    this.whenClosed = whenClosed;
  }

  SockAddr peer() {
    return peer;
  }

  /** Adds a datagram that was received from the peer; drops it if too many are queued. */
  synchronized void offer(byte[] datagram) {
    if (!closed && queuedBytes + datagram.length <= MAX_QUEUED_BYTES) {
      queue.add(datagram);
      queuedBytes += datagram.length;
      notifyAll();
    }
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    try {
      while (queue.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedChannelException();
    }
    if (closed) {
      throw new AsynchronousCloseException();
    }
    byte[] datagram = queue.remove();
    queuedBytes -= datagram.length;
    into.put(datagram, 0, Math.min(datagram.length, into.remaining()));
    return datagram.length;
  }

  /** Replies to the peer; a peer without an address receives nothing. */
  @Override
  public void write(ByteBuffer from) throws IOException {
    if (peer.isUnnamed()) {
      from.position(from.limit());
    } else {
      SocketIo.requireProgress(socket.sendto(from, peer), "SO_SNDTIMEO");
    }
  }

  @Override
  public boolean endOutput() {
    return false;
  }

  @Override
  public boolean hasMessages() {
    return true;
  }

  @Override
  public String toString() {
    return peer.isUnnamed() ? "unnamed sender" : peer.toString();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    whenClosed.run();
  }
}
