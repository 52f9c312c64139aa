package org.llsocket.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Tpacket3Hdr;
import org.llsocket.internal.struct.TpacketBlockDesc;

/**
 * {@code struct tpacket_block_desc}: packets that the kernel has handed over together, in the
 * memory in which it received them. The block is lent to the thread that took it, until that thread
 * {@linkplain #close closes} it.
 *
 * <p>Once it is given back, packets and segments of it throw {@link IllegalStateException} instead
 * of reading what the kernel writes there; in another thread they throw {@link
 * WrongThreadException}. An example is at {@link PacketRing}.
 */
public final class PacketBlock implements AutoCloseable {
  private final Runnable giveBack;
  private final Arena arena;
  private final MemorySegment memory;
  private final RingPacket packet;
  private final long count;
  private final long first;
  private long taken;

  /**
   * A block in some memory of this arena.
   *
   * @param giveBack called once, after the memory has become inaccessible
   */
  PacketBlock(MemorySegment memory, Arena arena, Runnable giveBack) {
    this.giveBack = giveBack;
    this.arena = arena;
    this.memory = memory.asReadOnly();
    packet = new RingPacket(this, this.memory);
    count = TpacketBlockDesc.numPkts(memory);
    first = TpacketBlockDesc.offsetToFirstPkt(memory);
  }

  /** {@code num_pkts}: how many packets it has, at least 0. */
  public long count() {
    return count;
  }

  /** {@code seq_num}: how many blocks the ring has handed over before this one, and this. */
  public long sequence() {
    return TpacketBlockDesc.seqNum(memory);
  }

  /** Whether packets were dropped since {@link PacketRing#stats} was last called. */
  public boolean isLosing() {
    return (TpacketBlockDesc.status(memory, 0) & TP.STATUS_LOSING) != 0;
  }

  /**
   * The next packet: the same object each time, moved on; null after the last one.
   *
   * @throws CaptureFormatException if the kernel has written offsets that cannot be
   * @throws IllegalStateException if the block was given back
   */
  public @Nullable RingPacket next() throws CaptureFormatException {
    if (taken == count) {
      return null;
    }
    long at = first;
    if (taken > 0) {
      long next = Tpacket3Hdr.nextOffset(memory, packet.header());
      if (next < Tpacket3Hdr.SIZE) {
        throw corrupt("the next packet " + next + " bytes behind that at " + packet.header());
      }
      at = packet.header() + next;
    }
    packet.moveTo(at);
    taken++;
    return packet;
  }

  CaptureFormatException corrupt(String what) {
    return new CaptureFormatException(
        "packet %d of %d in a block of %d bytes: %s"
            .formatted(taken + 1, count, memory.byteSize(), what));
  }

  /**
   * Gives the block back to the kernel. A second close has no effect.
   *
   * @throws WrongThreadException if another thread took it
   */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
      giveBack.run();
    }
  }

  /** {@code PacketBlock[17 packets]}. */
  @Override
  public String toString() {
    return "PacketBlock[" + count + " packets]";
  }
}
