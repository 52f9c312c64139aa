package org.llsocket.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.SharedMapping;
import org.llsocket.internal.struct.TpacketBlockDesc;
import org.llsocket.option.PACKET;
import org.llsocket.option.PacketStats;

/**
 * {@code PACKET_RX_RING} of {@code TPACKET_V3}: receives the packets of an interface in memory that
 * the kernel shares, without a copy and without a system call for each. Needs CAP_NET_RAW.
 *
 * {@snippet :
 * try (var ring = PacketRing.open(Interface.nametoindex("eth0"), PacketRingSetup.DEFAULT)) {
 *   while (true) {
 *     try (PacketBlock block = ring.next()) { // lent until it is closed
 *       for (RingPacket packet = block.next(); packet != null; packet = block.next()) {
 *         count(packet.length());
 *       }
 *     }
 *   }
 * }
 * }
 *
 * <p>The kernel fills block after block, and drops packets when it comes to one that is lent or was
 * not taken: {@link #stats} counts them. Several blocks may be lent at a time, and given back in
 * any order. For several threads, open a ring for each, in a group of {@code PACKET_FANOUT}.
 *
 * <p>One thread at a time may wait in {@link #next()}; {@link #close} may be called by any thread.
 * The memory stays mapped until the ring is closed and all blocks are given back.
 *
 * @see <a href="https://docs.kernel.org/networking/packet_mmap.html">Packet MMAP</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class PacketRing implements AutoCloseable {
  /** Between two looks at a block that poll(2) does not report. */
  private static final long PAUSE_NANOS = 1_000_000;

  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final Socket socket;
  private final SharedMapping mapping;
  private final int linkType;
  private final int blockSize;
  private final AtomicReferenceArray<@Nullable Thread> lent;
  private final AtomicBoolean taking = new AtomicBoolean();
  private int current; // the next block; of the thread that is taking
  private long packets; // guarded by this, as the next
  private long drops;

  PacketRing(Socket socket, SharedMapping mapping, int linkType, PacketRingSetup setup) {
    this.socket = socket;
    this.mapping = mapping;
    this.linkType = linkType;
    blockSize = setup.blockSize();
    lent = new AtomicReferenceArray<>(setup.blocks());
  }

  /**
   * {@code socket(AF_PACKET)} and the calls of {@link #of}: captures on an interface.
   *
   * @param ifindex the interface; 0 for all of them: the packets then begin with their network
   *     header, and {@link #linkType} is {@link LINKTYPE#LINUX_SLL2}. It is the same on an
   *     interface whose link header this library does not know.
   * @throws IllegalArgumentException if the index is negative, or the filter does not suit the
   *     interface
   * @throws ErrnoException EPERM without CAP_NET_RAW; ENODEV if there is no such interface; ENOMEM
   *     if the ring is too large
   */
  public static PacketRing open(int ifindex, PacketRingSetup setup) throws IOException {
    boolean ownHeader = ifindex != 0 && PacketRingOpener.hasKnownHeader(ifindex);
    return of(Socket.open(AF.PACKET, ownHeader ? SOCK.RAW : SOCK.DGRAM), ifindex, setup);
  }

  /**
   * Captures by a socket that was opened elsewhere, in another network namespace for example; by
   * {@code bind(2)}, {@code setsockopt(2)} and {@code mmap(2)}. The filter is attached before the
   * first packet arrives.
   *
   * @param socket of {@code AF_PACKET}, without a protocol and not bound; {@code SOCK_DGRAM} for
   *     packets without their link header. It is closed by {@link #close}, or if this method
   *     throws.
   * @throws IllegalArgumentException as {@link #open}; if the socket is of another family; if it is
   *     one of {@code SOCK_RAW} and the interface has a link header that this library does not know
   * @throws ErrnoException as {@link #open}
   */
  public static PacketRing of(Socket socket, int ifindex, PacketRingSetup setup)
      throws IOException {
    try {
      return PacketRingOpener.open(socket, ifindex, setup);
    } catch (Throwable e) {
      socket.close();
      throw e;
    }
  }

  /** The socket, for its options and to wait for several; its packets are in the ring only. */
  public Socket socket() {
    return socket;
  }

  /** What the packets begin with: {@link LINKTYPE#ETHERNET} and so on. */
  public int linkType() {
    return linkType;
  }

  /**
   * {@code poll(2)}: waits for the next block. No system call is made if it is there already.
   *
   * <p>A virtual thread parks. An interrupt closes the socket, unless {@link
   * org.llsocket.Descriptor#onInterrupt} says otherwise. With the block before it still lent, poll
   * cannot wait for a block, so this method looks for it each millisecond.
   *
   * @throws ErrnoException ENETDOWN if the interface went down or was removed
   * @throws AsynchronousCloseException if another thread closes the ring meanwhile
   * @throws ClosedChannelException if the ring is closed
   * @throws IllegalStateException if another thread is in this method, or the next block is still
   *     lent to this thread, because it has taken all of them
   */
  public PacketBlock next() throws IOException {
    return Objects.requireNonNull(take(Deadline.NONE));
  }

  /**
   * The same with a timeout.
   *
   * @param timeout the longest time to wait; zero does not wait
   * @return null once the timeout has passed
   * @throws IllegalArgumentException if the timeout is negative
   */
  public @Nullable PacketBlock next(Duration timeout) throws IOException {
    return take(Deadline.in(timeout));
  }

  private @Nullable PacketBlock take(long deadline) throws IOException {
    if (!taking.compareAndSet(false, true)) {
      throw new IllegalStateException("another thread waits for a block of this ring");
    }
    PacketBlock taken = null;
    boolean retained = false;
    try {
      retained = mapping.retain();
      if (!retained) {
        throw new ClosedChannelException();
      }
      taken = await(deadline) ? lend(current) : null;
      return taken;
    } finally {
      if (retained && taken == null) {
        mapping.release();
      }
      taking.set(false);
    }
  }

  /** Whether the next block was handed over before the deadline. */
  private boolean await(long deadline) throws IOException {
    while (!isHandedOver()) {
      Duration left =
          deadline == Deadline.NONE
              ? FOR_EVER
              : Duration.ofNanos(Math.max(0, Deadline.remaining(deadline)));
      if (!socket.awaitReadable(left)) {
        return isHandedOver();
      }
      if (!isHandedOver()) {
        Errno failed = socket.error();
        if (failed != null) {
          throw new ErrnoException(failed, "poll", "fd=" + socket.fd());
        }
        long remaining = Deadline.remaining(deadline);
        if (remaining <= 0) {
          return false;
        }
        LockSupport.parkNanos(Math.min(PAUSE_NANOS, remaining));
      }
    }
    if (!socket.isOpen()) {
      throw new AsynchronousCloseException();
    }
    return true;
  }

  private boolean isHandedOver() {
    int status = TpacketBlockDesc.status(mapping.memory(), at(current));
    Thread holder = lent.get(current);
    if (holder != null && holder.equals(Thread.currentThread())) {
      throw new IllegalStateException(
          "block " + current + ", the next one, is still lent to this thread: give it back first");
    }
    return holder == null && (status & TP.STATUS_USER) != 0;
  }

  private long at(int index) {
    return (long) index * blockSize;
  }

  private PacketBlock lend(int index) {
    Arena arena = Arena.ofConfined();
    MemorySegment memory = mapping.lend(at(index), blockSize, arena);
    var block = new PacketBlock(memory, arena, () -> giveBack(index));
    lent.set(index, Thread.currentThread());
    current = index + 1 == lent.length() ? 0 : index + 1;
    return block;
  }

  private void giveBack(int index) {
    TpacketBlockDesc.status(mapping.memory(), at(index), TP.STATUS_KERNEL);
    lent.set(index, null);
    mapping.release();
  }

  /**
   * {@code PACKET_STATISTICS}: the packets since the ring was opened that passed the filter, and
   * those among them that were dropped because no block was free. The ring reads and adds up what
   * the kernel resets, so do not read the option elsewhere.
   *
   * @throws ClosedChannelException if the ring is closed
   */
  public synchronized PacketStats stats() throws IOException {
    PacketStats more = socket.get(PACKET.STATISTICS);
    packets += more.packets();
    drops += more.drops();
    return new PacketStats(packets, drops);
  }

  /**
   * {@code close(2)}, and {@code munmap(2)} once no block is lent: blocks that are lent stay valid.
   * A thread that waits gets {@link AsynchronousCloseException}. A second close has no effect.
   */
  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } finally {
      mapping.close();
    }
  }

  /** {@code PacketRing[LINKTYPE_ETHERNET, 64 blocks of 262144 bytes]}. */
  @Override
  public String toString() {
    return "PacketRing["
        + LINKTYPE.toString(linkType)
        + ", "
        + lent.length()
        + " blocks of "
        + blockSize
        + " bytes]";
  }
}
