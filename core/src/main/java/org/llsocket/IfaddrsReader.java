package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Ifaddrs;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.struct.SockaddrIn;
import org.llsocket.internal.struct.SockaddrIn6;
import org.llsocket.internal.struct.SockaddrLl;
import org.llsocket.internal.sys.NameCalls;
import org.llsocket.internal.sys.Pointers;

/** Sorts the C library's list, which has an element an address, by interface. */
final class IfaddrsReader {
  private final Map<String, Found> interfaces = new LinkedHashMap<>();

  private IfaddrsReader() {}

  /** What the list tells of one interface. */
  static final class Found {
    final String name;
    final int flags;
    private final List<Interface.Address> addresses = new ArrayList<>();
    private int index;
    private @Nullable String hwaddr;

    Found(String name, int flags) {
      this.name = name;
      this.flags = flags;
    }

    /** The index; 0 or less where the interface has gone away. */
    int index() {
      return index != 0 ? index : NameCalls.if_nametoindex(name);
    }

    Interface with(int knownIndex, int mtu) {
      return new Interface(name, knownIndex, flags, mtu, hwaddr, addresses);
    }
  }

  static Collection<Found> read(MemorySegment list) {
    var reader = new IfaddrsReader();
    for (MemorySegment at = list; !Pointers.isNull(at); ) {
      MemorySegment ifa = Pointers.bytes(at, Ifaddrs.SIZE);
      reader.add(ifa);
      at = Ifaddrs.next(ifa);
    }
    return reader.interfaces.values();
  }

  private void add(MemorySegment ifa) {
    String label = Objects.requireNonNull(Pointers.text(Ifaddrs.name(ifa)));
    // An IPv4 address may have a label of its own, "eth0:1", and the C library gives it as the
    // name.
    int colon = label.indexOf(':');
    String name = colon < 0 ? label : label.substring(0, colon);
    int flags = Ifaddrs.flags(ifa);
    Found found = interfaces.computeIfAbsent(name, none -> new Found(name, flags));
    MemorySegment addr = Ifaddrs.addr(ifa);
    if (Pointers.isNull(addr)) {
      return;
    }
    int family = family(addr);
    if (family == AF.PACKET.number()) {
      addHardware(found, Pointers.bytes(addr, SockaddrLl.SLL_ADDR));
    } else if (length(family) > 0) {
      found.addresses.add(address(ifa, flags));
    }
  }

  private static void addHardware(Found found, MemorySegment addr) {
    int length = SockaddrLl.halen(addr);
    found.index = SockaddrLl.ifindex(addr);
    if (length > 0) {
      byte[] all = Pointers.bytes(addr, SockaddrLl.SLL_ADDR + length).toArray(JAVA_BYTE);
      found.hwaddr = Interface.HWADDR.formatHex(all, SockaddrLl.SLL_ADDR, all.length);
    }
  }

  private static Interface.Address address(MemorySegment ifa, int flags) {
    SockAddr addr = Objects.requireNonNull(sockaddr(Ifaddrs.addr(ifa)));
    SockAddr netmask = sockaddr(Ifaddrs.netmask(ifa));
    boolean pointToPoint = (flags & IFF.POINTOPOINT) != 0;
    boolean broadcast = !pointToPoint && (flags & IFF.BROADCAST) != 0;
    return new Interface.Address(
        addr,
        bits((netmask == null ? addr : netmask).address().getAddress(), netmask == null),
        netmask,
        broadcast ? sockaddr(Ifaddrs.broadaddr(ifa)) : null,
        pointToPoint ? sockaddr(Ifaddrs.dstaddr(ifa)) : null);
  }

  private static @Nullable SockAddr sockaddr(MemorySegment pointer) {
    if (Pointers.isNull(pointer)) {
      return null;
    }
    int length = length(family(pointer));
    return length == 0 ? null : SockAddr.read(Pointers.bytes(pointer, length), length);
  }

  private static int family(MemorySegment sockaddr) {
    return Sockaddr.family(Pointers.bytes(sockaddr, Sockaddr.SA_DATA).toArray(JAVA_BYTE));
  }

  /** Bytes of an address of this family, which C tells nowhere; 0 for those without IP. */
  private static int length(int family) {
    if (family == AF.INET.number()) {
      return SockaddrIn.SIZE;
    }
    return family == AF.INET6.number() ? SockaddrIn6.SIZE : 0;
  }

  /** The bits that are set, or all there are. */
  private static int bits(byte[] mask, boolean all) {
    int bits = 0;
    for (byte b : mask) {
      bits += all ? Byte.SIZE : Integer.bitCount(Byte.toUnsignedInt(b));
    }
    return bits;
  }
}
