package org.llsocket;

import java.util.StringJoiner;
import org.llsocket.internal.platform.Platform;

/**
 * {@code O_*}: flags of {@link Descriptor#openFile(java.nio.file.Path, int, int) open(2)}, combined
 * with {@code |}: one access mode, {@link #RDONLY}, {@link #WRONLY} or {@link #RDWR}, and any of
 * the others.
 *
 * <pre>{@code
 * try (var log = Descriptor.openFile(path, O.WRONLY | O.CREAT | O.APPEND, 0600)) {
 *   log.write(line);
 * }
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
 */
public final class O {
  /** {@code O_RDONLY}: open for reading only; 0, the default. */
  public static final int RDONLY = Platform.number("O_RDONLY");

  /** {@code O_WRONLY}: open for writing only. */
  public static final int WRONLY = Platform.number("O_WRONLY");

  /** {@code O_RDWR}: open for reading and writing. */
  public static final int RDWR = Platform.number("O_RDWR");

  /** {@code O_ACCMODE}: the bits of the access mode. */
  public static final int ACCMODE = Platform.number("O_ACCMODE");

  /** {@code O_CREAT}: create the file, with the mode of the call, if it does not exist. */
  public static final int CREAT = Platform.number("O_CREAT");

  /** {@code O_EXCL}: with {@link #CREAT}: fail with EEXIST if the path exists, links included. */
  public static final int EXCL = Platform.number("O_EXCL");

  /** {@code O_NOCTTY}: a terminal does not become the controlling terminal of this process. */
  public static final int NOCTTY = Platform.number("O_NOCTTY");

  /** {@code O_TRUNC}: cut a regular file to length 0; needs an access mode that can write. */
  public static final int TRUNC = Platform.number("O_TRUNC");

  /** {@code O_APPEND}: every write goes to the end of the file, atomically. */
  public static final int APPEND = Platform.number("O_APPEND");

  /**
   * {@code O_NONBLOCK}: calls on the descriptor return {@link Descriptor#AGAIN} rather than wait.
   * Opening a FIFO does not wait either: for reading it succeeds at once, for writing it fails with
   * ENXIO if no process has it open for reading.
   */
  public static final int NONBLOCK = Platform.number("O_NONBLOCK");

  /**
   * {@code O_DSYNC}: a write returns when the data has reached the device, as with fdatasync(2).
   */
  public static final int DSYNC = Platform.number("O_DSYNC");

  /** {@code O_SYNC}: a write returns when data and metadata have reached it, as with fsync(2). */
  public static final int SYNC = Platform.number("O_SYNC");

  /** {@code O_DIRECT}: bypass the page cache; buffers, offsets and lengths have to be aligned. */
  public static final int DIRECT = Platform.number("O_DIRECT");

  /** {@code O_DIRECTORY}: fail with ENOTDIR if the path is not a directory. */
  public static final int DIRECTORY = Platform.number("O_DIRECTORY");

  /** {@code O_NOFOLLOW}: fail with ELOOP if the last part of the path is a symbolic link. */
  public static final int NOFOLLOW = Platform.number("O_NOFOLLOW");

  /** {@code O_NOATIME}: reads do not change the access time; for the owner of the file only. */
  public static final int NOATIME = Platform.number("O_NOATIME");

  /** {@code O_CLOEXEC}: close on exec. llsocket always sets it. */
  public static final int CLOEXEC = Platform.number("O_CLOEXEC");

  /**
   * {@code O_PATH}: a descriptor that only refers to the file: it can be passed and duplicated, but
   * reads and writes fail with EBADF. The kernel ignores all other flags but {@link #CLOEXEC},
   * {@link #DIRECTORY} and {@link #NOFOLLOW}.
   */
  public static final int PATH = Platform.number("O_PATH");

  /**
   * {@code O_TMPFILE}: create a file without a name in the directory that the path names; needs an
   * access mode that can write. Includes {@link #DIRECTORY}.
   */
  public static final int TMPFILE = Platform.number("O_TMPFILE");

  private O() {}

  /**
   * {@return the C names of {@code flags}, joined with {@code |}, the access mode first}
   *
   * @param flags the numbers, combined
   */
  public static String toString(int flags) {
    var names = new StringJoiner("|");
    int mode = flags & ACCMODE;
    names.add(mode == RDONLY ? "O_RDONLY" : Platform.nameOf("O_", mode));
    int rest = flags & ~ACCMODE;
    if ((rest & TMPFILE) == TMPFILE) {
      names.add("O_TMPFILE");
      rest &= ~TMPFILE;
    }
    if ((rest & SYNC) == SYNC) {
      names.add("O_SYNC");
      rest &= ~SYNC;
    }
    return (rest == 0 ? names : names.add(Platform.flagNames("O_", rest))).toString();
  }
}
