package org.llsocket.loop;

import java.io.IOException;
import java.time.Duration;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.platform.Platform;
import org.llsocket.uring.BufferRing;
import org.llsocket.uring.Operation;
import org.llsocket.uring.Ring;
import org.llsocket.uring.RingFile;

/** A loop on a ring. */
final class RingLoop extends Loop {
  private static final int BUFFERS = 512;
  private static final int BUFFER_SIZE = 8 * 1024;
  private static final int ECANCELED = Platform.number("ECANCELED");
  private static final int EBADF = Platform.number("EBADF");
  private static final int EINVAL = Platform.number("EINVAL");
  private static final int EOPNOTSUPP = Platform.number("EOPNOTSUPP");

  final Ring ring;
  final BufferRing buffers;

  RingLoop() throws IOException {
    ring = Ring.open();
    BufferRing made = null;
    try {
      made = ring.buffers(BUFFERS, BUFFER_SIZE);
    } finally {
      if (made == null) {
        ring.close();
      }
    }
    buffers = made;
  }

  @Override
  public Engine engine() {
    return Engine.RING;
  }

  @Override
  Chunk newChunk() throws IOException {
    return new Chunk(ring.allocate(Chunk.SIZE));
  }

  @Override
  void begin(Socket listener, Acceptor acceptor) throws IOException {
    new Accepting(ring.file(listener), acceptor).resume();
  }

  @Override
  Connection connection(Socket socket) throws IOException {
    return new RingConnection(this, ring.file(socket), socket);
  }

  @Override
  int await(long deadline) throws IOException {
    if (deadline == Deadline.NONE) {
      return ring.await();
    }
    return ring.await(Duration.ofNanos(Math.max(0, Deadline.remaining(deadline))));
  }

  @Override
  public void wakeup() {
    ring.wakeup();
  }

  @Override
  public boolean isOpen() {
    return ring.isOpen();
  }

  @Override
  void closeEngine() throws IOException {
    ring.close();
  }

  /** A listener. */
  private final class Accepting implements Listener {
    private final RingFile listener;
    private final Acceptor acceptor;

    Accepting(RingFile listener, Acceptor acceptor) {
      this.listener = listener;
      this.acceptor = acceptor;
    }

    @Override
    public void resume() throws IOException {
      if (listener.isOpen()) {
        ring.acceptDirect(listener, Accepting::completed, this);
      }
    }

    private static void completed(Operation accept, Accepting accepting) throws IOException {
      accepting.completed(accept);
    }

    private void completed(Operation accept) throws IOException {
      RingFile file = accept.acceptedFile();
      int n = accept.result();
      if (file != null) {
        new RingConnection(RingLoop.this, file, null).start(acceptor);
      } else if (n == -EINVAL || n == -EOPNOTSUPP) {
        throw new ErrnoException(new Errno(-n), "accept", listener.toString());
      } else if (n != -ECANCELED && n != -EBADF) {
        rest(this);
      }
    }
  }
}
