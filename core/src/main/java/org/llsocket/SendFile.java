package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.Offload;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.TransferCalls;

/**
 * {@code sendfile(2)} for any count, and the same from a {@link FileChannel}, whose descriptor is
 * out of reach.
 */
final class SendFile {
  private static final long WINDOW = 64L << 20;

  private SendFile() {}

  /** From {@code offset}, or from the file's own position where {@code offset} is -1. */
  static long send(SocketTransfer socket, Descriptor file, long offset, long count)
      throws IOException {
    boolean waits = !socket.owned.file().nonblock();
    if (waits && Thread.currentThread().isVirtual()) {
      return socket.offload(() -> send(socket, file, offset, count));
    }
    CallFrame held = file.enter();
    try {
      CallFrame frame = socket.enter();
      try {
        frame.offset.set(JAVA_LONG, 0, offset);
        MemorySegment position = offset < 0 ? MemorySegment.NULL : frame.offset;
        if (!waits) {
          return loop(socket, file, frame, position, count, null, Deadline.NONE);
        }
        return waiting(socket, file, frame, position, count);
      } finally {
        socket.leave(frame);
      }
    } finally {
      file.leave(held);
    }
  }

  private static long waiting(
      SocketTransfer socket, Descriptor file, CallFrame frame, MemorySegment position, long count)
      throws IOException {
    socket.owned.checkInterrupt();
    long limit = socket.owned.file().deadline(true);
    KernelWait wait = socket.owned.waitInKernel(frame, Deadline.NONE);
    long sent = 0;
    try {
      sent = loop(socket, file, frame, position, count, wait, limit);
    } finally {
      wait.finish(sent > 0);
    }
    return sent;
  }

  private static long loop(
      SocketTransfer socket,
      Descriptor file,
      CallFrame frame,
      MemorySegment position,
      long count,
      @Nullable KernelWait wait,
      long limit)
      throws IOException {
    long sent = 0;
    while (true) {
      long chunk = Math.min(count - sent, TransferCall.MAX_COUNT);
      long n = TransferCalls.sendfile(frame.errno, socket.number(), file.number(), position, chunk);
      if (n > 0) {
        sent += n;
      }
      boolean stray = wait == null ? socket.retry(n) : wait.retry(n, limit);
      if ((stray && file.retry(n)) || (n == TransferCall.MAX_COUNT && sent < count)) {
        continue;
      }
      if (sent > 0) { // the file tells its error again, and a connection that is gone says EPIPE
        return sent;
      }
      file.checkStillOpen();
      if (n == 0) {
        socket.checkStillOpen();
        return 0;
      }
      if (wait != null && wait.nudged()) {
        return 0; // finish tells why
      }
      return socket.failed(n, "sendfile", "in_fd=" + file.number() + ", count=" + count);
    }
  }

  /** Maps the file window by window and sends the memory. */
  static long send(SocketTransfer socket, FileChannel file, long offset, long count)
      throws IOException {
    if (!socket.owned.file().nonblock()) {
      socket.owned.checkInterrupt();
    }
    long size = ofFile(socket, file::size);
    long end = Math.min(size, offset + Math.min(count, Long.MAX_VALUE - offset));
    long at = offset;
    while (at < end) {
      long window = Math.min(WINDOW, end - at);
      int n;
      long from = at;
      try (Arena arena = Arena.ofConfined()) {
        n = socket.send(ofFile(socket, () -> file.map(READ_ONLY, from, window, arena)), 0);
      } catch (ErrnoException e) {
        if (at == offset) {
          throw e;
        }
        socket.owned.file().keepFailure(-e.errno().number());
        return at - offset;
      } catch (InterruptedIOException e) {
        if (at == offset) {
          throw e; // otherwise the next call tells
        }
        return at - offset;
      }
      if (n < 0) {
        return at > offset ? at - offset : n;
      }
      at += n;
      if (n < window) {
        break;
      }
    }
    return at - offset;
  }

  /** An interrupt closes the JDK's channel; it has to count for the socket too. */
  private static <T> T ofFile(SocketTransfer socket, Offload.IoCall<T> call) throws IOException {
    try {
      return call.call();
    } catch (ClosedByInterruptException e) {
      if (!socket.owned.file().nonblock()) {
        socket.owned.checkInterrupt();
      }
      throw e;
    }
  }

  static void checkRange(long offset, long count) {
    if (offset < 0 || count < 0) {
      throw new IllegalArgumentException(
          "offset " + offset + " and count " + count + " must not be negative");
    }
  }
}
