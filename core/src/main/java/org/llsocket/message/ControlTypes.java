package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/** The table of control messages and their values: one entry per type. */
final class ControlTypes {
  private static final long MAX_SECOND = Instant.MAX.getEpochSecond();

  /**
   * A type of control message.
   *
   * @param is the values of the class that have this type
   * @param size how many bytes of data it has at least
   * @param write null if it is only received
   */
  record Type<T extends ControlMessage>(
      int level,
      int type,
      Class<T> value,
      Predicate<T> is,
      int size,
      Function<MemorySegment, T> read,
      @Nullable Function<T, MemorySegment> write) {

    /** This entry for some values of the class only. */
    Type<T> of(Predicate<T> values) {
      return new Type<>(level, type, value, values, size, read, write);
    }

    /** This entry, whose values can be sent. */
    Type<T> sent(Function<T, MemorySegment> writing) {
      return new Type<>(level, type, value, is, size, read, writing);
    }

    private boolean isSent(ControlMessage message) {
      return write != null && value.isInstance(message) && is.test(value.cast(message));
    }

    MemorySegment data(ControlMessage message) {
      return Objects.requireNonNull(write).apply(value.cast(message));
    }
  }

  private static final List<Type<?>> ALL =
      List.of(
          struct("SOL_SOCKET", "SCM_CREDENTIALS", Credentials.class, "ucred", ControlTypes::ucred)
              .sent(ControlTypes::ucred),
          bytes("SOL_SOCKET", "SCM_SECURITY", Security.class, 0, ControlTypes::label),
          struct("SOL_SOCKET", "SCM_TIMESTAMP", Timestamp.class, "timeval", ControlTypes::micros),
          struct("SOL_SOCKET", "SCM_TIMESTAMPNS", Timestamp.class, "timespec", ControlTypes::nanos),
          struct(
              "SOL_SOCKET",
              "SCM_TIMESTAMPING",
              Timestamping.class,
              "scm_timestamping",
              ControlTypes::timestamping),
          struct(
              "SOL_SOCKET",
              "SCM_TIMESTAMPING_PKTINFO",
              TimestampingPktInfo.class,
              "scm_ts_pktinfo",
              TimestampingPktInfo::read),
          number("SOL_SOCKET", "SCM_TS_OPT_ID", TsOptId.class, TsOptId::new, TsOptId::id),
          bytes("SOL_SOCKET", "SCM_TXTIME", TxTime.class, 8, d -> new TxTime(getLong(d)))
              .sent(m -> MemorySegment.ofArray(new long[] {m.nanos()})),
          number("SOL_SOCKET", "SO_RXQ_OVFL", RxqOvfl.class, n -> new RxqOvfl(n & 0xffff_ffffL)),
          number("SOL_SOCKET", "SO_MARK", Mark.class, Mark::new, Mark::mark),
          number("SOL_SOCKET", "SO_PRIORITY", Priority.class, Priority::new, Priority::priority),
          number("SOL_SOCKET", "SCM_INQ", Inq.class, Inq::new),
          number("SOL_TCP", "TCP_CM_INQ", Inq.class, Inq::new),
          number("SOL_SOCKET", "SCM_WIFI_STATUS", WifiStatus.class, WifiStatus::new),
          struct("SOL_IP", "IP_PKTINFO", PktInfo.class, "in_pktinfo", PktInfo::inet)
              .of(PktInfo::isInet)
              .sent(PktInfo::toInet),
          struct("SOL_IPV6", "IPV6_PKTINFO", PktInfo.class, "in6_pktinfo", PktInfo::inet6)
              .of(PktInfo::isInet6)
              .sent(PktInfo::toInet6),
          number("SOL_IP", "IP_TTL", Ttl.class, Ttl::new, Ttl::ttl),
          number("SOL_IPV6", "IPV6_HOPLIMIT", HopLimit.class, HopLimit::new, HopLimit::limit),
          bytes("SOL_IP", "IP_TOS", Tos.class, 1, d -> tos(d, ByteOrder.nativeOrder()))
              .sent(m -> ofInt(m.tos())),
          number(
              "SOL_IPV6",
              "IPV6_TCLASS",
              TrafficClass.class,
              TrafficClass::new,
              TrafficClass::tclass),
          error("SOL_IP", "IP_RECVERR"),
          error("SOL_IPV6", "IPV6_RECVERR"),
          bytes("SOL_IP", "IP_ORIGDSTADDR", OrigDstAddr.class, 2, ControlTypes::origDstAddr),
          bytes("SOL_IPV6", "IPV6_ORIGDSTADDR", OrigDstAddr.class, 2, ControlTypes::origDstAddr),
          bytes("SOL_IP", "IP_RECVOPTS", IpOptions.class, 0, d -> new IpOptions(all(d), false)),
          bytes("SOL_IP", "IP_RETOPTS", IpOptions.class, 0, d -> new IpOptions(all(d), true))
              .of(IpOptions::reversed)
              .sent(m -> MemorySegment.ofArray(m.options())),
          number("SOL_IP", "IP_CHECKSUM", IpChecksum.class, IpChecksum::new),
          number("SOL_IP", "IP_RECVFRAGSIZE", FragSize.class, FragSize::new),
          number("SOL_IPV6", "IPV6_RECVFRAGSIZE", FragSize.class, FragSize::new),
          number("SOL_IP", "IP_PROTOCOL", IpProtocol.class, IpProtocol::new, IpProtocol::protocol),
          bytes("SOL_IP", "SCM_SECURITY", Security.class, 0, ControlTypes::label),
          bytes("SOL_IPV6", "IPV6_FLOWINFO", FlowInfo.class, 4, ControlTypes::flowInfo)
              .sent(ControlTypes::flowInfo),
          number(
              "SOL_IPV6",
              "IPV6_DONTFRAG",
              DontFrag.class,
              n -> new DontFrag(n != 0),
              m -> m.on() ? 1 : 0),
          struct("SOL_IPV6", "IPV6_PATHMTU", PathMtu.class, "ip6_mtuinfo", PathMtu::read),
          bytes("SOL_UDP", "UDP_SEGMENT", UdpSegment.class, 2, ControlTypes::segment)
              .sent(m -> MemorySegment.ofArray(new short[] {(short) m.size()})),
          number("SOL_UDP", "UDP_GRO", UdpGro.class, UdpGro::new),
          struct(
              "SOL_PACKET",
              "PACKET_AUXDATA",
              PacketAuxdata.class,
              "tpacket_auxdata",
              PacketAuxdata::read),
          number("SOL_NETLINK", "NETLINK_PKTINFO", NetlinkPktInfo.class, NetlinkPktInfo::new),
          number("SOL_NETLINK", "NETLINK_LISTEN_ALL_NSID", NetlinkNsid.class, NetlinkNsid::new),
          error("SOL_PACKET", "PACKET_TX_TIMESTAMP"),
          error("SOL_VSOCK", "VSOCK_RECVERR"),
          error("SOL_CAN_RAW", "SCM_CAN_RAW_ERRQUEUE"),
          error("SOL_CAN_J1939", "SCM_J1939_ERRQUEUE"),
          octet("SOL_CAN_J1939", "SCM_J1939_DEST_ADDR", J1939DestAddr.class, J1939DestAddr::new),
          bytes(
              "SOL_CAN_J1939",
              "SCM_J1939_DEST_NAME",
              J1939DestName.class,
              Long.BYTES,
              d -> new J1939DestName(getLong(d))),
          octet("SOL_CAN_J1939", "SCM_J1939_PRIO", J1939Prio.class, J1939Prio::new),
          octet("SOL_BLUETOOTH", "BT_SCM_PKT_STATUS", BtPktStatus.class, BtPktStatus::new),
          octet("SOL_TLS", "TLS_SET_RECORD_TYPE", TlsRecordType.class, TlsRecordType::new)
              .sent(m -> MemorySegment.ofArray(new byte[] {(byte) m.type()})),
          octet("SOL_TLS", "TLS_GET_RECORD_TYPE", TlsRecordType.class, TlsRecordType::new),
          sctp("SCTP_INIT", SctpInitmsg.class, "sctp_initmsg", SctpInitmsg::of)
              .sent(m -> m.writeTo(Fields.of("sctp_initmsg")).memory()),
          sctp("SCTP_SNDRCV", SctpSndrcvinfo.class, "sctp_sndrcvinfo", SctpSndrcvinfo::of)
              .sent(m -> m.writeTo(Fields.of("sctp_sndrcvinfo")).memory()),
          sctp("SCTP_SNDINFO", SctpSndinfo.class, "sctp_sndinfo", SctpSndinfo::of)
              .sent(m -> m.writeTo(Fields.of("sctp_sndinfo")).memory()),
          sctp("SCTP_RCVINFO", SctpRcvinfo.class, "sctp_rcvinfo", SctpRcvinfo::of),
          sctp("SCTP_NXTINFO", SctpNxtinfo.class, "sctp_nxtinfo", SctpNxtinfo::of),
          sctp("SCTP_PRINFO", SctpPrinfo.class, "sctp_prinfo", SctpPrinfo::of)
              .sent(m -> m.writeTo(Fields.of("sctp_prinfo")).memory()),
          sctp("SCTP_AUTHINFO", SctpAuthinfo.class, "sctp_authinfo", SctpAuthinfo::of)
              .sent(m -> m.writeTo(Fields.of("sctp_authinfo")).memory()),
          bytes("SOL_SCTP", "SCTP_DSTADDRV4", SctpDstaddr.class, 4, d -> SctpDstaddr.read(d, 4))
              .of(SctpDstaddr::isInet)
              .sent(SctpDstaddr::data),
          bytes("SOL_SCTP", "SCTP_DSTADDRV6", SctpDstaddr.class, 16, d -> SctpDstaddr.read(d, 16))
              .of(SctpDstaddr::isInet6)
              .sent(SctpDstaddr::data),
          number("SOL_ALG", "ALG_SET_OP", AlgSetOp.class, AlgSetOp::new, AlgSetOp::op),
          number(
              "SOL_ALG",
              "ALG_SET_AEAD_ASSOCLEN",
              AlgSetAeadAssoclen.class,
              AlgSetAeadAssoclen::new,
              AlgSetAeadAssoclen::length),
          bytes("SOL_ALG", "ALG_SET_IV", AlgSetIv.class, Integer.BYTES, AlgSetIv::read)
              .sent(AlgSetIv::data));

