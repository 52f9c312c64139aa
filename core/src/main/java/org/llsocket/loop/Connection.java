package org.llsocket.loop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * A connection of a {@link Loop}: a stream whose data its {@link ConnectionHandler} receives. Used
 * by the loop's thread only, except for {@link #close} and {@link #abort}.
 *
 * <p>While more than {@value #HIGH} bytes have not been sent, nothing is received, so that a peer
 * that does not read costs a limited amount of memory.
 */
public abstract class Connection implements Channel {
  /** With more unsent bytes than these nothing is received. */
  static final long HIGH = 256 * 1024;

  private static final int ECANCELED = Platform.number("ECANCELED");

  final Outgoing outgoing;
  private final Loop loop;
  private ConnectionHandler handler = Connection::ignore;
  private @Nullable Errno failure;
  private boolean paused;
  private boolean choked;
  private boolean over; // nothing more is received
  private volatile boolean closing;
  private boolean aborted;
  private boolean finished;
  @Nullable Connection previous; // in the list of the loop
  @Nullable Connection next;

  Connection(Loop loop) {
    this.loop = loop;
    outgoing = new Outgoing(loop.chunks);
  }

  private static void ignore(Connection connection, MemorySegment memory, int length) {}

  /** Begins with the first receive. */
  final void start(Acceptor acceptor) throws IOException {
    loop.link(this);
    boolean accepted = false;
    try {
      handler = acceptor.accepted(this);
      accepted = true;
    } finally {
      if (!accepted) {
        abort();
      }
      settle();
    }
  }

  // ---- what the engine does

  abstract boolean isReceiving();

  abstract boolean isSending();

  abstract void beginReceiving() throws IOException;

  abstract void stopReceiving() throws IOException;

  /** Sends the first chunk; sending is not in progress. */
  abstract void beginSending() throws IOException;

  /** Sends from memory that was received, if that is possible without a copy. */
  abstract boolean sendReceived(MemorySegment memory, long offset, int length) throws IOException;

  /** Closes the file; what is in progress ends. */
  abstract void closeFile() throws IOException;

  // ---- for programs

  /**
   * The descriptor of the connection, for its options; null if the loop has accepted it into the
   * table of a ring. It belongs to the loop: close the connection, not the descriptor.
   */
  public abstract @Nullable Descriptor descriptor();

  /** Whether neither {@link #close} was called nor the connection has failed. */
  @Override
  public final boolean isOpen() {
    return !closing;
  }

  /** How many bytes were given to {@link #send}, and have not been taken by the kernel. */
  public long unsent() {
    return outgoing.bytes();
  }

  /**
   * {@code send(2)} of the first {@code length} bytes, as {@link #send(MemorySegment, long, int)}.
   */
  public final void send(MemorySegment memory, int length) throws IOException {
    send(memory, 0, length);
  }

  /**
   * {@code send(2)}: sends bytes after all those before. It never waits: what the socket does not
   * take at once is copied and sent later, and {@link ConnectionHandler#drained} is called when
   * that is done.
   *
   * @param memory any memory; it can be reused when this method returns, except that of {@link
   *     ConnectionHandler#received}, which must not be changed any longer
   * @param offset of the first byte
   * @throws IndexOutOfBoundsException if the memory does not have so many bytes
   * @throws ClosedChannelException if the connection is closed, or has failed
   * @throws IOException if there is no memory for a copy; nothing of these bytes is sent, or the
   *     connection is {@linkplain #abort aborted}
   */
  public final void send(MemorySegment memory, long offset, int length) throws IOException {
    loop.checkOwner();
    Objects.checkFromIndexSize(offset, length, memory.byteSize());
    if (closing) {
      throw new ClosedChannelException();
    }
    if (length == 0) {
      return;
    }
    boolean idle = !isSending() && outgoing.isEmpty();
    if (!idle || !sendReceived(memory, offset, length)) {
      outgoing.append(memory, offset, length);
      if (!isSending()) {
        beginSending();
      }
    }
    if (outgoing.bytes() > HIGH && !choked) {
      choked = true;
      stop();
    }
  }

  /** Receives nothing until {@link #resume}, except what has arrived already. */
  public final void pause() throws IOException {
    loop.checkOwner();
    paused = true;
    stop();
  }

  /** Ends {@link #pause}. */
  public final void resume() throws IOException {
    loop.checkOwner();
    paused = false;
    settle();
  }

  /**
   * Receives nothing more, and closes the connection when the kernel has taken all that was to be
   * sent. May be called by any thread, any number of times.
   */
  @Override
  public final void close() throws IOException {
    if (loop.isOwner()) {
      closeNow(false);
    } else {
      loop.execute(() -> closeNow(false));
    }
  }

  /** As {@link #close}, and drops what has not been sent. */
  public final void abort() throws IOException {
    if (loop.isOwner()) {
      closeNow(true);
    } else {
      loop.execute(() -> closeNow(true));
    }
  }

  // ---- for the engine

  private void stop() throws IOException {
    if (isReceiving()) {
      stopReceiving();
    }
  }

  private void closeNow(boolean aborts) throws IOException {
    aborted |= aborts;
    closing = true;
    stop();
    settle();
  }

  /** Data has arrived; it is dropped if the connection is closing. */
  final void received(MemorySegment memory, int length) throws IOException {
    if (!closing) {
      handler.received(this, memory, length);
    }
  }

  /** The stream has ended. */
  final void ended() throws IOException {
    over = true;
    if (!closing) {
      handler.ended(this);
    }
  }

  /** An operation has failed with {@code -errno}. */
  final void failed(int n) throws IOException {
    if (n != -ECANCELED && failure == null && !closing) {
      failure = new Errno(-n);
    }
    if (n != -ECANCELED || !loop.isOpen()) {
      closeNow(true);
    }
  }

  /** Something was sent: continues with the rest. */
  final void sent(boolean waited) throws IOException {
    if (!outgoing.isEmpty() && !aborted && !isSending()) {
      beginSending();
    }
    if (outgoing.bytes() <= HIGH / 2) {
      choked = false;
    }
    if (waited && outgoing.isEmpty() && !closing) {
      handler.drained(this);
    }
  }

  /** Does what is due in this state. */
  final void settle() throws IOException {
    if (finished) {
      return;
    }
    if (!closing && !over && !paused && !choked && !isReceiving()) {
      beginReceiving();
    }
    boolean flushed = aborted || (!isSending() && outgoing.isEmpty());
    if (closing && flushed) {
      try {
        closeFile();
      } catch (IOException e) { // the descriptor is closed in any case
        finishIf(!isReceiving() && !isSending());
        throw e;
      }
      finishIf(!isReceiving() && !isSending());
    }
  }

  /**
   * The loop is closed. If this thread has no stack for it, the connection stays one of the loop.
   */
  final void drop() throws IOException {
    try {
      closeNow(true);
    } catch (IOException | RuntimeException e) {
      finishIf(!finished);
      throw e;
    }
    finishIf(!finished);
  }

  private void finishIf(boolean due) throws IOException {
    if (!due) {
      return;
    }
    StackHeadroom.require();
    finished = true;
    outgoing.clear();
    loop.unlink(this);
    handler.closed(this, failure);
  }
}
