package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Msghdr;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.VectorCalls;

/**
 * {@code readv(2)} and {@code writev(2)}: one call. On a virtual thread a write writes as much as
 * fits and returns that count; on a platform thread it writes everything.
 */
final class DescriptorIo implements BlockingCall {
  private static final int EOPNOTSUPP = Platform.number("EOPNOTSUPP");
  private static final int RWF_NOWAIT = Platform.number("RWF_NOWAIT");

  private final Buffers buffers = new Buffers(true);
  private OpenFileDescription file;
  private boolean sends;
  private long total; // bytes

  private DescriptorIo(OpenFileDescription file) {
    this.file = file;
  }

  static long read(Handle descriptor, ByteBuffer[] buffers, @Nullable Duration timeout)
      throws IOException {
    DescriptorIo call = begin(descriptor, false);
    call.buffers.set(buffers);
    return call.transfer(descriptor, timeout);
  }

  static long write(Handle descriptor, ByteBuffer[] buffers, @Nullable Duration timeout)
      throws IOException {
    DescriptorIo call = begin(descriptor, true);
    call.buffers.set(buffers);
    return call.transfer(descriptor, timeout);
  }

  static long read(Handle descriptor, MemorySegment[] buffers, @Nullable Duration timeout)
      throws IOException {
    DescriptorIo call = begin(descriptor, false);
    call.buffers.set(buffers);
    return call.transfer(descriptor, timeout);
  }

  static long write(Handle descriptor, MemorySegment[] buffers, @Nullable Duration timeout)
      throws IOException {
    DescriptorIo call = begin(descriptor, true);
    call.buffers.set(buffers);
    return call.transfer(descriptor, timeout);
  }

  /** The frame keeps the object of a call that has ended for the next one. */
  private static DescriptorIo begin(Handle descriptor, boolean sends) {
    CallFrame frame = CallFrame.current();
    var call = (DescriptorIo) frame.takeSpare(CallFrame.VECTOR);
    frame.done();
    if (call == null) {
      call = new DescriptorIo(descriptor.file());
    }
    call.file = descriptor.file();
    call.sends = sends;
    return call;
  }

  private void end() {
    buffers.forgetAll();
    try {
      CallFrame frame = CallFrame.current();
      frame.keepSpare(CallFrame.VECTOR, this);
      frame.done();
    } catch (OutOfMemoryError e) {
      // the bytes are moved, and the next call makes another object
    }
  }

  private long transfer(Handle descriptor, @Nullable Duration timeout) throws IOException {
    long deadline = Deadline.orNone(timeout);
    if (!sends) {
      buffers.checkWritable();
    }
    long n = file.takeFailure();
    if (n == 0) {
      try {
        total = buffers.begin(sends, false);
        boolean waits = timeout != null || !file.nonblock();
        n = BlockingIo.run(descriptor.owned, this, waits, deadline);
      } finally {
        buffers.end(n, !sends);
        Reference.reachabilityFence(descriptor);
      }
    }
    long result = result(descriptor, n);
    boolean sent = sends;
    end();
    Handle.checkInTime(result, timeout, sent ? "nothing written" : "nothing to read");
    return result;
  }

  private long result(Handle descriptor, long n) throws IOException {
    if (n < 0 && descriptor.again(n)) {
      return Handle.AGAIN; // without the text that a failure has
    }
    if (n < 0) {
      throw descriptor.failure(n, sends ? "writev" : "readv", "iovcnt=" + buffers.count());
    }
    if (n > 0 || sends) {
      return n;
    }
    descriptor.checkStillOpen();
    return total > 0 && file.zeroIsEof() ? Handle.EOF : 0;
  }

  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    MemorySegment iov = frame.copy((long) Iovec.SIZE * buffers.count());
    buffers.writeTo(iov, 0);
    boolean now = !waits && total > 0 && !file.nonblock();
    if (now && file.isSocket()) {
      return message(frame, fd, iov, file.isSeqpacket() ? MSG.EOR : 0);
    }
    int count = buffers.count();
    int flags = now ? RWF_NOWAIT : 0;
    long n =
        sends
            ? VectorCalls.writev(frame.errno, fd, iov, count, flags, buffers.pins)
            : VectorCalls.readv(frame.errno, fd, iov, count, flags, buffers.pins);
    return now && n == -EOPNOTSUPP ? REFUSED : n; // FIFOs, terminals, inotify, some file systems
  }

  /**
   * The equivalent of readv(2) and writev(2) on a socket, without waiting; sockets support
   * RWF_NOWAIT since Linux 6.7.
   */
  private long message(CallFrame frame, int fd, MemorySegment iov, int sendFlags) {
    MemorySegment header = frame.value;
    Msghdr.clear(header);
    Msghdr.iov(header, iov, buffers.count());
    int flags = MSG.DONTWAIT | (sends ? MSG.NOSIGNAL | sendFlags : 0);
    return sends
        ? VectorCalls.sendmsg(frame.errno, fd, header, flags, buffers.pins)
        : VectorCalls.recvmsg(frame.errno, fd, header, flags, buffers.pins);
  }

  @Override
  public boolean sends() {
    return sends;
  }

  @Override
  public boolean onlyByWaiting() {
    return !sends && file.lowWater();
  }

  @Override
  public boolean mayBeStuck() {
    return file.isSocket() && !file.isStream();
  }

  @Override
  public void share() {
    buffers.end(0, false);
    buffers.begin(sends, true);
  }
}
