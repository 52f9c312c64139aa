package org.llsocket.internal.lifecycle;

import java.io.IOException;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;

/**
 * With {@code SO_LINGER} close(2) waits until all is sent; a virtual thread has a platform thread
 * make it.
 */
final class LingeringClose implements Offload.IoCall<Boolean> {
  private final int number;
  private boolean done;
  private int result;

  private LingeringClose(int number) {
    this.number = number;
  }

  /** {@code close(2)}: 0 or {@code -errno}. */
  static int close(CallFrame frame, int number) {
    LingeringClose call = null;
    try {
      call = new LingeringClose(number);
      boolean _ = Offload.toEnd(call);
    } catch (IOException | OutOfMemoryError | LinkageError e) {
      // there is no thread to be had, and this one makes it
    }
    return call != null && call.done ? call.result : make(frame, number);
  }

  /** Without a wait of this thread for another. */
  static int make(CallFrame frame, int number) {
    try {
      return FdCalls.close(frame.errno, number);
    } catch (OutOfMemoryError e) { // before the system call
      return FdCalls.discard(number);
    }
  }

  @Override
  public Boolean call() {
    CallFrame frame = CallFrame.current();
    done = true;
    result = make(frame, number);
    frame.done();
    return true;
  }
}
