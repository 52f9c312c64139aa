package org.llsocket.loop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.internal.platform.Platform;
import org.llsocket.uring.Operation;
import org.llsocket.uring.Ring;
import org.llsocket.uring.RingBuffer;
import org.llsocket.uring.RingFile;

/**
 * A connection on a ring. Data is sent back from the buffer that it was received into, if the
 * socket takes it at once; what it does not take is copied, so that a peer that does not read keeps
 * no buffer from the others.
 */
final class RingConnection extends Connection {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final Ring.Handler<RingConnection> RECEIVED = RingConnection::received;
  private static final Ring.Handler<RingConnection> SENT = RingConnection::sent;

  private final RingLoop loop;
  private final RingFile file;
  private final @Nullable Descriptor descriptor;
  private boolean receiving;
  private boolean sending;
  private long receive; // the id of the operation
  private @Nullable RingBuffer received; // of the handler that is being called
  private @Nullable RingBuffer lent; // that is being sent from, as the next two
  private int lentOffset;
  private int lentLength;

  RingConnection(RingLoop loop, RingFile file, @Nullable Descriptor descriptor) {
    super(loop);
    this.loop = loop;
    this.file = file;
    this.descriptor = descriptor;
  }

  @Override
  public @Nullable Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public long unsent() {
    return super.unsent() + (lent == null ? 0 : lentLength);
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
    receive = loop.ring.recv(file, loop.buffers, 0, RECEIVED, this);
    receiving = true;
  }

  @Override
  void stopReceiving() throws IOException {
    if (loop.isOpen()) {
      loop.ring.cancel(receive);
    }
  }

  private static void received(Operation operation, RingConnection connection) throws IOException {
    connection.received(operation);
  }

  private void received(Operation operation) throws IOException {
    boolean last = operation.isLast();
    int n = operation.result();
    RingBuffer buffer = operation.buffer();
    if (last) {
      receiving = false;
    }
    try {
      if (buffer != null && n > 0) {
        received = buffer;
        received(buffer.memory(), n);
      } else if (n == 0) {
        ended();
      } else {
        failed(n);
        if (last && !file.isOpen()) {
          abort(); // the program has closed the descriptor
        }
      }
    } finally {
      received = null;
      if (last) {
        settle();
      }
    }
  }

  @Override
  boolean sendReceived(MemorySegment memory, long offset, int length) throws IOException {
    RingBuffer from = received;
    if (from == null || !memory.equals(from.memory())) {
      return false;
    }
    loop.ring.send(file, from, (int) offset, length, MSG.DONTWAIT, SENT, this);
    sending = true;
    lent = from;
    lentOffset = (int) offset;
    lentLength = length;
    return true;
  }

  @Override
  void beginSending() throws IOException {
    Chunk chunk = Objects.requireNonNull(outgoing.first());
    RingBuffer buffer = Objects.requireNonNull(chunk.buffer);
    loop.ring.send(file, buffer, chunk.start, chunk.length(), MSG.WAITALL, SENT, this);
    sending = true;
  }

  private static void sent(Operation operation, RingConnection connection) throws IOException {
    connection.sent(operation.result());
  }

  private void sent(int n) throws IOException {
    sending = false;
    RingBuffer from = lent;
    lent = null;
    boolean wholly = false;
    try {
      if (from != null && (n >= 0 || n == -EAGAIN)) {
        int done = Math.max(n, 0);
        wholly = done == lentLength;
        if (!wholly) {
          keep(from, lentOffset + done, lentLength - done);
        }
      } else if (n >= 0) {
        outgoing.sent(n);
      }
      if (n < 0 && n != -EAGAIN) {
        failed(n);
      } else {
        sent(!wholly || !outgoing.isEmpty());
      }
    } finally {
      settle();
    }
  }

  /** Copies what is still to be sent; without memory for it the connection has failed. */
  private void keep(RingBuffer from, int offset, int length) throws IOException {
    boolean kept = false;
    try {
      outgoing.prepend(from.memory(), offset, length);
      kept = true;
    } finally {
      if (!kept) {
        abort();
      }
    }
  }

  @Override
  void closeFile() throws IOException {
    file.close();
    if (descriptor != null) {
      descriptor.close();
    }
  }
}
