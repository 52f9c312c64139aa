package org.llsocket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;

/**
 * A {@link SocketCall} that has to wait, with its arguments and its progress. The {@link CallFrame}
 * keeps the object for the next call that has to wait, which then allocates none.
 */
final class SocketIoCall implements BlockingCall {
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");

  private OpenFileDescription file;
  private SocketCall call;
  private @Nullable Object data;
  private long range; // the bytes left to move
  private @Nullable SockAddrView addr;
  private int flags;
  private long moved;

  // The caller's data, if the call uses a copy of it.
  private @Nullable Object original;
  private long originalRange;
  private long before; // bytes moved before
  private @Nullable Arena shared;

  private SocketIoCall(OpenFileDescription file, SocketCall call) {
    this.file = file;
    this.call = call;
  }

  static SocketIoCall begin(
      OpenFileDescription file,
      SocketCall call,
      Object data,
      long range,
      @Nullable SockAddrView addr,
      int flags) {
    CallFrame frame = CallFrame.current();
    var state = (SocketIoCall) frame.takeSpare(CallFrame.TRANSFER);
    frame.done();
    if (state == null) {
      state = new SocketIoCall(file, call);
    }
    state.file = file;
    state.call = call;
    state.data = data;
    state.range = range;
    state.addr = addr;
    state.flags = flags;
    state.moved = 0;
    return state;
  }

  /** Ends the call, which has returned {@code n}. This object may be reused afterwards. */
  void end(long n) {
    if (shared != null) {
      giveBack(n, shared);
    }
    data = null;
    addr = null;
    CallFrame frame = CallFrame.current();
    frame.keepSpare(CallFrame.TRANSFER, this);
    frame.done();
  }

  private void giveBack(long n, Arena arena) {
    try (arena) {
      MemorySegment from = (MemorySegment) data;
      if (!call.sends && n > before && from != null && original != null) {
        MemorySegment to = Range.of(original, originalRange);
        MemorySegment.copy(from, 0, to, 0, Math.min(n - before, to.byteSize()));
      }
    } finally {
      shared = null;
      original = null;
    }
  }

  @Override
  public boolean sends() {
    return call.sends;
  }

  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    return call.make(frame, fd, data(), range, addr, waits ? flags : flags | MSG.DONTWAIT);
  }

  private Object data() {
    if (data == null) {
      throw new IllegalStateException("no call is in progress");
    }
    return data;
  }

  @Override
  public boolean isAll(long n) {
    return isAll(call, n, range, flags);
  }

  /** Whether a blocking call would return after {@code n} bytes, 1 or more. */
  static boolean isAll(SocketCall call, long n, long range, int flags) {
    boolean wantsAll = call.sends || (flags & MSG.WAITALL) != 0;
    return n >= Range.length(range) || !wantsAll;
  }

  /** Continues with the rest; a connection that has begun (MSG_FASTOPEN) is not begun again. */
  @Override
  public void advance(long n) {
    if (n > 0 || n == -EINPROGRESS) {
      flags &= ~MSG.FASTOPEN;
    }
    long more = Math.max(n, 0);
    moved += more;
    range = Range.behind(range, more);
  }

  /**
   * Whether the call waits for an event that the poller does not report. A datagram sent to a Unix
   * or netlink address waits for the receiver's queue, not for the socket's own; one sent to the
   * peer of a netlink socket {@linkplain #mayBeStuck may be stuck}. A receive may wait for a number
   * of bytes that only the kernel counts.
   */
  @Override
  public boolean onlyByWaiting() {
    if (call.sends) {
      boolean others = !file.isStream() && !file.isInternet() && call == SocketCall.SENDTO;
      return others && (flags & MSG.ZEROCOPY) == 0; // its memory has to outlive the call
    }
    int peekAll = MSG.PEEK | MSG.WAITALL;
    return file.isStream() && (file.lowWater() || (flags & peekAll) == peekAll);
  }

  @Override
  public boolean mayBeStuck() {
    boolean zeroCopy =
        call.sends && (flags & MSG.ZEROCOPY) != 0; // the caller's memory itself is sent
    return !zeroCopy && !file.isStream();
  }

  @Override
  public void share() {
    MemorySegment bytes = Range.of(data(), range);
    Arena arena = Arena.ofShared();
    shared = arena;
    MemorySegment memory = arena.allocate(bytes.byteSize());
    if (call.sends || (flags & MSG.TRUNC) != 0) {
      memory.copyFrom(bytes);
    }
    original = data;
    originalRange = range;
    before = moved;
    data = memory;
    range = Range.of(memory);
  }

  @Override
  public void onMoved(OwnedFd fd, long n, int seen) {
    if (!call.sends) {
      received(fd, n, seen, data(), range, flags);
    }
  }

  /**
   * A receive that does not fill a buffer on the heap has emptied the socket. For native memory
   * this does not hold: if it is mapped and the file is shorter, or reinterpreted and not
   * accessible, the kernel fills the accessible part and leaves the rest in the socket. Data on the
   * heap is copied through this library's own memory.
   */
  static void received(OwnedFd fd, long n, int seen, Object data, long range, int flags) {
    if (flags == 0 && n < Range.length(range) && SocketCall.isOnHeap(data)) {
      fd.leftSpace(seen);
    }
  }
}
