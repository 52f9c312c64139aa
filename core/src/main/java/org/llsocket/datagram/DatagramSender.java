package org.llsocket.datagram;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.SingleUse;
import org.llsocket.internal.message.BatchCall;
import org.llsocket.internal.message.Limits;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Cmsghdr;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Mmsghdr;
import org.llsocket.message.Control;
import org.llsocket.message.MessageBatch;
import org.llsocket.option.UDP;

/**
 * Queues copies of datagrams and sends them with one {@code sendmmsg(2)}. On a UDP socket it uses
 * {@code UDP_SEGMENT} if the kernel has it: consecutive datagrams of one size to one address are
 * sent joined, and the kernel or the network card splits them; the last of them may be shorter.
 * Datagrams that cannot be joined, because they exceed the path MTU or the kernel is older, are
 * sent one by one. The receiver gets the same datagrams in any case. A call allocates nothing.
 *
 * <pre>{@code
 * try (var sender = DatagramSender.builder(socket).datagrams(512).dataCapacity(1 << 20).build()) {
 *   if (!sender.add(datagram, to)) { // the queue is full
 *     sender.sendmmsg(0);
 *     sender.add(datagram, to);
 *   }
 *   sender.sendmmsg(0);
 * }
 * }</pre>
 *
 * <p>One thread at a time may use a sender: a method that is called while another thread uses it
 * throws {@link IllegalStateException}; {@link #close} takes effect when the current call has
 * ended.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class DatagramSender implements AutoCloseable {
  /** How many datagrams a queue can hold. */
  public static final int MAX = 65_536;

  private static final int EINVAL = Platform.number("EINVAL");
  private static final int EMSGSIZE = Platform.number("EMSGSIZE");

  /** The errors of a kernel or device that cannot split joined datagrams. */
  private static final Set<Integer> REFUSALS =
      Set.of(EINVAL, EMSGSIZE, Platform.number("EIO"), Platform.number("EOPNOTSUPP"));

  private static final int SOL_UDP = Platform.number("SOL_UDP");
  private static final int UDP_SEGMENT = Platform.number("UDP_SEGMENT");
  private static final int CONTROL_SIZE = Control.space(Short.BYTES);

  /** UDP_MAX_SEGMENTS since Linux 6.9, and before. */
  private static final int MAX_SEGMENTS = 128;

  private static final int OLD_MAX_SEGMENTS = 64;

  /** A packet of 65,535 bytes less the headers of IPv4 and UDP. */
  private static final int MAX_JOINED = 65_507;

  private final SingleUse use = new SingleUse("the sender", this::release);
  private final Socket socket; // kept reachable, so that it is not closed
  private final OwnedFd target;
  private final MemorySegment data; // of the datagrams, one after the other
  private final MemorySegment iovecs;
  private final MemorySegment controls;
  private final MemorySegment[] names;
  private final int[] nameLengths;
  private final int[] starts; // of each datagram and, after the last, of the next
  private final int[] nameOf; // of each datagram
  private final int[] joined; // how many datagrams are in each message of a call
  private final Call call;
  private int first; // datagram not sent yet
  private int queued; // datagrams, including those already sent
  private int named; // names in use
  private boolean offloaded;
  private boolean cut; // the last system call sent less than it was given
  private int maxSegments = MAX_SEGMENTS;
  private int maxSize = MAX_JOINED; // of a datagram that can be joined

  private DatagramSender(Builder builder) throws IOException {
    int count = builder.datagrams;
    int messages = Math.min(count, MessageBatch.MAX);
    long iovecsAt = (long) messages * Mmsghdr.SIZE;
    long controlsAt = iovecsAt + (long) messages * Iovec.SIZE;
    long namesAt = controlsAt + (long) messages * CONTROL_SIZE;
    long dataAt = namesAt + (long) count * CallFrame.ADDRESS_SIZE;
    MemorySegment block = Arena.ofAuto().allocate(dataAt + builder.dataCapacity, 64);
    socket = builder.socket;
    target = DescriptorAccess.of(socket);
    iovecs = block.asSlice(iovecsAt, controlsAt - iovecsAt);
    controls = block.asSlice(controlsAt, namesAt - controlsAt);
    data = block.asSlice(dataAt);
    names = new MemorySegment[count];
    for (int i = 0; i < count; i++) {
      names[i] = block.asSlice(namesAt + (long) i * CallFrame.ADDRESS_SIZE, CallFrame.ADDRESS_SIZE);
    }
    nameLengths = new int[count];
    starts = new int[count + 1];
    nameOf = new int[count];
    joined = new int[messages];
    call = new Call(block.asSlice(0, iovecsAt));
    offloaded = builder.offload && splits(socket);
    for (int i = 0; i < messages; i++) {
      Mmsghdr.iov(call.headers(), i, iovecs.address() + (long) i * Iovec.SIZE, 1);
      Cmsghdr.set(controls, (long) i * CONTROL_SIZE, Short.BYTES, SOL_UDP, UDP_SEGMENT);
    }
  }

  private static boolean splits(Socket socket) throws IOException {
    try {
      return socket.get(UDP.SEGMENT) == 0; // a size that is set applies to every datagram
    } catch (ErrnoException noSuchOption) {
      return false;
    }
  }

  /**
   * A builder of a sender for a socket, which the caller still owns. The default is a queue of 1024
   * datagrams with 1 MiB of data, and offload.
   */
  public static Builder builder(Socket socket) {
    return new Builder(socket);
  }

  /** The sizes of a sender that is to be built. */
  public static final class Builder {
    private final Socket socket;
    private int datagrams = 1024;
    private int dataCapacity = 1 << 20;
    private boolean offload = true;

    private Builder(Socket socket) {
      this.socket = socket;
    }

    /**
     * How many datagrams the queue holds.
     *
     * @param count 1 to {@value DatagramSender#MAX}
     * @throws IllegalArgumentException if it is outside its range
     */
    public Builder datagrams(int count) {
      datagrams = Limits.check("datagrams", count, 1, MAX);
      return this;
    }

    /**
     * How many bytes all datagrams in the queue have together.
     *
     * @param bytes 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder dataCapacity(int bytes) {
      dataCapacity = Limits.check("data capacity", bytes, 0, Integer.MAX_VALUE);
      return this;
    }

    /** Whether to use {@link UDP#SEGMENT} if the socket and the kernel have it. */
    public Builder offload(boolean enabled) {
      offload = enabled;
      return this;
    }

    /**
     * A new sender.
     *
     * @throws java.nio.channels.ClosedChannelException if the socket is closed
     */
    public DatagramSender build() throws IOException {
      return new DatagramSender(this);
    }
  }

  /**
   * Whether datagrams are joined: {@code UDP_SEGMENT}. It becomes false if the kernel turns out not
   * to support it.
   */
  public boolean isOffloaded() {
    return offloaded;
  }

  /** Discards the datagrams in the queue, unsent. The socket stays open. */
  @Override
  public void close() {
    use.close();
  }

  private void release() {
    empty();
  }

  // ---- the queue

  /** How many datagrams are queued. */
  public int queued() {
    return queued - first;
  }

  /** Queues a copy of a whole segment, as {@link #add(MemorySegment, long, int, SockAddrView)}. */
  public boolean add(MemorySegment datagram, @Nullable SockAddrView to) {
    return add(datagram, 0, (int) Math.min(datagram.byteSize(), Integer.MAX_VALUE), to);
  }

  /**
   * Queues a copy of a datagram.
   *
   * @param memory contains the datagram
   * @param offset where it begins in {@code memory}
   * @param length how many bytes it has
   * @param to its destination; null for the peer of a connected socket
   * @return false if the queue has no capacity left, and nothing was queued. The queue must then be
   *     {@linkplain #sendmmsg sent}; capacity is regained when all datagrams have been sent
   * @throws IllegalArgumentException if the datagram is longer than the capacity of the whole
   *     queue, or the address is empty
   */
  public boolean add(MemorySegment memory, long offset, int length, @Nullable SockAddrView to) {
    Limits.check("length", length, 0, (int) data.byteSize());
    use.begin();
    try {
      int start = starts[queued];
      if (queued == nameOf.length || length > data.byteSize() - start) {
        return false;
      }
      MemorySegment.copy(memory, offset, data, start, length);
      nameOf[queued] = name(to);
      starts[++queued] = start + length;
      return true;
    } finally {
      use.end();
    }
  }

  /** The index of a name; consecutive datagrams to one address share it. */
  private int name(@Nullable SockAddrView to) {
    int length = 0;
    MemorySegment name = names[named];
    if (to != null) {
      length = to.copyTo(name);
    }
    int before = named - 1;
    if (before >= 0
        && nameLengths[before] == length
        && MemorySegment.mismatch(names[before], 0, length, name, 0, length) < 0) {
      return before;
    }
    nameLengths[named] = length;
    return named++;
  }

  /**
   * Removes the first datagram from the queue without sending it: the one for which {@link
   * #sendmmsg} has thrown an exception.
   *
   * @return whether there was one
   */
  public boolean remove() {
    use.begin();
    try {
      boolean any = first < queued;
      if (any) {
        sent(1);
      }
      return any;
    } finally {
      use.end();
    }
  }

  private void sent(int datagrams) {
    first += datagrams;
    if (first == queued) {
      empty();
    }
  }

  private void empty() {
    first = 0;
    queued = 0;
    named = 0;
  }

  // ---- sending

  /**
   * {@code sendmmsg(2)}: sends the queue. A blocking socket waits until all datagrams are sent.
   * <b>More than one system call</b> if there are over 1024 messages, or if the kernel refuses
   * joined datagrams.
   *
   * @param flags from {@link MSG}
   * @return how many datagrams were sent and removed from the queue: less than all if the socket is
   *     non-blocking and its buffer is full, or if a later datagram failed, for which the next call
   *     throws; {@link Descriptor#AGAIN} for none
   * @throws IllegalArgumentException if {@link MSG#ZEROCOPY} is set: the queue is reused at once
   * @throws ErrnoException for the first datagram, which stays in the queue: {@link #remove} it or
   *     send again. On a connected socket, ECONNREFUSED and the like are about an earlier datagram
   */
  public int sendmmsg(int flags) throws IOException {
    if ((flags & MSG.ZEROCOPY) != 0) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY reads the data after the call, when the queue is already reused");
    }
    use.begin();
    int all = 0;
    try {
      while (first < queued) {
        int n = once(flags);
        all += Math.max(n, 0);
        if (n < 0 && all == 0) {
          return n;
        }
        if (n < 0 || cut) {
          break;
        }
      }
      return all;
    } catch (IOException e) {
      if (all == 0) {
        throw e;
      }
      return all;
    } finally {
      use.end();
      Reference.reachabilityFence(this);
    }
  }

  /** How many datagrams one system call has sent, or {@link Descriptor#AGAIN}. */
  private int once(int flags) throws IOException {
    int messages = build(offloaded);
    long n = call.run(target, true, flags, 0, messages, Deadline.NONE);
    if (n < 0 && joined[0] > 1 && REFUSALS.contains((int) -n)) {
      int refused = (int) -n;
      int number = joined[0];
      int size = size(first);
      messages = build(false);
      n = call.run(target, true, flags, 0, messages, Deadline.NONE);
      if (n > 0) { // so the first datagram is valid
        joinLess(refused, number, size);
      }
    }
    int left = call.result(target, n);
    cut = left < messages && (left < 0 || joined[left] == 1); // a joined one may be refused
    int datagrams = 0;
    for (int i = 0; i < left; i++) {
      datagrams += joined[i];
    }
    if (datagrams > 0) {
      sent(datagrams);
    }
    return left < 0 ? left : datagrams;
  }

  /** The kernel has refused joined datagrams: lowers the limit that explains it. */
  private void joinLess(int refused, int number, int size) {
    if (refused == EINVAL && number > OLD_MAX_SEGMENTS) {
      maxSegments = OLD_MAX_SEGMENTS;
    } else if (refused == EINVAL || refused == EMSGSIZE) { // longer than the path MTU
      maxSize = size - 1;
    } else {
      offloaded = false;
    }
  }

  private int size(int datagram) {
    return starts[datagram + 1] - starts[datagram];
  }

  /** Makes messages of the datagrams in the queue, and returns how many. */
  private int build(boolean joins) {
    int datagram = first;
    int message = 0;
    while (datagram < queued && message < joined.length) {
      int number = joins ? run(datagram) : 1;
      int start = starts[datagram];
      int name = nameOf[datagram];
      long control = (long) message * CONTROL_SIZE;
      if (number > 1) {
        controls.set(JAVA_SHORT_UNALIGNED, control + Cmsghdr.SIZE, (short) size(datagram));
      }
      Mmsghdr.name(call.headers(), message, names[name].address(), nameLengths[name]);
      Iovec.set(iovecs, message, data.address() + start, starts[datagram + number] - start);
      Mmsghdr.control(
          call.headers(), message, controls.address() + control, number > 1 ? CONTROL_SIZE : 0);
      joined[message++] = number;
      datagram += number;
    }
    return message;
  }

  /** How many datagrams from this one on can be joined. */
  private int run(int datagram) {
    int size = size(datagram);
    int end = datagram + 1;
    if (size == 0 || size > maxSize) {
      return 1;
    }
    int most = Math.min(queued, datagram + maxSegments);
    while (end < most
        && nameOf[end] == nameOf[datagram]
        && size(end) <= size
        && size(end) > 0
        && starts[end + 1] - starts[datagram] <= MAX_JOINED
        && size(end - 1) == size) {
      end++;
    }
    return end - datagram;
  }

  private final class Call extends BatchCall {
    Call(MemorySegment headers) {
      super(headers);
    }

    @Override
    protected void received(int from, int to) {
      throw new IllegalStateException("a sender does not receive");
    }

    @Override
    protected boolean isAddressed() {
      return named > 1 || (named == 1 && nameLengths[0] > 0);
    }
  }
}
