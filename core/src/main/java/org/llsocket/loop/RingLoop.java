package org.llsocket.loop;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.platform.Platform;
import org.llsocket.uring.BufferRing;
import org.llsocket.uring.Operation;
import org.llsocket.uring.Ring;
import org.llsocket.uring.RingFile;
import org.llsocket.uring.RingSetup;

/** A loop on a ring. */
final class RingLoop extends Loop {
  private static final int BUFFERS = 512;
  private static final int BUFFER_SIZE = 8 * 1024;

  /**
   * Places of the table that stay free: the kernel drops a connection for which it finds none, and
   * can accept as many at a time as wait in the listener's queue.
   */
  private static final int RESERVED = 4096;

  private static final int ECANCELED = Platform.number("ECANCELED");
  private static final int EINVAL = Platform.number("EINVAL");
  private static final int EOPNOTSUPP = Platform.number("EOPNOTSUPP");

  final Ring ring;
  final BufferRing buffers;
  private final int mostDirect; // connections in the table; those beyond it have a descriptor

  RingLoop() throws IOException {
    this(RingSetup.DEFAULT, RESERVED);
  }

  RingLoop(RingSetup setup, int reserved) throws IOException {
    ring = Ring.open(setup);
    mostDirect = ring.setup().files() - reserved;
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
    private boolean direct; // into the table
    private long accept; // the id of the operation

    Accepting(RingFile listener, Acceptor acceptor) {
      this.listener = listener;
      this.acceptor = acceptor;
    }

    @Override
    public void resume() throws IOException {
      if (!listener.isOpen() || !isOpen()) {
        return;
      }
      direct = connections() < mostDirect;
      accept =
          direct
              ? ring.acceptDirect(listener, Accepting::completed, this)
              : ring.accept(listener, 0, Accepting::completed, this);
    }

    private static void completed(Operation accept, Accepting accepting) throws IOException {
      accepting.completed(accept);
    }

    private void completed(Operation operation) throws IOException {
      int n = operation.result();
      if (n == -EINVAL || n == -EOPNOTSUPP) {
        throw new ErrnoException(new Errno(-n), "accept", listener.toString());
      }
      boolean isLast = operation.isLast();
      try {
        if (n >= 0) {
          accepted(operation.acceptedFile(), operation.accepted());
        }
      } finally {
        if (isLast && (n >= 0 || n == -ECANCELED)) {
          resume();
        } else if (isLast) {
          rest(this);
        } else if (direct && connections() >= mostDirect && isOpen()) {
          ring.cancel(accept);
        }
      }
    }

    /** One of the two is there, and is closed if it does not get a connection. */
    private void accepted(@Nullable RingFile inTable, @Nullable Socket socket) throws IOException {
      Connection made = null;
      try {
        RingFile file = socket == null ? Objects.requireNonNull(inTable) : ring.file(socket);
        made = new RingConnection(RingLoop.this, file, socket);
      } finally {
        if (made == null && inTable != null) {
          inTable.close();
        } else if (made == null && socket != null) {
          socket.close();
        }
      }
      made.start(acceptor);
    }
  }
}
