package org.llsocket;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * The interfaces that were set as {@code IP_MULTICAST_IF} by their index. {@code getsockopt(2)}
 * does not return an index, so it is stored with the open file description, which duplicates share.
 * A value that other code has set by its own calls is not known, except for an address, which
 * {@code getsockopt} returns.
 */
final class MulticastInterfaces {
  private static final int IPPROTO_IP = Platform.number("IPPROTO_IP");
  private static final int IP_MULTICAST_IF = Platform.number("IP_MULTICAST_IF");
  private static final Map<OpenFileDescription, Fields> SET =
      Collections.synchronizedMap(new WeakHashMap<>());

  private MulticastInterfaces() {}

  /** Whether this is the option. */
  static boolean is(int level, int name) {
    return level == IPPROTO_IP && name == IP_MULTICAST_IF;
  }

  /**
   * Stores a value that the kernel has accepted: only a {@code struct ip_mreqn} contains an index.
   */
  static void set(OpenFileDescription file, MemorySegment value) {
    Fields mreqn = Fields.of("ip_mreqn");
    if (value.byteSize() < mreqn.memory().byteSize()) {
      SET.remove(file);
      return;
    }
    mreqn.memory().copyFrom(value.asSlice(0, mreqn.memory().byteSize()));
    if (mreqn.getInt("imr_ifindex") == 0) {
      SET.remove(file);
    } else {
      SET.put(file, mreqn);
    }
  }

  /**
   * The value that was set, if the kernel still returns the address of that interface; otherwise
   * the kernel's value.
   */
  static MemorySegment complete(OpenFileDescription file, MemorySegment answer) {
    Fields mreqn = SET.get(file);
    return mreqn != null && mreqn.bytes("imr_address").mismatch(answer) == -1
        ? mreqn.memory()
        : answer;
  }
}
