package org.llsocket.option;

/**
 * {@code struct can_raw_vcid_options}: virtual networks of CAN XL, for {@link
 * CAN#RAW_XL_VCID_OPTS}.
 *
 * <pre>{@code
 * socket.set(CAN.RAW_XL_VCID_OPTS, new CanRawVcidOptions(CAN.RAW_XL_VCID_TX_SET, 7, 0, 0));
 * }</pre>
 *
 * @param flags {@code flags}: {@link CAN#RAW_XL_VCID_TX_SET} and so on
 * @param tx_vcid {@code tx_vcid}: the network of sent frames
 * @param rx_vcid {@code rx_vcid}: that of received frames
 * @param rx_vcid_mask {@code rx_vcid_mask}: which bits of it are compared
 */
public record CanRawVcidOptions(int flags, int tx_vcid, int rx_vcid, int rx_vcid_mask) {
  static final OptionCodec<CanRawVcidOptions> CODEC =
      Codecs.struct(
          CanRawVcidOptions.class,
          "can_raw_vcid_options",
          f ->
              new CanRawVcidOptions(
                  f.getInt("flags"),
                  f.getInt("tx_vcid"),
                  f.getInt("rx_vcid"),
                  f.getInt("rx_vcid_mask")),
          (f, v) ->
              f.setChecked("flags", v.flags())
                  .setChecked("tx_vcid", v.tx_vcid())
                  .setChecked("rx_vcid", v.rx_vcid())
                  .setChecked("rx_vcid_mask", v.rx_vcid_mask()));
}
