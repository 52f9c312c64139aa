package org.llsocket.message;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/** {@link PktInfo} as C has it. */
final class PktInfos {
  private PktInfos() {}

  static boolean isInet(PktInfo info) {
    return info.local() instanceof Inet4Address;
  }

  static boolean isInet6(PktInfo info) {
    return !isInet(info);
  }

  static PktInfo inet(Fields fields) {
    return new PktInfo(
        address(fields.bytes("ipi_spec_dst")),
        address(fields.bytes("ipi_addr")),
        Math.max(0, fields.getInt("ipi_ifindex")));
  }

  static MemorySegment inet(PktInfo info) {
    return Fields.of("in_pktinfo")
        .set("ipi_ifindex", info.ifindex())
        .set("ipi_spec_dst", info.local().getAddress())
        .memory();
  }

  static PktInfo inet6(Fields fields) {
    InetAddress address = address(fields.bytes("ipi6_addr"));
    return new PktInfo(address, address, Math.max(0, fields.getInt("ipi6_ifindex")));
  }

  static MemorySegment inet6(PktInfo info) {
    return Fields.of("in6_pktinfo")
        .set("ipi6_addr", info.local().getAddress())
        .set("ipi6_ifindex", info.ifindex())
        .memory();
  }

  private static InetAddress address(MemorySegment bytes) {
    return InetSockaddr.address(bytes.toArray(ValueLayout.JAVA_BYTE), 0);
  }
}
