package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * {@code pipe2(2)}: two descriptors, of which one reads what the other writes; and the calls that
 * move bytes through pipes inside the kernel, without bringing them into this process.
 *
 * <p>From a socket to a socket takes a pipe between them:
 *
 * <pre>{@code
 * long n = Pipe.splice(from, pipe.writer(), 65536, SPLICE.F_MOVE);
 * for (long left = n; left > 0; ) {
 *   left -= Pipe.splice(pipe.reader(), to, left, SPLICE.F_MOVE);
 * }
 * }</pre>
 *
 * <p>{@link SPLICE#F_MORE} belongs there only where more is sure to follow at once, as all but the
 * last part of a file: TCP then keeps what does not fill a packet back, for up to 200 ms.
 *
 * <p>The calls may be made by any thread at any time. They wait as a read and a write do: a close
 * of either descriptor ends them, and so does an interrupt, which closes {@code in}, as {@link
 * Descriptor#onInterrupt(OnInterrupt)} says it. {@code SO_RCVTIMEO} and {@code SO_SNDTIMEO} of
 * sockets hold. On a virtual thread {@code splice} and {@code tee} are made by a platform thread
 * wherever they might wait. What has been moved is always returned.
 *
 * @param reader what can be read from
 * @param writer what can be written to
 * @see <a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>
 */
public record Pipe(Descriptor reader, Descriptor writer) implements AutoCloseable {
  /**
   * {@code pipe2(O_CLOEXEC)}: a new pipe. It holds 64 KiB, as 16 pages each of which may be filled
   * in part only.
   *
   * @throws ErrnoException EMFILE, ENFILE
   * @see <a href="https://man7.org/linux/man-pages/man2/pipe2.2.html">pipe2(2)</a>
   */
  public static Pipe open() throws IOException {
    return NewFd.pipe(Descriptor::new, Pipe::new);
  }

  /** Closes both ends. */
  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } finally {
      reader.close();
    }
  }

  /**
   * {@code splice(2)} from and to the descriptors' own positions; as {@link #splice(Descriptor,
   * long, Descriptor, long, long, int)}.
   */
  public static long splice(Descriptor in, Descriptor out, long length, int flags)
      throws IOException {
    return PipeIo.splice(in, PipeIo.OWN, out, PipeIo.OWN, length, flags);
  }

  /**
   * {@code splice(2)}: moves bytes between a pipe and something else, or between two pipes.
   *
   * @param in where from: a pipe, a socket, a file
   * @param inOffset where to begin in a file, whose own position stays; -1 for its own position
   * @param out where to; one of the two must be a pipe
   * @param outOffset as {@code inOffset}
   * @param length how many bytes at most
   * @param flags of {@link SPLICE}
   * @return how many bytes were moved, 1 to {@code length}; {@link Descriptor#EOF} at the end of a
   *     file or stream, and of a pipe that nobody can write to; {@link Descriptor#AGAIN}
   * @throws IllegalArgumentException if {@code length} is negative, or an offset under -1
   * @throws ErrnoException EINVAL if neither is a pipe, both are the same pipe, or {@code out} is
   *     open for appending; ESPIPE if a pipe is given an offset, and EINVAL a socket; EPIPE if
   *     {@code out} is a pipe that nobody can read from, or a socket whose peer is gone; EBADF if
   *     an end is not open in that direction
   * @see <a href="https://man7.org/linux/man-pages/man2/splice.2.html">splice(2)</a>
   */
  public static long splice(
      Descriptor in, long inOffset, Descriptor out, long outOffset, long length, int flags)
      throws IOException {
    return PipeIo.splice(
        in, PipeIo.checkOffset(inOffset), out, PipeIo.checkOffset(outOffset), length, flags);
  }

  /**
   * {@code tee(2)}: copies bytes from one pipe to another; they stay to be read in the first. No
   * byte is copied in memory: both pipes refer to the same pages.
   *
   * @param in the reading end of a pipe
   * @param out the writing end of another pipe
   * @param length how many bytes at most
   * @param flags of {@link SPLICE}
   * @return how many bytes were copied; {@link Descriptor#EOF} if there are none and nobody can
   *     write to {@code in}; {@link Descriptor#AGAIN}
   * @throws IllegalArgumentException if {@code length} is negative
   * @throws ErrnoException EINVAL if one is no pipe or both are the same one; EPIPE
   * @see <a href="https://man7.org/linux/man-pages/man2/tee.2.html">tee(2)</a>
   */
  public static long tee(Descriptor in, Descriptor out, long length, int flags) throws IOException {
    return PipeIo.tee(in, out, length, flags);
  }

  /**
   * {@code vmsplice(2)} with one buffer: puts the buffer's pages into a pipe, without copying them.
   *
   * <p><b>The pipe refers to the memory after the call has returned</b>, until the bytes have been
   * read, and so does whatever they were spliced or teed to. The arena is held open during the call
   * only. Whoever writes to the memory before changes what will be read; whoever closes the arena
   * before has the readers see whatever the memory is used for next. The kernel never writes to it
   * later, and nothing can crash. An interrupt closes the pipe's end.
   *
   * <p>Of the reading end of a pipe the call copies what there is into the buffer, as {@link
   * Descriptor#read}.
   *
   * @param pipe the writing end of a pipe
   * @param buffer native memory; best whole pages
   * @param flags of {@link SPLICE}
   * @return how many bytes are in the pipe now, which may be less than there were; {@link
   *     Descriptor#AGAIN}
   * @throws IllegalArgumentException if the buffer is on the heap or read-only
   * @throws ErrnoException EBADF if the descriptor is no pipe; EPIPE if nobody can read from it;
   *     EINVAL for {@link SPLICE#F_GIFT} of memory that is not whole pages
   * @see <a href="https://man7.org/linux/man-pages/man2/vmsplice.2.html">vmsplice(2)</a>
   */
  public static long vmsplice(Descriptor pipe, MemorySegment buffer, int flags) throws IOException {
    return PipeIo.vmsplice(pipe, buffer, flags);
  }
}
