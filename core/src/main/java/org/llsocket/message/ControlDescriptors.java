package org.llsocket.message;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.sys.FdCalls;

/**
 * The descriptors in control data: those that are sent are held open during the call; those that
 * are received have an owner, or are closed, as soon as the kernel has created them.
 */
final class ControlDescriptors {
  private final Control control;
  private final List<Rights> sent = new ArrayList<>(0);
  private final ArrayList<Descriptor> held = new ArrayList<>(0); // of sent, during a call
  private final ArrayList<ReceivedFds> received = new ArrayList<>(0);
  private final List<Integer> places = new ArrayList<>(0); // of each of received, in the data
  private int unowned = Control.NONE; // the fds in the messages from here on have no owner

  ControlDescriptors(Control control) {
    this.control = control;
  }

  // ---- sending

  /**
   * The fds of descriptors that are about to be {@linkplain #add added}; they are valid during a
   * call, after {@link #retain}.
   *
   * @throws IllegalArgumentException if there would be more than 253
   */
  int[] fds(Rights rights) {
    List<Descriptor> descriptors = rights.descriptors();
    int all = descriptors.size();
    for (Rights before : sent) {
      all += before.descriptors().size();
    }
    if (all > Rights.MAX) {
      throw new IllegalArgumentException(
          all + " descriptors; a message carries at most " + Rights.MAX);
    }
    var fds = new int[descriptors.size()];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = DescriptorAccess.of(descriptors.get(i)).share();
    }
    return fds;
  }

  void add(Rights rights) {
    sent.add(rights);
  }

  void clearSent() {
    sent.clear();
  }

  /**
   * Holds the descriptors to be sent open, until {@link #releaseRetained}.
   *
   * @throws ClosedChannelException if one of them is closed; the others are held
   */
  void retain() throws ClosedChannelException {
    for (int i = 0; i < sent.size(); i++) {
      for (Descriptor each : sent.get(i).descriptors()) {
        held.ensureCapacity(held.size() + 1); // the add below must not fail
        if (!DescriptorAccess.of(each).retain()) {
          throw new ClosedChannelException();
        }
        held.add(each);
      }
    }
  }

  void releaseRetained() {
    for (int i = held.size() - 1; i >= 0; i--) {
      DescriptorAccess.of(held.get(i)).releaseRetained();
    }
    held.clear();
  }

  // ---- receiving

  /**
   * The kernel has filled in the control data. From now on this object is responsible for the fds
   * in it, although none has an owner yet. It allocates nothing, so no fd can be lost.
   */
  void received() {
    sent.clear();
    unowned = control.first();
  }

  /**
   * Creates the owners of the fds that were received. If memory is short, the rest of the fds is
   * closed; what cannot be closed now is closed by {@link #closeReceived}.
   */
  void own() {
    boolean all = false;
    try {
      for (; unowned >= 0; unowned = control.next(unowned)) {
        if (carriesDescriptors(unowned)) {
          own(unowned);
        }
      }
      all = true;
    } finally {
      if (!all) {
        closeUnowned();
      }
    }
  }

  private boolean carriesDescriptors(int at) {
    return control.level(at) == ControlNumbers.SOCKET
        && (control.type(at) == ControlNumbers.SCM_RIGHTS
            || (control.type(at) == ControlNumbers.SCM_PIDFD && hasPidFd(at)));
  }

  /** Whether the kernel could create the descriptor; otherwise {@code -errno} is in its place. */
  private boolean hasPidFd(int at) {
    return control.size(at) >= Integer.BYTES && control.getInt(at, 0) >= 0;
  }

  private int countAt(int at) {
    return control.type(at) == ControlNumbers.SCM_PIDFD ? 1 : control.size(at) / Integer.BYTES;
  }

  /** Whatever can fail comes before the first fd has an owner, or leaves the fd in the memory. */
  private void own(int at) {
    var owners = new Descriptor[countAt(at)];
    List<Descriptor> list = Collections.unmodifiableList(Arrays.asList(owners));
    boolean pidfd = control.type(at) == ControlNumbers.SCM_PIDFD;
    ReceivedFds kept = pidfd ? new PidFd(list, true) : new Rights(list, true);
    places.add(at);
    received.ensureCapacity(received.size() + 1);
    int made = 0;
    try {
      while (made < owners.length) {
        owners[made] = (Descriptor) DescriptorAccess.own(control.getInt(at, made * Integer.BYTES));
        made++;
      }
      received.add(kept);
    } finally {
      if (made < owners.length) {
        places.removeLast();
        for (int i = 0; i < made; i++) {
          disown(owners[i]);
        }
      }
    }
  }

  /** The fd has no owner again, whether or not what the release does after that fails. */
  private static void disown(Descriptor owner) {
    try {
      int _ = DescriptorAccess.of(owner).detach();
    } catch (ClosedChannelException | OutOfMemoryError afterwards) {
      return; // the first step of a release has given up the fd
    }
  }

  /** Closes the fds without an owner; an fd that cannot be closed is closed the next time. */
  private void closeUnowned() {
    for (; unowned >= 0; unowned = control.next(unowned)) {
      int count = carriesDescriptors(unowned) ? countAt(unowned) : 0;
      for (int i = 0; i < count; i++) {
        int fd = control.getInt(unowned, i * Integer.BYTES);
        if (fd >= 0) {
          int _ = FdCalls.discard(fd);
          control.erase(unowned, i * Integer.BYTES);
        }
      }
    }
  }

  /** Reads from the kernel the flags of the descriptors that were received. */
  void readFlags() {
    for (int i = 0; i < received.size(); i++) {
      received.get(i).readFlags();
    }
  }

  /** Closes the descriptors that were received and not taken. */
  void closeReceived() {
    if (unowned >= 0) {
      closeUnowned();
    }
    for (int i = 0; i < received.size(); i++) {
      received.get(i).closeUntaken();
    }
    received.clear();
    places.clear();
  }

  /** The descriptors of the control message at {@code at}, or null if it carries none. */
  @Nullable ControlMessage at(int at) {
    int index = places.indexOf(at);
    return index < 0 ? null : (ControlMessage) received.get(index);
  }
}
