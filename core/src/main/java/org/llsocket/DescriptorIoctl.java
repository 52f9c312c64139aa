package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.sys.FdCalls;

/** {@code ioctl(2)} requests that tell a number. */
final class DescriptorIoctl {
  private DescriptorIoctl() {}

  static int number(Handle descriptor, int request, String call, String arguments)
      throws IOException {
    CallFrame frame = descriptor.enter();
    try {
      int n = FdCalls.ioctl(frame.errno, descriptor.number(), request, frame.value);
      if (n < 0) {
        throw descriptor.failure(n, call, arguments);
      }
      descriptor.checkStillOpen();
      return frame.value.get(JAVA_INT, 0);
    } finally {
      descriptor.leave(frame);
    }
  }
}
