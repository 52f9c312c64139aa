package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.UDP;

/**
 * Receives datagrams in numbers and hands them out one by one: {@code recvmmsg(2)}, and where the
 * socket is of UDP and the kernel has it, {@code UDP_GRO}, with which datagrams of one sender and
 * size come joined. With and without it the datagrams are the same. Nothing is allocated.
 *
 * <pre>{@code
 * try (var receiver = new DatagramReceiver(socket, 32, 1500, 0, true)) {
 *   while (true) {
 *     receiver.recvmmsg((memory, offset, length, from, control) -> ..., 0);
 *   }
 * }
 * }</pre>
 *
 * <p>It is used by one thread at a time, as {@link MessageBatch}. While it is open, whatever else
 * receives from the socket has to expect joined datagrams where {@link #isOffloaded}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class DatagramReceiver extends Exclusive {
  /** What comes joined is not longer than one datagram may be. */
  private static final int JOINED_SIZE = 65_535;

  /** Is handed the datagrams. */
  @FunctionalInterface
  public interface Handler {
    /**
     * A datagram. Everything is good until this returns.
     *
     * @param memory where it is, with the data of others
     * @param offset where it begins in {@code memory}
     * @param length how many bytes it has, or as many of them as there was room for
     * @param from where it came from; of length 0 where there is no address to tell
     * @param control its control data; joined datagrams have theirs in common, with UDP_GRO in it
     */
    void datagram(
        MemorySegment memory, long offset, int length, SockAddrBuffer from, Control control);
  }

  private final Socket socket;
  private final boolean offloaded;
  private final MessageBatch batch;
  private int come; // messages
  private int current; // of them
  private int at; // bytes of the current that have been handed out
  private boolean begun; // to hand out the current

  /**
   * A receiver for a socket, which stays the caller's.
   *
   * @param count how many messages one call may fetch, 1 to {@value MessageBatch#MAX}
   * @param size of the longest datagram; of a longer one the rest is lost, unless {@code offload}
   *     has made more room
   * @param controlSize bytes of room for the control data of a message, as {@link Control#space}
   *     adds them up, UDP_GRO not counted
   * @param offload whether to set {@link UDP#GRO} where there is such a thing; the memory is then
   *     64 KiB a message
   * @throws IllegalArgumentException if a number is not in its range
   */
  public DatagramReceiver(Socket socket, int count, int size, int controlSize, boolean offload)
      throws IOException {
    int withGro = (int) Math.min(Integer.MAX_VALUE, (long) controlSize + Control.space(4));
    int joined = Math.max(size, JOINED_SIZE);
    MessageBatch.checkRange("size", size, 0, Integer.MAX_VALUE);
    MessageBatch.checkRange("controlSize", controlSize, 0, Integer.MAX_VALUE);
    MessageBatch.checkRange("count", count, 1, MessageBatch.MAX);
    this.socket = socket;
    offloaded = offload && joins(socket);
    batch = new MessageBatch(count, offloaded ? joined : size, offloaded ? withGro : controlSize);
  }

  private static boolean joins(Socket socket) throws IOException {
    try {
      socket.set(UDP.GRO, true);
      return true;
    } catch (ErrnoException noSuchOption) {
      return false;
    }
  }

  /** Whether the kernel is asked to join datagrams: {@code UDP_GRO}. */
  public boolean isOffloaded() {
    return offloaded;
  }

  @Override
  String what() {
    return "the receiver";
  }

  @Override
  void release() {
    batch.close();
    if (offloaded) {
      try {
        socket.set(UDP.GRO, false);
      } catch (IOException closed) {
        // then nobody receives from it any more
      }
    }
  }

  /**
   * {@code recvmmsg(2)}: waits for a datagram and hands out all that are there, as far as there is
   * room. What a handler that threw has left is handed out by the next call, which then makes no
   * system call.
   *
   * @param flags of {@link MSG}; {@link MSG#WAITFORONE} is always set
   * @return how many datagrams were handed out; {@link Descriptor#EOF}; {@link Descriptor#AGAIN}
   * @throws IllegalStateException if the handler calls this
   * @throws ErrnoException as {@link MessageBatch#recvmmsg(Socket, int)}
   */
  public int recvmmsg(Handler handler, int flags) throws IOException {
    begin();
    try {
      return isEmpty() && !isFilled(batch.recvmmsg(socket, flags | MSG.WAITFORONE))
          ? come
          : handOut(handler);
    } finally {
      end();
    }
  }

  /**
   * {@link #recvmmsg(Handler, int)} that waits no longer than {@code timeout}.
   *
   * @throws SocketTimeoutException if no datagram has come by then
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int recvmmsg(Handler handler, int flags, Duration timeout) throws IOException {
    begin();
    try {
      return isEmpty() && !isFilled(batch.recvmmsg(socket, flags | MSG.WAITFORONE, timeout))
          ? come
          : handOut(handler);
    } finally {
      end();
    }
  }

  /**
   * {@code msg_flags} of the datagram that is being handed out, of {@link MSG}: {@link MSG#TRUNC}
   * where it was longer than there was room for.
   */
  public int flags() {
    return batch.flags(current);
  }

  private boolean isEmpty() {
    boolean handedOut = begun && at >= batch.size(current); // by a handler that then threw
    return current + (handedOut ? 1 : 0) >= come;
  }

  private boolean isFilled(int received) {
    come = received;
    current = 0;
    at = 0;
    begun = false;
    return received > 0;
  }

  private int handOut(Handler handler) {
    int handed = 0;
    for (; current < come; current++) {
      int size = batch.size(current);
      SockAddrBuffer from = batch.name(current);
      Control control = batch.control(current);
      int each = offloaded ? control.gro() : 0;
      while (at < size || !begun) {
        int start = at;
        int length = each > 0 ? Math.min(each, size - start) : size - start;
        begun = true;
        at += length;
        handed++;
        handler.datagram(batch.memory(), batch.offset(current) + start, length, from, control);
      }
      at = 0;
      begun = false;
    }
    return handed;
  }
}
