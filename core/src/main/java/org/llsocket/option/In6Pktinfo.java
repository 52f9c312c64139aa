package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct in6_pktinfo { struct in6_addr ipi6_addr; int ipi6_ifindex; }}: where packets leave.
 *
 * @param address the address that they come from; {@code ::} lets the kernel choose
 * @param interfaceIndex the interface; 0 lets the kernel choose
 */
public record In6Pktinfo(Inet6Address address, int interfaceIndex) {
  static final OptionCodec<In6Pktinfo> CODEC =
      Codecs.writeOnly(In6Pktinfo.class, "", (value, family) -> value.bytes());

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the index is negative
   */
  public In6Pktinfo {
    InterfaceIndex.check(interfaceIndex);
  }

  private MemorySegment bytes() {
    return Fields.of("in6_pktinfo")
        .set("ipi6_addr", address.getAddress())
        .set("ipi6_ifindex", interfaceIndex)
        .memory();
  }
}
