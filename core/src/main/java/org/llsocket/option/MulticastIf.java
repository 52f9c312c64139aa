package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.llsocket.internal.struct.Fields;

/**
 * The index of the interface that multicast packets are sent by. For IPv4 it is set as a {@code
 * struct ip_mreqn} that contains only the index: with an address, that address would be the source
 * of every packet, even after the interface has lost it. {@code getsockopt(2)} does not return an
 * index, so the caller completes its result with the index that was set.
 */
final class MulticastIf implements OptionCodec<Integer> {
  private static final String TAG = "ip_mreqn";

  private final boolean inetOnly;

  /** The IPv4 option, also on IPv6 sockets, or the option of the given family. */
  MulticastIf(boolean inetOnly) {
    this.inetOnly = inetOnly;
  }

  private boolean isInet6(int family) {
    return !inetOnly && family == Groups.AF_INET6;
  }

  @Override
  public Class<Integer> type() {
    return Integer.class;
  }

  @Override
  public int size() {
    return Fields.size(TAG);
  }

  @Override
  public int least() {
    return Integer.BYTES;
  }

  @Override
  public String range() {
    return Ranges.text(0, Integer.MAX_VALUE);
  }

  @Override
  public MemorySegment encode(Integer index, int family) {
    InterfaceIndex.check(index);
    return isInet6(family)
        ? MemorySegment.ofArray(new int[] {index})
        : Fields.of(TAG).set("imr_ifindex", index).memory();
  }

  @Override
  public Integer decode(MemorySegment bytes, int family) throws IOException {
    if (isInet6(family)) {
      return bytes.get(JAVA_INT, 0);
    }
    var mreqn = new Fields(TAG, bytes);
    if (mreqn.has("imr_ifindex")) {
      return mreqn.getInt("imr_ifindex");
    }
    byte[] address = Arrays.copyOf(bytes.toArray(JAVA_BYTE), Integer.BYTES);
    return InterfaceIndex.index(address);
  }
}
