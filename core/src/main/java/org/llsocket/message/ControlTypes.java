package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/** Which control message is which value: one line a type. */
final class ControlTypes {
  static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  static final int SOL_IP = Platform.number("SOL_IP");
  static final int SOL_IPV6 = Platform.number("SOL_IPV6");
  static final int SOL_UDP = Platform.number("SOL_UDP");
  static final int SCM_RIGHTS = Platform.number("SCM_RIGHTS");
  static final int SCM_PIDFD = Platform.number("SCM_PIDFD");
  static final int IP_TTL = Platform.number("IP_TTL");
  static final int IPV6_HOPLIMIT = Platform.number("IPV6_HOPLIMIT");
  static final int IP_TOS = Platform.number("IP_TOS");
  static final int IPV6_TCLASS = Platform.number("IPV6_TCLASS");
  static final int UDP_GRO = Platform.number("UDP_GRO");

  /**
   * A type.
   *
   * @param is which values of the class are meant
   * @param size bytes of data at least, as far as it is read
   * @param write null where it is only received
   */
  record Type<T extends ControlMessage>(
      int level,
      int type,
      Class<T> value,
      Predicate<? super T> is,
      int size,
      Function<MemorySegment, T> read,
      @Nullable Function<T, MemorySegment> write) {

    boolean isOf(ControlMessage message) {
      return value.isInstance(message) && is.test(value.cast(message));
    }

    MemorySegment data(ControlMessage message) {
      if (write == null) {
        throw new IllegalArgumentException(message + " is only received");
      }
      return write.apply(value.cast(message));
    }
  }

  private static final List<Type<?>> ALL =
      List.of(
          type(
              "SOL_SOCKET",
              "SCM_CREDENTIALS",
              Credentials.class,
              12,
              ControlTypes::ucred,
              ControlTypes::ucred),
          type(
              "SOL_IP",
              "IP_PKTINFO",
              PktInfo.class,
              PktInfos::isInet,
              12,
              PktInfos::inet,
              PktInfos::inet),
          type(
              "SOL_IPV6",
              "IPV6_PKTINFO",
              PktInfo.class,
              PktInfos::isInet6,
              20,
              PktInfos::inet6,
              PktInfos::inet6),
          type("SOL_IP", "IP_TTL", Ttl.class, 4, d -> new Ttl(getInt(d)), m -> ofInt(m.ttl())),
          type(
              "SOL_IPV6",
              "IPV6_HOPLIMIT",
              HopLimit.class,
              4,
              d -> new HopLimit(getInt(d)),
              m -> ofInt(m.limit())),
          type(
              "SOL_IP",
              "IP_TOS",
              Tos.class,
              1,
              d -> new Tos(d.get(JAVA_BYTE, 0) & 0xff),
              m -> ofInt(m.tos())),
          type(
              "SOL_IPV6",
              "IPV6_TCLASS",
              TrafficClass.class,
              4,
              d -> new TrafficClass(getInt(d)),
              m -> ofInt(m.tclass())),
          type(
              "SOL_UDP",
              "UDP_SEGMENT",
              UdpSegment.class,
              2,
              d -> new UdpSegment(d.get(JAVA_SHORT_UNALIGNED, 0) & 0xffff),
              m -> ofShort(m.size())),
          type("SOL_UDP", "UDP_GRO", UdpGro.class, 4, d -> new UdpGro(getInt(d)), null));

  private ControlTypes() {}

  private static <T extends ControlMessage> Type<T> type(
      String level,
      String type,
      Class<T> value,
      int size,
      Function<MemorySegment, T> read,
      @Nullable Function<T, MemorySegment> write) {
    return new Type<>(
        Platform.number(level), Platform.number(type), value, any -> true, size, read, write);
  }

  private static <T extends ControlMessage> Type<T> type(
      String level,
      String type,
      Class<T> value,
      Predicate<? super T> is,
      int size,
      Function<MemorySegment, T> read,
      @Nullable Function<T, MemorySegment> write) {
    return new Type<>(Platform.number(level), Platform.number(type), value, is, size, read, write);
  }

  /** The type with these numbers, or null if none is known. */
  static @Nullable Type<?> of(int level, int type) {
    for (Type<?> each : ALL) {
      if (each.level == level && each.type == type) {
        return each;
      }
    }
    return null;
  }

  /** The type of a value. */
  static Type<?> of(ControlMessage message) {
    for (Type<?> each : ALL) {
      if (each.isOf(message)) {
        return each;
      }
    }
    throw new IllegalArgumentException(message + " is only received");
  }

  private static int getInt(MemorySegment data) {
    return data.get(JAVA_INT_UNALIGNED, 0);
  }

  private static MemorySegment ofInt(int value) {
    return MemorySegment.ofArray(new int[] {value});
  }

  private static MemorySegment ofShort(int value) {
    return MemorySegment.ofArray(new short[] {(short) value});
  }

  private static Credentials ucred(MemorySegment data) {
    var fields = new Fields("ucred", data);
    return new Credentials(fields.getInt("pid"), fields.get("uid"), fields.get("gid"));
  }

  private static MemorySegment ucred(Credentials credentials) {
    return Fields.of("ucred")
        .set("pid", credentials.pid())
        .set("uid", credentials.uid())
        .set("gid", credentials.gid())
        .memory();
  }
}
