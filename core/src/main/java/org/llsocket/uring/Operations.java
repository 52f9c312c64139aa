package org.llsocket.uring;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a ring, by slot. The id passed through the kernel is the slot and the
 * generation of its use, so a completion of an earlier operation in the same slot is recognized.
 */
final class Operations {
  private Operation[] slots = new Operation[0];
  private @Nullable Operation free; // a list
  private int inFlight;
  private int notifying; // of those, how many wait for their notification only

  Operations(int count) {
    grow(count);
  }

  /** Grows completely, or not at all if an allocation fails. */
  private void grow(int count) {
    Operation[] grown = Arrays.copyOf(slots, count);
    Operation list = free;
    for (int i = count - 1; i >= slots.length; i--) {
      grown[i] = new Operation(i);
      grown[i].nextFree = list;
      list = grown[i];
    }
    slots = grown;
    free = list;
  }

  /** An operation that is not in flight; the same one until it is {@linkplain #take taken}. */
  Operation peek() {
    if (free == null) {
      grow(slots.length * 2);
    }
    return Objects.requireNonNull(free);
  }

  /** Marks the operation of {@link #peek} as in flight. */
  void take(Operation peeked) {
    free = peeked.nextFree;
    peeked.nextFree = null;
    peeked.isInFlight = true;
    inFlight++;
  }

  /** The operation of an id, or null if it has ended. */
  @Nullable Operation of(long id) {
    int slot = (int) id;
    if (slot < 0 || slot >= slots.length) {
      return null;
    }
    Operation found = slots[slot];
    return found.isInFlight && found.generation == (int) (id >>> Integer.SIZE) ? found : null;
  }

  /** The operation in a slot; null if there is no such slot. */
  @Nullable Operation at(int slot) {
    return slot >= 0 && slot < slots.length ? slots[slot] : null;
  }

  /** Only the notification of a zero-copy send is missing. */
  void notifies(Operation operation) {
    operation.notifies = true;
    notifying++;
  }

  /** An operation has ended. */
  void give(Operation ended) {
    if (ended.notifies) {
      notifying--;
    }
    if (ended.queue != null) {
      ended.queue.remove(ended);
    }
    ended.generation++;
    ended.handler = null;
    ended.attachment = null;
    ended.file = null;
    ended.second = null;
    ended.uses = null;
    ended.selects = null;
    ended.isInFlight = false;
    ended.nextFree = free;
    free = ended;
    inFlight--;
  }

  /** How many operations are in flight. */
  int inFlight() {
    return inFlight;
  }

  /** How many may still use memory or files; notifications only report that pages are unused. */
  int active() {
    return inFlight - notifying;
  }

  /** All slots, for a ring that is being closed. */
  Operation[] all() {
    return slots;
  }
}
