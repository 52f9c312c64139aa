package org.llsocket.option;

/**
 * {@code struct sctp_paddrthlds_v2}: retransmissions after which an address of the peer changes its
 * state, for {@link SCTP#PEER_ADDR_THLDS_V2}.
 *
 * <pre>{@code
 * socket.set(SCTP.PEER_ADDR_THLDS_V2, new SctpPaddrthlds(5, 2, 0xffff));
 * }</pre>
 *
 * @param pathmaxrxt {@code spt_pathmaxrxt}: it is unreachable
 * @param pathpfthld {@code spt_pathpfthld}: it is potentially failed
 * @param pathcpthld {@code spt_pathcpthld}: it is not the primary one any more; 0xffff for never
 */
public record SctpPaddrthlds(int pathmaxrxt, int pathpfthld, int pathcpthld) {
  static final OptionCodec<SctpPaddrthlds> CODEC =
      SctpStruct.of(
          SctpPaddrthlds.class,
          "sctp_paddrthlds_v2",
          "spt_assoc_id",
          "spt_address",
          f ->
              new SctpPaddrthlds(
                  f.getInt("spt_pathmaxrxt"),
                  f.getInt("spt_pathpfthld"),
                  f.getInt("spt_pathcpthld")),
          (f, v) ->
              f.setChecked("spt_pathmaxrxt", v.pathmaxrxt())
                  .setChecked("spt_pathpfthld", v.pathpfthld())
                  .setChecked("spt_pathcpthld", v.pathcpthld()));
}
