package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;

/** {@code <ifaddrs.h>}: the interfaces of this machine and their addresses. */
public final class InterfaceCalls {
  // int getifaddrs(struct ifaddrs **ifap);
  private static final MemorySegment GETIFADDRS = symbol("getifaddrs");

  // void freeifaddrs(struct ifaddrs *ifa);
  private static final MemorySegment FREEIFADDRS = symbol("freeifaddrs");

  private InterfaceCalls() {}

  public static int getifaddrs(MemorySegment errno, MemorySegment ifap) {
    return result(errno, (int) call(GETIFADDRS, errno, ifap, 0, 0));
  }

  public static void freeifaddrs(MemorySegment ifa) {
    call(FREEIFADDRS, Downcalls.NO_ERRNO, ifa, 0, 0);
  }
}
