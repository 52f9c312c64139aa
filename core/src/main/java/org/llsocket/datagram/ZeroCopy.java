package org.llsocket.datagram;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.SingleUse;
import org.llsocket.internal.message.MessagesCall;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.TransferCalls;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.option.SO;
import org.llsocket.poll.Poll;

/**
 * {@code MSG_ZEROCOPY}: sends from the caller's memory without a copy, and reports when the kernel
 * no longer uses a buffer. Linux 4.14 for TCP, 5.0 for UDP.
 *
 * <p>Each send has a number, from 0. The kernel uses its buffer until the number {@link #isDone},
 * which {@link #reap} finds out from notifications in the error queue of the socket. Until then the
 * bytes must not change, because either the old or the new ones may be sent; and the arena must
 * stay open, because the memory could be allocated to something else, which would then be sent.
 *
 * <pre>{@code
 * try (var sends = new ZeroCopy(socket)) {
 *   sends.send(buffer, 0);
 *   long number = sends.sent() - 1;
 *   while (!sends.isDone(number)) {
 *     sends.reap((first, last, copied) -> ..., Duration.ofSeconds(1));
 *   }
 *   // the buffer can be reused
 * }
 * }</pre>
 *
 * <p>It is faster than a copy from about 10 KB per send. The kernel copies nevertheless if it has
 * to, on the loopback always, and reports that. It charges each send that has not been reaped
 * against {@code net.core.optmem_max}: if that is used up, a send throws ENOBUFS and can be
 * repeated after a {@link #reap}.
 *
 * <p>All zero-copy sends of a socket must use one such object, from the first send on, because the
 * kernel numbers them. One thread at a time may use it: a method that is called while another
 * thread uses it throws {@link IllegalStateException}; {@link #close} takes effect when the current
 * call has ended.
 *
 * @see <a href="https://docs.kernel.org/networking/msg_zerocopy.html">MSG_ZEROCOPY</a>
 */
public final class ZeroCopy implements AutoCloseable {
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");
  private static final int SOL_IP = Platform.number("SOL_IP");
  private static final int SOL_IPV6 = Platform.number("SOL_IPV6");
  private static final int IP_RECVERR = Platform.number("IP_RECVERR");
  private static final int IPV6_RECVERR = Platform.number("IPV6_RECVERR");
  private static final int SO_EE_ORIGIN_ZEROCOPY = Platform.number("SO_EE_ORIGIN_ZEROCOPY");
  private static final int SO_EE_CODE_ZEROCOPY_COPIED =
      Platform.number("SO_EE_CODE_ZEROCOPY_COPIED");
  private static final Struct ERROR = Platform.struct("sock_extended_err");
  private static final int EE_ORIGIN = ERROR.offset("ee_origin");
  private static final int EE_CODE = ERROR.offset("ee_code");
  private static final int EE_INFO = ERROR.offset("ee_info");
  private static final int EE_DATA = ERROR.offset("ee_data");

  /** For a notification, and the address of an offender after it. */
  private static final int CONTROL_SIZE = 512;

  /** Between two polls of a socket that reports an error, but no notification. */
  private static final long PAUSE_NANOS = 1_000_000;

  /** Is notified of the sends whose buffers can be reused. */
  @FunctionalInterface
  public interface Handler {
    /**
     * The kernel no longer uses the buffers of some sends.
     *
     * @param first the number of the first send, and {@code last} that of the last
     * @param copied {@code SO_EE_CODE_ZEROCOPY_COPIED}: whether the kernel had to copy, so that
     *     ordinary sends would be cheaper
     */
    void done(long first, long last, boolean copied);

    /**
     * The error queue contained something else: an error that {@code IP_RECVERR} enabled, or a
     * timestamp of {@code SO_TIMESTAMPING}. The message is valid until this returns.
     */
    default void other(Message message) {}
  }

  private final SingleUse use = new SingleUse("this ZeroCopy", this::release);
  private final Socket socket;
  private final OwnedFd target;
  private final Message notice = new Message().controlCapacity(CONTROL_SIZE);
  private final Poll poll = new Poll();
  private final Send call = new Send();
  private final TreeMap<Long, Long> ahead = new TreeMap<>(); // done, but not all before them
  private final ArrayDeque<Message> taken = new ArrayDeque<>(); // after a failure, for reap
  private long sent;
  private long below; // all numbers below are done

