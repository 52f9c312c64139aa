package org.llsocket.message;

import java.io.IOException;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.DescriptorAccess;

/**
 * The descriptors of a control message. Those that were received belong to the {@link Message}
 * until they are {@linkplain #takeAll taken}.
 */
abstract sealed class ReceivedFds permits Rights, PidFd {
  private final List<Descriptor> descriptors;
  private boolean owned; // by the message; guarded by this

  ReceivedFds(List<Descriptor> descriptors, boolean owned) {
    this.descriptors = descriptors;
    this.owned = owned;
  }

  final List<Descriptor> all() {
    return descriptors;
  }

  /** Transfers the ownership of received descriptors to the caller. */
  final synchronized List<Descriptor> takeAll() {
    if (!owned) {
      throw new IllegalStateException(
          "these descriptors were not received, or have been taken or closed already");
    }
    owned = false;
    return descriptors;
  }

  /** Reads {@code O_NONBLOCK} of each from the kernel: it decides whether their calls wait. */
  final void readFlags() {
    for (Descriptor each : descriptors) {
      try {
        boolean _ = each.nonblock();
      } catch (IOException closed) {
        return; // by the application: it cannot use the others either
      }
    }
  }

  /** Closes the descriptors unless they were taken. */
  final synchronized void closeUntaken() {
    if (owned) {
      for (int i = 0; i < descriptors.size(); i++) { // without an iterator: memory may be short
        int _ = DescriptorAccess.of(descriptors.get(i)).close();
      }
      owned = false; // last: if memory runs out, the next close repeats this
    }
  }
}
