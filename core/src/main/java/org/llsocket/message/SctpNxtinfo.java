package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code SCTP_NXTINFO}, {@code struct sctp_nxtinfo}: the message that can be received next, if
 * there is one. {@link org.llsocket.option.SCTP#RECVNXTINFO} adds it. Only received; since Linux
 * 3.17, RFC 6458.
 *
 * <pre>{@code
 * SctpNxtinfo next = message.control().get(SctpNxtinfo.class);
 * long size = next == null ? 0 : next.length();
 * }</pre>
 *
 * @param sid {@code nxt_sid}: the stream
 * @param flags {@code nxt_flags}: {@link org.llsocket.option.SCTP#UNORDERED}, {@code NOTIFICATION}
 * @param ppid {@code nxt_ppid}: the payload protocol, which the peer receives unchanged: by
 *     convention in network byte order
 * @param length {@code nxt_length}: how many bytes of it are there
 * @param assoc_id {@code nxt_assoc_id}: the association, on a one-to-many socket
 */
public record SctpNxtinfo(int sid, int flags, long ppid, long length, int assoc_id)
    implements ControlMessage {
  static SctpNxtinfo of(Fields fields) {
    return new SctpNxtinfo(
        fields.getInt("nxt_sid"),
        fields.getInt("nxt_flags"),
        fields.get("nxt_ppid"),
        fields.get("nxt_length"),
        fields.getInt("nxt_assoc_id"));
  }

  /** Writes the values; IllegalArgumentException if one does not fit its field. */
  Fields writeTo(Fields fields) {
    return fields
        .setChecked("nxt_sid", sid)
        .setChecked("nxt_flags", flags)
        .setChecked("nxt_ppid", ppid)
        .setChecked("nxt_length", length)
        .set("nxt_assoc_id", assoc_id);
  }
}
