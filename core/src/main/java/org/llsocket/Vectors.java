package org.llsocket;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.VectorCalls;

/**
 * {@code readv(2)} and {@code writev(2)}. A buffer in native memory is handed to the kernel as it
 * is, with its arena held open during the call; heap buffers, and those of arenas that are too many
 * to hold, go through a copy.
 */
final class Vectors {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");
  private static final int EINTR = Platform.number("EINTR");
  private static final int EOPNOTSUPP = Platform.number("EOPNOTSUPP");
  private static final int RWF_NOWAIT = Platform.number("RWF_NOWAIT");
  private static final int IOV_MAX = Platform.number("IOV_MAX");

  private Vectors() {}

  static long read(Descriptor descriptor, ByteBuffer[] buffers) throws IOException {
    long n = read(descriptor, segments(buffers));
    advance(buffers, n);
    return n;
  }

  static long write(Descriptor descriptor, ByteBuffer[] buffers) throws IOException {
    long n = write(descriptor, segments(buffers));
    advance(buffers, n);
    return n;
  }

  static long read(Descriptor descriptor, MemorySegment[] buffers) throws IOException {
    checkCount(buffers.length);
    MemorySegment[] checked = buffers.clone(); // another thread may change the array
    for (MemorySegment buffer : checked) {
      Transfers.checkWritable(buffer);
    }
    return transfer(descriptor, false, checked);
  }

  static long write(Descriptor descriptor, MemorySegment[] buffers) throws IOException {
    checkCount(buffers.length);
    return transfer(descriptor, true, buffers.clone());
  }

  private static long transfer(Descriptor descriptor, boolean sends, MemorySegment[] buffers)
      throws IOException {
    int kept = descriptor.owned.file().keepsFailure() ? descriptor.owned.file().takeFailure() : 0;
    if (kept != 0) {
      return result(descriptor, sends, kept, buffers);
    }
    boolean waits = !descriptor.owned.file().nonblock();
    if (waits) {
      descriptor.owned.checkInterrupt();
    }
    if (waits && Thread.currentThread().isVirtual()) {
      return !sends && descriptor.owned.file().lowWater()
          ? offloaded(descriptor, false, buffers)
          : onVirtualThread(descriptor, sends, buffers);
    }
    CallFrame frame = descriptor.enter();
    try {
      long n =
          waits
              ? waiting(descriptor, sends, frame, buffers)
              : immediate(descriptor, sends, frame, buffers, 0);
      return result(descriptor, sends, n, buffers);
    } finally {
      descriptor.leave(frame);
    }
  }

  private static long immediate(
      Descriptor descriptor, boolean sends, CallFrame frame, MemorySegment[] buffers, int flags) {
    long n;
    do {
      n = once(descriptor, sends, frame, buffers, flags);
    } while (descriptor.retry(n));
    return n;
  }

  private static long waiting(
      Descriptor descriptor, boolean sends, CallFrame frame, MemorySegment[] buffers)
      throws IOException {
    long limit = descriptor.owned.file().deadline(sends);
    KernelWait wait = descriptor.owned.waitInKernel(frame, Deadline.NONE);
    long n = 0;
    try {
      do {
        n = once(descriptor, sends, frame, buffers, 0);
      } while (wait.retry(n, limit));
    } finally {
      wait.finish(n > 0);
    }
    return n;
  }

  /** Writes what fits, and says so, where a platform thread would write all. */
  private static long onVirtualThread(Descriptor descriptor, boolean sends, MemorySegment[] buffers)
      throws IOException {
    long deadline = Deadline.NONE;
    boolean waited = false;
    boolean stuck = false;
    while (true) {
      int seen = descriptor.owned.signals(sends);
      CallFrame frame = waited ? Readiness.enterAgain(descriptor) : descriptor.enter();
      try {
        long n = immediate(descriptor, sends, frame, buffers, RWF_NOWAIT);
        boolean would = n == -EAGAIN || n == -EINTR || (sends && n == -EINPROGRESS);
        if (n == -EOPNOTSUPP || (would && !Readiness.watch(descriptor, frame))) {
          n =
              immediate(
                  descriptor, sends, frame, buffers, 0); // a file that waits for its disk only
          would = false;
        }
        if (!would) {
          return result(descriptor, sends, n, buffers);
        }
        stuck = Transfers.isStuck(descriptor, sends, frame);
      } finally {
        descriptor.leave(frame);
      }
      if (stuck) {
        return offloaded(descriptor, sends, buffers);
      }
      if (!waited) {
        waited = true;
        deadline = descriptor.owned.file().deadline(sends);
      }
      if (Deadline.remaining(deadline) <= 0) {
        return Descriptor.AGAIN;
      }
      descriptor.owned.park(sends, seen, deadline);
      descriptor.owned.checkInterrupt();
    }
  }

