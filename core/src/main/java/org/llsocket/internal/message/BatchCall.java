package org.llsocket.internal.message;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Mmsghdr;
import org.llsocket.internal.sys.BatchCalls;

/**
 * {@code sendmmsg(2)} and {@code recvmmsg(2)} with an array of headers. A call that has transferred
 * messages returns their count, whatever ended it after them; the next call reports that.
 */
public abstract class BatchCall extends MessagesCall {
  private static final int AF_NETLINK = Platform.number("AF_NETLINK");
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINTR = Platform.number("EINTR");

  private final MemorySegment headers;

  private boolean sends; // of the current call, as the next fields
  private int asked; // flags
  private int closeOnExec; // the flag, or 0
  private int from;
  private int to;
  private int moved;
  private long last;
  private boolean stray; // a signal has ended the last system call after some messages

  protected BatchCall(MemorySegment headers) {
    this.headers = headers;
  }

  /** {@code struct mmsghdr[]}; all memory that it points to is in the same arena. */
  public final MemorySegment headers() {
    return headers;
  }

  /** Messages {@code from} to {@code to}, exclusive, have been received: takes ownership. */
  protected abstract void received(int from, int to);

  /** Whether one of the messages has an address. */
  protected abstract boolean isAddressed();

  /**
   * Makes the call.
   *
   * @param first the index of the first message, and {@code end} the index after the last
   * @param deadline {@link Deadline#NONE} for none
   * @return how many messages were transferred, or {@code -errno}
   */
  public final long run(OwnedFd on, boolean sending, int flags, int first, int end, long deadline)
      throws IOException {
    begin(on);
    sends = sending;
    asked = flags;
    closeOnExec = MessagesCall.closeOnExec(on.file());
    from = first;
    to = end;
    moved = 0;
    if (!sends && (flags & MSG.OOB) != 0) {
      on.file().takesUrgent();
    }
    int never = MSG.DONTWAIT | (sends ? 0 : MSG.ERRQUEUE);
    boolean waits = (flags & never) == 0 && (deadline != Deadline.NONE || !on.file().nonblock());
    try {
      long n = (flags & MSG.ERRQUEUE) == 0 ? on.file().takeFailure() : 0;
      if (n == 0) {
        n = whole(on, waits, deadline);
      }
      return moved == 0 ? n : n >= 0 ? moved : left(on, n);
    } catch (IOException e) { // a close or an interrupt, which the next call reports
      if (moved == 0) {
        throw e;
      }
      return moved;
    } finally {
      end();
    }
  }

  /** A signal does not shorten a receive. */
  private long whole(OwnedFd on, boolean waits, long deadline) throws IOException {
    long n;
    do {
      stray = false;
      n = BlockingIo.run(on, this, waits, deadline);
    } while (n > 0 && !isAll(n) && stray);
    return n;
  }

  private long left(OwnedFd owned, long n) {
    return sends ? moved : BlockingIo.partly(owned, moved, n);
  }

  @Override
  public final boolean sends() {
    return sends;
  }

  /**
   * Makes the call. It is one long method so that the JIT compiler allocates nothing, as in {@code
   * TransferCall}.
   *
   * <p>A send that fails after some messages fails again when the rest is sent. A receive waits for
   * one message at a time and takes the pending ones after it, until it has enough: the kernel
   * would keep a signal that arrives after the first message as an error of the socket.
   */
  @Override
  public final long make(CallFrame frame, int fd, boolean waits) {
    int first = from + moved;
    if (sends) {
      int flags = asked | MSG.NOSIGNAL;
      if (!waits) {
        flags |= MSG.DONTWAIT;
      }
      MemorySegment rest = headers;
      if (first > 0) {
        rest = headers.asSlice((long) Mmsghdr.SIZE * first);
      }
      long sent = BatchCalls.sendmmsg(frame.errno, fd, rest, to - first, flags);
      last = sent;
      if (sent > 0) {
        moved += (int) sent;
      }
      if (sent < 0 && moved > 0 && !BlockingIo.wouldWait(true, sent)) {
        return 0;
      }
      return sent;
    }
    int flags = asked | closeOnExec;
    if (waits) {
      flags |= MSG.WAITFORONE;
    } else {
      flags |= MSG.DONTWAIT;
    }
    boolean forOne = (asked & MSG.WAITFORONE) != 0;
    int start = first;
    while (true) {
      MemorySegment rest = headers;
      if (first > 0) {
        rest = headers.asSlice((long) Mmsghdr.SIZE * first);
      }
      long n = BatchCalls.recvmmsg(frame.errno, fd, rest, to - first, flags);
      if (n > 0) {
        int end = first + (int) n;
        moved += (int) n;
        received(first, end);
        first = end;
      }
      if (n > 0 && waits && first < to && !forOne) {
        continue;
      }
      if (first == start) {
        last = n;
        return n;
      }
      last = (long) first - start;
      stray = n == -EINTR;
      if (n < 0) {
        return BlockingIo.partly(socket(), last, n);
      }
      return last;
    }
  }

  @Override
  public final boolean triesFirst() {
    return true;
  }

  @Override
  public final boolean isAll(long n) {
    return from + moved == to || (!sends && (asked & MSG.WAITFORONE) != 0);
  }

  @Override
  public final void advance(long n) {}

  @Override
  public final boolean onlyByWaiting() {
    OwnedFd on = socket();
    return sends
        && !on.file().isStream()
        && !on.file().isInternet()
        && (isAddressed() || on.file().family() == AF_NETLINK);
  }

  @Override
  public final boolean mayBeStuck() {
    return !sends && !socket().file().isStream() && (last == -EAGAIN || last == -EINTR);
  }

  /** All memory is of an automatic arena, which any thread may use. */
  @Override
  public final void share() {}

  /** What to return for a call that returned {@code n}. */
  public final int result(OwnedFd on, long n) throws IOException {
    if (n >= 0) {
      return (int) n;
    }
    if (again(on, n)) {
      return Descriptor.AGAIN;
    }
    String flags = asked == 0 ? "" : ", flags=" + MSG.toString(asked);
    throw failure(on, n, sends ? "sendmmsg" : "recvmmsg", "vlen=" + (to - from) + flags);
  }
}
