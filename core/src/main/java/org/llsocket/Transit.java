package org.llsocket;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.sys.CallFrame;

/**
 * A call that moves bytes inside the kernel from one descriptor to another, and may wait for
 * either: a close of either ends it. Neither has a twin that never waits, so for a virtual thread a
 * platform thread makes it.
 */
abstract class Transit {
  final Descriptor in;
  final Descriptor out;
  private final Descriptor owner;
  private final Descriptor other;

  /** {@code owner}, one of the two, is the one that an interrupt closes. */
  Transit(Descriptor in, Descriptor out, Descriptor owner) {
    this.in = in;
    this.out = out;
    this.owner = owner;
    this.other = owner.equals(in) ? out : in;
  }

  /** The system call, after {@code moved} bytes: how many more, or {@code -errno}. */
  abstract long make(CallFrame frame, long moved);

  /** Whether a call that moved {@code n} bytes could not have moved all of them. */
  abstract boolean goesOn(long n, long moved);

  /** What to return where the call moved nothing. */
  abstract long nothing();

  abstract String cName();

  abstract String arguments();

  final long run(boolean waits) throws IOException {
    if (waits && Thread.currentThread().isVirtual()) {
      if (!other.isOpen()) {
        throw new ClosedChannelException();
      }
      return owner.offload(() -> run(true));
    }
    CallFrame held = other.enter();
    try {
      CallFrame frame = owner.enter();
      try {
        return waits ? waiting(frame) : loop(frame, null, Deadline.NONE);
      } finally {
        owner.leave(frame);
      }
    } finally {
      other.leave(held);
    }
  }

  private long waiting(CallFrame frame) throws IOException {
    owner.owned.checkInterrupt();
    long limit = Math.min(in.owned.file().deadline(false), out.owned.file().deadline(true));
    KernelWait wait = owner.owned.waitInKernel(frame, Deadline.NONE);
    long moved = 0;
    try {
      moved = loop(frame, wait, limit);
    } finally {
      wait.finish(moved > 0);
    }
    return moved;
  }

  private long loop(CallFrame frame, @Nullable KernelWait wait, long limit) throws IOException {
    long moved = 0;
    while (true) {
      long n = make(frame, moved);
      moved += Math.max(n, 0);
      boolean stray = wait == null ? owner.retry(n) : wait.retry(n, limit);
      if ((stray && other.retry(n)) || (n > 0 && goesOn(n, moved))) {
        continue;
      }
      if (moved > 0) { // a file tells its error again, and a connection that is gone says EPIPE
        return moved;
      }
      other.checkStillOpen();
      if (n == 0) {
        owner.checkStillOpen();
        return nothing();
      }
      if (wait != null && wait.ended()) {
        return 0; // finish tells why
      }
      return owner.failed(n, cName(), arguments());
    }
  }
}
