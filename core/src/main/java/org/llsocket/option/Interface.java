package org.llsocket.option;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.llsocket.internal.sys.NameCalls;

/** Network interfaces by name, index and address. */
final class Interface {
  /** The index that is no interface: the kernel chooses one. */
  static final int ANY = 0;

  private static final byte[] NO_ADDRESS = new byte[4];

  private Interface() {}

  static int check(int index) {
    return (int) Ranges.check("interface", index, 0, Integer.MAX_VALUE);
  }

  /** The index behind a name. The JDK does not know interfaces without an address. */
  static int index(String name) {
    int index = NameCalls.if_nametoindex(name);
    if (index <= 0) {
      throw new IllegalArgumentException("no interface is named \"" + name + "\"");
    }
    return index;
  }

  /** The first IPv4 address of an interface; 0.0.0.0 where it has none, or is none. */
  static byte[] inetAddress(int index) throws IOException {
    NetworkInterface found = index == ANY ? null : NetworkInterface.getByIndex(index);
    return found == null
        ? NO_ADDRESS.clone()
        : found
            .inetAddresses()
            .filter(Inet4Address.class::isInstance)
            .findFirst()
            .map(InetAddress::getAddress)
            .orElseGet(NO_ADDRESS::clone);
  }

  /** The interface that has an IPv4 address; {@link #ANY} where none has. */
  static int index(byte[] inetAddress) throws IOException {
    InetAddress address = InetAddress.getByAddress(inetAddress);
    NetworkInterface found =
        address.isAnyLocalAddress() ? null : NetworkInterface.getByInetAddress(address);
    return found == null ? ANY : found.getIndex();
  }
}
