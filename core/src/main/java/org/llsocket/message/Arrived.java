package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.sys.FdCalls;

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

  /** The owners of numbers that have just been made, all of them or none. */
  static List<Descriptor> own(MemorySegment numbers, MemorySegment errno) {
    int count = (int) (numbers.byteSize() / Integer.BYTES);
    int made = 0;
    var all = new Descriptor[count];
    try {
      while (made < count) {
        int fd = numbers.get(JAVA_INT_UNALIGNED, (long) made * Integer.BYTES);
        all[made] = (Descriptor) Owners.own(fd);
        made++;
      }
      return List.of(all);
    } catch (Throwable noMemory) {
      for (int i = 0; i < count; i++) {
        if (i < made) {
          int _ = Owners.of(all[i]).close();
        } else {
          int _ = FdCalls.close(errno, numbers.get(JAVA_INT_UNALIGNED, (long) i * Integer.BYTES));
        }
      }
      throw noMemory;
    }
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
      owned = false;
      for (Descriptor each : descriptors) {
        int _ = Owners.of(each).close();
      }
    }
  }
}
