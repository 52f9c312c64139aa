package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Cmsghdr;

/** The part of {@link Control} that reads numbers; not a type of its own. */
abstract sealed class ControlData permits Control {
  /** What a number is where no message has it. */
  public static final int NONE = -1;

  MemorySegment memory;
  int length; // of what is there

  ControlData(MemorySegment memory) {
    this.memory = memory;
  }

  // ---- reading numbers

  /** Where the first control message stands, or {@link #NONE}. */
  public int first() {
    return fits(0) ? 0 : NONE;
  }

  /**
   * Where the control message behind the one at {@code at} stands, or {@link #NONE}.
   *
   * @throws IndexOutOfBoundsException if no message can stand there
   */
  public int next(int at) {
    long len = len(at);
    if (len > length - at) {
      return NONE;
    }
    long next = at + Cmsghdr.align(len);
    return next < length && fits((int) next) ? (int) next : NONE;
  }

  /** Where the first control message of this level and type stands, or {@link #NONE}. */
  public int find(int level, int type) {
    int at = first();
    while (at >= 0 && (level(at) != level || type(at) != type)) {
      at = next(at);
    }
    return at;
  }

  /** {@code cmsg_level} of the control message at {@code at}. */
  public int level(int at) {
    check(at);
    return Cmsghdr.level(memory, at);
  }

  /** {@code cmsg_type} of the control message at {@code at}. */
  public int type(int at) {
    check(at);
    return Cmsghdr.type(memory, at);
  }

  /** How many bytes of data the control message at {@code at} has here. */
  public int size(int at) {
    return (int) Math.min(len(at), length - at) - Cmsghdr.SIZE;
  }

  /**
   * The data of the control message at {@code at}, where it is: read-only, and good until the next
   * call with this message.
   */
  public MemorySegment data(int at) {
    return memory.asSlice(at + Cmsghdr.SIZE, size(at)).asReadOnly();
  }

  /**
   * The {@code int} at {@code offset} in the data of the control message at {@code at}.
   *
   * @throws IndexOutOfBoundsException if it is not inside
   */
  public int getInt(int at, int offset) {
    Objects.checkFromIndexSize(offset, Integer.BYTES, size(at));
    return memory.get(JAVA_INT_UNALIGNED, at + Cmsghdr.SIZE + offset);
  }

  /**
   * The {@code long} at {@code offset} in the data of the control message at {@code at}.
   *
   * @throws IndexOutOfBoundsException if it is not inside
   */
  public long getLong(int at, int offset) {
    Objects.checkFromIndexSize(offset, Long.BYTES, size(at));
    return memory.get(JAVA_LONG_UNALIGNED, at + Cmsghdr.SIZE + offset);
  }

  private void check(int at) {
    Objects.checkFromIndexSize(at, Cmsghdr.SIZE, length);
  }

  /** Whether a control message stands there; its end may be cut. */
  private boolean fits(int at) {
    return at <= length - Cmsghdr.SIZE && Cmsghdr.len(memory, at) >= Cmsghdr.SIZE;
  }

  private long len(int at) {
    check(at);
    return Math.max(Cmsghdr.len(memory, at), Cmsghdr.SIZE);
  }

  /** The first int of the first message of a type, or {@link #NONE}. */
  private int number(int level, int type) {
    int at = find(level, type);
    if (at < 0) {
      return NONE;
    }
    return switch (size(at)) {
      case 0 -> NONE;
      case 1 -> memory.get(JAVA_BYTE, at + Cmsghdr.SIZE) & 0xff;
      case 2, 3 -> memory.get(JAVA_SHORT_UNALIGNED, at + Cmsghdr.SIZE) & 0xffff;
      default -> memory.get(JAVA_INT_UNALIGNED, at + Cmsghdr.SIZE);
    };
  }

  // ---- numbers by name

  /** {@code IP_TTL}, as {@link Ttl}; {@link #NONE} if it has not come. */
  public int ttl() {
    return number(Numbers.IP, Numbers.IP_TTL);
  }

  /** {@code IPV6_HOPLIMIT}, as {@link HopLimit}; {@link #NONE} if it has not come. */
  public int hoplimit() {
    return number(Numbers.IPV6, Numbers.IPV6_HOPLIMIT);
  }

  /** {@code IP_TOS}, as {@link Tos}; {@link #NONE} if it has not come. */
  public int tos() {
    return number(Numbers.IP, Numbers.IP_TOS);
  }

  /** {@code IPV6_TCLASS}, as {@link TrafficClass}; {@link #NONE} if it has not come. */
  public int tclass() {
    return number(Numbers.IPV6, Numbers.IPV6_TCLASS);
  }

