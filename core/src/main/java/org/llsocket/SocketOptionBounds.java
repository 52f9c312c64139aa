package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * Checks raw {@code getsockopt(2)} and {@code setsockopt(2)} calls that could write to other memory
 * than the value. For some options the kernel measures the buffer by a count in the value rather
 * than by its size in bytes, and would write past the end of a shorter value. With others it writes
 * to an address that the value contains.
 */
final class SocketOptionBounds {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_GET_FILTER = Platform.number("SO_GET_FILTER");
  private static final int SOL_IP = Platform.number("SOL_IP");
  private static final int SOL_IPV6 = Platform.number("SOL_IPV6");
  private static final int IP_MSFILTER = Platform.number("IP_MSFILTER");
  private static final int MCAST_MSFILTER = Platform.number("MCAST_MSFILTER");
  private static final int INSTRUCTION = Platform.struct("sock_filter").size();

  /** An option that is refused, the call, and what the kernel would do with the value. */
  record Refused(
      String call, String level, String option, String why, int levelNumber, int number) {
    /** The numbers are looked up once, because each raw call compares them. */
    Refused(String call, String level, String option, String why) {
      this(call, level, option, why, Platform.number(level), Platform.number(option));
    }
  }

  private static final String GET = "getsockopt";
  private static final String SET = "setsockopt";
  private static final String COUNTERS = "writes the old counters to any address that it contains";
  private static final String ENTRIES = "writes the rules to any address that it contains";

  /** Every option whose value contains an address that the kernel writes to. */
  static final List<Refused> REFUSED =
      List.of(
          new Refused(
              GET, "SOL_TCP", "TCP_ZEROCOPY_RECEIVE", "writes to any address that it contains"),
          new Refused(
              GET,
              "SOL_TCP",
              "TCP_AO_GET_KEYS",
              "is overrun by the number of keys that it requests"),
          new Refused(
              GET, "SOL_MPTCP", "MPTCP_FULL_INFO", "writes to any address that it contains"),
          new Refused(GET, "SOL_IP", "EBT_SO_GET_ENTRIES", ENTRIES),
          new Refused(GET, "SOL_IP", "EBT_SO_GET_INIT_ENTRIES", ENTRIES),
          new Refused(SET, "SOL_IP", "IPT_SO_SET_REPLACE", COUNTERS),
          new Refused(SET, "SOL_IP", "ARPT_SO_SET_REPLACE", COUNTERS),
          new Refused(SET, "SOL_IP", "EBT_SO_SET_ENTRIES", COUNTERS),
          new Refused(SET, "SOL_IPV6", "IP6T_SO_SET_REPLACE", COUNTERS),
          new Refused(
              SET, "SOL_RDS", "RDS_GET_MR", "writes a cookie to any address that it contains"),
          new Refused(
              SET,
              "SOL_RDS",
              "RDS_GET_MR_FOR_DEST",
              "writes a cookie to any address that it contains"),
          new Refused(
              SET,
              "SOL_XDP",
              "XDP_UMEM_REG",
              "makes the kernel write packets to memory at an address that it contains"));

  private SocketOptionBounds() {}

  /** The size of one unit of {@code optlen}, in bytes: a filter's length is in instructions. */
  static int unit(int level, int name) {
    return level == SOL_SOCKET && name == SO_GET_FILTER ? INSTRUCTION : 1;
  }

  /**
   * Whether the value contains the amount that the kernel may write. {@link #check} has to see the
   * same bytes as the kernel, so the value must be a copy that other threads cannot change.
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

  /** Refuses to set an option with which the kernel writes to an address in the value. */
  static void checkSet(int level, int name) {
    refuse(SET, level, name);
  }

  private static void refuse(String call, int level, int name) {
    for (int i = 0; i < REFUSED.size(); i++) {
      Refused each = REFUSED.get(i);
      if (each.number() == name && each.levelNumber() == level && each.call().equals(call)) {
        throw new UnsupportedOperationException(each.option() + ": the value " + each.why());
      }
    }
  }

  /**
   * Refuses a value, the first bytes of {@code memory}, whose count exceeds its size, and an option
   * whose result the kernel writes to an address in the value.
   */
  static void check(int level, int name, MemorySegment memory, int size) {
    refuse(GET, level, name);
    if (isInetSources(level, name)) {
      check(memory.asSlice(0, size), Platform.struct("ip_msfilter"), "imsf_numsrc", "imsf_slist");
    } else if (isGroupSources(level, name)) {
      check(memory.asSlice(0, size), Platform.struct("group_filter"), "gf_numsrc", "gf_slist");
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
