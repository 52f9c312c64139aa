package org.llsocket.option;

/**
 * {@code struct sctp_assoc_stats}: what an association has sent and received, for {@link
 * SCTP#GET_ASSOC_STATS}; unsigned.
 *
 * <pre>{@code
 * long again = socket.get(SCTP.GET_ASSOC_STATS).rtxchunks();
 * }</pre>
 *
 * @param maxrto {@code sas_maxrto}: the longest retransmission timeout since it was read, in ms
 * @param isacks {@code sas_isacks}: acknowledgments received
 * @param osacks {@code sas_osacks}: acknowledgments sent
 * @param opackets {@code sas_opackets}: packets sent
 * @param ipackets {@code sas_ipackets}: packets received
 * @param rtxchunks {@code sas_rtxchunks}: chunks sent again
 * @param outofseqtsns {@code sas_outofseqtsns}: chunks received beyond the next one
 * @param idupchunks {@code sas_idupchunks}: chunks received twice
 * @param gapcnt {@code sas_gapcnt}: gaps acknowledged by the peer
 * @param ouodchunks {@code sas_ouodchunks}: unordered chunks sent
 * @param iuodchunks {@code sas_iuodchunks}: unordered chunks received
 * @param oodchunks {@code sas_oodchunks}: ordered chunks sent
 * @param iodchunks {@code sas_iodchunks}: ordered chunks received
 * @param octrlchunks {@code sas_octrlchunks}: control chunks sent
 * @param ictrlchunks {@code sas_ictrlchunks}: control chunks received
 */
public record SctpAssocStats(
    long maxrto,
    long isacks,
    long osacks,
    long opackets,
    long ipackets,
    long rtxchunks,
    long outofseqtsns,
    long idupchunks,
    long gapcnt,
    long ouodchunks,
    long iuodchunks,
    long oodchunks,
    long iodchunks,
    long octrlchunks,
    long ictrlchunks) {
  static final OptionCodec<SctpAssocStats> CODEC =
      SctpStruct.of(
          SctpAssocStats.class,
          "sctp_assoc_stats",
          "sas_assoc_id",
          "",
          f ->
              new SctpAssocStats(
                  f.get("sas_maxrto"),
                  f.get("sas_isacks"),
                  f.get("sas_osacks"),
                  f.get("sas_opackets"),
                  f.get("sas_ipackets"),
                  f.get("sas_rtxchunks"),
                  f.get("sas_outofseqtsns"),
                  f.get("sas_idupchunks"),
                  f.get("sas_gapcnt"),
                  f.get("sas_ouodchunks"),
                  f.get("sas_iuodchunks"),
                  f.get("sas_oodchunks"),
                  f.get("sas_iodchunks"),
                  f.get("sas_octrlchunks"),
                  f.get("sas_ictrlchunks")),
          (f, v) -> {});
}
