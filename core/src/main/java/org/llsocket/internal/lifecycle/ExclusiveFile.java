package org.llsocket.internal.lifecycle;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;

/**
 * The open file description of a socket that this library has opened. Until code outside of the
 * library may refer to it ({@link #share}), {@code O_NONBLOCK} may be set in the kernel although
 * {@link #nonblock} is false: for accept(2) and connect(2) of virtual threads, which have no flag
 * against waiting.
 *
 * <p>Such a call and every change of the flag are made under the lock of this object, so none finds
 * the flag other than it was left. A thread that is to wait inside the kernel has it {@linkplain
 * #waitsInKernel cleared} first.
 */
public final class ExclusiveFile extends OpenFileDescription {
  private static final int FIONBIO = Platform.number("FIONBIO");

  private static final int CLEAR = 0;
  private static final int CHANGING = 1; // a change ran out of memory or the stack half-way
  private static final int SET = 2;

  private volatile boolean shared; // written under this, as the next two
  private volatile int state = CLEAR; // of the flag that only this library sees
  private volatile int changes; // how many times it was set

  public ExclusiveFile(boolean nonblock, int family, int type) {
    super(nonblock, family, type);
  }

  /** A system call that returns at once on a non-blocking file. */
  public interface Call {
    /** What it made, or {@code -errno}. */
    int makeOnce(CallFrame frame, int fd);
  }

  /** Whether {@link #withoutWaiting} makes calls on {@code file}, and does not refuse them. */
  public static boolean is(OpenFileDescription file) {
    return file instanceof ExclusiveFile own && !own.shared;
  }

  /**
   * Makes a call that returns at once, as on a non-blocking file.
   *
   * @param again whether another such call is likely, so that the flag stays set until a thread
   *     {@linkplain #waitsInKernel waits in the kernel}
   * @return what the call returned, or {@link BlockingCall#REFUSED} if the file is blocking and
   *     other code may refer to it
   */
  public static long withoutWaiting(
      OpenFileDescription file, CallFrame frame, int fd, boolean again, Call call) {
    if (file instanceof ExclusiveFile own) {
      return own.withoutWaiting(frame, fd, again, call);
    }
    return file.nonblock() ? call.makeOnce(frame, fd) : BlockingCall.REFUSED;
  }

  private synchronized long withoutWaiting(CallFrame frame, int fd, boolean again, Call call) {
    if (nonblock()) {
      return call.makeOnce(frame, fd);
    }
    if (shared) {
      return BlockingCall.REFUSED;
    }
    int changed = state == SET ? 0 : change(frame, fd, SET);
    if (changed < 0) {
      return changed;
    }
    try {
      return call.makeOnce(frame, fd);
    } finally {
      if (!again) {
        change(frame, fd, CLEAR);
      }
    }
  }

  /** {@code ioctl(FIONBIO)}. */
  private synchronized int change(CallFrame frame, int fd, int to) {
    state = CHANGING;
    if (to == SET) {
      changes++; // after the state: a thread that has seen this change waits for the lock
    }
    frame.value.set(JAVA_INT, 0, to == SET ? 1 : 0);
    int n = FdCalls.ioctl(frame.errno, fd, FIONBIO, frame.value);
    if (n >= 0) {
      state = to;
    }
    return n;
  }

  /**
   * Called before a call that is to wait in the kernel.
   *
   * @return for {@link #hasChanged}
   */
  static int waitsInKernel(OpenFileDescription file, CallFrame frame, int fd) {
    int before = file instanceof ExclusiveFile own ? own.changes : 0;
    clear(file, frame, fd); // second: the call may meet a change from then on
    return before;
  }

  /** Whether the flag was set since, so that EAGAIN of a call that waits may be due to it. */
  static boolean hasChanged(OpenFileDescription file, int before) {
    return file instanceof ExclusiveFile own && own.changes != before;
  }

  /** Gives the flag in the kernel the value that {@link #nonblock} has. */
  public static void clear(OpenFileDescription file, CallFrame frame, int fd) {
    if (file instanceof ExclusiveFile own && own.state != CLEAR) {
      own.clear(frame, fd);
    }
  }

  private synchronized void clear(CallFrame frame, int fd) {
    if (state != CLEAR) {
      change(frame, fd, CLEAR);
    }
  }

  /** From now on code outside of the library may refer to the file: the flag is what it set. */
  static void share(OpenFileDescription file, CallFrame frame, int fd) {
    if (file instanceof ExclusiveFile own && !own.shared) {
      own.share(frame, fd);
    }
  }

  private synchronized void share(CallFrame frame, int fd) {
    clear(frame, fd);
    shared = true;
  }
}