  /**
   * Zero-copy sends of a socket, which the caller still owns; sets {@link SO#ZEROCOPY}.
   *
   * @throws ErrnoException ENOTSUP if this kind of socket does not support it
   */
  public ZeroCopy(Socket socket) throws IOException {
    this.socket = socket;
    target = DescriptorAccess.of(socket);
    socket.set(SO.ZEROCOPY, true);
    poll.add(socket, 0);
  }

  /**
   * Ends the use of this object. The socket stays open, and the kernel may still use the buffers of
   * sends that are not {@linkplain #isDone done}.
   */
  @Override
  public void close() {
    use.close();
  }

  private void release() {
    notice.close();
  }

  // ---- sending

  /**
   * {@code send(2)} with {@code MSG_ZEROCOPY}, as {@link Socket#send(MemorySegment, int)}. On a
   * blocking stream that has to wait in between, it is several sends, each with a number.
   *
   * @param buffer in native memory; on a stream, at most 2 GiB are sent by one call
   * @param flags from {@link MSG}
   * @return how many bytes the kernel took; a send of 0 bytes has no number; {@link
   *     Descriptor#AGAIN}
   * @throws IllegalArgumentException if the buffer is on the heap
   * @throws ErrnoException ENOBUFS if too many notifications have not been reaped; as {@link
   *     Socket#send(MemorySegment, int)}
   */
  public int send(MemorySegment buffer, int flags) throws IOException {
    return send(buffer, null, flags);
  }

  /** {@code sendto(2)} with {@code MSG_ZEROCOPY}, as {@link #send}. */
  public int sendto(MemorySegment buffer, SockAddrView to, int flags) throws IOException {
    return send(buffer, to, flags);
  }

