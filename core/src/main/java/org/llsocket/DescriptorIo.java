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

  private final Handle descriptor;
  private final boolean sends;
  private final Buffers buffers = new Buffers(false);
  private long total; // bytes

  private DescriptorIo(Handle descriptor, boolean sends) {
    this.descriptor = descriptor;
    this.sends = sends;
  }

  static long read(Handle descriptor, ByteBuffer[] buffers, @Nullable Duration timeout)
      throws IOException {
    var call = new DescriptorIo(descriptor, false);
    call.buffers.set(buffers);
    return call.transfer(timeout);
  }

  static long write(Handle descriptor, ByteBuffer[] buffers, @Nullable Duration timeout)
      throws IOException {
    var call = new DescriptorIo(descriptor, true);
    call.buffers.set(buffers);
    return call.transfer(timeout);
  }

  static long read(Handle descriptor, MemorySegment[] buffers, @Nullable Duration timeout)
      throws IOException {
    var call = new DescriptorIo(descriptor, false);
    call.buffers.set(buffers);
    return call.transfer(timeout);
  }

  static long write(Handle descriptor, MemorySegment[] buffers, @Nullable Duration timeout)
      throws IOException {
    var call = new DescriptorIo(descriptor, true);
    call.buffers.set(buffers);
    return call.transfer(timeout);
  }

  private long transfer(@Nullable Duration timeout) throws IOException {
    long deadline = Deadline.orNone(timeout);
    if (!sends) {
      buffers.checkWritable();
    }
    long n = descriptor.file().takeFailure();
    if (n == 0) {
      try {
        total = buffers.begin(sends, false);
        boolean waits = timeout != null || !descriptor.file().nonblock();
        n = BlockingIo.run(descriptor.owned, this, waits, deadline);
      } finally {
        buffers.end(n, !sends);
        Reference.reachabilityFence(descriptor);
      }
    }
    long result = result(n);
    Handle.checkInTime(result, timeout, sends ? "nothing written" : "nothing to read");
    return result;
  }

  private long result(long n) throws IOException {
    if (n < 0) {
      return descriptor.failed(n, sends ? "writev" : "readv", "iovcnt=" + buffers.count());
    }
    if (n > 0 || sends) {
      return n;
    }
    descriptor.checkStillOpen();
    return total > 0 && descriptor.file().zeroIsEof() ? Handle.EOF : 0;
  }

  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    MemorySegment iov = frame.copy((long) Iovec.SIZE * buffers.count());
    buffers.writeTo(iov, 0);
    boolean now = !waits && total > 0 && !descriptor.file().nonblock();
    if (now && descriptor.file().isSocket()) {
      return message(frame, fd, iov, descriptor.file().isSeqpacket() ? MSG.EOR : 0);
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
    header.asSlice(0, Msghdr.SIZE).fill((byte) 0);
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
    return !sends && descriptor.file().lowWater();
  }

  @Override
  public boolean mayBeStuck() {
    return descriptor.file().isSocket() && !descriptor.file().isStream();
  }

  @Override
  public void share() {
    buffers.end(0, false);
    buffers.begin(sends, true);
  }
}
