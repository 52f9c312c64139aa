package org.llsocket.option;

/**
 * {@code struct can_isotp_options}: how an ISO-TP socket sends and receives, for {@link
 * CAN#ISOTP_OPTS}.
 *
 * <pre>{@code
 * socket.set(CAN.ISOTP_OPTS, new CanIsotpOptions(CAN.ISOTP_TX_PADDING, 0, 0, 0xcc, 0xcc, 0));
 * }</pre>
 *
 * @param flags {@code flags}: {@link CAN#ISOTP_LISTEN_MODE} and so on
 * @param frame_txtime {@code frame_txtime}: the time between frames, in ns; 0 leaves it unchanged
 * @param ext_address {@code ext_address}: the extended address: 0 to 255
 * @param txpad_content {@code txpad_content}: the byte that sent frames are padded with
 * @param rxpad_content {@code rxpad_content}: the byte that received frames are padded with
 * @param rx_ext_address {@code rx_ext_address}: the extended address of received frames
 */
public record CanIsotpOptions(
    long flags,
    long frame_txtime,
    int ext_address,
    int txpad_content,
    int rxpad_content,
    int rx_ext_address) {
  static final OptionCodec<CanIsotpOptions> CODEC =
      Codecs.struct(
          CanIsotpOptions.class,
          "can_isotp_options",
          f ->
              new CanIsotpOptions(
                  f.get("flags"),
                  f.get("frame_txtime"),
                  f.getInt("ext_address"),
                  f.getInt("txpad_content"),
                  f.getInt("rxpad_content"),
                  f.getInt("rx_ext_address")),
          (f, v) ->
              f.setChecked("flags", v.flags())
                  .setChecked("frame_txtime", v.frame_txtime())
                  .setChecked("ext_address", v.ext_address())
                  .setChecked("txpad_content", v.txpad_content())
                  .setChecked("rxpad_content", v.rxpad_content())
                  .setChecked("rx_ext_address", v.rx_ext_address()));
}
