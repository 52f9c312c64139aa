package org.llsocket.loop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.Socket;
import org.llsocket.poll.Epoll;

/**
 * A connection on an epoll. It is sending while the kernel has not taken all, and then waits for
 * space in the socket's buffer.
 */
final class EpollConnection extends Connection implements EpollLoop.Ready {
  private final EpollLoop loop;
  private final Socket socket;
  private boolean receiving = true;
  private boolean sending;
  private int watched = Epoll.IN;

  EpollConnection(EpollLoop loop, Socket socket) {
    super(loop);
    this.loop = loop;
    this.socket = socket;
  }

  @Override
  public Descriptor descriptor() {
    return socket;
  }

  @Override
  boolean isReceiving() {
    return receiving;
  }

  @Override
  boolean isSending() {
    return sending;
  }

  @Override
  void beginReceiving() throws IOException {
    receiving = true;
    watch();
  }

  @Override
  void stopReceiving() throws IOException {
    receiving = false;
    watch();
  }

  private void watch() throws IOException {
    int events = (receiving ? Epoll.IN : 0) | (sending ? Epoll.OUT : 0);
    if (events != watched && socket.isOpen() && loop.isOpen()) {
      watched = events;
      loop.epoll.modify(socket, events);
    }
  }

  @Override
  public void ready(int events) throws IOException {
    if (sending && (events & ~Epoll.IN) != 0) {
      sending = false;
      try {
        beginSending();
        sent(true);
      } finally {
        settle();
      }
    }
    if (receiving && socket.isOpen() && (events & ~Epoll.OUT) != 0) {
      receive();
    }
  }

  private void receive() throws IOException {
    int n;
    try {
      n = socket.recv(loop.buffer.clear());
    } catch (ErrnoException e) {
      stopReceiving();
      failed(-e.errno().number());
      return;
    } catch (ClosedChannelException e) { // by the program
      abort();
      return;
    }
    if (n > 0) {
      received(loop.memory, n);
    } else if (n == Socket.EOF) {
      stopReceiving();
      try {
        ended();
      } finally {
        settle();
      }
    }
  }

  /** Sends at once; what the socket does not take is copied. */
  @Override
  boolean sendReceived(MemorySegment memory, long offset, int length) throws IOException {
    if (!memory.equals(loop.memory)) {
      return false;
    }
    ByteBuffer data = loop.buffer.limit((int) offset + length).position((int) offset);
    if (send(data) && data.hasRemaining()) {
      keep(data);
      sending = true;
      watch();
    }
    return true;
  }

  /** Copies what is still to be sent; without memory for it the connection has failed. */
  private void keep(ByteBuffer data) throws IOException {
    boolean kept = false;
    try {
      outgoing.append(loop.memory, data.position(), data.remaining());
      kept = true;
    } finally {
      if (!kept) {
        abort();
      }
    }
  }

  @Override
  void beginSending() throws IOException {
    boolean takes = true;
    for (Chunk chunk = outgoing.first(); chunk != null && takes; chunk = outgoing.first()) {
      ByteBuffer data = Objects.requireNonNull(chunk.view).limit(chunk.end).position(chunk.start);
      if (!send(data)) {
        return;
      }
      takes = !data.hasRemaining();
      outgoing.sent(data.position() - chunk.start);
    }
    sending = !outgoing.isEmpty();
    watch();
  }

  /** One send; false if the connection has failed, which its handler learns later. */
  private boolean send(ByteBuffer data) throws IOException {
    try {
      int _ = socket.send(data, MSG.DONTWAIT);
      return true;
    } catch (ErrnoException e) {
      int failure = -e.errno().number();
      stopReceiving();
      sending = true; // what is still given to it is not sent
      loop.execute(() -> failed(failure));
      return false;
    }
  }

  @Override
  void closeFile() throws IOException {
    receiving = false;
    sending = false;
    socket.close();
  }
}
