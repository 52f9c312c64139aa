package org.llsocket.nio;

import java.nio.channels.SelectionKey;
import java.util.AbstractSet;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The selected-key set of a selector: a list whose links are in the keys, so that selecting and
 * removing allocates nothing. Keys can be removed by its users and added by its selector only. Not
 * thread-safe, as {@link java.nio.channels.Selector} specifies.
 */
final class SelectedKeys extends AbstractSet<SelectionKey> {
  private @Nullable EpollSelectionKey first;
  private @Nullable EpollSelectionKey last;
  private int size;
  private int changes;

  /** Adds a key that is not in the set. */
  void select(EpollSelectionKey key) {
    key.selected = true;
    key.before = last;
    if (last == null) {
      first = key;
    } else {
      last.after = key;
    }
    last = key;
    size++;
    changes++;
  }

  private void remove(EpollSelectionKey key) {
    EpollSelectionKey before = key.before;
    EpollSelectionKey after = key.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    key.before = null;
    key.after = null;
    key.selected = false;
    size--;
    changes++;
  }

  @Override
  public boolean contains(@Nullable Object object) {
    return object instanceof EpollSelectionKey key && isMember(key);
  }

  /** The key of another selector may be in the set of that one. */
  @SuppressWarnings("ReferenceEquality") // the very set is meant
  private boolean isMember(EpollSelectionKey key) {
    return key.selected && ((EpollSelector) key.selector()).selected() == this;
  }

  @Override
  public boolean remove(@Nullable Object object) {
    if (object instanceof EpollSelectionKey key && isMember(key)) {
      remove(key);
      return true;
    }
    return false;
  }

  @Override
  public void clear() {
    while (first != null) {
      remove(first);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Iterator<SelectionKey> iterator() {
    return new Keys();
  }

  private final class Keys implements Iterator<SelectionKey> {
    private @Nullable EpollSelectionKey next = first;
    private @Nullable EpollSelectionKey current;
    private int seen = changes;

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public SelectionKey next() {
      checkUnchanged();
      EpollSelectionKey key = next;
      if (key == null) {
        throw new NoSuchElementException();
      }
      current = key;
      next = key.after;
      return key;
    }

    @Override
    public void remove() {
      EpollSelectionKey key = current;
      if (key == null) {
        throw new IllegalStateException("next() has not been called since the last removal");
      }
      checkUnchanged();
      SelectedKeys.this.remove(key);
      current = null;
      seen = changes;
    }

    private void checkUnchanged() {
      if (seen != changes) {
        throw new ConcurrentModificationException();
      }
    }
  }
}