  private ControlTypes() {}

  // ---- making the table

  private static <T extends ControlMessage> Type<T> bytes(
      String level, String type, Class<T> value, int size, Function<MemorySegment, T> read) {
    return new Type<>(
        Platform.number(level), Platform.number(type), value, any -> true, size, read, null);
  }

  private static <T extends ControlMessage> Type<T> struct(
      String level, String type, Class<T> value, String tag, Function<Fields, T> read) {
    return bytes(level, type, value, Fields.size(tag), data -> read.apply(new Fields(tag, data)));
  }

  private static <T extends ControlMessage> Type<T> sctp(
      String type, Class<T> value, String tag, Function<Fields, T> read) {
    return struct("SOL_SCTP", type, value, tag, read);
  }

  private static Type<ExtendedErr> error(String level, String type) {
    return bytes(level, type, ExtendedErr.class, ExtendedErr.SIZE, ExtendedErr::read);
  }

  private static <T extends ControlMessage> Type<T> octet(
      String level, String type, Class<T> value, IntFunction<T> read) {
    return bytes(level, type, value, 1, data -> read.apply(data.get(JAVA_BYTE, 0) & 0xff));
  }

  private static <T extends ControlMessage> Type<T> number(
      String level, String type, Class<T> value, IntFunction<T> read) {
    return bytes(
        level, type, value, Integer.BYTES, data -> read.apply(data.get(JAVA_INT_UNALIGNED, 0)));
  }

