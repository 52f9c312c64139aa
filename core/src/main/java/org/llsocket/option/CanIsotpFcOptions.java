package org.llsocket.option;

/**
 * {@code struct can_isotp_fc_options}: what this end requests in its flow control frames, for
 * {@link CAN#ISOTP_RECV_FC}.
 *
 * <pre>{@code
 * socket.set(CAN.ISOTP_RECV_FC, new CanIsotpFcOptions(8, 1, 0)); // 8 frames, 1 ms apart
 * }</pre>
 *
 * @param bs {@code bs}: how many frames follow; 0 for all
 * @param stmin {@code stmin}: the time between frames: 0–0x7f ms, 0xf1–0xf9 for 100–900 µs
 * @param wftmax {@code wftmax}: how many wait frames are sent at most
 */
public record CanIsotpFcOptions(int bs, int stmin, int wftmax) {
  static final OptionCodec<CanIsotpFcOptions> CODEC =
      Codecs.struct(
          CanIsotpFcOptions.class,
          "can_isotp_fc_options",
          f -> new CanIsotpFcOptions(f.getInt("bs"), f.getInt("stmin"), f.getInt("wftmax")),
          (f, v) ->
              f.setChecked("bs", v.bs())
                  .setChecked("stmin", v.stmin())
                  .setChecked("wftmax", v.wftmax()));
}
