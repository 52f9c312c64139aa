package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.SingleUse;
import org.llsocket.internal.struct.Cmsghdr;

/**
 * {@code msg_control}: the control data of a message, a sequence of {@code struct cmsghdr}.
 *
 * <p>It holds either the control messages that were last received, or those that {@link #add} has
 * added to be sent. A receive replaces the contents. The first {@code add} after a receive discards
 * what was received; control messages that were added are sent by every later send, until {@link
 * #clear}.
 *
 * <pre>{@code
 * message.control().clear();
 * message.control().add(new Ttl(1)).add(PktInfo.from(local));
 * socket.sendmsg(message, 0);
 *
 * socket.recvmsg(message, 0);
 * int ttl = message.control().ttl();                          // without making an object
 * PktInfo info = message.control().get(PktInfo.class);        // as a value, or null
 * for (ControlMessage each : message.control()) { ... }       // all of them
 * }</pre>
 *
 * <p>Numbers are read without making objects: by name ({@link #ttl}), or with {@link #find}, {@link
 * #next} and {@link #getInt}. The iterator and {@link #get} return whole control messages as
 * values. A {@code cmsg_len} that exceeds the data ends the iteration; nothing outside the received
 * data is read. The methods that take an offset throw {@link IndexOutOfBoundsException} for one
 * outside the data. Like its {@link Message}, it may be used by one thread at a time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
public final class Control implements Iterable<ControlMessage> {
  /** Returned in place of a number or an offset if there is no such control message. */
  public static final int NONE = -1;

  private static final long MAX = Integer.MAX_VALUE;

  final ControlDescriptors descriptors = new ControlDescriptors(this);

  private final SingleUse owner;
  private MemorySegment memory;
  private int length; // bytes in use
  private boolean received; // and not added

  /** Control data in native memory, empty; part of the object that {@code owner} guards. */
  Control(MemorySegment memory, SingleUse owner) {
    this.memory = memory;
    this.owner = owner;
  }

  /**
   * {@code CMSG_SPACE}: how many bytes control messages take, headers and padding included.
   *
   * <pre>{@code
   * Control.space(4, 12)   // for a Ttl, an int, and an IPv4 PktInfo, a struct in_pktinfo
   * }</pre>
   *
   * @param data the size of each control message's data in bytes
   * @throws IllegalArgumentException if a size is negative, or the sum does not fit an int
   */
  public static int space(int... data) {
    long space = 0;
    for (int each : data) {
      space = Math.min(MAX + 1, each < 0 ? MAX + 1 : space + Cmsghdr.space(each));
    }
    if (space > MAX) {
      throw new IllegalArgumentException(
          "control data of "
              + Arrays.toString(data)
              + " bytes; each is 0 to 2147483624 bytes, and all with their headers 2147483647");
    }
    return (int) space;
  }

  // ---- positions

  /** {@code CMSG_FIRSTHDR}: the offset of the first control message, or {@link #NONE}. */
  public int first() {
    return fits(0) ? 0 : NONE;
  }

  /**
   * {@code CMSG_NXTHDR}: the offset of the control message after the one at {@code at}, or {@link
   * #NONE}.
   */
  public int next(int at) {
    long len = len(at);
    if (len > length - at) {
      return NONE;
    }
    long next = at + Cmsghdr.align(len);
    return next < length && fits((int) next) ? (int) next : NONE;
  }

  /** The offset of the first control message of this level and type, or {@link #NONE}. */
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

  /**
   * How many bytes of data of the control message at {@code at} were received: {@code cmsg_len}
   * without the header, less what was truncated.
   */
  public int size(int at) {
    return (int) Math.min(len(at), length - at) - Cmsghdr.SIZE;
  }

  /**
   * {@code CMSG_DATA}: the data of the control message at {@code at}, in place. The segment is
   * read-only and valid until the next call with this message.
   */
  public MemorySegment data(int at) {
    return memory.asSlice(at + Cmsghdr.SIZE, size(at)).asReadOnly();
  }

  /**
   * The {@code int} at {@code offset} in the data of the control message at {@code at}.
   *
   * @throws IndexOutOfBoundsException if it is not inside the data
   */
  public int getInt(int at, int offset) {
    Objects.checkFromIndexSize(offset, Integer.BYTES, size(at));
    return memory.get(JAVA_INT_UNALIGNED, at + Cmsghdr.SIZE + offset);
  }

  /**
   * The {@code long} at {@code offset} in the data of the control message at {@code at}.
   *
   * @throws IndexOutOfBoundsException if it is not inside the data
   */
  public long getLong(int at, int offset) {
    Objects.checkFromIndexSize(offset, Long.BYTES, size(at));
    return memory.get(JAVA_LONG_UNALIGNED, at + Cmsghdr.SIZE + offset);
  }

  private void check(int at) {
    Objects.checkFromIndexSize(at, Cmsghdr.SIZE, length);
  }

  /** Whether a control message begins there; its data may be truncated. */
  private boolean fits(int at) {
    return at <= length - Cmsghdr.SIZE && Cmsghdr.len(memory, at) >= Cmsghdr.SIZE;
  }

  private long len(int at) {
    check(at);
    return Math.max(Cmsghdr.len(memory, at), Cmsghdr.SIZE);
  }

  // ---- numbers by name

  /** {@code IP_TTL}, as {@link Ttl}; {@link #NONE} if it was not received. */
  public int ttl() {
    return number(ControlNumbers.IP, ControlNumbers.IP_TTL);
  }

  /** {@code IPV6_HOPLIMIT}, as {@link HopLimit}; {@link #NONE} if it was not received. */
  public int hoplimit() {
    return number(ControlNumbers.IPV6, ControlNumbers.IPV6_HOPLIMIT);
  }

  /** {@code IP_TOS}, as {@link Tos}; {@link #NONE} if it was not received. */
  public int tos() {
    return number(ControlNumbers.IP, ControlNumbers.IP_TOS);
  }

  /** {@code IPV6_TCLASS}, as {@link TrafficClass}; {@link #NONE} if it was not received. */
  public int tclass() {
    return number(ControlNumbers.IPV6, ControlNumbers.IPV6_TCLASS);
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

  /** {@code UDP_GRO}, as {@link UdpGro}; {@link #NONE} if the data is a single datagram. */
  public int gro() {
    return number(ControlNumbers.UDP, ControlNumbers.UDP_GRO);
  }

  /** {@code SO_RXQ_OVFL}, as {@link RxqOvfl}; {@link #NONE} if it was not received. */
  public long rxqOvfl() {
    return unsigned(ControlNumbers.SO_RXQ_OVFL);
  }

  /** {@code SO_MARK}, as {@link Mark}, unsigned; {@link #NONE} if it was not received. */
  public long mark() {
    return unsigned(ControlNumbers.SO_MARK);
  }

  /**
   * {@code ipi_ifindex} or {@code ipi6_ifindex} of the {@link PktInfo}: the interface's index;
   * {@link #NONE} if it was not received.
   */
  public int pktinfoIfindex() {
    int at = find(ControlNumbers.IP, ControlNumbers.IP_PKTINFO);
    if (at >= 0 && size(at) >= ControlNumbers.IPI_IFINDEX + Integer.BYTES) {
      return getInt(at, ControlNumbers.IPI_IFINDEX);
    }
    at = find(ControlNumbers.IPV6, ControlNumbers.IPV6_PKTINFO);
    return at >= 0 && size(at) >= ControlNumbers.IPI6_IFINDEX + Integer.BYTES
        ? getInt(at, ControlNumbers.IPI6_IFINDEX)
        : NONE;
  }

  /**
   * When the kernel received this, in nanoseconds since 1970: the time of {@link Timestamp}, or
   * else the software time of {@link Timestamping}; {@link #NONE} if neither was received.
   */
  public long timestampNanos() {
    long time = nanos(ControlNumbers.SCM_TIMESTAMPNS, 1);
    if (time < 0) {
      time = nanos(ControlNumbers.SCM_TIMESTAMP, 1000);
    }
    return time < 0 ? nanos(ControlNumbers.SCM_TIMESTAMPING, 1) : time;
  }

  /** Seconds and a fraction in some unit, in nanoseconds; {@link #NONE} if absent or 0. */
  private long nanos(int type, int unit) {
    int at = find(ControlNumbers.SOCKET, type);
    if (at < 0 || size(at) < 2 * Long.BYTES) {
      return NONE;
    }
    long time = getLong(at, 0) * 1_000_000_000 + getLong(at, Long.BYTES) * unit;
    return time > 0 ? time : NONE;
  }

  private long unsigned(int type) {
    int at = find(ControlNumbers.SOCKET, type);
    return at < 0 || size(at) < Integer.BYTES ? NONE : getInt(at, 0) & 0xffff_ffffL;
  }

  /** The first int of the first control message of a type, or {@link #NONE}. */
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

  // ---- values

  /**
   * The first control message that is a value of this class, or null. With both options set, the
   * kernel adds two {@link PktInfo}s to an IPv4 datagram that an AF_INET6 socket receives: this
   * returns the one of {@code IP_PKTINFO}, which has the local address too.
   *
   * <p>Descriptors in it still belong to the message: see {@link Rights}.
   */
  public <T extends ControlMessage> @Nullable T get(Class<T> type) {
    T found = null;
    for (int at = first(); at >= 0; at = next(at)) {
      ControlMessage message = found == null || level(at) == ControlNumbers.IP ? message(at) : null;
      if (type.isInstance(message)) {
        found = type.cast(message);
        if (!(found instanceof PktInfo)) {
          return found;
        }
      }
    }
    return found;
  }

  /** All control messages as values, in order. */
  @Override
  public Iterator<ControlMessage> iterator() {
    return new Iterator<>() {
      private int at = first();

      @Override
      public boolean hasNext() {
        return at >= 0;
      }

      @Override
      public ControlMessage next() {
        if (at < 0) {
          throw new NoSuchElementException();
        }
        ControlMessage message = message(at);
        at = Control.this.next(at);
        return message;
      }
    };
  }

  /** The control messages in order, each as its value: {@code [Ttl[ttl=64]]}. */
  @Override
  public String toString() {
    var list = new StringJoiner(", ", "[", "]");
    forEach(each -> list.add(each.toString()));
    return list.toString();
  }

  private ControlMessage message(int at) {
    ControlMessage owned = descriptors.at(at);
    if (owned != null) {
      return owned;
    }
    int level = level(at);
    int type = type(at);
    MemorySegment data = data(at);
    ControlTypes.Type<?> known = ControlTypes.of(level, type);
    return known == null || data.byteSize() < known.size()
        ? new RawControlMessage(level, type, data.toArray(JAVA_BYTE))
        : known.read().apply(data);
  }

  // ---- writing

  /**
   * Adds a control message to send.
   *
   * @return this
   * @throws IllegalArgumentException if the capacity is too small, if the control message is one
   *     that is only received, or if more than 253 descriptors would be sent
   */
  public Control add(ControlMessage message) {
    switch (message) {
      case RawControlMessage raw -> add(raw.level(), raw.type(), raw.data());
      case Rights rights -> exclusively(() -> addRights(rights));
      default -> {
        ControlTypes.Type<?> type = ControlTypes.of(message);
        add(type.level(), type.type(), type.data(message));
      }
    }
    return this;
  }

  /**
   * Adds a control message of any level and type to send.
   *
   * @return this
   * @throws IllegalArgumentException if the capacity is too small
   */
  public Control add(int level, int type, byte[] data) {
    return add(level, type, MemorySegment.ofArray(data));
  }

  /** Adds a control message, as {@link #add(int, int, byte[])}. */
  public Control add(int level, int type, MemorySegment data) {
    exclusively(() -> append(level, type, data));
    return this;
  }

  /** Removes all control messages; descriptors that were received and not taken are closed. */
  public void clear() {
    exclusively(this::empty);
  }

  private void exclusively(Runnable change) {
    owner.begin();
    try {
      change.run();
    } finally {
      owner.end();
    }
  }

  private void addRights(Rights rights) {
    discardReceived();
    int[] fds = descriptors.fds(rights);
    append(ControlNumbers.SOCKET, ControlNumbers.SCM_RIGHTS, MemorySegment.ofArray(fds));
    descriptors.add(rights);
  }

  private void append(int level, int type, MemorySegment data) {
    discardReceived();
    long needed = Cmsghdr.space(data.byteSize());
    int left = capacity() - length;
    if (needed > left) {
      throw new IllegalArgumentException(
          "a control message with "
              + data.byteSize()
              + " bytes of data takes "
              + needed
              + " bytes; "
              + left
              + " of the control capacity of "
              + capacity()
              + " are left");
    }
    MemorySegment place = memory.asSlice(length + Cmsghdr.SIZE, needed - Cmsghdr.SIZE);
    place.copyFrom(data); // first: data may be what was received into this memory
    place.asSlice(data.byteSize()).fill((byte) 0);
    Cmsghdr.set(memory, length, data.byteSize(), level, type);
    length += (int) needed;
  }

  // ---- for the calls of this package

  MemorySegment memory() {
    return memory;
  }

  int capacity() {
    return (int) memory.byteSize();
  }

  /** How many bytes there are to send. */
  int toSend() {
    return received ? 0 : length;
  }

  boolean sendsRights() {
    return !received && find(ControlNumbers.SOCKET, ControlNumbers.SCM_RIGHTS) >= 0;
  }

  /** Uses a larger memory from now on, with the control messages that were added. */
  void move(MemorySegment larger) {
    discardReceived();
    MemorySegment.copy(memory, 0, larger, 0, length);
    memory = larger;
  }

  /** The kernel has filled in {@code controllen} bytes; allocates nothing. */
  void received(long controllen) {
    received = true;
    length = (int) Math.min(Math.max(controllen, 0), memory.byteSize());
    descriptors.received();
  }

  /** Overwrites an int of the data at {@code at} with -1. */
  void erase(int at, int offset) {
    memory.set(JAVA_INT_UNALIGNED, at + Cmsghdr.SIZE + (long) offset, -1);
  }

  /** What {@link #clear} does, during a use. */
  void empty() {
    descriptors.closeReceived();
    descriptors.clearSent();
    received = false;
    length = 0;
  }

  private void discardReceived() {
    if (received) {
      descriptors.closeReceived();
      received = false;
      length = 0;
    }
  }
}
