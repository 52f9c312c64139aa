package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * {@code pipe2(2)}: two descriptors, one to read the bytes that are written to the other; and the
 * calls that move bytes through pipes inside the kernel, without copying them into this process.
 *
 * <p>Moving bytes from one socket to another requires a pipe between them:
 *
 * <pre>{@code
 * long n = Pipe.splice(from, pipe.writer(), 65536, SPLICE.F_MOVE);
 * for (long left = n; left > 0; ) {
 *   left -= Pipe.splice(pipe.reader(), to, left, SPLICE.F_MOVE);
 * }
 * }</pre>
 *
 * <p>Use {@link SPLICE#F_MORE} only if more data is sure to follow at once, as for every part of a
 * file but the last: TCP then holds back a partial packet, for up to 200 ms.
 *
 * <p>Any thread may make these calls at any time. They wait as reads and writes do: closing either
 * descriptor ends them, and so does an interrupt, which by default closes {@code in}; see {@link
 * Descriptor#onInterrupt(OnInterrupt)}. {@code SO_RCVTIMEO} and {@code SO_SNDTIMEO} of sockets
 * apply. For a virtual thread, a platform thread makes a {@code splice} or {@code tee} that may
 * wait. Bytes that have been moved are always reported.
 *
 * @param reader the read end
 * @param writer the write end
 * @see <a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>
 */
public record Pipe(Descriptor reader, Descriptor writer) implements AutoCloseable {
  /**
   * {@code pipe2(O_CLOEXEC)}: a new pipe. Its capacity is 16 pages, each of which may be only
   * partly filled: 64 KiB with pages of 4 KiB.
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
   * @param in the source: a pipe, a socket, a file
   * @param inOffset the offset in a file, whose own position is unchanged; -1 for its own position
   * @param out the target; one of the two must be a pipe
   * @param outOffset as {@code inOffset}
   * @param length how many bytes at most
   * @param flags of {@link SPLICE}
   * @return how many bytes were moved, 1 to {@code length}; {@link Descriptor#EOF} at the end of a
   *     file or stream, or if the pipe {@code in} is empty and has no writer; {@link
   *     Descriptor#AGAIN}
   * @throws IllegalArgumentException if {@code length} is negative, or an offset is below -1
   * @throws ErrnoException EINVAL if neither is a pipe, both are the same pipe, or {@code out} is
   *     open for appending; ESPIPE for an offset in a pipe, EINVAL for an offset in a socket; EPIPE
   *     if {@code out} is a pipe without a reader, or a socket whose peer has closed the
   *     connection; EBADF if a descriptor is not open in that direction
   * @see <a href="https://man7.org/linux/man-pages/man2/splice.2.html">splice(2)</a>
   */
  public static long splice(
      Descriptor in, long inOffset, Descriptor out, long outOffset, long length, int flags)
      throws IOException {
    return PipeIo.splice(
        in, PipeIo.checkOffset(inOffset), out, PipeIo.checkOffset(outOffset), length, flags);
  }

  /**
   * {@code tee(2)}: duplicates bytes from one pipe to another without consuming them. Nothing is
   * copied in memory: both pipes refer to the same pages.
   *
   * @param in the read end of a pipe
   * @param out the write end of another pipe
   * @param length how many bytes at most
   * @param flags of {@link SPLICE}
   * @return the number of bytes duplicated; {@link Descriptor#EOF} if {@code in} is empty and has
   *     no writer; {@link Descriptor#AGAIN}
   * @throws IllegalArgumentException if {@code length} is negative
   * @throws ErrnoException EINVAL if one is not a pipe or both are the same pipe; EPIPE if {@code
   *     out} has no reader
   * @see <a href="https://man7.org/linux/man-pages/man2/tee.2.html">tee(2)</a>
   */
  public static long tee(Descriptor in, Descriptor out, long length, int flags) throws IOException {
    return PipeIo.tee(in, out, length, flags);
  }

  /**
   * {@code vmsplice(2)} with one buffer: puts the buffer's pages into a pipe, without copying them.
   *
   * <p><b>The pipe refers to the memory after the call has returned</b>, until the bytes have been
   * read, and so does every pipe or socket to which they were spliced or teed. The arena is held
   * open during the call only. Writing to the memory before that changes the bytes that will be
   * read; if the arena is closed before that, readers see the next contents of the memory. The
   * kernel never writes to the memory after the call, so the process cannot crash. An interrupt
   * closes the pipe's end.
   *
   * <p>If given the read end of a pipe, the call copies pending data into the buffer instead, as
   * {@link Descriptor#read} does.
   *
   * @param pipe the write end of a pipe
   * @param buffer native memory, preferably whole pages
   * @param flags of {@link SPLICE}
   * @return the number of bytes put into the pipe, which may be less than the size of the buffer;
   *     {@link Descriptor#AGAIN}
   * @throws IllegalArgumentException if the buffer is on the heap or read-only
   * @throws ErrnoException EBADF if the descriptor is not a pipe; EPIPE if it has no reader; EINVAL
   *     for {@link SPLICE#F_GIFT} with memory that is not whole pages
   * @see <a href="https://man7.org/linux/man-pages/man2/vmsplice.2.html">vmsplice(2)</a>
   */
  public static long vmsplice(Descriptor pipe, MemorySegment buffer, int flags) throws IOException {
    return PipeIo.vmsplice(pipe, buffer, flags);
  }
}
