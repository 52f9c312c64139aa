package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code SCTP_SNDINFO}, {@code struct sctp_sndinfo}: how a message is sent; also {@link
 * org.llsocket.option.SCTP#DEFAULT_SNDINFO}. Only sent; since Linux 3.17, RFC 6458.
 *
 * <pre>{@code
 * message.control().add(new SctpSndinfo(3, SCTP.UNORDERED, 0, 0, 0)); // on stream 3
 * }</pre>
 *
 * @param sid {@code snd_sid}: the stream
 * @param flags {@code snd_flags}: {@link org.llsocket.option.SCTP#UNORDERED} and so on
 * @param ppid {@code snd_ppid}: the payload protocol, which the peer receives unchanged: by
 *     convention in network byte order
 * @param context {@code snd_context}: a number that comes back if the message is not sent
 * @param assoc_id {@code snd_assoc_id}: the association, on a one-to-many socket
 */
public record SctpSndinfo(int sid, int flags, long ppid, long context, int assoc_id)
    implements ControlMessage {
  static SctpSndinfo of(Fields fields) {
    return new SctpSndinfo(
        fields.getInt("snd_sid"),
        fields.getInt("snd_flags"),
        fields.get("snd_ppid"),
        fields.get("snd_context"),
        fields.getInt("snd_assoc_id"));
  }

  /** Writes the values; IllegalArgumentException if one does not fit its field. */
  Fields writeTo(Fields fields) {
    return fields
        .setChecked("snd_sid", sid)
        .setChecked("snd_flags", flags)
        .setChecked("snd_ppid", ppid)
        .setChecked("snd_context", context)
        .set("snd_assoc_id", assoc_id);
  }
}
