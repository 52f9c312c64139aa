package org.llsocket.option;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.llsocket.internal.platform.Platform;

/** Checks multicast groups and sources before a call. */
final class Groups {
  static final int AF_INET = Platform.number("AF_INET");
  static final int AF_INET6 = Platform.number("AF_INET6");

  private Groups() {}

  static int familyOf(InetAddress address) {
    return address instanceof Inet6Address ? AF_INET6 : AF_INET;
  }

  static void checkGroup(InetAddress group) {
    if (!group.isMulticastAddress()) {
      throw new IllegalArgumentException(
          group.getHostAddress() + " is not a multicast address (224.0.0.0/4, ff00::/8)");
    }
  }

  static void checkSource(InetAddress source, InetAddress group) {
    if (familyOf(source) != familyOf(group)) {
      throw new IllegalArgumentException(
          "source "
              + source.getHostAddress()
              + " and group "
              + group.getHostAddress()
              + " are not of one family");
    }
  }

  static void checkFamily(InetAddress group, int family) {
    if (familyOf(group) != family) {
      throw new IllegalArgumentException(
          "group "
              + group.getHostAddress()
              + " is not of the socket's family, "
              + Platform.nameOf("AF_", family));
    }
  }
}
