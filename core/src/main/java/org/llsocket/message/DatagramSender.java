package org.llsocket.message;

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
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Cmsghdr;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Mmsghdr;
import org.llsocket.option.UDP;

/**
 * Sends datagrams in numbers: it queues copies of them, and one {@code sendmmsg(2)} sends what is
 * queued. Where the socket is of UDP and the kernel has it, datagrams of one size to one address
 * that were queued one after the other leave joined, with {@code UDP_SEGMENT}, and the kernel or
 * the network card cuts them apart; the last of them may be shorter. What does not go joined, for
 * it is longer than the path takes or the kernel is older, goes alone. The receiver sees the same
 * datagrams in any case. Nothing is allocated.
 *
 * <pre>{@code
 * try (var sender = new DatagramSender(socket, 512, 1 << 20, true)) {
 *   if (!sender.add(datagram, to)) {
 *     sender.sendmmsg(0);
 *     sender.add(datagram, to);
 *   }
 * }
 * }</pre>
 *
 * <p>It is used by one thread at a time, as {@link MessageBatch}. What is queued when it is closed
 * is not sent.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class DatagramSender extends Exclusive {
  /** How many datagrams a queue holds at most. */
  public static final int MAX = 65_536;

  private static final int EINVAL = Platform.number("EINVAL");
  private static final int EMSGSIZE = Platform.number("EMSGSIZE");

  /** What a kernel, or a device, says that cannot cut what is joined. */
  private static final Set<Integer> REFUSALS =
      Set.of(EINVAL, EMSGSIZE, Platform.number("EIO"), Platform.number("EOPNOTSUPP"));

  private static final int SOL_UDP = Platform.number("SOL_UDP");
  private static final int UDP_SEGMENT = Platform.number("UDP_SEGMENT");
  private static final int CONTROL_SIZE = Control.space(Short.BYTES);

  /** UDP_MAX_SEGMENTS, and what it was before Linux 6.9. */
  private static final int MAX_SEGMENTS = 128;

  private static final int OLD_MAX_SEGMENTS = 64;

  /** What fits a packet of 65,535 bytes beside the headers of IPv4 and UDP. */
  private static final int MAX_JOINED = 65_507;

  private final Socket socket;
  private final MemorySegment data; // of the datagrams, one behind the other
  private final MemorySegment iovecs;
  private final MemorySegment controls;
  private final MemorySegment[] names;
  private final int[] nameLengths;
  private final int[] starts; // of each datagram and, behind the last, of the next
  private final int[] nameOf; // of each datagram
  private final int[] joined; // datagrams of each message of a call
  private final Call call;
  private int first; // datagram that has not been sent
  private int queued; // datagrams, those that have been sent included
  private int named; // names in use
  private boolean offloaded;
  private boolean cut; // the last call sent less than it was given
  private int maxSegments = MAX_SEGMENTS;
  private int maxSize = MAX_JOINED; // of a datagram that is joined with others

  /**
   * A sender for a socket, which stays the caller's.
   *
   * @param count how many datagrams the queue holds, 1 to {@value #MAX}
   * @param size how many bytes of datagrams the queue holds
   * @param offload whether to use {@link UDP#SEGMENT} where there is such a thing
   * @throws IllegalArgumentException if a number is not in its range
   */
  public DatagramSender(Socket socket, int count, int size, boolean offload) throws IOException {
    MessageBatch.checkRange("count", count, 1, MAX);
    MessageBatch.checkRange("size", size, 0, Integer.MAX_VALUE);
    int messages = Math.min(count, MessageBatch.MAX);
    long iovecsAt = (long) messages * Mmsghdr.SIZE;
    long controlsAt = iovecsAt + (long) messages * Iovec.SIZE;
    long namesAt = controlsAt + (long) messages * CONTROL_SIZE;
    long dataAt = namesAt + (long) count * CallFrame.ADDRESS_SIZE;
    MemorySegment block = Arena.ofAuto().allocate(dataAt + size, 64);
    this.socket = socket;
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
    offloaded = offload && cuts(socket);
    for (int i = 0; i < messages; i++) {
      Mmsghdr.iov(call.headers, i, iovecs.address() + (long) i * Iovec.SIZE, 1);
      Cmsghdr.set(controls, (long) i * CONTROL_SIZE, Short.BYTES, SOL_UDP, UDP_SEGMENT);
    }
  }

  private static boolean cuts(Socket socket) throws IOException {
    try {
      return socket.get(UDP.SEGMENT) == 0; // a size that is set holds for every datagram
    } catch (ErrnoException noSuchOption) {
      return false;
    }
  }

  /** Whether datagrams are joined: {@code UDP_SEGMENT}. The kernel's refusal ends it. */
  public boolean isOffloaded() {
    return offloaded;
  }

  @Override
  String what() {
    return "the sender";
  }

  @Override
  void release() {
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
   * @param memory where it is
   * @param offset where it begins in {@code memory}
   * @param length how many bytes it has
   * @param to where to send it; null for the peer of a connected socket
   * @return false if there is no room, and nothing is queued: send first what is. Room comes back
   *     when all has been sent
   * @throws IllegalArgumentException if it is longer than the whole queue, or the address is empty
   */
  public boolean add(MemorySegment memory, long offset, int length, @Nullable SockAddrView to) {
    MessageBatch.checkRange("length", length, 0, data.byteSize());
    begin();
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
      end();
    }
  }

  /** The place of a name, which datagrams that follow each other have in common. */
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
   * Takes the first datagram out of the queue without sending it: the one that {@link #sendmmsg}
   * has thrown for.
   *
   * @return whether there was one
   */
  public boolean remove() {
    begin();
    try {
      boolean any = first < queued;
      if (any) {
        sent(1);
      }
      return any;
    } finally {
      end();
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
   * {@code sendmmsg(2)}: sends what is queued. A blocking socket waits until all is sent. <b>Not a
   * single call</b> where over 1024 messages are to be sent, or the kernel refuses to cut.
   *
   * @param flags of {@link MSG}
   * @return how many datagrams were sent, which are in the queue no more: fewer than there were
   *     where the socket is non-blocking and full, or where one failed, which the next call throws
   *     for; {@link Descriptor#AGAIN} for none
   * @throws IllegalArgumentException if {@link MSG#ZEROCOPY} is among them, as the queue is used
   *     again at once
   * @throws ErrnoException of the first datagram in the queue, which stays there: {@link #remove}
   *     it or send again; on a connected socket ECONNREFUSED and the like tell of an earlier one
   */
  public int sendmmsg(int flags) throws IOException {
    if ((flags & MSG.ZEROCOPY) != 0) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY sends from the queue after the call, which is used again by then");
    }
    begin();
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
      end();
      Reference.reachabilityFence(this);
    }
  }

  /** How many datagrams one call has sent, or {@link Descriptor#AGAIN}. */
  private int once(int flags) throws IOException {
    int messages = build(offloaded);
    long n = call.run(socket, true, flags, 0, messages);
    if (n < 0 && joined[0] > 1 && REFUSALS.contains((int) -n)) {
      int refused = (int) -n;
      int number = joined[0];
      int size = size(first);
      messages = build(false);
      n = call.run(socket, true, flags, 0, messages);
      if (n > 0) { // it was not the first datagram's own fault
        giveWay(refused, number, size);
      }
    }
    int left = call.result(socket, n);
    cut = left < messages && (left < 0 || joined[left] == 1); // what is joined may be refused
    int datagrams = 0;
    for (int i = 0; i < left; i++) {
      datagrams += joined[i];
    }
    if (datagrams > 0) {
      sent(datagrams);
    }
    return left < 0 ? left : datagrams;
  }

  private void giveWay(int refused, int number, int size) {
    if (refused == EINVAL && number > OLD_MAX_SEGMENTS) {
      maxSegments = OLD_MAX_SEGMENTS;
    } else if (refused == EINVAL || refused == EMSGSIZE) { // longer than the path takes uncut
      maxSize = size - 1;
    } else {
      offloaded = false;
    }
  }

  private int size(int datagram) {
    return starts[datagram + 1] - starts[datagram];
  }

  /** Makes messages of the datagrams that are queued, and returns how many. */
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
      Mmsghdr.name(call.headers, message, names[name].address(), nameLengths[name]);
      Iovec.set(iovecs, message, data.address() + start, starts[datagram + number] - start);
      Mmsghdr.control(
          call.headers, message, controls.address() + control, number > 1 ? CONTROL_SIZE : 0);
      joined[message++] = number;
      datagram += number;
    }
    return message;
  }

  /** How many datagrams from this one on can leave joined. */
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
    void received(int from, int to) {
      throw new IllegalStateException("a sender does not receive");
    }

    @Override
    boolean isAddressed() {
      return named > 1 || (named == 1 && nameLengths[0] > 0);
    }
  }
}