  private int send(MemorySegment buffer, @Nullable SockAddrView to, int flags) throws IOException {
    if (!buffer.isNative()) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY reads the buffer after the call, so it must not be on the heap");
    }
    MemorySegment head =
        buffer.byteSize() > Buffers.MAX_COUNT ? buffer.asSlice(0, Buffers.MAX_COUNT) : buffer;
    use.begin();
    try {
      return call.run(head, to, flags | MSG.ZEROCOPY | MSG.NOSIGNAL);
    } finally {
      use.end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * After a send that failed: the kernel has numbered it if it refused the packet only after
   * creating it, because of a filter or its length. The error queue then reports that its buffer
   * can be reused. What is in the queue is kept for {@link #reap}.
   */
  private void countFailed() throws IOException {
    while (true) {
      var message = new Message().controlCapacity(CONTROL_SIZE);
      if (socket.recvmsg(message, MSG.ERRQUEUE | MSG.DONTWAIT) == Descriptor.AGAIN) {
        return;
      }
      taken.add(message);
      int at = notice(message.control());
      if (at >= 0) {
        sent = Math.max(sent, extended(message.control().getInt(at, EE_DATA)) + 1);
      }
    }
  }

  /**
   * How many sends there were: the number of the last send is one less. A send that failed is
   * counted if the kernel has numbered it.
   */
  public long sent() {
    return sent;
  }

  // ---- notifications

  /**
   * Whether the buffer of the send with this number can be reused, according to the notifications
   * that have been reaped.
   */
  public boolean isDone(long number) {
    if (number < below) {
      return number >= 0;
    }
    Map.Entry<Long, Long> range = ahead.floorEntry(number);
    return range != null && number <= range.getValue();
  }

  /** Whether the buffers of all sends can be reused. */
  public boolean isDone() {
    return below == sent;
  }

  /**
   * {@code recvmsg(2)} with {@code MSG_ERRQUEUE} until the queue is empty: takes the notifications
   * that have arrived, and does not wait.
   *
   * @return how many notifications there were, each about one or more sends
   */
  public int reap(Handler handler) throws IOException {
    use.begin();
    try {
      int reaped = 0;
      while (!taken.isEmpty()) {
        if (report(taken.remove(), handler)) {
          reaped++;
        }
      }
      while (socket.recvmsg(notice, MSG.ERRQUEUE | MSG.DONTWAIT) != Descriptor.AGAIN) {
        if (report(notice, handler)) {
          reaped++;
        }
      }
      return reaped;
    } finally {
      use.end();
    }
  }

  /**
   * {@link #reap(Handler)} that waits for a notification, with {@code poll(2)} for POLLERR.
   *
   * @param timeout how long to wait at most
   * @return how many there were; 0 if the time has passed, or if all sends are done
   * @throws IllegalArgumentException if the timeout is negative
   * @throws AsynchronousCloseException if the socket is closed meanwhile
   */
  public int reap(Handler handler, Duration timeout) throws IOException {
    long deadline = Deadline.in(timeout);
    boolean ready = false;
    while (true) {
      int reaped = reap(handler);
      long left = Deadline.remaining(deadline);
      if (reaped > 0 || isDone() || left <= 0) {
        return reaped;
      }
      if (ready) { // for another error, or its end
        LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
      }
      ready = poll.poll(Duration.ofNanos(left)) > 0;
      if (!socket.isOpen()) {
        throw new AsynchronousCloseException();
      }
    }
  }

  private boolean report(Message message, Handler handler) {
    Control control = message.control();
    int at = notice(control);
    if (at < 0) {
      handler.other(message);
      return false;
    }
    long last = extended(control.getInt(at, EE_DATA));
    sent = Math.max(sent, last + 1);
    long first = last - Integer.toUnsignedLong((int) last - control.getInt(at, EE_INFO));
    done(first, last);
    int code = control.data(at).get(JAVA_BYTE, EE_CODE);
    handler.done(first, last, (code & SO_EE_CODE_ZEROCOPY_COPIED) != 0);
    return true;
  }

  /** The offset of a notification in the control data, or -1. */
  private static int notice(Control control) {
    int at = control.find(SOL_IP, IP_RECVERR);
    if (at < 0) {
      at = control.find(SOL_IPV6, IPV6_RECVERR);
    }
    boolean notice =
        at >= 0
            && control.size(at) >= ERROR.size()
            && control.data(at).get(JAVA_BYTE, EE_ORIGIN) == SO_EE_ORIGIN_ZEROCOPY;
    return notice ? at : -1;
  }

  private long extended(int number) {
    return extended(sent, number);
  }

  /** The kernel counts with 32 bits: the number nearest to {@code next} that ends in these. */
  static long extended(long next, int number) {
    return next + (number - (int) next);
  }

  private void done(long first, long last) {
    if (first > below) {
      ahead.put(first, last);
      return;
    }
    below = Math.max(below, last + 1);
    while (!ahead.isEmpty() && ahead.firstKey() <= below) {
      below = Math.max(below, ahead.pollFirstEntry().getValue() + 1);
    }
  }

  // ---- the call

  /** Counts the system calls that succeed, because the kernel numbers these. */
  private final class Send extends MessagesCall {
    private MemorySegment buffer = MemorySegment.NULL;
    private @Nullable SockAddrView to;
    private int flags;
    private long moved;

    int run(MemorySegment sending, @Nullable SockAddrView address, int asked) throws IOException {
      buffer = sending;
      to = address;
      flags = asked;
      moved = 0;
      begin(target);
      int kept = target.file().takeFailure();
      boolean waits = (asked & MSG.DONTWAIT) == 0 && !target.file().nonblock();
      try {
        return result(kept != 0 ? kept : BlockingIo.run(target, this, waits));
      } finally {
        end();
        buffer = MemorySegment.NULL;
        to = null;
      }
    }

    private int result(long n) throws IOException {
      if (n >= 0) {
        return (int) n;
      }
      if (again(target, n)) {
        return Descriptor.AGAIN;
      }
      countFailed();
      String arguments = "len=" + buffer.byteSize() + ", flags=MSG_ZEROCOPY";
      throw failure(target, n, to == null ? "send" : "sendto", arguments);
    }

    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long make(CallFrame frame, int fd, boolean waits) {
      int with = waits ? flags : flags | MSG.DONTWAIT;
      long rest = buffer.byteSize() - moved;
      long n;
      if (to == null) {
        n = TransferCalls.send(frame.errno, fd, buffer, moved, rest, with);
      } else {
        int length = Objects.requireNonNull(to).copyTo(frame.address);
        n = TransferCalls.sendto(frame.errno, fd, buffer, moved, rest, with, frame.address, length);
      }
      if (n > 0) {
        moved += n;
        sent++;
      }
      return n;
    }

    @Override
    public boolean triesFirst() {
      return true;
    }

    @Override
    public boolean isAll(long n) {
      return moved >= buffer.byteSize();
    }

    @Override
    public void advance(long n) {
      if (n > 0 || n == -EINPROGRESS) {
        flags &= ~MSG.FASTOPEN;
      }
    }

    @Override
    public boolean onlyByWaiting() {
      return false;
    }

    @Override
    public boolean mayBeStuck() {
      return false;
    }

    @Override
    public void share() {
      throw new IllegalStateException("a zero-copy send uses the memory of the caller");
    }
  }
}
