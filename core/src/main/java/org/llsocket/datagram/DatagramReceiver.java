package org.llsocket.datagram;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.SingleUse;
import org.llsocket.internal.message.Limits;
import org.llsocket.message.Control;
import org.llsocket.message.MessageBatch;
import org.llsocket.option.UDP;

/**
 * Receives many datagrams with one {@code recvmmsg(2)} and hands them out one by one. On a UDP
 * socket it uses {@code UDP_GRO} if the kernel has it: the kernel then joins consecutive datagrams
 * of one sender and size. The handler gets the same datagrams with and without it. A call allocates
 * nothing.
 *
 * <pre>{@code
 * try (var receiver = DatagramReceiver.builder(socket).messages(32).datagramSize(1500).build()) {
 *   while (true) {
 *     receiver.recvmmsg((memory, offset, length, from, control) -> ..., 0);
 *   }
 * }
 * }</pre>
 *
 * <p>One thread at a time may use a receiver: a method that is called while another thread uses it
 * throws {@link IllegalStateException}; {@link #close} takes effect when the current call has
 * ended. While an {@linkplain #isOffloaded offloaded} receiver is open, other receives from the
 * socket get joined datagrams.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class DatagramReceiver implements AutoCloseable {
  /** Joined datagrams are at most as long as one datagram can be. */
  private static final int JOINED_SIZE = 65_535;

  private static final int GRO_SIZE = Control.space(Integer.BYTES);

  /** Receives the datagrams. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Handles one datagram. The arguments are valid until this returns.
     *
     * @param memory a buffer that contains the datagram
     * @param offset where it begins in {@code memory}
     * @param length its length, at most {@link Builder#datagramSize}
     * @param from its sender; of length 0 if there is no address
     * @param control its control data; joined datagrams share theirs, with UDP_GRO in it
     */
    void datagram(
        MemorySegment memory, long offset, int length, SockAddrBuffer from, Control control);
  }

  private final SingleUse use = new SingleUse("the receiver", this::release);
  private final Socket socket;
  private final boolean offloaded;
  private final MessageBatch batch;
  private int received; // messages
  private int current; // of them
  private int at; // how many bytes of the current message have been handed out
  private boolean begun; // handing out the current message

  private DatagramReceiver(Builder builder) throws IOException {
    socket = builder.socket;
    offloaded = builder.offload && joins(socket);
    long control = (long) builder.controlCapacity + (offloaded ? GRO_SIZE : 0);
    batch =
        MessageBatch.builder()
            .messages(builder.messages)
            .dataCapacity(offloaded ? Math.max(builder.size, JOINED_SIZE) : builder.size)
            .controlCapacity((int) Math.min(Integer.MAX_VALUE, control))
            .build();
  }

  /**
   * A builder of a receiver for a socket, which the caller still owns. The default is 32 messages,
   * datagrams of any length, no control data, and offload.
   */
  public static Builder builder(Socket socket) {
    return new Builder(socket);
  }

  /** The sizes of a receiver that is to be built. */
  public static final class Builder {
    private final Socket socket;
    private int messages = 32;
    private int size = JOINED_SIZE;
    private int controlCapacity;
    private boolean offload = true;

    private Builder(Socket socket) {
      this.socket = socket;
    }

    /**
     * How many messages one system call can receive.
     *
     * @param count 1 to {@value MessageBatch#MAX}
     * @throws IllegalArgumentException if it is outside its range
     */
    public Builder messages(int count) {
      messages = Limits.check("messages", count, 1, MessageBatch.MAX);
      return this;
    }

    /**
     * The length of the longest datagram. What a longer one has beyond it is lost, unless the
     * receiver is offloaded and has a larger buffer.
     *
     * @param bytes 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder datagramSize(int bytes) {
      size = Limits.check("datagram size", bytes, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * The capacity for the control data of a message, UDP_GRO excluded.
     *
     * @param bytes 0 or more, as {@link Control#space} computes them
     * @throws IllegalArgumentException if it is negative
     */
    public Builder controlCapacity(int bytes) {
      controlCapacity = Limits.check("control capacity", bytes, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Whether to set {@link UDP#GRO} if the socket and the kernel have it. It takes 64 KiB of
     * memory per message.
     */
    public Builder offload(boolean enabled) {
      offload = enabled;
      return this;
    }

    /**
     * A new receiver.
     *
     * @throws java.nio.channels.ClosedChannelException if the socket is closed
     */
    public DatagramReceiver build() throws IOException {
      return new DatagramReceiver(this);
    }
  }

  private static boolean joins(Socket socket) throws IOException {
    try {
      socket.set(UDP.GRO, true);
      return true;
    } catch (ErrnoException noSuchOption) {
      return false;
    }
  }

  /** Whether the kernel joins datagrams: {@code UDP_GRO} is set. */
  public boolean isOffloaded() {
    return offloaded;
  }

  /** Resets {@link UDP#GRO} if it was set. Received datagrams that were not handed out are lost. */
  @Override
  public void close() {
    use.close();
  }

  private void release() {
    batch.close();
    if (offloaded) {
      try {
        socket.set(UDP.GRO, false);
      } catch (IOException closed) {
        return; // a closed socket does not receive
      }
    }
  }

  /**
   * {@code recvmmsg(2)}: waits for a datagram and hands out all that have arrived, up to the
   * capacity of the receiver. If a handler throws, the next call hands out the remaining datagrams,
   * without a system call.
   *
   * @param flags from {@link MSG}; {@link MSG#WAITFORONE} is always set
   * @return how many datagrams were handed out; {@link Descriptor#EOF}; {@link Descriptor#AGAIN}
   * @throws IllegalStateException if the handler calls this
   * @throws ErrnoException as {@link Socket#recvmmsg(MessageBatch, int)}
   */
  public int recvmmsg(Handler handler, int flags) throws IOException {
    use.begin();
    try {
      return isEmpty() && !isFilled(socket.recvmmsg(batch, flags | MSG.WAITFORONE))
          ? received
          : handOut(handler);
    } finally {
      use.end();
    }
  }

  /**
   * {@link #recvmmsg(Handler, int)} with a timeout.
   *
   * @throws SocketTimeoutException if no datagram arrives before {@code timeout} has passed
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int recvmmsg(Handler handler, int flags, Duration timeout) throws IOException {
    use.begin();
    try {
      return isEmpty() && !isFilled(socket.recvmmsg(batch, flags | MSG.WAITFORONE, timeout))
          ? received
          : handOut(handler);
    } finally {
      use.end();
    }
  }

  /**
   * {@code msg_flags} of the datagram that is being handed out, from {@link MSG}: {@link MSG#TRUNC}
   * if it was longer than the buffer.
   */
  public int receivedFlags() {
    return batch.receivedFlags(current);
  }

  private boolean isEmpty() {
    boolean handedOut = begun && at >= batch.size(current); // the handler threw after it
    return current + (handedOut ? 1 : 0) >= received;
  }

  private boolean isFilled(int messages) {
    received = messages;
    current = 0;
    at = 0;
    begun = false;
    return messages > 0;
  }

  private int handOut(Handler handler) {
    int handed = 0;
    for (; current < received; current++) {
      int size = batch.size(current);
      MemorySegment data = batch.data(current);
      SockAddrBuffer from = batch.name(current);
      Control control = batch.control(current);
      int each = offloaded ? control.gro() : 0;
      while (at < size || !begun) {
        int start = at;
        int length = each > 0 ? Math.min(each, size - start) : size - start;
        begun = true;
        at += length;
        handed++;
        handler.datagram(data, start, length, from, control);
      }
      at = 0;
      begun = false;
    }
    return handed;
  }
}
