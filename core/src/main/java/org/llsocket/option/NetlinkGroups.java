package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/** Groups as the kernel lists them: group 1 is the lowest bit of the first {@code unsigned int}. */
final class NetlinkGroups {
  private static final int CAPACITY = 1024; // bytes: the largest protocol has under 100 groups

  static final OptionCodec<BitSet> CODEC =
      Codecs.readOnly(BitSet.class, CAPACITY, 0, (bytes, family) -> groups(bytes));

  private NetlinkGroups() {}

  private static BitSet groups(MemorySegment words) {
    var groups = new BitSet();
    for (int bit = 0; bit < words.byteSize() / Integer.BYTES * Integer.SIZE; bit++) {
      groups.set(bit + 1, (words.getAtIndex(JAVA_INT, bit / Integer.SIZE) >>> bit & 1) != 0);
    }
    return groups;
  }
}
