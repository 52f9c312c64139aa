package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.llsocket.internal.struct.Fields;

/**
 * The interface that multicast packets leave by, as an index. For IPv4 it is set as a {@code struct
 * ip_mreqn}, with an address of the interface beside its index, for the address is all that {@code
 * getsockopt(2)} gives back.
 */
final class MulticastIf implements OptionCodec<Integer> {
  private static final String TAG = "ip_mreqn";

  @Override
  public Class<Integer> type() {
    return Integer.class;
  }

  @Override
  public int size() {
    return Fields.size(TAG);
  }

  @Override
  public String range() {
    return Ranges.text(0, Integer.MAX_VALUE);
  }

  @Override
  public MemorySegment encode(Integer index, int family) throws IOException {
    Interface.check(index);
    return family == Groups.AF_INET6
        ? MemorySegment.ofArray(new int[] {index})
        : Fields.of(TAG)
            .set("imr_address", Interface.inetAddress(index))
            .set("imr_ifindex", index)
            .memory();
  }

  @Override
  public Integer decode(MemorySegment bytes, int family) throws IOException {
    if (family == Groups.AF_INET6) {
      return bytes.get(JAVA_INT, 0);
    }
    byte[] address = Arrays.copyOf(bytes.toArray(JAVA_BYTE), Integer.BYTES);
    return Interface.index(address);
  }
}
