package org.llsocket.internal.lifecycle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * With {@code SO_LINGER} close(2) waits until all is sent; a virtual thread has a platform thread
 * make it.
 */
final class LingeringClose implements BlockingExecutor.IoCall<Boolean> {
  private final int number;
  private boolean done;
  private int result;

  private LingeringClose(int number) {
    this.number = number;
  }

  /** The call that a platform thread has made; null if there is none to be had. */
  static @Nullable LingeringClose onPlatformThread(int number) {
    LingeringClose call = null;
    try {
      call = new LingeringClose(number);
      boolean _ = BlockingExecutor.toEnd(call);
    } catch (IOException | OutOfMemoryError e) {
      // it may have been made all the same
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
