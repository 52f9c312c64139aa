package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.lifecycle.WaitingCall;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Mmsghdr;
import org.llsocket.internal.sys.BatchCalls;

/**
 * {@code sendmmsg(2)} and {@code recvmmsg(2)} with an array of headers. Messages that have been
 * moved are counted here and returned in any case; what ended the call after them is for the next.
 */
abstract class BatchCall implements WaitingCall {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINTR = Platform.number("EINTR");

  /** {@code struct mmsghdr[]}; what it points to is of the same arena. */
  final MemorySegment headers;

  private @Nullable Socket socket; // of the call that is made, as what follows
  private boolean sends;
  private int asked; // flags
  private int closeOnExec; // the flag, or 0
  private int from;
  private int to;
  private int moved;
  private long last;
  private boolean stray; // a signal has ended the last call after some messages

  BatchCall(MemorySegment headers) {
    this.headers = headers;
  }

  /** Messages {@code from} to {@code to} have come, and have an owner from now on. */
  abstract void received(int from, int to);

  /** Whether one of the messages has an address. */
  abstract boolean isAddressed();

  /**
   * How many messages were moved, or {@code -errno}.
   *
   * @param first the index of the first message, and {@code end} that behind the last
   */
  final long run(Socket on, boolean sending, int flags, int first, int end) throws IOException {
    OwnedFd owned = Owners.of(on);
    socket = on;
    sends = sending;
    asked = flags;
    closeOnExec = Message.closeOnExec(on);
    from = first;
    to = end;
    moved = 0;
    if (!sends && (flags & MSG.OOB) != 0) {
      owned.file().takesUrgent();
    }
    int never = MSG.DONTWAIT | (sends ? 0 : MSG.ERRQUEUE);
    boolean waits = (flags & never) == 0 && !owned.file().nonblock();
    try {
      boolean tells = owned.file().keepsFailure() && (flags & MSG.ERRQUEUE) == 0;
      long n = tells ? owned.file().takeFailure() : 0;
      if (n == 0) {
        n = whole(owned, waits);
      }
      return moved == 0 ? n : n >= 0 ? moved : left(owned, n);
    } catch (IOException e) { // a close or an interrupt, which the next call meets
      if (moved == 0) {
        throw e;
      }
      return moved;
    } finally {
      socket = null;
    }
  }

  /**
   * A virtual thread's send for which a platform thread waits first sends what it can, and a signal
   * is no reason to receive less.
   */
  private long whole(OwnedFd owned, boolean waits) throws IOException {
    boolean again = waits && sends && Thread.currentThread().isVirtual();
    long n;
    do {
      stray = false;
      n = Waiting.run(owned, this, waits);
    } while (n > 0 && !isAll(n) && (stray || (again && onlyByWaiting())));
    return n;
  }

  private long left(OwnedFd owned, long n) {
    return sends ? moved : Waiting.partly(owned, moved, n);
  }

  @Override
  public final boolean sends() {
    return sends;
  }

  /**
   * Makes the call; in one long method, so that the JIT allocates nothing, as {@code TransferCall}
   * has it.
   *
   * <p>A send that fails after some messages does so again when the rest is sent. A receive that
   * waits does so for one message and then takes what is there, again and again: the kernel keeps a
   * signal that comes after the first message as an error of the socket.
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
      if (sent < 0 && moved > 0 && !Waiting.wouldWait(true, sent)) {
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
      long come = BatchCalls.recvmmsg(frame.errno, fd, rest, to - first, flags);
      if (come > 0) {
        int end = first + (int) come;
        moved += (int) come;
        received(first, end);
        first = end;
      }
      if (come > 0 && waits && first < to && !forOne) {
        continue;
      }
      if (first == start) {
        last = come;
        return come;
      }
      last = (long) first - start;
      stray = come == -EINTR;
      if (come < 0) {
        return Waiting.partly(Owners.of(socket()), last, come);
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
  public final void goOn(long n) {}

  @Override
  public final boolean onlyByWaiting() {
    Socket on = socket();
    return sends
        && !Message.isStream(on)
        && !Message.isInternet(on)
        && (isAddressed() || on.family().equals(AF.NETLINK));
  }

  @Override
  public final boolean mayBeStuck() {
    return !sends && !Message.isStream(socket()) && (last == -EAGAIN || last == -EINTR);
  }

  /** All memory is the library's own, and may be used by any thread. */
  @Override
  public final void share() {}

  final Socket socket() {
    return Objects.requireNonNull(socket);
  }

  /** What to return for a call that returned {@code n}. */
  final int result(Socket on, long n) throws IOException {
    if (n >= 0) {
      return (int) n;
    }
    if (!on.isOpen()) {
      throw new AsynchronousCloseException();
    }
    if (n == -EAGAIN || n == -EINTR) {
      return Descriptor.AGAIN;
    }
    String flags = asked == 0 ? "" : ", flags=" + MSG.toString(asked);
    throw MessageCall.failed(
        on, n, sends ? "sendmmsg" : "recvmmsg", ", vlen=" + (to - from) + flags);
  }
}
