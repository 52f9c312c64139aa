package org.llsocket.capture;

import java.lang.foreign.MemorySegment;

/** A packet of a {@link PcapReader}, which has an example; valid until the next one is read. */
public final class PcapPacket implements Packet {
  private final MemorySegment data;
  private final long length;
  private final long timeNanos;

  PcapPacket(MemorySegment data, long length, long timeNanos) {
    this.data = data;
    this.length = length;
    this.timeNanos = timeNanos;
  }

  @Override
  public MemorySegment data() {
    return data;
  }

  @Override
  public int capturedLength() {
    return (int) data.byteSize();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  /** {@code PcapPacket[98 bytes, 2026-01-31T12:00:00.123456789Z]}. */
  @Override
  public String toString() {
    return "PcapPacket[" + length + " bytes, " + time() + "]";
  }
}
