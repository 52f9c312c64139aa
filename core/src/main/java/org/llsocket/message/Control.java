package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.struct.Cmsghdr;
import org.llsocket.internal.sys.FdCalls;

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
public final class Control extends ControlData implements Iterable<ControlMessage> {
  private static final long MAX = Integer.MAX_VALUE;

  private boolean received; // and not added
  private final List<Rights> sent = new ArrayList<>(0); // among what was added
  private final ArrayList<Descriptor> held = new ArrayList<>(0); // of sent, during a call
  private final ArrayList<Arrived> arrived = new ArrayList<>(0); // among what was received
  private final List<Integer> places = new ArrayList<>(0); // where each of arrived stands
  private int unowned = NONE; // from there on the numbers of descriptors have no owner

  private final Exclusive owner;

  /** Control data in native memory, of which nothing is used yet; part of {@code owner}. */
  Control(MemorySegment memory, Exclusive owner) {
    super(memory);
    this.owner = owner;
  }

  /**
   * {@code CMSG_SPACE}: how many bytes control messages take that have so many bytes of data each.
   *
   * @throws IllegalArgumentException if a number is negative, or the sum does not fit an int
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
              + " bytes; it is 0 to 2147483624 bytes long, with its headers 2147483647");
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

  /**
   * The kernel has filled in so many bytes. The numbers of descriptors in them are this object's
   * from now on, though none has an owner yet. Nothing is allocated, so nothing can be lost.
   */
  void received(long controllen) {
    received = true;
    sent.clear();
    length = (int) Math.min(Math.max(controllen, 0), memory.byteSize());
    unowned = first();
  }

  /**
   * Makes the owners of the numbers that have come. Where that fails, for want of memory, the rest
   * is closed; what cannot even be closed then is by {@link #forget}.
   */
  void own() {
    boolean all = false;
    try {
      for (; unowned >= 0; unowned = next(unowned)) {
        if (carriesDescriptors(unowned)) {
          own(unowned);
        }
      }
      all = true;
    } finally {
      if (!all) {
        closeUnowned();
      }
    }
  }

  private boolean carriesDescriptors(int at) {
    return level(at) == ControlTypes.SOL_SOCKET
        && (type(at) == ControlTypes.SCM_RIGHTS
            || (type(at) == ControlTypes.SCM_PIDFD && hasDescriptor(at)));
  }

  private int descriptorsAt(int at) {
    return type(at) == ControlTypes.SCM_PIDFD ? 1 : size(at) / Integer.BYTES;
  }

  /** All that can fail comes before the first number has an owner, or leaves it in the memory. */
  private void own(int at) {
    var owners = new Descriptor[descriptorsAt(at)];
    List<Descriptor> list = Collections.unmodifiableList(Arrays.asList(owners));
    boolean pidfd = type(at) == ControlTypes.SCM_PIDFD;
    Arrived kept = pidfd ? new PidFd(list, true) : new Rights(list, true);
    places.add(at);
    arrived.ensureCapacity(arrived.size() + 1);
    int made = 0;
    try {
      while (made < owners.length) {
        owners[made] = (Descriptor) Owners.own(getInt(at, made * Integer.BYTES));
        made++;
      }
      arrived.add(kept);
    } finally {
      if (made < owners.length) {
        places.removeLast();
        for (int i = 0; i < made; i++) {
          disown(owners[i]);
        }
      }
    }
  }

  /** The number is this object's again, whether or not what follows on that fails. */
  private static void disown(Descriptor owner) {
    try {
      int _ = Owners.of(owner).release();
    } catch (ClosedChannelException | OutOfMemoryError afterwards) {
      return; // the owner has given it up first
    }
  }

  private void forgetNumber(int at, int index) {
    memory.set(JAVA_INT_UNALIGNED, at + Cmsghdr.SIZE + (long) index * Integer.BYTES, -1);
  }

