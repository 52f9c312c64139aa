package org.llsocket.loop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.poll.Epoll;

/** A loop on an epoll. */
final class EpollLoop extends Loop {
  private static final int BUFFER_SIZE = 64 * 1024;

  final Epoll<Ready> epoll = Epoll.open();
  private final Epoll.Handler<Ready> handler = (_, events, target) -> target.ready(events);

  /** Received data, until the next receive. */
  final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

  final MemorySegment memory = MemorySegment.ofBuffer(buffer);

  EpollLoop() throws IOException {}

  /** What is registered with the epoll. */
  interface Ready {
    void ready(int events) throws IOException;
  }

  @Override
  public Engine engine() {
    return Engine.EPOLL;
  }

  @Override
  Chunk newChunk() {
    return new Chunk(ByteBuffer.allocateDirect(Chunk.SIZE));
  }

  @Override
  void begin(Socket listener, Acceptor acceptor) throws IOException {
    listener.nonblock(true);
    epoll.add(listener, Epoll.IN, new Accepting(listener, acceptor));
  }

  @Override
  Connection connection(Socket socket) throws IOException {
    socket.nonblock(true);
    return open(socket);
  }

  private EpollConnection open(Socket socket) throws IOException {
    EpollConnection opened = null;
    try {
      var connection = new EpollConnection(this, socket);
      epoll.add(socket, Epoll.IN, connection);
      opened = connection;
      return connection;
    } finally {
      if (opened == null) {
        socket.close();
      }
    }
  }

  @Override
  int await(long deadline) throws IOException {
    if (deadline == Deadline.NONE) {
      return epoll.await(handler);
    }
    return epoll.await(handler, Duration.ofNanos(Math.max(0, Deadline.remaining(deadline))));
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isOpen() {
    return epoll.isOpen();
  }

  @Override
  void closeEngine() throws IOException {
    epoll.close();
  }

  /** A listener. */
  private final class Accepting implements Listener, Ready {
    private final Socket listener;
    private final Acceptor acceptor;

    Accepting(Socket listener, Acceptor acceptor) {
      this.listener = listener;
      this.acceptor = acceptor;
    }

    @Override
    public void ready(int events) throws IOException {
      Socket socket = accept();
      while (socket != null) {
        open(socket).start(acceptor);
        socket = isOpen() && listener.isOpen() ? accept() : null;
      }
    }

    private @Nullable Socket accept() throws IOException {
      try {
        return listener.accept(null, SOCK.NONBLOCK);
      } catch (ErrnoException e) {
        if (e.errno().equals(Errno.EINVAL) || e.errno().equals(Errno.EOPNOTSUPP)) {
          epoll.delete(listener);
          throw e;
        }
        watch(0);
        rest(this);
        return null;
      } catch (ClosedChannelException e) {
        return null; // another thread has just closed it
      }
    }

    private void watch(int events) throws IOException {
      try {
        epoll.modify(listener, events);
      } catch (ClosedChannelException e) {
        // the listener is closed, and not watched any longer
      }
    }

    @Override
    public void resume() throws IOException {
      if (listener.isOpen() && isOpen()) {
        watch(Epoll.IN);
      }
    }
  }
}
