package org.llsocket.capture;

import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * A captured packet: of a {@link PacketRing}, or of a file. The object and its memory are reused:
 * they are valid until the next one is taken from where it came from, or that is closed.
 *
 * <pre>{@code
 * System.Logger.Level level = packet.length() > packet.capturedLength() ? WARNING : DEBUG;
 * byte[] copy = packet.data().toArray(ValueLayout.JAVA_BYTE);
 * }</pre>
 */
public sealed interface Packet permits RingPacket, PcapPacket {
  /** The captured bytes, from the link header; a new segment each time, read-only. */
  MemorySegment data();

  /** How many bytes were captured. */
  int capturedLength();

  /** The length of the packet in bytes, which may be more. */
  long length();

  /** When the kernel has seen it: nanoseconds since 1970, UTC. */
  long timeNanos();

  /** {@link #timeNanos} as an object. */
  default Instant time() {
    long nanos = timeNanos();
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