  /** Closes the numbers without an owner; one that cannot be closed stays for the next time. */
  private void closeUnowned() {
    for (; unowned >= 0; unowned = next(unowned)) {
      int count = carriesDescriptors(unowned) ? descriptorsAt(unowned) : 0;
      for (int i = 0; i < count; i++) {
        int fd = getInt(unowned, i * Integer.BYTES);
        if (fd >= 0) {
          int _ = FdCalls.discard(fd);
          forgetNumber(unowned, i);
        }
      }
    }
  }

  /** And not what kept the kernel from making one. */
  private boolean hasDescriptor(int at) {
    return size(at) >= Integer.BYTES && getInt(at, 0) >= 0;
  }

  /** Asks the kernel what it has to be asked about descriptors that have arrived. */
  void look() {
    for (int i = 0; i < arrived.size(); i++) {
      arrived.get(i).look();
    }
  }

  /** Closes the descriptors that nobody has taken, and empties what was received. */
  void forget() {
    if (unowned >= 0) {
      closeUnowned();
    }
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
        held.ensureCapacity(held.size() + 1); // before there is something to be lost
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

  // ---- values

  /**
   * The first control message that is a value of this class, or null. Of an IPv4 datagram that came
   * to a socket of AF_INET6 the kernel gives {@link PktInfo} twice where both options ask for it:
   * then the one of {@code IP_PKTINFO}, which knows the local address too.
   *
   * <p>Descriptors in it stay the message's: {@link Rights}.
   */
  public <T extends ControlMessage> @Nullable T get(Class<T> type) {
    T found = null;
    for (int at = first(); at >= 0; at = next(at)) {
      ControlMessage message =
          found == null || level(at) == ControlTypes.SOL_IP ? message(at) : null;
      if (type.isInstance(message)) {
        found = type.cast(message);
        if (!(found instanceof PktInfo)) {
          return found;
        }
      }
    }
    return found;
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

  /** The control messages in their order, as their values have it: {@code [Ttl[ttl=64]]}. */
  @Override
  public String toString() {
    var list = new StringJoiner(", ", "[", "]");
    forEach(each -> list.add(each.toString()));
    return list.toString();
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
   *     received, or more than 253 descriptors would be sent
   */
  public Control add(ControlMessage message) {
    switch (message) {
      case Raw raw -> add(raw.level(), raw.type(), raw.data());
      case Rights rights -> alone(() -> addRights(rights));
      default -> {
        ControlTypes.Type<?> type = ControlTypes.of(message);
        add(type.level(), type.type(), type.data(message));
      }
    }
    return this;
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
    alone(() -> append(level, type, data));
    return this;
  }

  /** Empties it; descriptors that came and were not taken are closed. */
  public void clear() {
    alone(this::empty);
  }

  private void alone(Runnable change) {
    owner.begin();
    try {
      change.run();
    } finally {
      owner.end();
    }
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
      numbers[i] = Owners.of(descriptors.get(i)).number(); // held before it is used
    }
    append(ControlTypes.SOL_SOCKET, ControlTypes.SCM_RIGHTS, MemorySegment.ofArray(numbers));
    sent.add(rights);
  }

  private void append(int level, int type, MemorySegment data) {
    beginAnew();
    long needed = Cmsghdr.space(data.byteSize());
    int room = capacity() - length;
    if (needed > room) {
      throw new IllegalArgumentException(
          "a control message of "
              + data.byteSize()
              + " bytes needs room for "
              + needed
              + "; there is room for "
              + room
              + " of "
              + capacity());
    }
    MemorySegment place = memory.asSlice(length + Cmsghdr.SIZE, needed - Cmsghdr.SIZE);
    place.copyFrom(data); // before all else: it may be what was received here
    place.asSlice(data.byteSize()).fill((byte) 0);
    Cmsghdr.set(memory, length, data.byteSize(), level, type);
    length += (int) needed;
  }

  /** What was received gives way to what is added. */
  private void beginAnew() {
    if (received) {
      forget();
    }
  }

  /** {@link #clear}, of who uses it already. */
  void empty() {
    forget();
    sent.clear();
    length = 0;
  }
}
