package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code SCTP_SNDRCV}, {@code struct sctp_sndrcvinfo}: how a message is sent or was received.
 * {@link org.llsocket.option.SCTP#EVENTS} with {@code DATA_IO_EVENT} adds it to what is received.
 * Deprecated by RFC 6458: {@link SctpSndinfo} and {@link SctpRcvinfo} replace it.
 *
 * <pre>{@code
 * SctpSndrcvinfo info = message.control().get(SctpSndrcvinfo.class);
 * }</pre>
 *
 * @param stream {@code sinfo_stream}: the stream
 * @param ssn {@code sinfo_ssn}: its sequence number; received
 * @param flags {@code sinfo_flags}: {@link org.llsocket.option.SCTP#UNORDERED} and so on
 * @param ppid {@code sinfo_ppid}: the payload protocol, which the peer receives unchanged: by
 *     convention in network byte order
 * @param context {@code sinfo_context}: a number that comes back if the message is not sent
 * @param timetolive {@code sinfo_timetolive}: how long it is sent, in ms; 0 for ever
 * @param tsn {@code sinfo_tsn}: its transmission sequence number; received
 * @param cumtsn {@code sinfo_cumtsn}: the cumulative one; received
 * @param assoc_id {@code sinfo_assoc_id}: the association, on a one-to-many socket
 */
public record SctpSndrcvinfo(
    int stream,
    int ssn,
    int flags,
    long ppid,
    long context,
    long timetolive,
    long tsn,
    long cumtsn,
    int assoc_id)
    implements ControlMessage {
  static SctpSndrcvinfo of(Fields fields) {
    return new SctpSndrcvinfo(
        fields.getInt("sinfo_stream"),
        fields.getInt("sinfo_ssn"),
        fields.getInt("sinfo_flags"),
        fields.get("sinfo_ppid"),
        fields.get("sinfo_context"),
        fields.get("sinfo_timetolive"),
        fields.get("sinfo_tsn"),
        fields.get("sinfo_cumtsn"),
        fields.getInt("sinfo_assoc_id"));
  }

  /** Writes the values; IllegalArgumentException if one does not fit its field. */
  Fields writeTo(Fields fields) {
    return fields
        .setChecked("sinfo_stream", stream)
        .setChecked("sinfo_ssn", ssn)
        .setChecked("sinfo_flags", flags)
        .setChecked("sinfo_ppid", ppid)
        .setChecked("sinfo_context", context)
        .setChecked("sinfo_timetolive", timetolive)
        .setChecked("sinfo_tsn", tsn)
        .setChecked("sinfo_cumtsn", cumtsn)
        .set("sinfo_assoc_id", assoc_id);
  }
}
