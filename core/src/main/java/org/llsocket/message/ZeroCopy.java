package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.lifecycle.WaitingCall;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.TransferCalls;
import org.llsocket.option.SO;
import org.llsocket.poll.Poll;

/**
 * {@code MSG_ZEROCOPY}: sends from the caller's memory without a copy, and tells when the kernel
 * has done with it. Linux 4.14 for TCP, 5.0 for UDP.
 *
 * <p>Each send has a number, from 0. A buffer belongs to the kernel from the send on until that
 * number {@link #isDone}, which a notice tells that {@link #reap} takes from the socket's error
 * queue: before, the bytes must not change, for what leaves may be the old or the new ones, and the
 * arena must stay open, for the memory may be used for something else, which then leaves.
 *
 * <pre>{@code
 * try (var sends = new ZeroCopy(socket)) {
 *   sends.send(buffer, 0);
 *   long number = sends.sent() - 1;
 *   while (!sends.isDone(number)) {
 *     sends.reap((first, last, copied) -> ..., Duration.ofSeconds(1));
 *   }
 *   // the buffer is free
 * }
 * }</pre>
 *
 * <p>It is worth it from about 10 KB a send. The kernel copies where it has to, over the loopback
 * always, and says so. It keeps a note of {@code net.core.optmem_max} for each send that has not
 * been reaped: where there is no more room a send throws ENOBUFS, and after a {@link #reap} it can
 * be made again.
 *
 * <p>All zero-copy sends of a socket must be made here, from the first on, as the kernel numbers
 * them. It is used by one thread at a time; what another calls meanwhile throws {@link
 * IllegalStateException}.
 *
 * @see <a href="https://docs.kernel.org/networking/msg_zerocopy.html">MSG_ZEROCOPY</a>
 */
public final class ZeroCopy extends Exclusive {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINTR = Platform.number("EINTR");
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

  /** For a notice, and an offender's address behind it. */
  private static final int CONTROL_SIZE = 512;

  /** Between two looks at a socket that has something to tell, but no notice. */
  private static final long PAUSE_NANOS = 1_000_000;

  /** Hears which sends the kernel has done with. */
  @FunctionalInterface
  public interface Handler {
    /**
     * The buffers of some sends are free.
     *
     * @param first the number of the first of them, and {@code last} that of the last
     * @param copied {@code SO_EE_CODE_ZEROCOPY_COPIED}: whether the kernel had to copy, so that
     *     ordinary sends would be cheaper
     */
    void done(long first, long last, boolean copied);

    /**
     * The error queue held something else: an error that {@code IP_RECVERR} asked for, a timestamp
     * of {@code SO_TIMESTAMPING}. It is in the message until this returns.
     */
    default void other(Message message) {}
  }

  private final Socket socket;
  private final Message notice = new Message(CONTROL_SIZE);
  private final Poll poll = new Poll();
  private final Send call = new Send();
  private final TreeMap<Long, Long> ahead = new TreeMap<>(); // done, but not all before them
  private final ArrayDeque<Message> taken = new ArrayDeque<>(); // after a failure, not yet told
  private long sent;
  private long below; // all numbers below are done

  /**
   * Zero-copy sends of a socket, which stays the caller's; sets {@link SO#ZEROCOPY}.
   *
   * @throws org.llsocket.ErrnoException ENOTSUP if there is no such thing for this kind of socket
   */
  public ZeroCopy(Socket socket) throws IOException {
    this.socket = socket;
    socket.set(SO.ZEROCOPY, true);
    poll.add(socket, 0);
  }

  @Override
  String what() {
    return "this ZeroCopy";
  }

  @Override
  void release() {
    notice.close();
  }

  // ---- sending

  /**
   * {@code send(2)} with {@code MSG_ZEROCOPY}, as {@link Socket#send(MemorySegment, int)}. Where a
   * blocking stream has to wait in between it is more than one send, with a number each.
   *
   * @param buffer in native memory; of a stream, at most 2 GiB in one call
   * @param flags of {@link MSG}
   * @return how many bytes the kernel took; a send of 0 bytes has no number; {@link
   *     Descriptor#AGAIN}
   * @throws IllegalArgumentException if the buffer is on the heap
   * @throws org.llsocket.ErrnoException ENOBUFS if too many notices have not been reaped; as {@link
   *     Socket#send(MemorySegment, int)}
   */
  public int send(MemorySegment buffer, int flags) throws IOException {
    return send(buffer, null, flags);
  }

  /** {@code sendto(2)} with {@code MSG_ZEROCOPY}, as {@link #send}. */
  public int sendto(MemorySegment buffer, SockAddrView to, int flags) throws IOException {
    if (to.length() == 0) {
      throw new IllegalArgumentException("the address is empty: no call has filled it");
    }
    return send(buffer, to, flags);
  }

