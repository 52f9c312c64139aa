package org.llsocket.capture;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.option.PacketFanout;

/**
 * {@code struct tpacket_req3}, and what else a {@link PacketRing} is opened with; immutable.
 *
 * <pre>{@code
 * PacketRingSetup setup = PacketRingSetup.DEFAULT
 *     .withBlocks(1 << 20, 64)
 *     .withFilter(PcapFilter.parse("tcp port 443"))
 *     .withPromiscuous(true);
 * }</pre>
 */
public final class PacketRingSetup {
  private static final int LEAST_BLOCK = 1 << 16; // a page of any architecture
  private static final int MOST_BLOCK = 1 << 30;
  private static final int MOST_BLOCKS = 1 << 16;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /**
   * 64 blocks of 256 KiB, handed over after 20 ms at the latest; whole packets, all that the
   * interface receives and sends.
   */
  public static final PacketRingSetup DEFAULT =
      new PacketRingSetup(
          1 << 18,
          64,
          Duration.ofMillis(20),
          PcapFilter.MAX_SNAPLEN,
          new Selection(null, null),
          false,
          true,
          null);

  private record Selection(@Nullable PcapFilter filter, @Nullable BpfProgram program) {}

  private final int blockSize;
  private final int blocks;
  private final Duration blockTimeout;
  private final int snaplen;
  private final Selection selection;
  private final boolean promiscuous;
  private final boolean outgoing;
  private final @Nullable PacketFanout fanout;

  private PacketRingSetup(
      int blockSize,
      int blocks,
      Duration blockTimeout,
      int snaplen,
      Selection selection,
      boolean promiscuous,
      boolean outgoing,
      @Nullable PacketFanout fanout) {
    this.blockSize = blockSize;
    this.blocks = blocks;
    this.blockTimeout = blockTimeout;
    this.snaplen = snaplen;
    this.selection = selection;
    this.promiscuous = promiscuous;
    this.outgoing = outgoing;
    this.fanout = fanout;
  }

  /**
   * The same with other blocks: {@code tp_block_size}, {@code tp_block_nr}. The ring takes their
   * product of memory, which is not swapped out. A packet that is longer than a block is cut.
   *
   * @param size in bytes, a power of two from 65536 to 1073741824
   * @param count 2–65536
   */
  public PacketRingSetup withBlocks(int size, int count) {
    if (size < LEAST_BLOCK || size > MOST_BLOCK || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "block size "
              + size
              + " is not a power of two from "
              + LEAST_BLOCK
              + " to "
              + MOST_BLOCK);
    }
    if (count < 2 || count > MOST_BLOCKS) {
      throw new IllegalArgumentException("blocks " + count + " is not 2–" + MOST_BLOCKS);
    }
    return new PacketRingSetup(
        size, count, blockTimeout, snaplen, selection, promiscuous, outgoing, fanout);
  }

  /**
   * The same with another {@code tp_retire_blk_tov}: after which time a block with packets is
   * handed over before it is full.
   *
   * @param timeout whole milliseconds, from 1 ms to 1 minute
   */
  public PacketRingSetup withBlockTimeout(Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "block timeout " + timeout + " is not " + Duration.ofMillis(1) + " to " + LONGEST);
    }
    return new PacketRingSetup(
        blockSize, blocks, timeout, snaplen, selection, promiscuous, outgoing, fanout);
  }

  /**
   * The same, keeping at most so many bytes of a packet.
   *
   * @param bytes 1–{@link PcapFilter#MAX_SNAPLEN}
   */
  public PacketRingSetup withSnaplen(int bytes) {
    PcapFilter.checkSnaplen(bytes);
    return new PacketRingSetup(
        blockSize, blocks, blockTimeout, bytes, selection, promiscuous, outgoing, fanout);
  }

  /** The same with a filter, in place of an earlier filter or program. */
  public PacketRingSetup withFilter(PcapFilter filter) {
    return with(new Selection(filter, null));
  }

  /**
   * The same with a program for {@code SO_ATTACH_FILTER}, in place of an earlier one or a filter;
   * what it returns takes the place of the snaplen.
   */
  public PacketRingSetup withProgram(BpfProgram program) {
    return with(new Selection(null, program));
  }

  private PacketRingSetup with(Selection other) {
    return new PacketRingSetup(
        blockSize, blocks, blockTimeout, snaplen, other, promiscuous, outgoing, fanout);
  }

  /** The same with or without {@code PACKET_MR_PROMISC}: packets to other machines too. */
  public PacketRingSetup withPromiscuous(boolean on) {
    return new PacketRingSetup(
        blockSize, blocks, blockTimeout, snaplen, selection, on, outgoing, fanout);
  }

  /**
   * The same with or without the packets that this machine sends: without is {@code
   * PACKET_IGNORE_OUTGOING}, Linux 4.20. The loopback interface receives what it sends.
   */
  public PacketRingSetup withOutgoing(boolean on) {
    return new PacketRingSetup(
        blockSize, blocks, blockTimeout, snaplen, selection, promiscuous, on, fanout);
  }

  /** The same in a {@code PACKET_FANOUT} group, whose rings share the packets. */
  public PacketRingSetup withFanout(PacketFanout group) {
    return new PacketRingSetup(
        blockSize, blocks, blockTimeout, snaplen, selection, promiscuous, outgoing, group);
  }

  /** {@code tp_block_size}, in bytes. */
  public int blockSize() {
    return blockSize;
  }

  /** {@code tp_block_nr}. */
  public int blocks() {
    return blocks;
  }

  /** {@code tp_retire_blk_tov}. */
  public Duration blockTimeout() {
    return blockTimeout;
  }

  /** How many bytes of a packet are kept. */
  public int snaplen() {
    return snaplen;
  }

  boolean promiscuous() {
    return promiscuous;
  }

  boolean outgoing() {
    return outgoing;
  }

  @Nullable PacketFanout fanout() {
    return fanout;
  }

  /** The program for packets of this type; null to keep all of each packet. */
  @Nullable BpfProgram program(int linkType) throws IOException {
    if (selection.program != null) {
      return selection.program;
    }
    if (selection.filter == null && snaplen == PcapFilter.MAX_SNAPLEN) {
      return null;
    }
    PcapFilter filter = selection.filter == null ? PcapFilter.parse("") : selection.filter;
    return filter.forSocket(linkType, snaplen);
  }
}
