package org.llsocket;

import java.io.IOException;
import java.lang.ref.Reference;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OwnedFd;

/**
 * A call that moves bytes inside the kernel from one descriptor to another, and may wait for
 * either: closing either ends it. It has no non-blocking form, so a platform thread makes it for a
 * virtual thread.
 */
abstract class DescriptorCopy implements BlockingCall {
  final Handle in;
  final Handle out;
  private final Handle owner;
  private final Handle other;
  private long moved;

  /** {@code owner}, one of the two descriptors, is closed by an interrupt. */
  DescriptorCopy(Handle in, Handle out, Handle owner) {
    this.in = in;
    this.out = out;
    this.owner = owner;
    this.other = owner.equals(in) ? out : in;
  }

  /**
   * The system call, after {@code before} bytes: the number of further bytes, or {@code -errno}.
   */
  abstract long make(CallFrame frame, long before);

  /** Whether a call that moved {@code n} bytes could not have moved all of them. */
  abstract boolean goesOn(long n, long all);

  /** The result if the call moved nothing. */
  abstract long nothing();

  abstract String cName();

  abstract String arguments();

  final long run(boolean waits) throws IOException {
    other.checkOpen();
    long n;
    try {
      n = BlockingIo.run(owner.owned, this, waits);
    } finally {
      Reference.reachabilityFence(owner);
      Reference.reachabilityFence(other);
    }
    if (n > 0) {
      return n;
    }
    other.checkStillOpen();
    if (n == 0) {
      owner.checkStillOpen();
      return nothing();
    }
    return owner.failed(n, cName(), arguments());
  }

  @Override
  public final boolean sends() {
    return owner.equals(out);
  }

  /** An error after some bytes is kept for the next call; a file reports its own again. */
  @Override
  public final long make(CallFrame frame, int fd, boolean waits) throws IOException {
    CallFrame held = other.owned.acquireAgain();
    try {
      long n;
      do {
        n = make(frame, moved);
        moved += Math.max(n, 0);
      } while (n > 0 && goesOn(n, moved));
      return moved > 0 ? moved : n;
    } finally {
      other.release(held);
    }
  }

  @Override
  public final long limit(OwnedFd fd) {
    return Math.min(in.file().deadline(false), out.file().deadline(true));
  }
}
