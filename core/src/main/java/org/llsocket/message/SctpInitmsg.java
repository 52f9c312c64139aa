package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code SCTP_INIT}, {@code struct sctp_initmsg}: what an association begins with: added to the
 * first message of one, or as {@link org.llsocket.option.SCTP#INITMSG} of a socket; 0 for the
 * default. Only sent; see sctp(7).
 *
 * <pre>{@code
 * socket.set(SCTP.INITMSG, new SctpInitmsg(16, 16, 3, 0));
 * }</pre>
 *
 * @param num_ostreams {@code sinit_num_ostreams}: how many streams this end requests
 * @param max_instreams {@code sinit_max_instreams}: how many it accepts
 * @param max_attempts {@code sinit_max_attempts}: how often INIT is sent
 * @param max_init_timeo {@code sinit_max_init_timeo}: the longest timeout of INIT, in ms
 */
public record SctpInitmsg(int num_ostreams, int max_instreams, int max_attempts, int max_init_timeo)
    implements ControlMessage {
  static SctpInitmsg of(Fields fields) {
    return new SctpInitmsg(
        fields.getInt("sinit_num_ostreams"),
        fields.getInt("sinit_max_instreams"),
        fields.getInt("sinit_max_attempts"),
        fields.getInt("sinit_max_init_timeo"));
  }

  /** Writes the values; IllegalArgumentException if one does not fit its field. */
  Fields writeTo(Fields fields) {
    return fields
        .setChecked("sinit_num_ostreams", num_ostreams)
        .setChecked("sinit_max_instreams", max_instreams)
        .setChecked("sinit_max_attempts", max_attempts)
        .setChecked("sinit_max_init_timeo", max_init_timeo);
  }
}