  private static <T extends ControlMessage> Type<T> number(
      String level, String type, Class<T> value, IntFunction<T> read, ToIntFunction<T> write) {
    return number(level, type, value, read).sent(m -> ofInt(write.applyAsInt(m)));
  }

  // ---- lookup

  /** The type with these numbers, or null if it is unknown. */
  static @Nullable Type<?> of(int level, int type) {
    for (Type<?> each : ALL) {
      if (each.level == level && each.type == type) {
        return each;
      }
    }
    return null;
  }

  /** The type of a value that is to be sent. */
  static Type<?> of(ControlMessage message) {
    for (Type<?> each : ALL) {
      if (each.isSent(message)) {
        return each;
      }
    }
    throw new IllegalArgumentException(message + " is not a control message that can be sent");
  }

  // ---- reading and writing the data

  private static byte[] all(MemorySegment data) {
    return data.toArray(JAVA_BYTE);
  }

  private static long getLong(MemorySegment data) {
    return data.get(JAVA_LONG_UNALIGNED, 0);
  }

  private static MemorySegment ofInt(int value) {
    return MemorySegment.ofArray(new int[] {value});
  }

  private static Credentials ucred(Fields ucred) {
    return new Credentials(ucred.getInt("pid"), ucred.get("uid"), ucred.get("gid"));
  }

