package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import org.llsocket.internal.lifecycle.Offload;
import org.llsocket.internal.sys.Buffers;
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
  static long send(Descriptor out, Descriptor file, long offset, long count) throws IOException {
    boolean fileWaits = !(out instanceof SocketTransfer) && !file.owned.file().nonblock();
    return new Call(out, file, offset, count).run(!out.owned.file().nonblock() || fileWaits);
  }

  private static final class Call extends Transit {
    private final long offset;
    private final long count;

    Call(Descriptor out, Descriptor file, long offset, long count) {
      super(file, out, out);
      this.offset = offset;
      this.count = count;
    }

    @Override
    long make(CallFrame frame, long moved) {
      long chunk = Math.min(count - moved, Buffers.MAX_COUNT);
      MemorySegment position = MemorySegment.NULL;
      if (offset >= 0) {
        position = frame.offset;
        position.set(JAVA_LONG, 0, offset + moved);
      }
      return TransferCalls.sendfile(frame.errno, out.number(), in.number(), position, chunk);
    }

    @Override
    boolean goesOn(long n, long moved) {
      return n == Buffers.MAX_COUNT && moved < count;
    }

    @Override
    long nothing() {
      return 0;
    }

    @Override
    String cName() {
      return "sendfile";
    }

    @Override
    String arguments() {
      return "in_fd=" + in.number() + ", count=" + count;
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
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) { // once bytes are on their way the next call tells
        if (at == offset) {
          throw e;
        }
        if (e instanceof ErrnoException failed) {
          socket.owned.file().keepFailure(-failed.errno().number());
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
