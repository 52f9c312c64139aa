package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Ifaddrmsg;
import org.llsocket.internal.struct.Ifinfomsg;

/** Puts the kernel's two lists together, of interfaces and of addresses, by index. */
final class InterfaceReader {
  private InterfaceReader() {}

  static List<Interface> read(List<MemorySegment> links, List<MemorySegment> addresses) {
    Map<Integer, List<MemorySegment>> byIndex = new HashMap<>();
    for (MemorySegment address : addresses) {
      byIndex.computeIfAbsent(Ifaddrmsg.index(address), none -> new ArrayList<>()).add(address);
    }
    List<Interface> list = new ArrayList<>();
    for (MemorySegment link : links) {
      list.add(link(link, byIndex.getOrDefault(Ifinfomsg.index(link), List.of())));
    }
    list.sort(Comparator.comparingInt(Interface::index));
    return List.copyOf(list);
  }

  private static Interface link(MemorySegment link, List<MemorySegment> messages) {
    int index = Ifinfomsg.index(link);
    int flags = Ifinfomsg.flags(link);
    MemorySegment name = Ifinfomsg.attribute(link, Ifinfomsg.NAME);
    MemorySegment mtu = Ifinfomsg.attribute(link, Ifinfomsg.MTU);
    MemorySegment hardware = Ifinfomsg.attribute(link, Ifinfomsg.ADDRESS);
    List<Interface.Address> addresses = new ArrayList<>();
    for (MemorySegment message : messages) {
      Interface.Address address = address(message, index, flags);
      if (address != null) {
        addresses.add(address);
      }
    }
    return new Interface(
        name == null ? Integer.toUnsignedString(index) : name.getString(0),
        index,
        flags,
        mtu == null ? 0 : mtu.get(JAVA_INT_UNALIGNED, 0),
        hardware == null || hardware.byteSize() == 0
            ? null
            : Interface.HWADDR.formatHex(hardware.toArray(JAVA_BYTE)),
        addresses);
  }

  /** An IPv4 or IPv6 address; null for one of another family. */
  private static Interface.@Nullable Address address(MemorySegment message, int index, int flags) {
    int family = Ifaddrmsg.family(message);
    byte[] own = Ifaddrmsg.own(message);
    if (own == null || (family != AF.INET.number() && family != AF.INET6.number())) {
      return null;
    }
    boolean pointToPoint = (flags & IFF.POINTOPOINT) != 0;
    boolean broadcasts = !pointToPoint && (flags & IFF.BROADCAST) != 0;
    byte[] broadcast = Ifaddrmsg.attribute(message, Ifaddrmsg.BROADCAST);
    byte[] peer = Ifaddrmsg.attribute(message, Ifaddrmsg.ADDRESS);
    int prefixLength = Ifaddrmsg.prefixlen(message);
    return new Interface.Address(
        sockaddr(own, index),
        prefixLength,
        sockaddr(mask(own.length, prefixLength), 0),
        broadcasts && broadcast != null ? sockaddr(broadcast, index) : null,
        pointToPoint && peer != null && !Arrays.equals(peer, own) ? sockaddr(peer, index) : null);
  }

  /** With the scope where the address is good on one link only. */
  private static SockAddr sockaddr(byte[] address, int index) {
    if (address.length == Integer.BYTES) {
      return SockAddr.inet(address, 0);
    }
    boolean linkLocal = address[0] == (byte) 0xfe && (address[1] & 0xc0) == 0x80;
    return SockAddr.inet6(address, 0, 0, linkLocal ? index : 0);
  }

  private static byte[] mask(int bytes, int prefixLength) {
    byte[] mask = new byte[bytes];
    for (int bit = 0; bit < prefixLength; bit++) {
      mask[bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
    }
    return mask;
  }
}