  private int send(MemorySegment buffer, @Nullable SockAddrView to, int flags) throws IOException {
    if (!buffer.isNative()) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY sends from the buffer after the call, so it cannot be on the heap");
    }
    MemorySegment head =
        buffer.byteSize() > Buffers.MAX_COUNT ? buffer.asSlice(0, Buffers.MAX_COUNT) : buffer;
    begin();
    try {
      return call.run(head, to, flags | MSG.ZEROCOPY | MSG.NOSIGNAL);
    } finally {
      end();
    }
  }

  /**
   * After a send that failed: the kernel has counted it if the packet was made and then refused, by
   * a filter or for its length. It has then done with it, too, and the error queue says so. What
   * stands there is kept for {@link #reap}.
   */
  private void countFailed() throws IOException {
    while (true) {
      var message = new Message(CONTROL_SIZE);
      if (message.recvmsg(socket, MSG.ERRQUEUE | MSG.DONTWAIT) == Descriptor.AGAIN) {
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
   * How many sends there were: the last one's number is one less. One that failed is among them
   * where the kernel gave it a number.
   */
  public long sent() {
    return sent;
  }

  // ---- notices

  /** Whether the kernel has done with the send of this number, as far as has been reaped. */
  public boolean isDone(long number) {
    if (number < below) {
      return number >= 0;
    }
    Map.Entry<Long, Long> range = ahead.floorEntry(number);
    return range != null && number <= range.getValue();
  }

  /** Whether it has done with all. */
  public boolean isDone() {
    return below == sent;
  }

  /**
   * {@code recvmsg(2)} with {@code MSG_ERRQUEUE}, until there is nothing more: takes the notices
   * that are there, and does not wait.
   *
   * @return how many there were, each of one send or more
   */
  public int reap(Handler handler) throws IOException {
    begin();
    try {
      int told = 0;
      while (!taken.isEmpty()) {
        if (tell(taken.remove(), handler)) {
          told++;
        }
      }
      while (notice.recvmsg(socket, MSG.ERRQUEUE | MSG.DONTWAIT) != Descriptor.AGAIN) {
        if (tell(notice, handler)) {
          told++;
        }
      }
      return told;
    } finally {
      end();
    }
  }

  /**
   * {@link #reap(Handler)} that waits for a notice, with {@code poll(2)} for POLLERR.
   *
   * @param timeout how long at most
   * @return how many there were; 0 if the time has passed, or all sends are done
   * @throws IllegalArgumentException if the timeout is negative
   * @throws AsynchronousCloseException if the socket is closed meanwhile
   */
  public int reap(Handler handler, Duration timeout) throws IOException {
    long deadline = Deadline.in(timeout);
    boolean ready = false;
    while (true) {
      int told = reap(handler);
      long left = Deadline.remaining(deadline);
      if (told > 0 || isDone() || left <= 0) {
        return told;
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

  private boolean tell(Message message, Handler handler) {
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

  /** Where in the control data a notice stands, or -1. */
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

  /** The kernel counts with 32 bits: of the numbers that end in these the one next to ours. */
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

  /** Counts the system calls that succeed, for those have the numbers. */
  private final class Send implements WaitingCall {
    private MemorySegment buffer = MemorySegment.NULL;
    private @Nullable SockAddrView to;
    private int flags;
    private long moved;

    int run(MemorySegment sending, @Nullable SockAddrView address, int asked) throws IOException {
      buffer = sending;
      to = address;
      flags = asked;
      moved = 0;
      OwnedFd owned = Owners.of(socket);
      int kept = owned.file().keepsFailure() ? owned.file().takeFailure() : 0;
      boolean waits = (asked & MSG.DONTWAIT) == 0 && !owned.file().nonblock();
      try {
        return result(kept != 0 ? kept : Waiting.run(owned, this, waits));
      } finally {
        buffer = MemorySegment.NULL;
        to = null;
      }
    }

    private int result(long n) throws IOException {
      if (n >= 0) {
        return (int) n;
      }
      if (!socket.isOpen()) {
        throw new AsynchronousCloseException();
      }
      if (n == -EAGAIN || n == -EINTR) {
        return Descriptor.AGAIN;
      }
      countFailed();
      String arguments = ", len=" + buffer.byteSize() + ", flags=MSG_ZEROCOPY";
      throw MessageCall.failed(socket, n, to == null ? "send" : "sendto", arguments);
    }

    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public long make(CallFrame frame, int fd, boolean waits) {
      int with = waits ? flags : flags | MSG.DONTWAIT;
      MemorySegment rest = moved == 0 ? buffer : buffer.asSlice(moved);
      long n;
      if (to == null) {
        n = TransferCalls.send(frame.errno, fd, rest, rest.byteSize(), with);
      } else {
        int length = Objects.requireNonNull(to).copyTo(frame.address);
        n =
            TransferCalls.sendto(
                frame.errno, fd, rest, rest.byteSize(), with, frame.address, length);
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
    public void goOn(long n) {
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
      throw new IllegalStateException("the memory of a zero-copy send is the caller's");
    }
  }
}
