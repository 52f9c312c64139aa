package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <ifaddrs.h>}: the interfaces of this machine and their addresses. */
public final class InterfaceCalls {
  // int getifaddrs(struct ifaddrs **ifap);
  private static final MethodHandle GETIFADDRS =
      Downcalls.capturing("getifaddrs", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  // void freeifaddrs(struct ifaddrs *ifa);
  private static final MethodHandle FREEIFADDRS =
      Downcalls.plain("freeifaddrs", FunctionDescriptor.ofVoid(ADDRESS));

  private InterfaceCalls() {}

  public static int getifaddrs(MemorySegment errno, MemorySegment ifap) {
    try {
      return Downcalls.result(errno, (int) GETIFADDRS.invokeExact(errno, ifap));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static void freeifaddrs(MemorySegment ifa) {
    try {
      FREEIFADDRS.invokeExact(ifa);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
