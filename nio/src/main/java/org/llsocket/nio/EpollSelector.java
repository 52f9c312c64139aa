package org.llsocket.nio;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.OnInterrupt;
import org.llsocket.poll.Epoll;

/**
 * {@code epoll_wait(2)} by the contract of {@link Selector}.
 *
 * <p>A selection takes the locks in the specified order: the selector, then the selected-key set.
 * Changes of interest sets are queued, and the next selection passes them to the kernel. A channel
 * that is closed leaves the epoll at once, before its fd is closed; its key leaves the key sets
 * with the next selection, as any cancelled key.
 */
final class EpollSelector extends AbstractSelector {
  private static final SelectionKey[] NO_KEYS = {};

  private final Epoll<EpollSelectionKey> epoll;
  private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
  private final Set<SelectionKey> keysView = Collections.unmodifiableSet(keys);
  private final SelectedKeys selected = new SelectedKeys();
  private final ArrayDeque<EpollSelectionKey> changes = new ArrayDeque<>(); // guarded by itself
  private final List<EpollSelectionKey> polled = new ArrayList<>(); // guarded by this
  private final Epoll.Handler<EpollSelectionKey> collector =
      (descriptor, events, key) -> {
        key.polled = events;
        polled.add(key);
      };
  private boolean selecting; // guarded by this
  private volatile boolean woken; // and no selection has ended since

  private EpollSelector(SelectorProvider provider, Epoll<EpollSelectionKey> epoll) {
    super(provider);
    this.epoll = epoll;
  }

  static EpollSelector open(SelectorProvider provider) throws IOException {
    Epoll<EpollSelectionKey> epoll = Epoll.open();
    epoll.descriptor().onInterrupt(OnInterrupt.IGNORE); // an interrupt is a wake-up, see begin()
    return new EpollSelector(provider, epoll);
  }

  SelectedKeys selected() {
    return selected;
  }

  private void ensureOpen() {
    if (!isOpen()) {
      throw new ClosedSelectorException();
    }
  }

  @Override
  public Set<SelectionKey> keys() {
    ensureOpen();
    return keysView;
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    ensureOpen();
    return selected;
  }

  // ---- registrations

  @Override
  protected SelectionKey register(
      AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
    if (!(channel instanceof PollableChannel pollable)) {
      throw new IllegalSelectorException();
    }
    ensureOpen();
    var key = new EpollSelectionKey(this, channel, pollable);
    key.attach(attachment);
    keys.add(key);
    try {
      key.interestOps(ops);
    } catch (CancelledKeyException e) {
      // a selection may cancel the key of a channel that is closed meanwhile
    }
    if (!isOpen()) {
      keys.remove(key);
      key.cancel();
      throw new ClosedSelectorException();
    }
    return key;
  }

  /** The next selection passes the interest set to the kernel. */
  void interestChanged(EpollSelectionKey key) {
    synchronized (changes) {
      if (!key.changed) {
        key.changed = true;
        changes.add(key);
      }
    }
  }

  private void applyChanges() throws IOException {
    synchronized (changes) {
      for (EpollSelectionKey key; (key = changes.peek()) != null; changes.remove()) {
        if (key.isValid()) {
          applyChange(key); // a failure leaves it in the queue
        }
        key.changed = false;
      }
    }
  }

  /** A registration without events is paused, not removed: reads and writes alternate often. */
  private void applyChange(EpollSelectionKey key) throws IOException {
    int events = key.eventsOfInterest();
    if (events == key.events) {
      return;
    }
    try {
      if (key.watched) {
        epoll.modify(key.descriptor(), events);
      } else {
        epoll.add(key.descriptor(), events, key);
        key.watched = true;
      }
      key.events = events;
    } catch (ClosedChannelException e) {
      // the channel is being closed, which cancels the key
    }
  }

  private void removeCancelled() throws IOException {
    for (SelectionKey key : takeCancelled()) {
      remove((EpollSelectionKey) key);
    }
  }

  /** Copies the set: removing a key takes a lock of its channel, in which keys are cancelled. */
  private SelectionKey[] takeCancelled() {
    Set<SelectionKey> cancelled = cancelledKeys();
    synchronized (cancelled) {
      if (cancelled.isEmpty()) {
        return NO_KEYS;
      }
      SelectionKey[] taken = cancelled.toArray(NO_KEYS);
      cancelled.clear();
      return taken;
    }
  }