  /** For a virtual thread: a platform thread makes the call, on memory that both may use. */
  private static long offloaded(Descriptor descriptor, boolean sends, MemorySegment[] buffers)
      throws IOException {
    long room = Arrays.stream(buffers).mapToLong(MemorySegment::byteSize).sum();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment shared = arena.allocate(Math.min(room, TransferCall.MAX_COUNT));
      MemorySegment[] one = {shared};
      if (sends) {
        copy(shared, buffers, shared.byteSize(), true);
      }
      long n = descriptor.offload(() -> transfer(descriptor, sends, one));
      copy(shared, buffers, sends ? 0 : n, false);
      return n;
    }
  }

  /** Copies the first {@code n} bytes of the buffers from or to where they are in one piece. */
  private static void copy(MemorySegment shared, MemorySegment[] buffers, long n, boolean in) {
    long at = 0;
    for (int i = 0; i < buffers.length && at < n; i++) {
      long step = Math.min(n - at, buffers[i].byteSize());
      if (in) {
        MemorySegment.copy(buffers[i], 0, shared, at, step);
      } else {
        MemorySegment.copy(shared, at, buffers[i], 0, step);
      }
      at += step;
    }
  }

  private static String cName(boolean sends) {
    return sends ? "writev" : "readv";
  }

  /** One system call. */
  private static long once(
      Descriptor descriptor, boolean sends, CallFrame frame, MemorySegment[] buffers, int flags) {
    try (Arena copies = Arena.ofConfined()) {
      var natives = new Natives(buffers, frame, copies);
      int fd = descriptor.number();
      if (sends) {
        natives.copyIn();
        return VectorCalls.writev(
            frame.errno, fd, natives.iov, buffers.length, flags, natives.pins);
      }
      long n = VectorCalls.readv(frame.errno, fd, natives.iov, buffers.length, flags, natives.pins);
      natives.copyBack(n);
      return n;
    }
  }

  private static long result(Descriptor descriptor, boolean sends, long n, MemorySegment[] buffers)
      throws IOException {
    if (n < 0) {
      return descriptor.failed(n, cName(sends), "iovcnt=" + buffers.length);
    }
    if (n > 0 || sends) {
      return n;
    }
    descriptor.checkStillOpen();
    boolean room = Arrays.stream(buffers).anyMatch(buffer -> buffer.byteSize() > 0);
    return room && descriptor.zeroIsEof() ? Descriptor.EOF : 0;
  }

  private static void checkCount(int count) {
    if (count > IOV_MAX) {
      throw new IllegalArgumentException(count + " buffers; at most " + IOV_MAX + " (IOV_MAX)");
    }
  }

  private static MemorySegment[] segments(ByteBuffer[] buffers) {
    var segments = new MemorySegment[buffers.length];
    Arrays.setAll(segments, i -> Transfers.segment(buffers[i]));
    return segments;
  }

  private static void advance(ByteBuffer[] buffers, long n) {
    long left = n;
    for (int i = 0; i < buffers.length && left > 0; i++) {
      int step = (int) Math.min(left, buffers[i].remaining());
      buffers[i].position(buffers[i].position() + step);
      left -= step;
    }
  }

  /** The buffers of one call as the kernel is to see them. */
  private static final class Natives {
    final MemorySegment[] originals;
    final MemorySegment[] natives;
    final boolean[] copied;
    final MemorySegment[] pins = new MemorySegment[VectorCalls.PINS];
    final MemorySegment iov;

    Natives(MemorySegment[] buffers, CallFrame frame, Arena copies) {
      originals = buffers;
      natives = buffers.clone();
      copied = new boolean[buffers.length];
      iov = frame.copy((long) Iovec.SIZE * buffers.length);
      Arrays.fill(pins, MemorySegment.NULL);
      int held = 0;
      for (int i = 0; i < buffers.length; i++) {
        if (buffers[i].isNative() && (isHeld(buffers[i], held) || held < pins.length)) {
          held = hold(buffers[i], held);
        } else {
          copied[i] = true;
          checkAccess(buffers[i]);
          natives[i] = copies.allocate(buffers[i].byteSize());
        }
        Iovec.set(iov, i, natives[i]);
      }
    }

    /** What a downcall checks of the buffers that it gets itself, before any byte is moved. */
    private static void checkAccess(MemorySegment buffer) {
      if (!buffer.scope().isAlive()) {
        throw new IllegalStateException("a buffer's arena is closed");
      }
      if (!buffer.isAccessibleBy(Thread.currentThread())) {
        throw new WrongThreadException("a buffer's arena is confined to another thread");
      }
    }

    private boolean isHeld(MemorySegment buffer, int held) {
      for (int i = 0; i < held; i++) {
        if (pins[i].scope().equals(buffer.scope())) {
          return true;
        }
      }
      return false;
    }

    private int hold(MemorySegment buffer, int held) {
      if (isHeld(buffer, held)) {
        return held;
      }
      pins[held] = buffer;
      return held + 1;
    }

    void copyIn() {
      for (int i = 0; i < natives.length; i++) {
        if (copied[i]) {
          natives[i].copyFrom(originals[i]);
        }
      }
    }

    void copyBack(long n) {
      long left = n;
      for (int i = 0; i < natives.length && left > 0; i++) {
        long step = Math.min(left, natives[i].byteSize());
        if (copied[i]) {
          MemorySegment.copy(natives[i], 0, originals[i], 0, step);
        }
        left -= step;
      }
    }
  }
}
