package org.llsocket.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a pcap file with times in nanoseconds, which tcpdump and Wireshark read. A VLAN tag that
 * the kernel has taken from a packet is put back; a packet that was captured on all interfaces gets
 * the header of {@link LINKTYPE#LINUX_SLL2}.
 *
 * <pre>{@code
 * try (PcapWriter file = PcapWriter.open(Path.of("dump.pcap"), ring.linkType(), 262_144)) {
 *   file.write(packet);
 * }
 * }</pre>
 *
 * <p>What is written is buffered: {@link #flush} hands it over. For one thread at a time.
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-06.html">PCAP</a>
 */
public final class PcapWriter implements AutoCloseable, Flushable {
  static final int MAGIC_MICROS = 0xa1b2c3d4;
  static final int MAGIC_NANOS = 0xa1b23c4d;
  static final int MAJOR = 2;
  static final int FILE_HEADER = 24;
  static final int RECORD_HEADER = 16;
  private static final int MINOR = 4;
  private static final int BUFFER = 1 << 16;
  private static final long NANOS = 1_000_000_000;
  private static final int MACS = 12; // bytes before the place of a VLAN tag
  private static final int TAG = 4;
  private static final int SLL2 = 20;

  private final OutputStream out;
  private final int linkType;
  private final int snaplen;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());
  private final MemorySegment memory = MemorySegment.ofArray(buffer.array());

  private PcapWriter(OutputStream out, int linkType, int snaplen) {
    PcapFilter.checkSnaplen(snaplen);
    if (linkType < 0 || linkType > 0xffff) {
      throw new IllegalArgumentException("link type " + linkType + " is not 0–65535");
    }
    this.out = out;
    this.linkType = linkType;
    this.snaplen = snaplen;
    buffer.putInt(MAGIC_NANOS).putShort((short) MAJOR).putShort((short) MINOR);
    buffer.putLong(0).putInt(snaplen).putInt(linkType);
  }

  /**
   * Creates a file, or replaces it.
   *
   * @param linkType what the packets begin with: {@link PacketRing#linkType}
   * @param snaplen the most bytes of a packet, 1–{@link PcapFilter#MAX_SNAPLEN}; longer ones are
   *     cut
   */
  public static PcapWriter open(Path path, int linkType, int snaplen) throws IOException {
    PcapFilter.checkSnaplen(snaplen);
    return of(Files.newOutputStream(path), linkType, snaplen);
  }

  /** The same on a stream, which is closed by {@link #close}. */
  public static PcapWriter of(OutputStream out, int linkType, int snaplen) {
    return new PcapWriter(out, linkType, snaplen);
  }

  /** Writes a packet. */
  public void write(Packet packet) throws IOException {
    if (packet instanceof RingPacket ring && linkType == LINKTYPE.LINUX_SLL2) {
      writeCooked(ring, writeHeader(packet, SLL2));
    } else if (packet instanceof RingPacket ring && isToBeTagged(ring)) {
      writeTagged(ring, writeHeader(packet, TAG));
    } else {
      write(packet.data(), 0, writeHeader(packet, 0));
    }
  }

  private boolean isToBeTagged(RingPacket packet) {
    return linkType == LINKTYPE.ETHERNET && packet.hasVlan() && packet.capturedLength() >= MACS;
  }

  /** Returns how many bytes of the packet, and of those that are added, are to follow. */
  private int writeHeader(Packet packet, int added) throws IOException {
    int captured = Math.min(packet.capturedLength() + added, snaplen);
    reserve(RECORD_HEADER + MACS + SLL2);
    long time = packet.timeNanos();
    buffer.putInt((int) (time / NANOS)).putInt((int) (time % NANOS));
    buffer.putInt(captured).putInt((int) (packet.length() + added));
    return captured;
  }

  private void writeTagged(RingPacket packet, int captured) throws IOException {
    MemorySegment data = packet.data();
    write(data, 0, Math.min(MACS, captured));
    ByteBuffer tag = ByteBuffer.allocate(TAG);
    tag.putShort((short) packet.vlanTpid()).putShort((short) packet.vlanTci());
    int rest = captured - MACS;
    if (rest > 0) {
      buffer.put(tag.array(), 0, Math.min(TAG, rest));
    }
    if (rest > TAG) {
      write(data, MACS, rest - TAG);
    }
  }

  /** {@code struct sll2_header}, big-endian. */
  private void writeCooked(RingPacket packet, int captured) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(SLL2);
    header.putShort((short) packet.protocol()).putShort((short) 0).putInt(packet.ifindex());
    header.putShort((short) packet.hatype()).put((byte) packet.pkttype());
    header.put((byte) packet.halen()).put(packet.hardwareAddress().toArray(JAVA_BYTE));
    buffer.put(header.array(), 0, Math.min(SLL2, captured));
    if (captured > SLL2) {
      write(packet.data(), 0, captured - SLL2);
    }
  }

  private void reserve(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      handOver();
    }
  }

  private void write(MemorySegment data, long from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      reserve(1);
      int part = Math.min(length - done, buffer.remaining());
      MemorySegment.copy(data, from + done, memory, buffer.position(), part);
      buffer.position(buffer.position() + part);
      done += part;
    }
  }

  private void handOver() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  /** Hands over what was written so far. */
  @Override
  public void flush() throws IOException {
    handOver();
    out.flush();
  }

  /** Hands over what was written, and closes the file. */
  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
