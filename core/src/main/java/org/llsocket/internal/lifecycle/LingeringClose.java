package org.llsocket.internal.lifecycle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * close(2) of a socket with {@code SO_LINGER}, which waits until all data is sent: a platform
 * thread makes the call for a virtual thread.
 */
final class LingeringClose implements BlockingExecutor.IoCall<Boolean> {
  private final int number;
  private boolean done;
  private int result;

  private LingeringClose(int number) {
    this.number = number;
  }

  /** The call that a platform thread has made; null if none could be started. */
  static @Nullable LingeringClose onPlatformThread(int number) {
    LingeringClose call = null;
    try {
      call = new LingeringClose(number);
      boolean _ = BlockingExecutor.toEnd(call);
    } catch (IOException | OutOfMemoryError e) {
      // the call may have been made nevertheless
    }
    return call != null && call.done ? call : null;
  }

  /** 0, or {@code -errno} of {@code close(2)}. */
  int result() {
    return result;
  }

  @Override
  public Boolean call() {
    CallFrame frame = CallFrame.current();
    done = true;
    result = OwnedFd.closeNumber(frame, number);
    frame.done();
    return true;
  }
}
