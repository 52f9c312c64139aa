package org.llsocket.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pcap file, as tcpdump writes it: of any byte order, with times in micro- or nanoseconds.
 *
 * {@snippet :
 * try (PcapReader file = PcapReader.open(Path.of("dump.pcap"))) {
 *   for (PcapPacket packet = file.next(); packet != null; packet = file.next()) {
 *     log(packet.time() + " " + packet.length());
 *   }
 * }
 * }
 *
 * <p>Nothing in the file is trusted: a length is checked before memory is taken for it. pcapng is
 * another format and is refused. For one thread at a time.
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-06.html">PCAP</a>
 */
public final class PcapReader implements AutoCloseable {
  private static final int PCAPNG = 0x0a0d0d0a;
  private static final int LINK_TYPE = 0xffff; // the upper bits are about a frame check sequence
  private static final long NANOS = 1_000_000_000;

  private final InputStream in;
  private final ByteBuffer header = ByteBuffer.allocate(PcapWriter.RECORD_HEADER);
  private final int linkType;
  private final long snaplen;
  private final int fraction; // nanoseconds of a unit of time
  private byte[] data = new byte[2048];
  private long position;
  private long count;

  private PcapReader(InputStream in) throws IOException {
    this.in = in;
    ByteBuffer file = ByteBuffer.allocate(PcapWriter.FILE_HEADER);
    int n = read(file.array(), file.capacity());
    int magic = n < Integer.BYTES ? 0 : file.getInt(0);
    if (magic == PCAPNG) {
      throw new CaptureFormatException(
          "the file is pcapng, not pcap: convert it, by editcap -F pcap IN OUT");
    }
    boolean isLittle = isMagic(Integer.reverseBytes(magic));
    if (!isMagic(magic) && !isLittle) {
      throw new CaptureFormatException(
          "not a pcap file: it begins with 0x%08x, not 0x%08x or 0x%08x"
              .formatted(magic, PcapWriter.MAGIC_MICROS, PcapWriter.MAGIC_NANOS));
    }
    if (n < file.capacity()) {
      throw new CaptureFormatException(
          "the file ends after " + n + " bytes, within its header of " + file.capacity());
    }
    ByteOrder order = isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    file.order(order);
    header.order(order);
    fraction = file.getInt(0) == PcapWriter.MAGIC_NANOS ? 1 : 1000;
    int major = Short.toUnsignedInt(file.getShort(4));
    if (major != PcapWriter.MAJOR) {
      throw new CaptureFormatException(
          "version " + major + " of the format, not " + PcapWriter.MAJOR);
    }
    snaplen = Integer.toUnsignedLong(file.getInt(16));
    linkType = file.getInt(20) & LINK_TYPE;
  }

  private static boolean isMagic(int number) {
    return number == PcapWriter.MAGIC_NANOS || number == PcapWriter.MAGIC_MICROS;
  }

  /**
   * Opens a file, and reads its header.
   *
   * @throws CaptureFormatException if it is not a pcap file
   */
  public static PcapReader open(Path path) throws IOException {
    return of(Files.newInputStream(path));
  }

  /** The same of a stream, which is closed by {@link #close}, or if this method throws. */
  public static PcapReader of(InputStream in) throws IOException {
    try {
      return new PcapReader(new BufferedInputStream(in, 1 << 16));
    } catch (Throwable e) {
      in.close();
      throw e;
    }
  }

  /** {@code LINKTYPE_*}: what the packets begin with. */
  public int linkType() {
    return linkType;
  }

  /** The most bytes of a packet that were captured, 0–4294967295; 0 or more for no limit. */
  public long snaplen() {
    return snaplen;
  }

  /**
   * The next packet, which is valid until the next call; null at the end.
   *
   * @throws CaptureFormatException if the file is cut, or has a length that cannot be
   */
  public @Nullable PcapPacket next() throws IOException {
    int n = read(header.array(), header.capacity());
    if (n == 0) {
      return null;
    }
    if (n < header.capacity()) {
      throw wrong("the file ends within the header");
    }
    long seconds = Integer.toUnsignedLong(header.getInt(0));
    long units = Integer.toUnsignedLong(header.getInt(4));
    long captured = Integer.toUnsignedLong(header.getInt(8));
    long length = Integer.toUnsignedLong(header.getInt(12));
    if (captured > PcapFilter.MAX_SNAPLEN) {
      throw wrong(captured + " captured bytes, more than " + PcapFilter.MAX_SNAPLEN);
    }
    if (captured > data.length) {
      data = Arrays.copyOf(data, PcapFilter.MAX_SNAPLEN);
    }
    int got = read(data, (int) captured);
    if (got < captured) {
      throw wrong("the file ends after " + got + " of its " + captured + " bytes");
    }
    count++;
    MemorySegment bytes = MemorySegment.ofArray(data).asSlice(0, captured).asReadOnly();
    return new PcapPacket(bytes, length, seconds * NANOS + units * fraction);
  }

  private CaptureFormatException wrong(String what) {
    return new CaptureFormatException(
        "packet " + (count + 1) + ", before byte " + position + " of the file: " + what);
  }

  /** Reads so many bytes, or what there is before the end. */
  private int read(byte[] bytes, int length) throws IOException {
    int n = in.readNBytes(bytes, 0, length);
    position += n;
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
