package org.llsocket.nio;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.poll.Epoll;

/**
 * The registration of a channel with an {@link EpollSelector}. The interest set may be changed by
 * any thread; everything that concerns the kernel is done by the thread that selects.
 */
final class EpollSelectionKey extends AbstractSelectionKey {
  private static final int IN_OPS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int OUT_OPS = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  private final EpollSelector selector;
  private final AbstractSelectableChannel channel;
  private final PollableChannel pollable;
  private final AtomicInteger interest = new AtomicInteger();
  private volatile int ready;

  boolean changed; // in the selector's queue of changes, whose lock guards it
  boolean watched; // registered with the epoll; used by the thread that selects, as the next two
  int events; // for which it is registered
  int polled; // what the epoll has reported

  // The place in the selector's set of selected keys; its lock guards them.
  @Nullable EpollSelectionKey before;
  @Nullable EpollSelectionKey after;
  boolean selected;

  /** The key of a channel, which is passed twice: Java has no type for the two together. */
  EpollSelectionKey(
      EpollSelector selector, AbstractSelectableChannel channel, PollableChannel pollable) {
    this.selector = selector;
    this.channel = channel;
    this.pollable = pollable;
  }

  Descriptor descriptor() {
    return pollable.descriptor();
  }

  @Override
  public SelectableChannel channel() {
    return channel;
  }

  @Override
  public Selector selector() {
    return selector;
  }

  private void ensureValid() {
    if (!isValid()) {
      throw new CancelledKeyException();
    }
  }

  private void checkOps(int ops) {
    if ((ops & ~channel.validOps()) != 0) {
      throw new IllegalArgumentException(
          "operations 0x"
              + Integer.toHexString(ops)
              + ": this channel has 0x"
              + Integer.toHexString(channel.validOps()));
    }
  }

  @Override
  public int interestOps() {
    ensureValid();
    return interest.get();
  }

  @Override
  public SelectionKey interestOps(int ops) {
    ensureValid();
    checkOps(ops);
    if (interest.getAndSet(ops) != ops) {
      selector.interestChanged(this);
    }
    return this;
  }

  @Override
  public int interestOpsOr(int ops) {
    ensureValid();
    checkOps(ops);
    int old = interest.getAndAccumulate(ops, (all, more) -> all | more);
    if ((old | ops) != old) {
      selector.interestChanged(this);
    }
    return old;
  }

  @Override
  public int interestOpsAnd(int ops) {
    ensureValid();
    int old = interest.getAndAccumulate(ops, (all, kept) -> all & kept);
    if ((old & ops) != old) {
      selector.interestChanged(this);
    }
    return old;
  }

  @Override
  public int readyOps() {
    ensureValid();
    return ready;
  }

  /** The events of the epoll for the interest set. */
  int eventsOfInterest() {
    int ops = interest.get();
    return ((ops & IN_OPS) == 0 ? 0 : Epoll.IN) | ((ops & OUT_OPS) == 0 ? 0 : Epoll.OUT);
  }

  /**
   * Replaces the ready set by the events that the epoll has reported.
   *
   * @return whether an operation of the interest set is ready
   */
  boolean setReady() {
    ready = readyOps(0);
    return (ready & interest.get()) != 0;
  }

  /**
   * Adds the events that the epoll has reported to the ready set.
   *
   * @return whether an operation is ready that was not before
   */
  boolean addReady() {
    int old = ready;
    ready = readyOps(old);
    return (ready & ~old) != 0;
  }

  /** An error or a hang-up concerns every operation: each of them reports it without waiting. */
  private int readyOps(int old) {
    int interesting = interest.get();
    if ((polled & (Epoll.ERR | Epoll.HUP)) != 0) {
      return interesting;
    }
    int reported =
        ((polled & Epoll.IN) == 0 ? 0 : IN_OPS) | ((polled & Epoll.OUT) == 0 ? 0 : OUT_OPS);
    return old | (reported & interesting & pollable.possibleOps());
  }

  @Override
  public String toString() {
    String state = isValid() ? ", interestOps=" + interest + ", readyOps=" + ready : ", invalid";
    return "channel=" + channel + ", selector=" + selector + state;
  }
}
