package org.llsocket.option;

/**
 * {@code struct sctp_assocparams}: parameters of an association, for {@link SCTP#ASSOCINFO}. When
 * it is set, 0 leaves a value unchanged, and only the first and the last are used.
 *
 * <pre>{@code
 * socket.set(SCTP.ASSOCINFO, new SctpAssocparams(5, 0, 0, 0, 0));
 * }</pre>
 *
 * @param asocmaxrxt {@code sasoc_asocmaxrxt}: after how many retransmissions the peer is lost
 * @param number_peer_destinations {@code sasoc_number_peer_destinations}: how many addresses the
 *     peer has
 * @param peer_rwnd {@code sasoc_peer_rwnd}: the peer's receive window in bytes
 * @param local_rwnd {@code sasoc_local_rwnd}: this end's receive window in bytes
 * @param cookie_life {@code sasoc_cookie_life}: how long a cookie is valid, in ms
 */
public record SctpAssocparams(
    int asocmaxrxt,
    int number_peer_destinations,
    long peer_rwnd,
    long local_rwnd,
    long cookie_life) {
  static final OptionCodec<SctpAssocparams> CODEC =
      SctpStruct.of(
          SctpAssocparams.class,
          "sctp_assocparams",
          "sasoc_assoc_id",
          "",
          f ->
              new SctpAssocparams(
                  f.getInt("sasoc_asocmaxrxt"),
                  f.getInt("sasoc_number_peer_destinations"),
                  f.get("sasoc_peer_rwnd"),
                  f.get("sasoc_local_rwnd"),
                  f.get("sasoc_cookie_life")),
          (f, v) ->
              f.setChecked("sasoc_asocmaxrxt", v.asocmaxrxt())
                  .setChecked("sasoc_number_peer_destinations", v.number_peer_destinations())
                  .setChecked("sasoc_peer_rwnd", v.peer_rwnd())
                  .setChecked("sasoc_local_rwnd", v.local_rwnd())
                  .setChecked("sasoc_cookie_life", v.cookie_life()));
}