  private static MemorySegment ucred(Credentials credentials) {
    return Fields.of("ucred")
        .set("pid", credentials.pid())
        .set("uid", credentials.uid())
        .set("gid", credentials.gid())
        .memory();
  }

  private static Security label(MemorySegment data) {
    var label = new String(all(data), UTF_8);
    int end = label.indexOf('\0');
    return new Security(end < 0 ? label : label.substring(0, end));
  }

  private static Timestamp micros(Fields timeval) {
    return new Timestamp(instant(timeval.get("tv_sec"), timeval.get("tv_usec"), 1000));
  }

  private static Timestamp nanos(Fields timespec) {
    return new Timestamp(instant(timespec.get("tv_sec"), timespec.get("tv_nsec"), 1));
  }

  private static Timestamping timestamping(Fields times) {
    return new Timestamping(time(times.bytes("ts"), 0), time(times.bytes("ts"), 2));
  }

  /** One of the times; null if it is 0. */
  private static @Nullable Instant time(MemorySegment times, int index) {
    var timespec = new Fields("timespec", times.asSlice((long) index * Fields.size("timespec")));
    long seconds = timespec.get("tv_sec");
    long nanos = timespec.get("tv_nsec");
    return seconds == 0 && nanos == 0 ? null : instant(seconds, nanos, 1);
  }

  /** Clamps to the range of Instant. */
  private static Instant instant(long seconds, long fraction, int unit) {
    long inside = Math.clamp(seconds, -MAX_SECOND, MAX_SECOND);
    return Instant.ofEpochSecond(inside, Math.clamp(fraction, 0, 999_999_999 / unit) * (long) unit);
  }

  /** A byte as the kernel adds it to a packet, or an int as it takes it from the sender. */
  static Tos tos(MemorySegment data, ByteOrder order) {
    int tos =
        data.byteSize() < Integer.BYTES
            ? data.get(JAVA_BYTE, 0)
            : data.get(JAVA_INT_UNALIGNED.withOrder(order), 0);
    return new Tos(tos & 0xff);
  }

  /** In network byte order. */
  private static FlowInfo flowInfo(MemorySegment data) {
    return new FlowInfo(data.get(JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 0));
  }

  private static MemorySegment flowInfo(FlowInfo info) {
    MemorySegment data = ofInt(0);
    data.set(JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 0, info.flowinfo());
    return data;
  }

  private static OrigDstAddr origDstAddr(MemorySegment data) {
    return new OrigDstAddr(address(data));
  }

  private static UdpSegment segment(MemorySegment data) {
    return new UdpSegment(data.get(JAVA_SHORT_UNALIGNED, 0) & 0xffff);
  }

  /** An immutable address. */
  static SockAddr address(MemorySegment sockaddr) {
    var address = new SockAddrBuffer();
    address.copyFrom(sockaddr, (int) sockaddr.byteSize());
    return address.toSockAddr();
  }
}
