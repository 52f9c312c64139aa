package org.llsocket.option;

/**
 * {@code struct can_isotp_ll_options}: the frames of an ISO-TP socket, for {@link
 * CAN#ISOTP_LL_OPTS}.
 *
 * <pre>{@code
 * socket.set(CAN.ISOTP_LL_OPTS, new CanIsotpLlOptions(CANFD.MTU, 64, CANFD.BRS));
 * }</pre>
 *
 * @param mtu {@code mtu}: {@link CAN#MTU} or {@link CANFD#MTU}
 * @param tx_dl {@code tx_dl}: the payload of sent frames: 8, 12, 16, 20, 24, 32, 48 or 64 bytes
 * @param tx_flags {@code tx_flags}: flags of sent frames: {@link CANFD#BRS} and so on
 */
public record CanIsotpLlOptions(int mtu, int tx_dl, int tx_flags) {
  static final OptionCodec<CanIsotpLlOptions> CODEC =
      Codecs.struct(
          CanIsotpLlOptions.class,
          "can_isotp_ll_options",
          f -> new CanIsotpLlOptions(f.getInt("mtu"), f.getInt("tx_dl"), f.getInt("tx_flags")),
          (f, v) ->
              f.setChecked("mtu", v.mtu())
                  .setChecked("tx_dl", v.tx_dl())
                  .setChecked("tx_flags", v.tx_flags()));
}
