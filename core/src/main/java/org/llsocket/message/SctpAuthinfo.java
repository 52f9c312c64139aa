package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code SCTP_AUTHINFO}, {@code struct sctp_authinfo}: the key for a message. Only sent; since
 * Linux 4.20, RFC 6458.
 *
 * <pre>{@code
 * message.control().add(new SctpAuthinfo(1));
 * }</pre>
 *
 * @param keynumber {@code auth_keynumber}: the number of {@link org.llsocket.option.SCTP#AUTH_KEY}
 */
public record SctpAuthinfo(int keynumber) implements ControlMessage {
  static SctpAuthinfo of(Fields fields) {
    return new SctpAuthinfo(fields.getInt("auth_keynumber"));
  }

  /** Writes the values; IllegalArgumentException if one does not fit its field. */
  Fields writeTo(Fields fields) {
    return fields.setChecked("auth_keynumber", keynumber);
  }
}
