package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.FdCalls;

/** {@code ioctl(2)}. */
final class DescriptorIoctl {
  private static final int FIONBIO = Platform.number("FIONBIO");

  // _IOC of <asm-generic/ioctl.h>: how the parts of a request are encoded.
  private static final int SIZE_SHIFT = 16;
  private static final int SIZE_MASK = 0x3fff;
  private static final int DIRECTION_SHIFT = 30;
  private static final int WRITE = 1; // the kernel only reads the argument
  private static final int READ = 2; // the kernel writes it

  private DescriptorIoctl() {}

  /** The requests that return an int through a pointer, by their C names. */
  enum IntRequest {
    FIONREAD,
    SIOCATMARK,
    SIOCINQ,
    SIOCOUTQ,
    SIOCOUTQNSD;

    private final int number = Platform.number(name());
  }

  /** {@code ioctl(2)} with a request that returns an int. */
  static int number(Handle descriptor, IntRequest request) throws IOException {
    return number(descriptor, request, "ioctl", request.name());
  }

  /** {@code sockatmark(3)}. */
  static boolean sockatmark(Handle descriptor) throws IOException {
    return number(descriptor, IntRequest.SIOCATMARK, "sockatmark", "") != 0;
  }

  private static int number(Handle descriptor, IntRequest request, String call, String arguments)
      throws IOException {
    CallFrame frame = descriptor.acquire();
    try {
      int n = FdCalls.ioctl(frame.errno, descriptor.number(), request.number, frame.value);
      if (n < 0) {
        throw descriptor.failure(n, call, arguments);
      }
      descriptor.checkStillOpen();
      return frame.value.get(JAVA_INT, 0);
    } finally {
      descriptor.release(frame);
    }
  }

  static int call(Handle descriptor, long request, MemorySegment argument) throws IOException {
    int number = checkRequest(request);
    checkArgument(number, argument);
    CallFrame frame = descriptor.acquire();
    try {
      MemorySegment copy = isCopied(number, argument) ? copyIn(frame, argument) : null;
      int n = call(descriptor, frame, number, copy == null ? argument : copy, 0);
      if (copy != null && !argument.isReadOnly()) {
        MemorySegment.copy(copy, 0, argument, 0, argument.byteSize());
      }
      return n;
    } finally {
      descriptor.release(frame);
    }
  }

  static int call(Handle descriptor, long request, int value) throws IOException {
    int number = checkRequest(request);
    if ((direction(number) & READ) != 0 || name(number) != null) {
      throw new IllegalArgumentException(
          "request " + text(number) + " takes a pointer: a MemorySegment, not " + value);
    }
    CallFrame frame = descriptor.acquire();
    try {
      return call(descriptor, frame, number, null, value);
    } finally {
      descriptor.release(frame);
    }
  }

  private static int call(
      Handle descriptor, CallFrame frame, int request, @Nullable MemorySegment pointer, int value)
      throws IOException {
    int fd = descriptor.number();
    long asked = Integer.toUnsignedLong(request);
    int n;
    do {
      n =
          pointer == null
              ? FdCalls.ioctl(frame.errno, fd, asked, value)
              : FdCalls.ioctl(frame.errno, fd, asked, pointer);
    } while (descriptor.retry(n));
    if (n < 0) {
      throw descriptor.failure(n, "ioctl", text(request));
    }
    descriptor.checkStillOpen();
    return n;
  }

  /** A request is an unsigned int; its Java constant may be negative. */
  private static int checkRequest(long request) {
    int number = (int) request;
    if (request != number && request != Integer.toUnsignedLong(number)) {
      throw new IllegalArgumentException(
          "request 0x" + Long.toHexString(request) + " is longer than 32 bits");
    }
    if (number == FIONBIO) {
      throw new IllegalArgumentException("FIONBIO sets O_NONBLOCK: use nonblock(boolean)");
    }
    return number;
  }

  private static void checkArgument(int request, MemorySegment argument) {
    int size = size(request);
    if (argument.byteSize() < size) {
      throw new IllegalArgumentException(
          "argument of "
              + argument.byteSize()
              + " bytes; request "
              + text(request)
              + " takes "
              + size);
    }
    if (argument.isReadOnly() && direction(request) != WRITE) {
      throw Buffers.readOnly();
    }
  }

  /**
   * Whether the argument is copied: memory on the heap, and memory shorter than the longest
   * argument of the old requests if the request does not encode a size.
   */
  private static boolean isCopied(int request, MemorySegment argument) {
    return !argument.isNative()
        || (size(request) == 0 && argument.byteSize() < CallFrame.VALUE_SIZE);
  }

  private static MemorySegment copyIn(CallFrame frame, MemorySegment argument) {
    long size = argument.byteSize();
    MemorySegment copy = size <= CallFrame.VALUE_SIZE ? frame.value : frame.copy(size);
    MemorySegment.copy(argument, 0, copy, 0, size);
    if (size < CallFrame.VALUE_SIZE) {
      copy.asSlice(size, CallFrame.VALUE_SIZE - size).fill((byte) 0);
    }
    return copy;
  }

  private static int size(int request) {
    return request >>> SIZE_SHIFT & SIZE_MASK;
  }

  private static int direction(int request) {
    return request >>> DIRECTION_SHIFT;
  }

  /** The name of a request, if the tables have it; all of these take a pointer. */
  private static @Nullable String name(int request) {
    for (String prefix : new String[] {"SIOC", "FIO"}) {
      String name = Platform.nameOf(prefix, request);
      if (Platform.has(name)) {
        return name;
      }
    }
    return null;
  }

  private static String text(int request) {
    String name = name(request);
    return name != null ? name : "0x" + Integer.toHexString(request);
  }
}
