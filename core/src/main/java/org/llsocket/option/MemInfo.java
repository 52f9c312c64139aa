package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code SO_MEMINFO}: the memory of a socket, in bytes.
 *
 * @param rmem_alloc {@code SK_MEMINFO_RMEM_ALLOC}: received and not yet read
 * @param rcvbuf {@code SK_MEMINFO_RCVBUF}: the limit of {@code rmem_alloc}
 * @param wmem_alloc {@code SK_MEMINFO_WMEM_ALLOC}: passed to the device, not yet sent
 * @param sndbuf {@code SK_MEMINFO_SNDBUF}: the limit of {@code wmem_alloc}
 * @param fwd_alloc {@code SK_MEMINFO_FWD_ALLOC}: reserved for future use
 * @param wmem_queued {@code SK_MEMINFO_WMEM_QUEUED}: waiting to be sent or acknowledged
 * @param optmem {@code SK_MEMINFO_OPTMEM}: held by options, filters and groups
 * @param backlog {@code SK_MEMINFO_BACKLOG}: received while another call held the socket
 * @param drops {@code SK_MEMINFO_DROPS}: discarded packets, not bytes
 */
public record MemInfo(
    long rmem_alloc,
    long rcvbuf,
    long wmem_alloc,
    long sndbuf,
    long fwd_alloc,
    long wmem_queued,
    long optmem,
    long backlog,
    long drops) {
  private static final int COUNT = Platform.number("SK_MEMINFO_DROPS") + 1;

  static final OptionCodec<MemInfo> CODEC =
      Codecs.readOnly(MemInfo.class, COUNT * Integer.BYTES, (bytes, family) -> read(bytes));

  /**
   * The numbers in other data than that of {@link SO#MEMINFO}: an attribute of sock_diag(7), for
   * example.
   *
   * @param memInfo nine 32-bit numbers in the byte order of this machine, or more; copied
   * @throws IllegalArgumentException if it is shorter than 36 bytes
   */
  public static MemInfo of(byte[] memInfo) {
    if (memInfo.length < COUNT * Integer.BYTES) {
      throw new IllegalArgumentException(
          "the memory information is "
              + memInfo.length
              + " bytes, fewer than "
              + COUNT * Integer.BYTES);
    }
    return read(Fields.zeroes(memInfo.length).copyFrom(MemorySegment.ofArray(memInfo)));
  }

  private static MemInfo read(MemorySegment bytes) {
    return new MemInfo(
        at(bytes, "RMEM_ALLOC"),
        at(bytes, "RCVBUF"),
        at(bytes, "WMEM_ALLOC"),
        at(bytes, "SNDBUF"),
        at(bytes, "FWD_ALLOC"),
        at(bytes, "WMEM_QUEUED"),
        at(bytes, "OPTMEM"),
        at(bytes, "BACKLOG"),
        at(bytes, "DROPS"));
  }

  private static long at(MemorySegment bytes, String name) {
    int index = Platform.number("SK_MEMINFO_" + name);
    return Integer.toUnsignedLong(bytes.getAtIndex(JAVA_INT, index));
  }
}
