package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.lifecycle.WaitingCall;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
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
    long room = 0;
    if (n == 0) {
      try {
        room = buffers.begin(sends, false);
        n = Waiting.run(descriptor.owned, this, !descriptor.owned.file().nonblock());
      } finally {
        buffers.end(n, !sends);
        Reference.reachabilityFence(descriptor);
      }
    }
    return result(n, room);
  }

  private long result(long n, long room) throws IOException {
    if (n < 0) {
      return descriptor.failed(n, sends ? "writev" : "readv", "iovcnt=" + buffers.count());
    }
    if (n > 0 || sends) {
      return n;
    }
    descriptor.checkStillOpen();
    return room > 0 && descriptor.zeroIsEof() ? Descriptor.EOF : 0;
  }

  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    boolean now = !waits && !descriptor.owned.file().nonblock();
    long n = make(frame, fd, now ? RWF_NOWAIT : 0);
    return now && n == -EOPNOTSUPP ? make(frame, fd, 0) : n; // a file that waits for its disk only
  }

  private long make(CallFrame frame, int fd, int flags) {
    MemorySegment iov = frame.copy((long) Iovec.SIZE * buffers.count());
    buffers.writeTo(iov, 0);
    int count = buffers.count();
    return sends
        ? VectorCalls.writev(frame.errno, fd, iov, count, flags, buffers.pins)
        : VectorCalls.readv(frame.errno, fd, iov, count, flags, buffers.pins);
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
