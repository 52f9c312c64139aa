package org.llsocket.option;

/**
 * {@code struct sctp_event}: whether an event is received, for {@link SCTP#EVENT}.
 *
 * <pre>{@code
 * socket.set(SCTP.EVENT, new SctpEvent(SCTP.ASSOC_CHANGE, true));
 * }</pre>
 *
 * @param type {@code se_type}: {@link SCTP#ASSOC_CHANGE} and so on
 * @param on {@code se_on}: true to receive it
 */
public record SctpEvent(int type, boolean on) {
  static final OptionCodec<SctpEvent> CODEC =
      SctpStruct.of(
          SctpEvent.class,
          "sctp_event",
          "se_assoc_id",
          "",
          f -> new SctpEvent(f.getInt("se_type"), f.get("se_on") != 0),
          (f, v) -> f.setChecked("se_type", v.type()).setChecked("se_on", v.on() ? 1 : 0));
}
