package org.llsocket.internal.lifecycle;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.CallFrame;

/**
 * A platform thread's wait inside a system call that {@link Thread#interrupt} or a request of
 * another thread ends with EINTR, and that closes nothing. It is used again and again, by one
 * thread at a time, and allocates only where it is ended.
 *
 * <p>The JDK tells selectors of an interrupt, so this is one as far as the JDK has to know.
 */
public final class EndableWait extends AbstractSelector {
  private static final int EINTR = Platform.number("EINTR");

  private long thread; // guarded by this, like the rest
  private boolean inCall;
  private boolean requested;
  private @Nullable Nudge nudge;

  public EndableWait() {
    super(SelectorProvider.provider());
  }

  /** Begins; an interrupt or a request that has come already counts. */
  public void start(CallFrame frame) {
    if (frame.firstWait()) {
      Wakeup.admit();
    }
    enterCall(frame.thread());
    begin();
  }

  private synchronized void enterCall(long pthread) {
    thread = pthread;
    inCall = true;
    if (requested) {
      nudge();
    }
  }

  /** Ends this wait, or else the next. */
  public synchronized void request() {
    requested = true;
    nudge();
  }

  public synchronized boolean requested() {
    return requested;
  }

  /** Whether a call that returned {@code n} met a signal that is no reason to end the wait. */
  public boolean retry(long n) {
    return n == -EINTR && !Thread.currentThread().isInterrupted() && forgive();
  }

  /** The JDK may tell late of an interrupt that ended an earlier wait. */
  private synchronized boolean forgive() {
    if (requested) {
      return false;
    }
    endNudge();
    return true;
  }

  /** Ends the wait, and what was requested is done. */
  public void finish() {
    end();
    leaveCall();
  }

  private synchronized void leaveCall() {
    inCall = false;
    requested = false;
    endNudge();
  }

  private void endNudge() {
    if (nudge != null) {
      nudge.end();
      nudge = null;
    }
  }

  private void nudge() {
    if (inCall && nudge == null) {
      nudge = new Nudge(thread);
      nudge.now();
    }
  }

  /** The thread has been interrupted. */
  @Override
  public synchronized Selector wakeup() {
    nudge();
    return this;
  }

  @Override
  protected void implCloseSelector() {}

  @Override
  protected SelectionKey register(
      AbstractSelectableChannel channel, int operations, Object attachment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int select(long timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int select() {
    throw new UnsupportedOperationException();
  }
}
