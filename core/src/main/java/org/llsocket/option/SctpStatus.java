package org.llsocket.option;

import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sctp_status}: the state of an association, for {@link SCTP#STATUS}.
 *
 * <pre>{@code
 * boolean established = socket.get(SCTP.STATUS).state() == SCTP.ESTABLISHED;
 * }</pre>
 *
 * @param assoc_id {@code sstat_assoc_id}: its number
 * @param state {@code sstat_state}: {@link SCTP#ESTABLISHED} and so on
 * @param rwnd {@code sstat_rwnd}: the peer's receive window in bytes
 * @param unackdata {@code sstat_unackdata}: chunks that the peer has not acknowledged
 * @param penddata {@code sstat_penddata}: chunks that can be received
 * @param instrms {@code sstat_instrms}: the peer's streams
 * @param outstrms {@code sstat_outstrms}: this end's streams
 * @param fragmentation_point {@code sstat_fragmentation_point}: the largest fragment in bytes
 * @param primary {@code sstat_primary}: the address that messages are sent to
 */
public record SctpStatus(
    int assoc_id,
    int state,
    long rwnd,
    int unackdata,
    int penddata,
    int instrms,
    int outstrms,
    long fragmentation_point,
    SctpPaddrinfo primary) {
  static final OptionCodec<SctpStatus> CODEC =
      SctpStruct.of(
          SctpStatus.class, "sctp_status", "sstat_assoc_id", "", SctpStatus::read, (f, v) -> {});

  private static SctpStatus read(Fields status) {
    return new SctpStatus(
        status.getInt("sstat_assoc_id"),
        status.getInt("sstat_state"),
        status.get("sstat_rwnd"),
        status.getInt("sstat_unackdata"),
        status.getInt("sstat_penddata"),
        status.getInt("sstat_instrms"),
        status.getInt("sstat_outstrms"),
        status.get("sstat_fragmentation_point"),
        SctpPaddrinfo.read(new Fields(SctpPaddrinfo.TAG, status.bytes("sstat_primary"))));
  }
}
