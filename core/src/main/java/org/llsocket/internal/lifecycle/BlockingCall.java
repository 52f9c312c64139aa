package org.llsocket.internal.lifecycle;

import java.io.IOException;

/**
 * A system call that may have to wait; {@link BlockingIo} makes it.
 *
 * <p>An implementation defines how the call is made and which direction it waits for. The defaults
 * of the other methods are those of a call that has no non-blocking form, as accept(2).
 */
public interface BlockingCall {
  /** What {@link #make} returns if the file has no non-blocking form of the call. */
  long REFUSED = Long.MIN_VALUE;

  /** Whether it sends, and so waits for space. */
  boolean sends();

  /** Called before the first try of a call that is going to wait outside of the kernel. */
  default void prepare(OwnedFd fd) throws IOException {}

  /**
   * Makes the system call once.
   *
   * @param waits whether it may wait in the kernel
   * @return what it moved or made, {@code -errno}, or {@link #REFUSED}
   * @throws IOException if another descriptor of the call is closed
   */
  long make(CallFrame frame, int fd, boolean waits) throws IOException;

  /**
   * Whether it is first tried without waiting: a call that need not wait is then one system call,
   * and only a call that waits pays for the interrupt hook.
   */
  default boolean triesFirst() {
    return false;
  }

  /**
   * Whether only a call that waits in the kernel ends when it should: it has no non-blocking form,
   * or it waits for a condition that the poller is not notified of.
   */
  default boolean onlyByWaiting() {
    return true;
  }

  /** Whether a call that waits would return once it has moved {@code n} bytes, 1 or more. */
  default boolean isAll(long n) {
    return true;
  }

  /** Whether a call that returned {@code n} has had an effect, which an interrupt must not hide. */
  default boolean hasEffect(long n) {
    return n > 0;
  }

  /**
   * The last try returned {@code n}. The next one continues from there: behind that many bytes, or
   * with the connection that {@code -EINPROGRESS} reports as begun.
   */
  default void advance(long n) {}

  /**
   * Whether poll(2) may report the descriptor as ready while the call would still have to wait, so
   * that only a call that waits in the kernel returns: a receive of a message after a shutdown, a
   * send to a netlink peer whose queue is full.
   */
  default boolean mayBeStuck() {
    return false;
  }

  /** Makes the next tries use memory that any thread may use. */
  default void share() {}

  /** When the kernel's own timeout ends the call. */
  default long limit(OwnedFd fd) {
    return fd.file().deadline(sends());
  }

  /**
   * A try returned {@code n} over 0 on a virtual thread.
   *
   * @param seen how often the descriptor had been signalled before the try
   */
  default void onMoved(OwnedFd fd, long n, int seen) {}
}
