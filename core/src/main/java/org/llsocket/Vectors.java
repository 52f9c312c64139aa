package org.llsocket;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.VectorCalls;

/**
 * {@code readv(2)} and {@code writev(2)}. A buffer in native memory is handed to the kernel as it
 * is, with its arena held open during the call; heap buffers, and those of arenas that are too many
 * to hold, go through a copy.
 */
final class Vectors {
  private static final int IOV_MAX = Platform.number("IOV_MAX");

  private Vectors() {}

  static long read(Descriptor descriptor, ByteBuffer[] buffers) throws IOException {
    long n = read(descriptor, segments(buffers));
    advance(buffers, n);
    return n;
  }

  static long write(Descriptor descriptor, ByteBuffer[] buffers) throws IOException {
    long n = write(descriptor, segments(buffers));
    advance(buffers, n);
    return n;
  }

  static long read(Descriptor descriptor, MemorySegment[] buffers) throws IOException {
    checkCount(buffers.length);
    for (MemorySegment buffer : buffers) {
      Transfers.checkWritable(buffer);
    }
    CallFrame frame = descriptor.enter();
    try (Arena copies = Arena.ofConfined()) {
      var natives = new Natives(buffers, frame, copies);
      long n;
      do {
        n =
            VectorCalls.readv(
                frame.errno, descriptor.number(), natives.iov, buffers.length, natives.pins);
      } while (descriptor.retry(n));
      if (n < 0) {
        return descriptor.failed(n, "readv", "iovcnt=" + buffers.length);
      }
      if (n == 0) {
        descriptor.checkStillOpen();
        return natives.bytes > 0 && descriptor.zeroIsEof() ? Descriptor.EOF : 0;
      }
      natives.copyBack(n);
      return n;
    } finally {
      descriptor.leave(frame);
    }
  }

  static long write(Descriptor descriptor, MemorySegment[] buffers) throws IOException {
    checkCount(buffers.length);
    CallFrame frame = descriptor.enter();
    try (Arena copies = Arena.ofConfined()) {
      var natives = new Natives(buffers, frame, copies);
      natives.copyIn();
      long n;
      do {
        n =
            VectorCalls.writev(
                frame.errno, descriptor.number(), natives.iov, buffers.length, natives.pins);
      } while (descriptor.retry(n));
      return n >= 0 ? n : descriptor.failed(n, "writev", "iovcnt=" + buffers.length);
    } finally {
      descriptor.leave(frame);
    }
  }

  private static void checkCount(int count) {
    if (count > IOV_MAX) {
      throw new IllegalArgumentException(count + " buffers; at most " + IOV_MAX + " (IOV_MAX)");
    }
  }

  private static MemorySegment[] segments(ByteBuffer[] buffers) {
    var segments = new MemorySegment[buffers.length];
    Arrays.setAll(segments, i -> MemorySegment.ofBuffer(buffers[i]));
    return segments;
  }

  private static void advance(ByteBuffer[] buffers, long n) {
    long left = n;
    for (int i = 0; i < buffers.length && left > 0; i++) {
      int step = (int) Math.min(left, buffers[i].remaining());
      buffers[i].position(buffers[i].position() + step);
      left -= step;
    }
  }

  /** The buffers of one call as the kernel is to see them. */
  private static final class Natives {
    final MemorySegment[] originals;
    final MemorySegment[] natives;
    final boolean[] copied;
    final MemorySegment[] pins = new MemorySegment[VectorCalls.PINS];
    final MemorySegment iov;
    final long bytes;

    Natives(MemorySegment[] buffers, CallFrame frame, Arena copies) {
      originals = buffers;
      natives = buffers.clone();
      copied = new boolean[buffers.length];
      iov = frame.copy((long) Iovec.SIZE * buffers.length);
      Arrays.fill(pins, MemorySegment.NULL);
      int held = 0;
      long sum = 0;
      for (int i = 0; i < buffers.length; i++) {
        sum += buffers[i].byteSize();
        if (buffers[i].isNative() && (isHeld(buffers[i], held) || held < pins.length)) {
          held = hold(buffers[i], held);
        } else {
          copied[i] = true;
          checkAccess(buffers[i]);
          natives[i] = copies.allocate(buffers[i].byteSize());
        }
        Iovec.set(iov, i, natives[i]);
      }
      bytes = sum;
    }

    /** What a downcall checks of the buffers that it gets itself, before any byte is moved. */
    private static void checkAccess(MemorySegment buffer) {
      if (!buffer.scope().isAlive()) {
        throw new IllegalStateException("a buffer's arena is closed");
      }
      if (!buffer.isAccessibleBy(Thread.currentThread())) {
        throw new WrongThreadException("a buffer's arena is confined to another thread");
      }
    }

    private boolean isHeld(MemorySegment buffer, int held) {
      for (int i = 0; i < held; i++) {
        if (pins[i].scope().equals(buffer.scope())) {
          return true;
        }
      }
      return false;
    }

    private int hold(MemorySegment buffer, int held) {
      if (isHeld(buffer, held)) {
        return held;
      }
      pins[held] = buffer;
      return held + 1;
    }

    void copyIn() {
      for (int i = 0; i < natives.length; i++) {
        if (copied[i]) {
          natives[i].copyFrom(originals[i]);
        }
      }
    }

    void copyBack(long n) {
      long left = n;
      for (int i = 0; i < natives.length && left > 0; i++) {
        long step = Math.min(left, natives[i].byteSize());
        if (copied[i]) {
          MemorySegment.copy(natives[i], 0, originals[i], 0, step);
        }
        left -= step;
      }
    }
  }
}
