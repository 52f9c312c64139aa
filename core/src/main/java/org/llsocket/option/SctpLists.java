package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/** SCTP's values of more than one element. */
final class SctpLists {
  private static final int FIRST_EVENT = Platform.number("SCTP_SN_TYPE_BASE");
  private static final int EVENTS_SIZE = Platform.number("SCTP_SN_TYPE_MAX") - FIRST_EVENT + 1;
  private static final int MAX_HMACS = 16;
  private static final int MAX_CHUNKS = 256;
  private static final int MAX_IDS = 1024;
  private static final int MAX_ADDRESSES = 64;
  private static final int HMACS_HEAD = Fields.size("sctp_hmacalgo");
  private static final int IDS_HEAD = Fields.size("sctp_assoc_ids");
  private static final int ADDRESSES_HEAD = Fields.size("sctp_getaddrs");

  /** {@code struct sctp_event_subscribe}: a byte per event, in the order of their numbers. */
  static final OptionCodec<Set<Integer>> EVENTS =
      new Codecs.Plain<>(
          setOf(),
          EVENTS_SIZE,
          1, // older kernels have fewer events
          "SCTP_DATA_IO_EVENT–SCTP_SEND_FAILED_EVENT",
          (value, family) -> events(value),
          (bytes, family) -> events(bytes));

  static final OptionCodec<Integer> CHUNK =
      Codecs.writeOnly(
          Integer.class,
          "0–255",
          (value, family) ->
              MemorySegment.ofArray(
                  new byte[] {(byte) Ranges.check("sauth_chunk", value, 0, 0xff)}));

  /** {@code struct sctp_hmacalgo}: a count, and numbers of 16 bits. */
  static final OptionCodec<List<Integer>> HMACS =
      new Codecs.Plain<>(
          Codecs.listOf(),
          HMACS_HEAD + MAX_HMACS * Short.BYTES,
          HMACS_HEAD,
          "1–" + MAX_HMACS + " numbers",
          (value, family) -> hmacs(value),
          (bytes, family) ->
              list(
                  bytes,
                  HMACS_HEAD,
                  new Fields("sctp_hmacalgo", bytes).get("shmac_num_idents"),
                  Short.BYTES,
                  (b, at) -> b.get(JAVA_SHORT_UNALIGNED, at) & 0xffff));

  /** {@code struct sctp_assoc_ids}. */
  static final OptionCodec<List<Integer>> ASSOC_IDS =
      Codecs.readOnly(
          Codecs.listOf(),
          IDS_HEAD + MAX_IDS * Integer.BYTES,
          IDS_HEAD,
          (bytes, family) ->
              list(
                  bytes,
                  IDS_HEAD,
                  new Fields("sctp_assoc_ids", bytes).get("gaids_number_of_ids"),
                  Integer.BYTES,
                  (b, at) -> b.get(JAVA_INT_UNALIGNED, at)));

  /** Addresses of IPv4 and IPv6, one directly behind the other. */
  static final OptionCodec<List<InetSocketAddress>> ADDRESSES =
      Codecs.writeOnly(
          Codecs.listOf(),
          "1–" + MAX_ADDRESSES + " addresses",
          (value, family) -> InetSockaddr.write(checkedAddresses(value)));

  private SctpLists() {}

  /** {@code struct sctp_authchunks}. */
  static OptionCodec<List<Integer>> chunks() {
    int head = Fields.size("sctp_authchunks");
    return new SctpList<>(
        "sctp_authchunks",
        "gauth_assoc_id",
        MAX_CHUNKS,
        0,
        bytes ->
            list(
                bytes,
                head,
                new Fields("sctp_authchunks", bytes).get("gauth_number_of_chunks"),
                1,
                (b, at) -> b.get(JAVA_BYTE, at) & 0xff));
  }

  /** {@code struct sctp_getaddrs}. */
  static OptionCodec<List<InetSocketAddress>> getaddrs() {
    return new SctpList<>(
        "sctp_getaddrs",
        "assoc_id",
        MAX_ADDRESSES * InetSockaddr.MAX_SIZE,
        0,
        bytes ->
            InetSockaddr.readAll(
                bytes.asSlice(ADDRESSES_HEAD), new Fields("sctp_getaddrs", bytes).get("addr_num")));
  }

  private static List<InetSocketAddress> checkedAddresses(List<InetSocketAddress> addresses) {
    Ranges.check("number of addresses", addresses.size(), 1, MAX_ADDRESSES);
    return addresses;
  }

  private static MemorySegment events(Set<Integer> events) {
    var bytes = new byte[EVENTS_SIZE];
    int size = 1;
    for (int event : events) {
      Ranges.check("event", event, FIRST_EVENT, FIRST_EVENT + EVENTS_SIZE - 1L);
      bytes[event - FIRST_EVENT] = 1;
      size = Math.max(size, event - FIRST_EVENT + 1);
    }
    return MemorySegment.ofArray(bytes).asSlice(0, size); // an older kernel refuses a longer one
  }

  private static Set<Integer> events(MemorySegment bytes) {
    Set<Integer> events = new TreeSet<>();
    for (int i = 0; i < Math.min(bytes.byteSize(), EVENTS_SIZE); i++) {
      if (bytes.get(JAVA_BYTE, i) != 0) {
        events.add(FIRST_EVENT + i);
      }
    }
    return Collections.unmodifiableSet(events);
  }

  private static MemorySegment hmacs(List<Integer> hmacs) {
    Ranges.check("number of hashes", hmacs.size(), 1, MAX_HMACS);
    MemorySegment bytes = Fields.zeroes(HMACS_HEAD + hmacs.size() * Short.BYTES);
    new Fields("sctp_hmacalgo", bytes).set("shmac_num_idents", hmacs.size());
    long at = HMACS_HEAD;
    for (int hmac : hmacs) {
      bytes.set(JAVA_SHORT_UNALIGNED, at, (short) Ranges.check("shmac_idents", hmac, 0, 0xffff));
      at += Short.BYTES;
    }
    return bytes;
  }

  /** The elements that the kernel has counted, as far as they are there. */
  private static List<Integer> list(
      MemorySegment bytes,
      int head,
      long count,
      int size,
      BiFunction<MemorySegment, Long, Integer> read) {
    List<Integer> list = new ArrayList<>();
    for (long at = head; list.size() < count && at + size <= bytes.byteSize(); at += size) {
      list.add(read.apply(bytes, at));
    }
    return List.copyOf(list);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there is no Set<E>.class
  private static <E> Class<Set<E>> setOf() {
    return (Class) Set.class;
  }
}
