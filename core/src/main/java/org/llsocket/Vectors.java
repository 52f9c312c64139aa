package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.lifecycle.WaitingCall;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Msghdr;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.VectorCalls;

/**
 * {@code readv(2)} and {@code writev(2)}: one call. On a virtual thread a write writes what fits,
 * and says so, where a platform thread would write all.
 */
final class Vectors implements WaitingCall {
  private static final int EOPNOTSUPP = Platform.number("EOPNOTSUPP");
  private static final int RWF_NOWAIT = Platform.number("RWF_NOWAIT");

  private final Descriptor descriptor;
  private final boolean sends;
  private final Buffers buffers = new Buffers(false);
  private long total; // bytes

  private Vectors(Descriptor descriptor, boolean sends) {
    this.descriptor = descriptor;
    this.sends = sends;
  }

  static long read(Descriptor descriptor, ByteBuffer[] buffers) throws IOException {
    var call = new Vectors(descriptor, false);
    call.buffers.set(buffers);
    return call.transfer();
  }

  static long write(Descriptor descriptor, ByteBuffer[] buffers) throws IOException {
    var call = new Vectors(descriptor, true);
    call.buffers.set(buffers);
    return call.transfer();
  }

  static long read(Descriptor descriptor, MemorySegment[] buffers) throws IOException {
    var call = new Vectors(descriptor, false);
    call.buffers.set(buffers);
    return call.transfer();
  }

  static long write(Descriptor descriptor, MemorySegment[] buffers) throws IOException {
    var call = new Vectors(descriptor, true);
    call.buffers.set(buffers);
    return call.transfer();
  }

  private long transfer() throws IOException {
    if (!sends) {
      buffers.checkWritable();
    }
    long n = descriptor.owned.file().keepsFailure() ? descriptor.owned.file().takeFailure() : 0;
    if (n == 0) {
      try {
        total = buffers.begin(sends, false);
        n = Waiting.run(descriptor.owned, this, !descriptor.owned.file().nonblock());
      } finally {
        buffers.end(n, !sends);
        Reference.reachabilityFence(descriptor);
      }
    }
    return result(n);
  }

  private long result(long n) throws IOException {
    if (n < 0) {
      return descriptor.failed(n, sends ? "writev" : "readv", "iovcnt=" + buffers.count());
    }
    if (n > 0 || sends) {
      return n;
    }
    descriptor.checkStillOpen();
    return total > 0 && descriptor.zeroIsEof() ? Descriptor.EOF : 0;
  }

  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    MemorySegment iov = frame.copy((long) Iovec.SIZE * buffers.count());
    buffers.writeTo(iov, 0);
    boolean now = !waits && total > 0 && !descriptor.owned.file().nonblock();
    if (now && descriptor instanceof SocketTransfer socket) {
      return message(frame, fd, iov, socket.isSeqpacket() ? MSG.EOR : 0);
    }
    int count = buffers.count();
    int flags = now ? RWF_NOWAIT : 0;
    return sends
        ? VectorCalls.writev(frame.errno, fd, iov, count, flags, buffers.pins)
        : VectorCalls.readv(frame.errno, fd, iov, count, flags, buffers.pins);
  }

  /** What readv(2) and writev(2) do on a socket, without a wait; RWF_NOWAIT is of Linux 6.7. */
  private long message(CallFrame frame, int fd, MemorySegment iov, int sendFlags) {
    MemorySegment header = frame.value;
    header.asSlice(0, Msghdr.SIZE).fill((byte) 0);
    Msghdr.iov(header, iov, buffers.count());
    int flags = MSG.DONTWAIT | (sends ? MSG.NOSIGNAL | sendFlags : 0);
    return sends
        ? VectorCalls.sendmsg(frame.errno, fd, header, flags, buffers.pins)
        : VectorCalls.recvmsg(frame.errno, fd, header, flags, buffers.pins);
  }

  /** FIFOs, terminals, inotify and some file systems know no RWF_NOWAIT. */
  @Override
  public boolean isRefused(long n) {
    return n == -EOPNOTSUPP && total > 0 && !(descriptor instanceof SocketTransfer);
  }

  @Override
  public boolean sends() {
    return sends;
  }

  @Override
  public boolean triesFirst() {
    return false;
  }

  @Override
  public boolean isAll(long n) {
    return true;
  }

  @Override
  public void goOn(long n) {}

  @Override
  public boolean onlyByWaiting() {
    return !sends && descriptor.owned.file().lowWater();
  }

  @Override
  public boolean mayBeStuck() {
    return descriptor instanceof SocketTransfer socket && !socket.isStream();
  }

  @Override
  public void share() {
    buffers.end(0, false);
    buffers.begin(sends, true);
  }

  @Override
  public IOException failure(long n, String call) {
    try {
      return descriptor.failure(n, call, "");
    } catch (IOException closed) {
      return closed;
    }
  }
}
