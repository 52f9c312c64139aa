package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct hwtstamp_config}: how a device takes hardware time stamps, for {@link
 * Interface#siocghwtstamp} and {@link Interface#siocshwtstamp}; immutable.
 *
 * <pre>{@code
 * Interface.siocshwtstamp(
 *     socket, "eth0", new HwtstampConfig(0, HWTSTAMP.TX_ON, HWTSTAMP.FILTER_ALL));
 * socket.set(SO.TIMESTAMPING, SOF.TIMESTAMPING_RX_HARDWARE | SOF.TIMESTAMPING_RAW_HARDWARE);
 * }</pre>
 *
 * @param flags {@code HWTSTAMP_FLAG_*}, or 0
 * @param tx_type which sent packets: {@link HWTSTAMP#TX_ON} and so on
 * @param rx_filter which received packets: {@link HWTSTAMP#FILTER_ALL} and so on
 * @see <a href="https://docs.kernel.org/networking/timestamping.html">Timestamping</a>
 */
public record HwtstampConfig(int flags, int tx_type, int rx_filter) {
  private static final String TAG = "hwtstamp_config";
  private static final int SIZE = Fields.size(TAG);

  static HwtstampConfig call(
      Handle socket, String request, String name, @Nullable HwtstampConfig set) throws IOException {
    return InterfaceIfreq.call(
        socket,
        request,
        name,
        ifreq -> {
          Fields config = InterfaceIfreq.attach(ifreq, TAG, SIZE);
          if (set != null) {
            set.write(config);
          }
        },
        ifreq -> read(InterfaceIfreq.data(ifreq)));
  }

  private void write(Fields config) {
    config.set("flags", flags).set("tx_type", tx_type).set("rx_filter", rx_filter);
  }

  private static HwtstampConfig read(MemorySegment data) {
    var config = new Fields(TAG, data);
    return new HwtstampConfig(
        config.getInt("flags"), config.getInt("tx_type"), config.getInt("rx_filter"));
  }
}
