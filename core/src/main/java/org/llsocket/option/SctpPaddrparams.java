package org.llsocket.option;

/**
 * {@code struct sctp_paddrparams}: how an address of the peer is watched, for {@link
 * SCTP#PEER_ADDR_PARAMS}. When it is set, 0 leaves a value unchanged.
 *
 * <pre>{@code
 * socket.set(SCTP.PEER_ADDR_PARAMS, new SctpPaddrparams(5000, 0, 0, 0, SPP.HB_ENABLE, 0, 0));
 * }</pre>
 *
 * @param hbinterval {@code spp_hbinterval}: the time between heartbeats, in ms
 * @param pathmaxrxt {@code spp_pathmaxrxt}: after how many retransmissions it is unreachable
 * @param pathmtu {@code spp_pathmtu}: the MTU of its path in bytes
 * @param sackdelay {@code spp_sackdelay}: how long acknowledgments are delayed, in ms
 * @param flags {@code spp_flags}: {@link SPP} flags
 * @param ipv6_flowlabel {@code spp_ipv6_flowlabel}: the flow label; since Linux 4.19
 * @param dscp {@code spp_dscp}: the type of service; since Linux 4.19
 */
public record SctpPaddrparams(
    long hbinterval,
    int pathmaxrxt,
    long pathmtu,
    long sackdelay,
    long flags,
    long ipv6_flowlabel,
    int dscp) {
  static final OptionCodec<SctpPaddrparams> CODEC =
      SctpStruct.of(
          SctpPaddrparams.class,
          "sctp_paddrparams",
          "spp_assoc_id",
          "spp_address",
          f ->
              new SctpPaddrparams(
                  f.get("spp_hbinterval"),
                  f.getInt("spp_pathmaxrxt"),
                  f.get("spp_pathmtu"),
                  f.get("spp_sackdelay"),
                  f.get("spp_flags"),
                  f.get("spp_ipv6_flowlabel"),
                  f.getInt("spp_dscp")),
          (f, v) ->
              f.setChecked("spp_hbinterval", v.hbinterval())
                  .setChecked("spp_pathmaxrxt", v.pathmaxrxt())
                  .setChecked("spp_pathmtu", v.pathmtu())
                  .setChecked("spp_sackdelay", v.sackdelay())
                  .setChecked("spp_flags", v.flags())
                  .setChecked("spp_ipv6_flowlabel", v.ipv6_flowlabel())
                  .setChecked("spp_dscp", v.dscp()));
}