  /** The upper 6 bits of {@link #tos} or else {@link #tclass}; {@link #NONE} without either. */
  public int dscp() {
    int both = trafficClass();
    return both < 0 ? NONE : both >>> 2 & 0x3f;
  }

  /** The lower 2 bits of {@link #tos} or else {@link #tclass}; {@link #NONE} without either. */
  public int ecn() {
    int both = trafficClass();
    return both < 0 ? NONE : both & 3;
  }

  private int trafficClass() {
    int tos = tos();
    return tos >= 0 ? tos : tclass();
  }

  /** {@code UDP_GRO}, as {@link UdpGro}; {@link #NONE} if what came is one datagram. */
  public int gro() {
    return number(Numbers.UDP, Numbers.UDP_GRO);
  }

  /** {@code SO_RXQ_OVFL}, as {@link RxqOvfl}; {@link #NONE} if it has not come. */
  public long rxqOvfl() {
    int at = find(Numbers.SOCKET, Numbers.SO_RXQ_OVFL);
    return at < 0 || size(at) < Integer.BYTES ? NONE : getInt(at, 0) & 0xffff_ffffL;
  }

  /** {@code SO_MARK}, as {@link Mark}, without a sign; {@link #NONE} if it has not come. */
  public long mark() {
    int at = find(Numbers.SOCKET, Numbers.SO_MARK);
    return at < 0 || size(at) < Integer.BYTES ? NONE : getInt(at, 0) & 0xffff_ffffL;
  }

  /**
   * {@code ipi_ifindex} or {@code ipi6_ifindex} of the {@link PktInfo}: the interface's index;
   * {@link #NONE} if it has not come.
   */
  public int pktinfoIfindex() {
    int at = find(Numbers.IP, Numbers.IP_PKTINFO);
    if (at >= 0 && size(at) >= Numbers.IPI_IFINDEX + Integer.BYTES) {
      return getInt(at, Numbers.IPI_IFINDEX);
    }
    at = find(Numbers.IPV6, Numbers.IPV6_PKTINFO);
    return at >= 0 && size(at) >= Numbers.IPI6_IFINDEX + Integer.BYTES
        ? getInt(at, Numbers.IPI6_IFINDEX)
        : NONE;
  }

  /**
   * When the kernel received this, in nanoseconds since 1970: the time of {@link Timestamp}, or
   * else the software's of {@link Timestamping}; {@link #NONE} if neither has come.
   */
  public long timestampNanos() {
    long time = nanos(Numbers.SCM_TIMESTAMPNS, 1);
    if (time < 0) {
      time = nanos(Numbers.SCM_TIMESTAMP, 1000);
    }
    return time < 0 ? nanos(Numbers.SCM_TIMESTAMPING, 1) : time;
  }

  /** A second and its fraction in some unit, where they are there and over 0. */
  private long nanos(int type, int unit) {
    int at = find(Numbers.SOCKET, type);
    if (at < 0 || size(at) < 2 * Long.BYTES) {
      return NONE;
    }
    long time = getLong(at, 0) * 1_000_000_000 + getLong(at, Long.BYTES) * unit;
    return time > 0 ? time : NONE;
  }

  /** What the numbers by name look for. */
  private static final class Numbers {
    static final int SOCKET = ControlTypes.SOL_SOCKET;
    static final int IP = Platform.number("SOL_IP");
    static final int IPV6 = Platform.number("SOL_IPV6");
    static final int UDP = Platform.number("SOL_UDP");
    static final int SCM_TIMESTAMP = Platform.number("SCM_TIMESTAMP");
    static final int SCM_TIMESTAMPNS = Platform.number("SCM_TIMESTAMPNS");
    static final int SCM_TIMESTAMPING = Platform.number("SCM_TIMESTAMPING");
    static final int SO_RXQ_OVFL = Platform.number("SO_RXQ_OVFL");
    static final int SO_MARK = Platform.number("SO_MARK");
    static final int IP_TTL = Platform.number("IP_TTL");
    static final int IP_TOS = Platform.number("IP_TOS");
    static final int IP_PKTINFO = Platform.number("IP_PKTINFO");
    static final int IPI_IFINDEX = Platform.struct("in_pktinfo").offset("ipi_ifindex");
    static final int IPV6_HOPLIMIT = Platform.number("IPV6_HOPLIMIT");
    static final int IPV6_TCLASS = Platform.number("IPV6_TCLASS");
    static final int IPV6_PKTINFO = Platform.number("IPV6_PKTINFO");
    static final int IPI6_IFINDEX = Platform.struct("in6_pktinfo").offset("ipi6_ifindex");
    static final int UDP_GRO = Platform.number("UDP_GRO");
  }
}
