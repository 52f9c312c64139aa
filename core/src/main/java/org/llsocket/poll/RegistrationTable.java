package org.llsocket.poll;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The registrations of an epoll, by slot. The token passed through the kernel is the slot and the
 * generation of its use, so events of an earlier registration in the same slot are recognized.
 */
final class RegistrationTable {
  /** The token of a wake-up. */
  static final long WAKEUP = -1;

  /** A token that no registration has. */
  static final long NONE = -2;

  private static final @Nullable Registration[] NO_SLOTS = new Registration[0];

  private volatile @Nullable Registration[] slots = new Registration[16]; // written under this
  private int[] free = new int[16]; // a stack of slots below unused; guarded by this, as the rest
  private int freed;
  private int unused;
  private int generations;
  private boolean closed;

  /** Assigns a slot and a token; false once {@linkplain #close closed}. */
  synchronized boolean put(Registration registration) {
    if (closed) {
      return false;
    }
    if (freed == 0 && unused == slots.length) {
      grow(unused * 2);
    }
    @Nullable Registration[] table = slots;
    int slot = freed > 0 ? free[--freed] : unused++;
    registration.token = ((long) generations++ << Integer.SIZE) | slot;
    table[slot] = registration;
    slots = table; // publishes the element too
    return true;
  }

  /** Grows completely, or not at all if an allocation fails. */
  private void grow(int length) {
    int[] stack = new int[length]; // the old stack is empty
    slots = Arrays.copyOf(slots, length);
    free = stack;
  }

  /** Frees the slot; does nothing the second time. */
  synchronized void remove(Registration registration) {
    @Nullable Registration[] table = slots;
    int slot = (int) registration.token;
    if (!closed && table[slot] == registration) {
      table[slot] = null;
      slots = table;
      free[freed++] = slot;
    }
  }

  /** The registration that an event's token identifies, or null if it has ended. */
  @Nullable Registration of(long token) {
    @Nullable Registration[] table = slots;
    int slot = (int) token;
    Registration registration = slot >= 0 && slot < table.length ? table[slot] : null;
    return registration != null && registration.token == token ? registration : null;
  }

  synchronized int size() {
    return closed ? 0 : unused - freed;
  }

  /** Refuses further registrations, and returns the current ones. */
  synchronized @Nullable Registration[] close() {
    closed = true;
    return slots;
  }

  /** Drops all registrations; allocates nothing. */
  synchronized void clear() {
    slots = NO_SLOTS;
  }
}
