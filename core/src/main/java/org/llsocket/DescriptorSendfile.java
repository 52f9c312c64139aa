package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingExecutor;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.TransferCalls;

/**
 * {@code sendfile(2)} for any count, and the same from a {@link FileChannel}, whose descriptor is
 * not accessible.
 */
final class DescriptorSendfile {
  private static final long WINDOW = 64L << 20;

  /** How much of a file that cannot be mapped is read at once, in bytes. */
  private static final int CHUNK = 64 * 1024;

  private DescriptorSendfile() {}

  /** From {@code offset}, or from the file's own position if {@code offset} is -1. */
  static long send(Handle out, Handle file, long offset, long count) throws IOException {
    boolean fileWaits = !out.file().isSocket() && !file.file().nonblock();
    return new Call(out, file, offset, count).run(!out.file().nonblock() || fileWaits);
  }

  private static final class Call extends DescriptorCopy {
    private final long offset;
    private final long count;

    Call(Handle out, Handle file, long offset, long count) {
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

  /**
   * Sends the file of a path. A file that the kernel generates on reading, as in {@code /proc},
   * cannot be sent by {@code sendfile(2)}: it is read and sent.
   */
  static long send(Handle out, Path path, long offset, long count) throws IOException {
    try (Handle file = DescriptorOpen.open(path, O.RDONLY, 0, Handle::new)) {
      return send(out, file, offset, count);
    } catch (ErrnoException refused) {
      if (!refused.errno().equals(Errno.EINVAL) || !Files.isRegularFile(path)) {
        throw refused;
      }
    }
    try (FileChannel file = FileChannel.open(path)) {
      return new Parts(out, file, offset, count).send(true);
    }
  }

  static long send(Handle socket, FileChannel file, long offset, long count) throws IOException {
    return new Parts(socket, file, offset, count).send(false);
  }

  /**
   * Sends a file of a {@link FileChannel} part by part. It is mapped window by window, and the
   * mapped memory is sent. A file that cannot be mapped or reports a size of 0 is read: files of
   * {@code /proc} and {@code /sys} report no size, or a meaningless one.
   */
  private static final class Parts {
    private final Handle out;
    private final FileChannel file;
    private final long offset;
    private final long end;
    private long at;
    private long asked; // bytes of the last part
    private long size;
    private boolean maps;
    private @Nullable ByteBuffer chunk;

    Parts(Handle out, FileChannel file, long offset, long count) {
      this.out = out;
      this.file = file;
      this.offset = offset;
      this.end = offset + Math.min(count, Long.MAX_VALUE - offset);
      this.at = offset;
    }

    long send(boolean reads) throws IOException {
      if (!out.file().nonblock()) {
        out.owned.checkInterrupt();
      }
      size = ofFile(out, file::size);
      maps = !reads && size > 0;
      while (at < end) {
        long n;
        try {
          n = next();
        } catch (ClosedByInterruptException e) {
          throw e;
        } catch (IOException e) { // after bytes were sent, the next call reports it
          if (at == offset) {
            throw e;
          }
          if (e instanceof ErrnoException failed) {
            out.file().keepFailure(-failed.errno().number());
          }
          break;
        }
        if (n < 0 && at == offset) {
          return n;
        }
        at += Math.max(n, 0);
        if (n <= 0 || (n < asked && endsShort())) {
          break;
        }
      }
      return at - offset;
    }

    /**
     * Whether a part that was not sent completely is the last one: a blocking write may be short.
     */
    private boolean endsShort() {
      return out.file().isSocket() || out.file().nonblock();
    }

    /**
     * Sends a part and returns the number of bytes, {@link Handle#AGAIN}, or 0 at the end of the
     * file.
     */
    private long next() throws IOException {
      if (maps && out.file().isSocket()) {
        asked = Math.min(WINDOW, Math.min(end, size) - at);
        if (asked <= 0) {
          return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment window = map(arena);
          if (window != null) {
            return SocketIo.send(out, window, 0);
          }
        }
      }
      ByteBuffer bytes = chunk == null ? ByteBuffer.allocateDirect(CHUNK) : chunk.clear();
      chunk = bytes;
      bytes.limit((int) Math.min(CHUNK, end - at));
      asked = ofFile(out, () -> file.read(bytes, at));
      bytes.flip();
      if (asked <= 0) {
        return 0;
      }
      return out.file().isSocket()
          ? SocketIo.send(out, bytes, 0)
          : DescriptorIo.write(out, new ByteBuffer[] {bytes}, null);
    }

    private @Nullable MemorySegment map(Arena arena) throws IOException {
      try {
        return ofFile(out, () -> file.map(READ_ONLY, at, asked, arena));
      } catch (ClosedChannelException | InterruptedIOException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException cannotBeMapped) {
        maps = false;
        return null;
      }
    }
  }

  /** An interrupt closes the JDK's channel; it has to apply to the socket too. */
  private static <T> T ofFile(Handle out, BlockingExecutor.IoCall<T> call) throws IOException {
    try {
      return call.call();
    } catch (ClosedByInterruptException e) {
      if (!out.file().nonblock()) {
        out.owned.checkInterrupt();
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
