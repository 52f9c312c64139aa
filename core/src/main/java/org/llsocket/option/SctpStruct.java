package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;
import org.llsocket.message.SctpInitmsg;
import org.llsocket.message.SctpPrinfo;
import org.llsocket.message.SctpSndinfo;
import org.llsocket.message.SctpSndrcvinfo;

/**
 * A struct whose association, and maybe an address of the peer, select what an option is about,
 * also when it is read.
 *
 * @param tag the C tag
 * @param assocField the C name of the association's number; empty if it has none
 * @param peerField the C name of the address that selects; empty if it has none
 * @param assoc the association
 * @param peer the address; null for all
 * @param extra how many bytes a value has behind the struct
 */
record SctpStruct<T>(
    Class<T> type,
    String tag,
    String assocField,
    String peerField,
    int assoc,
    @Nullable InetSocketAddress peer,
    ToIntFunction<T> extra,
    Function<Fields, T> read,
    BiConsumer<Fields, T> write)
    implements OptionCodec<T> {
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  static final OptionCodec<Boolean> FLAG =
      of(
          Boolean.class,
          "sctp_assoc_value",
          "assoc_id",
          "",
          f -> f.get("assoc_value") != 0,
          (f, on) -> f.set("assoc_value", on ? 1 : 0));

  static final OptionCodec<Long> KEY_NUMBER =
      number("sctp_authkeyid", "scact_assoc_id", "", "scact_keynumber");

  /** In network byte order, unlike other numbers. */
  static final OptionCodec<Long> UDP_PORT =
      of(
          Long.class,
          "sctp_udpencaps",
          "sue_assoc_id",
          "sue_address",
          f -> f.bytes("sue_port").get(NETWORK_SHORT, 0) & 0xffffL,
          (f, v) ->
              f.bytes("sue_port")
                  .set(NETWORK_SHORT, 0, (short) Ranges.check("sue_port", v, 0, 0xffff)));

  static final OptionCodec<SctpInitmsg> INITMSG =
      Codecs.struct(
          SctpInitmsg.class,
          "sctp_initmsg",
          f ->
              new SctpInitmsg(
                  f.getInt("sinit_num_ostreams"),
                  f.getInt("sinit_max_instreams"),
                  f.getInt("sinit_max_attempts"),
                  f.getInt("sinit_max_init_timeo")),
          (f, v) ->
              f.setChecked("sinit_num_ostreams", v.num_ostreams())
                  .setChecked("sinit_max_instreams", v.max_instreams())
                  .setChecked("sinit_max_attempts", v.max_attempts())
                  .setChecked("sinit_max_init_timeo", v.max_init_timeo()));

  static final OptionCodec<SctpSndinfo> SNDINFO =
      of(
          SctpSndinfo.class,
          "sctp_sndinfo",
          "snd_assoc_id",
          "",
          f ->
              new SctpSndinfo(
                  f.getInt("snd_sid"),
                  f.getInt("snd_flags"),
                  f.get("snd_ppid"),
                  f.get("snd_context"),
                  f.getInt("snd_assoc_id")),
          (f, v) ->
              f.setChecked("snd_sid", v.sid())
                  .setChecked("snd_flags", v.flags())
                  .setChecked("snd_ppid", v.ppid())
                  .setChecked("snd_context", v.context())
                  .set("snd_assoc_id", v.assoc_id()));

  static final OptionCodec<SctpSndrcvinfo> SNDRCVINFO =
      of(
          SctpSndrcvinfo.class,
          "sctp_sndrcvinfo",
          "sinfo_assoc_id",
          "",
          f ->
              new SctpSndrcvinfo(
                  f.getInt("sinfo_stream"),
                  f.getInt("sinfo_ssn"),
                  f.getInt("sinfo_flags"),
                  f.get("sinfo_ppid"),
                  f.get("sinfo_context"),
                  f.get("sinfo_timetolive"),
                  f.get("sinfo_tsn"),
                  f.get("sinfo_cumtsn"),
                  f.getInt("sinfo_assoc_id")),
          (f, v) ->
              f.setChecked("sinfo_stream", v.stream())
                  .setChecked("sinfo_ssn", v.ssn())
                  .setChecked("sinfo_flags", v.flags())
                  .setChecked("sinfo_ppid", v.ppid())
                  .setChecked("sinfo_context", v.context())
                  .setChecked("sinfo_timetolive", v.timetolive())
                  .setChecked("sinfo_tsn", v.tsn())
                  .setChecked("sinfo_cumtsn", v.cumtsn())
                  .set("sinfo_assoc_id", v.assoc_id()));

  static final OptionCodec<SctpPrinfo> PRINFO =
      of(
          SctpPrinfo.class,
          "sctp_default_prinfo",
          "pr_assoc_id",
          "",
          f -> new SctpPrinfo(f.getInt("pr_policy"), f.get("pr_value")),
          (f, v) -> f.setChecked("pr_policy", v.policy()).setChecked("pr_value", v.value()));

  /** A struct of one size. */
  static <T> OptionCodec<T> of(
      Class<T> type,
      String tag,
      String assocField,
      String peerField,
      Function<Fields, T> read,
      BiConsumer<Fields, T> write) {
    return new SctpStruct<>(type, tag, assocField, peerField, 0, null, value -> 0, read, write);
  }

  /** One unsigned number. */
  static OptionCodec<Long> number(String tag, String assocField, String peerField, String field) {
    return of(
        Long.class,
        tag,
        assocField,
        peerField,
        f -> f.get(field),
        (f, value) -> f.setChecked(field, value));
  }

  /** One address. */
  static OptionCodec<InetSocketAddress> address(String tag, String assocField, String field) {
    return of(
        InetSocketAddress.class,
        tag,
        assocField,
        "",
        f -> InetSockaddr.read(f.bytes(field)),
        (f, value) -> InetSockaddr.write(value, f.bytes(field)));
  }

  @Override
  public OptionCodec<T> select(int association, @Nullable InetSocketAddress address) {
    if (assocField.isEmpty() || (address != null && peerField.isEmpty())) {
      return OptionCodec.super.select(association, address);
    }
    return new SctpStruct<>(
        type, tag, assocField, peerField, association, address, extra, read, write);
  }

  @Override
  public int size() {
    return Fields.size(tag);
  }

  @Override
  public void prepare(MemorySegment value) {
    select(new Fields(tag, value));
  }

  private void select(Fields fields) {
    if (!assocField.isEmpty() && assoc != 0) {
      fields.set(assocField, assoc);
    }
    if (peer != null) {
      InetSockaddr.write(peer, fields.bytes(peerField));
    }
  }

  @Override
  public MemorySegment encode(T value, int family) {
    var fields = new Fields(tag, Fields.zeroes(size() + extra.applyAsInt(value)));
    write.accept(fields, value);
    select(fields);
    return fields.memory();
  }

  @Override
  public T decode(MemorySegment bytes, int family) {
    return read.apply(new Fields(tag, bytes));
  }
}
