package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Ifaddrmsg;
import org.llsocket.internal.sys.NameCalls;
import org.llsocket.internal.sys.Rtnetlink;

/** Network interfaces by name, index and address. */
final class InterfaceIndex {
  /** Not an interface: the kernel selects one. */
  static final int ANY = 0;

  private InterfaceIndex() {}

  static int check(int index) {
    return (int) Ranges.check("interface", index, 0, Integer.MAX_VALUE);
  }

  /**
   * The index of the interface with a name. The JDK does not list interfaces without an address.
   */
  static int index(String name) {
    int index = name.indexOf('\0') >= 0 ? 0 : NameCalls.if_nametoindex(name);
    if (index <= 0) {
      throw new IllegalArgumentException("no interface is named \"" + name + "\"");
    }
    return index;
  }

  /**
   * The IPv4 address by which structs without an index identify an interface: one that no other
   * interface has; 0.0.0.0 for {@link #ANY}.
   *
   * @throws IllegalArgumentException if the interface has none, because the kernel would use
   *     another interface
   */
  static byte[] inetAddress(int index) throws IOException {
    if (index == ANY) {
      return new byte[Integer.BYTES];
    }
    Map<Integer, List<Integer>> owners = owners();
    for (Map.Entry<Integer, List<Integer>> each : owners.entrySet()) {
      if (each.getValue().stream().allMatch(owner -> owner == index)) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(each.getKey()).array();
      }
    }
    throw new IllegalArgumentException(
        "interface "
            + index
            + " has no IPv4 address that identifies it; use the MCAST options, which take the index");
  }

  /** The interface with an IPv4 address; {@link #ANY} if there is none. */
  static int index(byte[] inetAddress) throws IOException {
    int address = ByteBuffer.wrap(inetAddress).getInt();
    return address == 0 ? ANY : owners().getOrDefault(address, List.of(ANY)).getFirst();
  }

  /** The interfaces of each IPv4 address, in the kernel's order. */
  private static Map<Integer, List<Integer>> owners() throws IOException {
    List<MemorySegment> messages = new ArrayList<>();
    CallFrame frame = CallFrame.current();
    try {
      int n = Rtnetlink.dump(frame.errno, Rtnetlink.ADDRESSES, messages);
      if (n < 0) {
        throw new IOException("RTM_GETADDR: " + Platform.errnoName(-n));
      }
    } finally {
      frame.done();
    }
    Map<Integer, List<Integer>> owners = new LinkedHashMap<>();
    for (MemorySegment message : messages) {
      byte[] own = Ifaddrmsg.own(message);
      if (own != null && Ifaddrmsg.family(message) == Groups.AF_INET) {
        owners
            .computeIfAbsent(ByteBuffer.wrap(own).getInt(), none -> new ArrayList<>())
            .add(Ifaddrmsg.index(message));
      }
    }
    return owners;
  }
}
