package org.llsocket.cli.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.LongConsumer;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Pipe;
import org.llsocket.SPLICE;
import org.llsocket.Socket;
import org.llsocket.cli.socket.SocketIo;

/**
 * Moves a stream from one descriptor to another inside the kernel: from a file with {@code
 * sendfile(2)}, from anything else with {@code splice(2)} through a pipe.
 */
final class KernelCopy implements AutoCloseable {
  private static final long STEP = 8L << 20; // small enough to show progress
  private static final long SPLICE_STEP = 1L << 20;

  /** What a kernel reports that cannot move bytes between two files of these kinds. */
  private static final Set<Errno> UNABLE =
      Set.of(Errno.EINVAL, Errno.ENOSYS, Errno.EOPNOTSUPP, Errno.ESPIPE);

  private final Descriptor in;
  private final Descriptor out;
  private final LongConsumer counter;
  private final Pipe pipe;
  private boolean unable;

  KernelCopy(Descriptor in, Descriptor out, LongConsumer counter) throws IOException {
    this.in = in;
    this.out = out;
    this.counter = counter;
    pipe = Pipe.open();
  }

  /**
   * Moves bytes up to the end of the stream.
   *
   * @param rest writes bytes that have been taken from the source, but cannot be moved further
   * @return false if the kernel cannot move further bytes; all bytes so far have been moved
   */
  boolean run(End rest) throws IOException {
    if (!(in instanceof Socket) && sendfile()) {
      return true;
    }
    unable = false;
    while (true) {
      long n = orUnable(() -> Pipe.splice(in, pipe.writer(), SPLICE_STEP, SPLICE.F_MOVE), "RCV");
      if (unable) {
        return false;
      }
      if (n == Descriptor.EOF) {
        return true;
      }
      if (!drain(n, rest)) {
        return false;
      }
    }
  }

  private boolean sendfile() throws IOException {
    long n;
    do {
      n = orUnable(() -> out.sendfile(in, STEP), "SND");
      counter.accept(n);
    } while (n > 0);
    return !unable;
  }

  private boolean drain(long length, End rest) throws IOException {
    for (long left = length; left > 0; ) {
      long most = left;
      long n = orUnable(() -> Pipe.splice(pipe.reader(), out, most, SPLICE.F_MOVE), "SND");
      if (unable) {
        ByteBuffer bytes = ByteBuffer.allocate((int) left);
        pipe.reader().read(bytes);
        rest.write(bytes.flip());
        counter.accept(bytes.limit());
        return false;
      }
      left -= n;
      counter.accept(n);
    }
    return true;
  }

  private interface Step {
    long run() throws IOException;
  }

  private long orUnable(Step step, String direction) throws IOException {
    try {
      return SocketIo.requireProgress(step.run(), "SO_" + direction + "TIMEO");
    } catch (ErrnoException e) {
      if (!UNABLE.contains(e.errno())) {
        throw e;
      }
      unable = true;
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}
