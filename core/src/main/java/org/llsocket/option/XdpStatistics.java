package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct xdp_statistics}: counts of an AF_XDP socket.
 *
 * @param rx_dropped {@code rx_dropped}: received packets that were dropped for other reasons
 * @param rx_invalid_descs {@code rx_invalid_descs}: invalid descriptors in the fill ring
 * @param tx_invalid_descs {@code tx_invalid_descs}: invalid descriptors in the transmit ring
 * @param rx_ring_full {@code rx_ring_full}: received packets that the receive ring had no space for
 * @param rx_fill_ring_empty_descs {@code rx_fill_ring_empty_descs}: received packets without a
 *     buffer in the fill ring
 * @param tx_ring_empty_descs {@code tx_ring_empty_descs}: how often the transmit ring was empty
 */
public record XdpStatistics(
    long rx_dropped,
    long rx_invalid_descs,
    long tx_invalid_descs,
    long rx_ring_full,
    long rx_fill_ring_empty_descs,
    long tx_ring_empty_descs) {
  private static final String TAG = "xdp_statistics";

  static final OptionCodec<XdpStatistics> CODEC =
      Codecs.readOnly(XdpStatistics.class, Fields.size(TAG), (bytes, family) -> read(bytes));

  private static XdpStatistics read(MemorySegment bytes) {
    var fields = new Fields(TAG, bytes);
    return new XdpStatistics(
        fields.get("rx_dropped"),
        fields.get("rx_invalid_descs"),
        fields.get("tx_invalid_descs"),
        fields.get("rx_ring_full"),
        fields.get("rx_fill_ring_empty_descs"),
        fields.get("tx_ring_empty_descs"));
  }
}
