package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.PipeCalls;

/** The calls of {@link Pipe}. */
final class Splice {
  private static final int O_CLOEXEC = Platform.number("O_CLOEXEC");
  private static final int O_ACCMODE = Platform.number("O_ACCMODE");
  private static final int O_RDONLY = Platform.number("O_RDONLY");
  private static final int F_GETFL = Platform.number("F_GETFL");
  private static final int EAGAIN = Platform.number("EAGAIN");

  /** An offset that is the descriptor's own position. */
  static final long OWN = -1;

  private Splice() {}

  static Pipe pipe2() throws IOException {
    Ownership.prepare();
    CallFrame frame = CallFrame.current();
    try {
      int made = PipeCalls.pipe2(frame.errno, frame.value, O_CLOEXEC);
      if (made < 0) {
        throw new ErrnoException(new Errno(-made), "pipe2", "O_CLOEXEC");
      }
      return pipe(frame.value.getAtIndex(JAVA_INT, 0), frame.value.getAtIndex(JAVA_INT, 1), frame);
    } finally {
      frame.done();
    }
  }

  private static Pipe pipe(int reads, int writes, CallFrame frame) {
    Descriptor reader = null;
    Descriptor writer = null;
    Pipe pipe = null;
    try {
      reader = new Descriptor(reads, new OpenFile(false));
      writer = new Descriptor(writes, new OpenFile(false));
      pipe = new Pipe(reader, writer);
      return pipe;
    } finally {
      if (pipe == null) {
        Ownership.discard(reader, reads, frame);
        Ownership.discard(writer, writes, frame);
      }
    }
  }

  /** {@code splice(2)}, or {@code tee(2)}, which has no offsets. */
  private static final class Between extends Transit {
    private final boolean tee;
    private final long inOffset;
    private final long outOffset;
    private final long length;
    private final int flags;

    Between(Descriptor in, long inOffset, Descriptor out, long outOffset, long length, int flags) {
      super(in, out, in);
      this.tee = false;
      this.inOffset = inOffset;
      this.outOffset = outOffset;
      this.length = checkLength(length);
      this.flags = flags;
    }

    Between(Descriptor in, Descriptor out, long length, int flags) {
      super(in, out, in);
      this.tee = true;
      this.inOffset = OWN;
      this.outOffset = OWN;
      this.length = checkLength(length);
      this.flags = flags;
    }

    @Override
    long make(CallFrame frame, long moved) {
      if (tee) {
        return PipeCalls.tee(frame.errno, in.number(), out.number(), length, flags);
      }
      return PipeCalls.splice(
          frame.errno,
          in.number(),
          offset(frame.offset, inOffset),
          out.number(),
          offset(frame.value, outOffset),
          length,
          flags);
    }

    private static MemorySegment offset(MemorySegment room, long offset) {
      if (offset == OWN) {
        return MemorySegment.NULL;
      }
      room.set(JAVA_LONG, 0, offset);
      return room;
    }

    @Override
    boolean goesOn(long n, long moved) {
      return false;
    }

    @Override
    long nothing() {
      return length > 0 && in.zeroIsEof() ? Descriptor.EOF : 0;
    }

    @Override
    String cName() {
      return tee ? "tee" : "splice";
    }

    @Override
    String arguments() {
      return "fd_out=" + out.number() + ", len=" + length + ", flags=" + SPLICE.toString(flags);
    }
  }

  static long splice(
      Descriptor in, long inOffset, Descriptor out, long outOffset, long length, int flags)
      throws IOException {
    int kept = in.owned.file().keepsFailure() ? in.owned.file().takeFailure() : 0;
    var call = new Between(in, inOffset, out, outOffset, length, flags);
    return kept != 0
        ? in.failed(kept, call.cName(), call.arguments())
        : call.run(waits(in, flags) || waits(out, flags));
  }

  static long tee(Descriptor in, Descriptor out, long length, int flags) throws IOException {
    return new Between(in, out, length, flags).run(waits(in, flags) || waits(out, flags));
  }

