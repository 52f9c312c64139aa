package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code SCTP_RCVINFO}, {@code struct sctp_rcvinfo}: how a message was received. {@link
 * org.llsocket.option.SCTP#RECVRCVINFO} adds it. Only received; since Linux 3.17, RFC 6458.
 *
 * <pre>{@code
 * int stream = message.control().get(SctpRcvinfo.class).sid();
 * }</pre>
 *
 * @param sid {@code rcv_sid}: the stream
 * @param ssn {@code rcv_ssn}: its sequence number
 * @param flags {@code rcv_flags}: {@link org.llsocket.option.SCTP#UNORDERED}, or 0
 * @param ppid {@code rcv_ppid}: the payload protocol, which the peer receives unchanged: by
 *     convention in network byte order
 * @param tsn {@code rcv_tsn}: its transmission sequence number
 * @param cumtsn {@code rcv_cumtsn}: the cumulative one
 * @param context {@code rcv_context}: {@link org.llsocket.option.SCTP#CONTEXT}
 * @param assoc_id {@code rcv_assoc_id}: the association, on a one-to-many socket
 */
public record SctpRcvinfo(
    int sid, int ssn, int flags, long ppid, long tsn, long cumtsn, long context, int assoc_id)
    implements ControlMessage {
  static SctpRcvinfo of(Fields fields) {
    return new SctpRcvinfo(
        fields.getInt("rcv_sid"),
        fields.getInt("rcv_ssn"),
        fields.getInt("rcv_flags"),
        fields.get("rcv_ppid"),
        fields.get("rcv_tsn"),
        fields.get("rcv_cumtsn"),
        fields.get("rcv_context"),
        fields.getInt("rcv_assoc_id"));
  }

  /** Writes the values; IllegalArgumentException if one does not fit its field. */
  Fields writeTo(Fields fields) {
    return fields
        .setChecked("rcv_sid", sid)
        .setChecked("rcv_ssn", ssn)
        .setChecked("rcv_flags", flags)
        .setChecked("rcv_ppid", ppid)
        .setChecked("rcv_tsn", tsn)
        .setChecked("rcv_cumtsn", cumtsn)
        .setChecked("rcv_context", context)
        .set("rcv_assoc_id", assoc_id);
  }
}
