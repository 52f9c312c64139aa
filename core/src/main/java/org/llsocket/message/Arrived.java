package org.llsocket.message;

import java.io.IOException;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.Owners;

/**
 * Descriptors of a control message. Those that have arrived belong to the {@link Message} that
 * received them until somebody {@linkplain #takeAll takes} them.
 */
abstract sealed class Arrived permits Rights, PidFd {
  private final List<Descriptor> descriptors;
  private boolean owned; // by the message; guarded by this

  Arrived(List<Descriptor> descriptors, boolean owned) {
    this.descriptors = descriptors;
    this.owned = owned;
  }

  final List<Descriptor> all() {
    return descriptors;
  }

  /** Gives what has arrived to the caller. */
  final synchronized List<Descriptor> takeAll() {
    if (!owned) {
      throw new IllegalStateException(
          "these descriptors have been taken or closed already, or never arrived");
    }
    owned = false;
    return descriptors;
  }

  /** Asks the kernel whether their calls wait. */
  final void look() {
    for (Descriptor each : descriptors) {
      try {
        boolean _ = each.nonblock();
      } catch (IOException closed) {
        return; // it is the last question that it was asked
      }
    }
  }

  /** Closes what nobody has taken. */
  final synchronized void closeUntaken() {
    if (owned) {
      for (int i = 0; i < descriptors.size(); i++) { // without an iterator: memory may be short
        int _ = Owners.of(descriptors.get(i)).close();
      }
      owned = false; // last: what runs out of memory is done again
    }
  }
}