  /** The flag is for pipes. */
  private static boolean waits(Descriptor descriptor, int flags) {
    boolean heedsFlag = !(descriptor instanceof SocketTransfer);
    return !descriptor.owned.file().nonblock() && !(heedsFlag && (flags & SPLICE.F_NONBLOCK) != 0);
  }

  private static long checkLength(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("len " + length + " is negative");
    }
    return length;
  }

  static long checkOffset(long offset) {
    if (offset < OWN) {
      throw new IllegalArgumentException("offset " + offset + " is negative");
    }
    return offset;
  }

  // ---- vmsplice

  static long vmsplice(Descriptor pipe, MemorySegment buffer, int flags) throws IOException {
    checkBuffer(buffer);
    boolean waits = (flags & SPLICE.F_NONBLOCK) == 0 && !pipe.owned.file().nonblock();
    if (waits) {
      pipe.owned.checkInterrupt();
      if (Thread.currentThread().isVirtual()) {
        return onVirtualThread(pipe, buffer, flags);
      }
    }
    CallFrame frame = pipe.enter();
    try {
      long n = waits ? waiting(pipe, frame, buffer, flags) : immediate(pipe, frame, buffer, flags);
      return result(pipe, n, buffer, flags);
    } finally {
      pipe.leave(frame);
    }
  }

  private static void checkBuffer(MemorySegment buffer) {
    if (!buffer.isNative()) {
      throw new IllegalArgumentException(
          "vmsplice uses the buffer's pages after the call, so it cannot be on the heap");
    }
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException(
          "the buffer is read-only, and from a pipe's reading end the call would fill it");
    }
  }

  private static long once(Descriptor pipe, CallFrame frame, MemorySegment buffer, int flags) {
    Iovec.set(frame.value, 0, buffer.address(), buffer.byteSize());
    return PipeCalls.vmsplice(frame.errno, pipe.number(), frame.value, flags, buffer);
  }

  private static long immediate(Descriptor pipe, CallFrame frame, MemorySegment buffer, int flags) {
    long n;
    do {
      n = once(pipe, frame, buffer, flags);
    } while (pipe.retry(n));
    return n;
  }

  private static long waiting(Descriptor pipe, CallFrame frame, MemorySegment buffer, int flags)
      throws IOException {
    KernelWait wait = pipe.owned.waitInKernel(frame, Deadline.NONE);
    long n = 0;
    try {
      do {
        n = once(pipe, frame, buffer, flags);
      } while (wait.retry(n));
    } finally {
      wait.finish(n > 0);
    }
    return n;
  }

  /** The pages have to be the caller's own, so no other thread can make the call. */
  private static long onVirtualThread(Descriptor pipe, MemorySegment buffer, int flags)
      throws IOException {
    boolean waited = false;
    boolean sends = true;
    while (true) {
      int seen = pipe.owned.signals(sends);
      CallFrame frame = waited ? pipe.owned.enterAgain() : pipe.enter();
      try {
        if (!waited) {
          int access = FdCalls.fcntl(frame.errno, pipe.number(), F_GETFL, 0) & O_ACCMODE;
          sends = access != O_RDONLY;
          seen = pipe.owned.signals(sends);
        }
        long n = immediate(pipe, frame, buffer, flags | SPLICE.F_NONBLOCK);
        if (n != -EAGAIN || !Readiness.watch(pipe, frame)) {
          return result(pipe, n, buffer, flags);
        }
      } finally {
        pipe.leave(frame);
      }
      waited = true;
      pipe.owned.park(sends, seen, Deadline.NONE);
      pipe.owned.checkInterrupt();
    }
  }

  private static long result(Descriptor pipe, long n, MemorySegment buffer, int flags)
      throws IOException {
    if (n > 0) {
      return n;
    }
    if (n < 0) {
      String arguments = "len=" + buffer.byteSize() + ", flags=" + SPLICE.toString(flags);
      return pipe.failed(n, "vmsplice", arguments);
    }
    pipe.checkStillOpen();
    return buffer.byteSize() > 0 ? Descriptor.EOF : 0;
  }
}
