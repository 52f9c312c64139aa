package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code SCTP_PRINFO}, {@code struct sctp_prinfo}: when a message that does not arrive is
 * abandoned; also {@link org.llsocket.option.SCTP#DEFAULT_PRINFO}. Only sent; since Linux 4.20, RFC
 * 6458.
 *
 * <pre>{@code
 * message.control().add(new SctpPrinfo(SCTP.PR_SCTP_RTX, 2)); // after two retransmissions
 * }</pre>
 *
 * @param policy {@code pr_policy}: {@link org.llsocket.option.SCTP#PR_SCTP_TTL} and so on
 * @param value {@code pr_value}: ms, retransmissions or the priority
 */
public record SctpPrinfo(int policy, long value) implements ControlMessage {
  static SctpPrinfo of(Fields fields) {
    return new SctpPrinfo(fields.getInt("pr_policy"), fields.get("pr_value"));
  }

  /** Writes the values; IllegalArgumentException if one does not fit its field. */
  Fields writeTo(Fields fields) {
    return fields.setChecked("pr_policy", policy).setChecked("pr_value", value);
  }
}
