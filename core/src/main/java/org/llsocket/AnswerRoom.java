package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * The room of raw {@code getsockopt(2)} for options whose answer the kernel measures by a count
 * rather than by bytes, or writes elsewhere: it would write past the end of a value that is shorter
 * than its count.
 */
final class AnswerRoom {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_GET_FILTER = Platform.number("SO_GET_FILTER");
  private static final int SOL_IP = Platform.number("SOL_IP");
  private static final int SOL_IPV6 = Platform.number("SOL_IPV6");
  private static final int IP_MSFILTER = Platform.number("IP_MSFILTER");
  private static final int MCAST_MSFILTER = Platform.number("MCAST_MSFILTER");
  private static final int SOL_TCP = Platform.number("SOL_TCP");
  private static final int TCP_ZEROCOPY_RECEIVE = Platform.number("TCP_ZEROCOPY_RECEIVE");
  private static final int TCP_AO_GET_KEYS = Platform.number("TCP_AO_GET_KEYS");
  private static final int INSTRUCTION = Platform.struct("sock_filter").size();

  private AnswerRoom() {}

  /** What one of {@code optlen} counts, in bytes: a filter's is in instructions. */
  static int unit(int level, int name) {
    return level == SOL_SOCKET && name == SO_GET_FILTER ? INSTRUCTION : 1;
  }

  /**
   * Whether the value says how much the kernel may write: {@link #check} is to see what the kernel
   * will, so it must be a copy that no other thread changes.
   */
  static boolean isAskedByValue(int level, int name) {
    return isInetSources(level, name) || isGroupSources(level, name);
  }

  private static boolean isInetSources(int level, int name) {
    return level == SOL_IP && name == IP_MSFILTER;
  }

  private static boolean isGroupSources(int level, int name) {
    return (level == SOL_IP || level == SOL_IPV6) && name == MCAST_MSFILTER;
  }

  /**
   * Refuses a value that says itself that it has room for more sources than it has, and an option
   * whose answer goes where the value points.
   */
  static void check(int level, int name, MemorySegment value) {
    if (level == SOL_TCP && name == TCP_ZEROCOPY_RECEIVE) {
      throw new UnsupportedOperationException(
          "TCP_ZEROCOPY_RECEIVE writes to any address that its value names");
    }
    if (level == SOL_TCP && name == TCP_AO_GET_KEYS) {
      throw new UnsupportedOperationException(
          "TCP_AO_GET_KEYS writes as many keys as its value asks for, behind the value too");
    }
    if (isInetSources(level, name)) {
      check(value, Platform.struct("ip_msfilter"), "imsf_numsrc", "imsf_slist");
    } else if (isGroupSources(level, name)) {
      check(value, Platform.struct("group_filter"), "gf_numsrc", "gf_slist");
    }
  }

  private static void check(MemorySegment value, Struct struct, String count, String list) {
    Struct.Field slots = struct.field(list);
    if (value.byteSize() < slots.offset()) {
      return; // the kernel refuses it
    }
    long wanted = Integer.toUnsignedLong(value.get(JAVA_INT_UNALIGNED, struct.offset(count)));
    if (wanted > (value.byteSize() - slots.offset()) / slots.size()) {
      throw new IllegalArgumentException(
          count + " is " + wanted + ", which do not fit " + value.byteSize() + " bytes");
    }
  }
}