  private void remove(EpollSelectionKey key) throws IOException {
    selected.remove((Object) key);
    keys.remove(key);
    deregister(key);
    if (key.watched) {
      key.watched = false;
      try {
        epoll.delete(key.descriptor());
      } catch (ClosedChannelException e) {
        // closing the channel has removed it
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.ENOENT)) {
          throw e;
        }
      }
    }
  }

  // ---- selecting

  @Override
  public int select() throws IOException {
    return selectWithin(null, -1);
  }

  @Override
  public int select(long timeout) throws IOException {
    return selectWithin(null, checkTimeout(timeout));
  }

  @Override
  public int selectNow() throws IOException {
    return selectWithin(null, 0);
  }

  @Override
  public int select(Consumer<SelectionKey> action) throws IOException {
    return selectWithin(Objects.requireNonNull(action), -1);
  }

  @Override
  public int select(Consumer<SelectionKey> action, long timeout) throws IOException {
    Objects.requireNonNull(action);
    return selectWithin(action, checkTimeout(timeout));
  }

  @Override
  public int selectNow(Consumer<SelectionKey> action) throws IOException {
    return selectWithin(Objects.requireNonNull(action), 0);
  }

  /** Milliseconds, or -1 for a wait without a timeout. */
  private static long checkTimeout(long timeout) {
    if (timeout < 0) {
      throw new IllegalArgumentException("timeout " + timeout + " is negative");
    }
    return timeout == 0 ? -1 : timeout;
  }

  private int selectWithin(@Nullable Consumer<SelectionKey> action, long timeout)
      throws IOException {
    synchronized (this) {
      ensureOpen();
      if (selecting) {
        throw new IllegalStateException("the action of a selection selects");
      }
      selecting = true;
      try {
        synchronized (selected) {
          return selectLocked(action, timeout);
        }
      } finally {
        selecting = false;
        woken = false;
        polled.clear();
      }
    }
  }

  private int selectLocked(@Nullable Consumer<SelectionKey> action, long timeout)
      throws IOException {
    applyChanges();
    removeCancelled();
    if (timeout == 0) {
      epoll.await(collector, Duration.ZERO);
    } else {
      await(timeout < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeout));
    }
    removeCancelled();
    int updated = 0;
    for (int i = 0; i < polled.size(); i++) {
      EpollSelectionKey key = polled.get(i);
      if (key.isValid() && (action == null ? update(key) : perform(key, action))) {
        updated++;
      }
    }
    return updated;
  }

  /** Waits for events, a wake-up, an interrupt or the end of the timeout. */
  private void await(long nanos) throws IOException {
    long start = System.nanoTime();
    long left = nanos;
    do {
      try {
        begin();
        if (nanos == Long.MAX_VALUE) {
          epoll.await(collector);
        } else {
          epoll.await(collector, Duration.ofNanos(left));
          left = nanos - (System.nanoTime() - start);
        }
      } finally {
        end();
      }
    } while (polled.isEmpty() && !woken && left > 0);
  }

  private boolean update(EpollSelectionKey key) {
    if (key.selected) {
      return key.addReady();
    }
    boolean ready = key.setReady();
    if (ready) {
      selected.select(key);
    }
    return ready;
  }

  private boolean perform(EpollSelectionKey key, Consumer<SelectionKey> action) {
    boolean ready = key.setReady();
    if (ready) {
      action.accept(key);
      ensureOpen();
    }
    return ready;
  }

  /** {@code java.nio.channels.Selector[Epoll[fd=7, size=3]]}. */
  @Override
  public String toString() {
    return "java.nio.channels.Selector[" + epoll + "]";
  }

  @Override
  public Selector wakeup() {
    if (!woken) {
      woken = true;
      epoll.wakeup();
    }
    return this;
  }

  @Override
  protected void implCloseSelector() throws IOException {
    wakeup();
    synchronized (this) {
      epoll.close();
      synchronized (selected) {
        selected.clear();
        for (SelectionKey key : keys) {
          deregister((EpollSelectionKey) key);
        }
        keys.clear();
      }
    }
  }
}
