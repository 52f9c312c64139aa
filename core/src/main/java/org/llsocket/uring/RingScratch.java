package org.llsocket.uring;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddrView;
import org.llsocket.internal.sys.CallScratch;

/** Memory of structs that the kernel copies when it takes an element: addresses and times. */
final class RingScratch {
  private static final int SIZE = 4096;

  private final RingCore core;
  private @Nullable MemorySegment memory;
  private int used; // bytes of it, since the last submission

  RingScratch(RingCore core) {
    this.core = core;
  }

  /** The place for a struct of {@code size} bytes, until the next submission. */
  private MemorySegment place(int size) throws IOException {
    MemorySegment all = memory;
    if (all == null) {
      all = core.registrations.pages(SIZE);
      memory = all;
    }
    if (core.queues().unsubmitted() == 0) {
      used = 0;
    }
    if (used + size > SIZE) {
      core.makeSpace(core.queues().sqEntries());
      used = 0;
    }
    MemorySegment place = all.asSlice(used, size);
    used += size;
    return place;
  }

  /** The address of a connect. */
  Operation address(Operation connect, SockAddrView address) throws IOException {
    MemorySegment place = place(CallScratch.ADDRESS_SIZE);
    int length = address.copyTo(place);
    return connect.memory(null, place.address(), 0).at(length);
  }

  /** The time of a timeout. */
  Operation time(Operation timeout, Duration after) throws IOException {
    if (after.isNegative()) {
      throw new IllegalArgumentException("timeout " + after + " is negative");
    }
    MemorySegment place = place(2 * Long.BYTES);
    place.set(JAVA_LONG, 0, after.getSeconds());
    place.set(JAVA_LONG, Long.BYTES, after.getNano());
    return timeout.memory(null, place.address(), 1);
  }
}
