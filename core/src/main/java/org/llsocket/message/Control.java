package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.struct.Cmsghdr;

/**
 * {@code msg_control}: the control data of a message, a row of {@code struct cmsghdr}s.
 *
 * <p>It is either what was last received or what {@link #add} has put together to be sent. A
 * receive replaces what is there, and the first {@code add} after a receive begins anew; what was
 * added stays for every further send.
 *
 * <p>Numbers are read without making objects: by name ({@link #ttl}), or with {@link #find}, {@link
 * #next} and {@link #getInt}. Whole messages come as values, from the iterator and {@link #get}.
 * Lengths that the data does not hold, of whatever origin, end the reading; nothing outside is
 * read. As its {@link Message} it is used by one thread at a time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
public final class Control implements Iterable<ControlMessage> {
  /** What a number is where no message has it. */
  public static final int NONE = -1;

  private static final MemorySegment NOTHING = MemorySegment.NULL;

  private MemorySegment memory;
  private int length; // of what is there
  private boolean received; // and not added
  private final List<Rights> sent = new ArrayList<>(0); // among what was added
  private final List<Descriptor> held = new ArrayList<>(0); // of sent, during a call
  private final List<Arrived> arrived = new ArrayList<>(0); // among what was received
  private final List<Integer> places = new ArrayList<>(0); // where each of arrived stands

  /** Control data in native memory, of which nothing is used yet. */
  Control(MemorySegment memory) {
    this.memory = memory;
  }

  static Control none() {
    return new Control(NOTHING);
  }

  /**
   * {@code CMSG_SPACE}: how many bytes a control message with {@code data} bytes of data takes.
   *
   * @throws IllegalArgumentException if it is negative, or the sum does not fit an int
   */
  public static int space(int data) {
    long space = data < 0 ? Long.MAX_VALUE : Cmsghdr.space(data);
    if (space > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "control data of " + data + " bytes; it is 0 to 2147483624 bytes long");
    }
    return (int) space;
  }

  // ---- for the calls of this package

  MemorySegment memory() {
    return memory;
  }

  int capacity() {
    return (int) memory.byteSize();
  }

  /** How many bytes are there to be sent. */
  int toSend() {
    return received ? 0 : length;
  }

  boolean sendsRights() {
    return !received && find(ControlTypes.SOL_SOCKET, ControlTypes.SCM_RIGHTS) >= 0;
  }

  /** Other memory, with what was added. */
  void move(MemorySegment larger) {
    if (received) {
      forget();
    }
    MemorySegment.copy(memory, 0, larger, 0, length);
    memory = larger;
  }

  /** The kernel has filled in so many bytes; what descriptors there are have an owner now. */
  void received(long controllen, MemorySegment errno) {
    received = true;
    length = (int) Math.min(Math.max(controllen, 0), memory.byteSize());
    for (int at = first(); at >= 0; at = next(at)) {
      if (level(at) == ControlTypes.SOL_SOCKET) {
        int type = type(at);
        if (type == ControlTypes.SCM_RIGHTS) {
          keep(at, new Rights(Arrived.own(numbers(at), errno), true));
        } else if (type == ControlTypes.SCM_PIDFD) {
          keep(at, new PidFd(Arrived.own(numbers(at).asSlice(0, Integer.BYTES), errno), true));
        }
      }
    }
  }

  /** The whole numbers in a message. */
  private MemorySegment numbers(int at) {
    return data(at).asSlice(0, size(at) & -Integer.BYTES);
  }

  private void keep(int at, Arrived descriptors) {
    arrived.add(descriptors);
    places.add(at);
  }

  /** Asks the kernel what it has to be asked about descriptors that have arrived. */
  void look() {
    for (int i = 0; i < arrived.size(); i++) {
      arrived.get(i).look();
    }
  }

  /** Closes the descriptors that nobody has taken, and empties what was received. */
  void forget() {
    for (int i = 0; i < arrived.size(); i++) {
      arrived.get(i).closeUntaken();
    }
    arrived.clear();
    places.clear();
    if (received) {
      received = false;
      length = 0;
    }
  }

  /** Holds the descriptors that are sent open, until {@link #letGo}. */
  void hold() throws ClosedChannelException {
    for (int i = 0; i < sent.size(); i++) {
      for (Descriptor each : sent.get(i).descriptors()) {
        if (!Owners.of(each).hold()) {
          throw new ClosedChannelException();
        }
        held.add(each);
      }
    }
  }

  void letGo() {
    for (int i = held.size() - 1; i >= 0; i--) {
      Owners.of(held.get(i)).letGo();
    }
    held.clear();
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
    return number(ControlTypes.SOL_IP, ControlTypes.IP_TTL);
  }

  /** {@code IPV6_HOPLIMIT}, as {@link HopLimit}; {@link #NONE} if it has not come. */
  public int hoplimit() {
    return number(ControlTypes.SOL_IPV6, ControlTypes.IPV6_HOPLIMIT);
  }

  /** {@code IP_TOS}, as {@link Tos}; {@link #NONE} if it has not come. */
  public int tos() {
    return number(ControlTypes.SOL_IP, ControlTypes.IP_TOS);
  }

  /** {@code IPV6_TCLASS}, as {@link TrafficClass}; {@link #NONE} if it has not come. */
  public int tclass() {
    return number(ControlTypes.SOL_IPV6, ControlTypes.IPV6_TCLASS);
  }

  /** {@code UDP_GRO}, as {@link UdpGro}; {@link #NONE} if what came is one datagram. */
  public int gro() {
    return number(ControlTypes.SOL_UDP, ControlTypes.UDP_GRO);
  }

  // ---- values

  /**
   * The first control message that is a value of this class, or null.
   *
   * <p>Descriptors in it stay the message's: {@link Rights}.
   */
  public <T extends ControlMessage> @Nullable T get(Class<T> type) {
    for (int at = first(); at >= 0; at = next(at)) {
      ControlMessage message = message(at);
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
    return null;
  }

  /** Every control message as a value, in their order. */
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

  private ControlMessage message(int at) {
    int descriptors = places.indexOf(at);
    if (descriptors >= 0) {
      return (ControlMessage) arrived.get(descriptors);
    }
    int level = level(at);
    int type = type(at);
    MemorySegment data = data(at);
    ControlTypes.Type<?> known = ControlTypes.of(level, type);
    return known == null || data.byteSize() < known.size()
        ? new Raw(level, type, data.toArray(JAVA_BYTE))
        : known.read().apply(data);
  }

  // ---- writing

  /**
   * Adds a control message to send.
   *
   * @throws IllegalArgumentException if there is no room for it, or it is one that is only
   *     received, or more than {@value Rights#MAX} descriptors would be sent
   */
  public Control add(ControlMessage message) {
    switch (message) {
      case Raw raw -> add(raw.level(), raw.type(), raw.data());
      case Rights rights -> addRights(rights);
      default -> {
        ControlTypes.Type<?> type = ControlTypes.of(message);
        add(type.level(), type.type(), type.data(message));
      }
    }
    return this;
  }

  private void addRights(Rights rights) {
    beginAnew();
    List<Descriptor> descriptors = rights.descriptors();
    int all = descriptors.size();
    for (Rights before : sent) {
      all += before.descriptors().size();
    }
    if (all > Rights.MAX) {
      throw new IllegalArgumentException(
          all + " descriptors; a message carries " + Rights.MAX + " at most");
    }
    var numbers = new int[descriptors.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = descriptors.get(i).fd();
    }
    add(ControlTypes.SOL_SOCKET, ControlTypes.SCM_RIGHTS, MemorySegment.ofArray(numbers));
    sent.add(rights);
  }

  /**
   * Adds a control message of any type to send, with these bytes of data.
   *
   * @throws IllegalArgumentException if there is no room for it
   */
  public Control add(int level, int type, byte[] data) {
    return add(level, type, MemorySegment.ofArray(data));
  }

  /** Adds a control message, as {@link #add(int, int, byte[])}. */
  public Control add(int level, int type, MemorySegment data) {
    beginAnew();
    long needed = Cmsghdr.space(data.byteSize());
    if (needed > capacity() - length) {
      throw new IllegalArgumentException(
          "a control message of "
              + data.byteSize()
              + " bytes needs room for "
              + needed
              + "; there is room for "
              + (capacity() - length)
              + " of "
              + capacity());
    }
    Cmsghdr.set(memory, length, data.byteSize(), level, type);
    MemorySegment room = memory.asSlice(length, needed).asSlice(Cmsghdr.SIZE);
    room.fill((byte) 0);
    room.copyFrom(data);
    length += (int) needed;
    return this;
  }

  /** What was received gives way to what is added. */
  private void beginAnew() {
    if (received) {
      forget();
    }
  }

  /** Empties it; descriptors that came and were not taken are closed. */
  public void clear() {
    forget();
    sent.clear();
    length = 0;
  }
}
