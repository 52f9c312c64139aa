package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.PipeCalls;

/** The calls of {@link Pipe}. */
final class PipeIo {
  private static final int O_ACCMODE = Platform.number("O_ACCMODE");
  private static final int O_RDONLY = Platform.number("O_RDONLY");
  private static final int F_GETFL = Platform.number("F_GETFL");

  /** An offset that means the descriptor's own position. */
  static final long OWN = -1;

  private PipeIo() {}

  /** {@code splice(2)}, or {@code tee(2)}, which has no offsets. */
  private static final class Between extends DescriptorCopy {
    private final boolean tee;
    private final long inOffset;
    private final long outOffset;
    private final long length;
    private final int flags;

    Between(Handle in, long inOffset, Handle out, long outOffset, long length, int flags) {
      super(in, out, in);
      this.tee = false;
      this.inOffset = inOffset;
      this.outOffset = outOffset;
      this.length = checkLength(length);
      this.flags = flags;
    }

    Between(Handle in, Handle out, long length, int flags) {
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

    private static MemorySegment offset(MemorySegment segment, long offset) {
      if (offset == OWN) {
        return MemorySegment.NULL;
      }
      segment.set(JAVA_LONG, 0, offset);
      return segment;
    }

    @Override
    boolean goesOn(long n, long moved) {
      return false;
    }

    @Override
    long nothing() {
      return length > 0 && in.file().zeroIsEof() ? Handle.EOF : 0;
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

  static long splice(Handle in, long inOffset, Handle out, long outOffset, long length, int flags)
      throws IOException {
    int kept = in.file().takeFailure();
    var call = new Between(in, inOffset, out, outOffset, length, flags);
    return kept != 0
        ? in.failed(kept, call.cName(), call.arguments())
        : call.run(waits(in, flags) || waits(out, flags));
  }

  static long tee(Handle in, Handle out, long length, int flags) throws IOException {
    return new Between(in, out, length, flags).run(waits(in, flags) || waits(out, flags));
  }

  /** The flag is for pipes. */
  private static boolean waits(Handle descriptor, int flags) {
    boolean heedsFlag = !descriptor.file().isSocket();
    return !descriptor.file().nonblock() && !(heedsFlag && (flags & SPLICE.F_NONBLOCK) != 0);
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

  static long vmsplice(Handle pipe, MemorySegment buffer, int flags) throws IOException {
    checkBuffer(buffer);
    boolean waits = (flags & SPLICE.F_NONBLOCK) == 0 && !pipe.file().nonblock();
    long n;
    try {
      n = BlockingIo.run(pipe.owned, new Vmsplice(buffer, flags), waits);
    } finally {
      Reference.reachabilityFence(pipe);
    }
    return result(pipe, n, buffer, flags);
  }

  /**
   * The pipe gets the pages of the caller's memory, not of a copy, so another thread cannot make
   * the call.
   */
  private static final class Vmsplice implements BlockingCall {
    private final MemorySegment buffer;
    private final int flags;
    private boolean sends;

    Vmsplice(MemorySegment buffer, int flags) {
      this.buffer = buffer;
      this.flags = flags;
    }

    @Override
    public boolean sends() {
      return sends;
    }

    @Override
    public void prepare(OwnedFd pipe) throws IOException {
      CallFrame frame = pipe.acquire();
      try {
        int access = FdCalls.fcntl(frame.errno, pipe.number(), F_GETFL, 0) & O_ACCMODE;
        sends = access != O_RDONLY;
      } finally {
        pipe.release(frame);
      }
    }

    @Override
    public long make(CallFrame frame, int fd, boolean waits) {
      Iovec.set(frame.value, 0, buffer.address(), buffer.byteSize());
      int asked = waits ? flags : flags | SPLICE.F_NONBLOCK;
      return PipeCalls.vmsplice(frame.errno, fd, frame.value, asked, buffer);
    }

    @Override
    public boolean onlyByWaiting() {
      return false;
    }

    @Override
    public long limit(OwnedFd fd) {
      return Deadline.NONE;
    }
  }

  private static void checkBuffer(MemorySegment buffer) {
    if (!buffer.isNative()) {
      throw new IllegalArgumentException(
          "vmsplice uses the buffer's pages after the call, so it cannot be on the heap");
    }
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException(
          "the buffer is read-only, and with the read end of a pipe the call would fill it");
    }
  }

  private static long result(Handle pipe, long n, MemorySegment buffer, int flags)
      throws IOException {
    if (n > 0) {
      return n;
    }
    if (n < 0) {
      String arguments = "len=" + buffer.byteSize() + ", flags=" + SPLICE.toString(flags);
      return pipe.failed(n, "vmsplice", arguments);
    }
    pipe.checkStillOpen();
    return buffer.byteSize() > 0 ? Handle.EOF : 0;
  }
}
