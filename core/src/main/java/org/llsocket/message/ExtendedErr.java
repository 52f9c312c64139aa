package org.llsocket.message;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.SockAddr;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code IP_RECVERR} and {@code IPV6_RECVERR}, {@code struct sock_extended_err}: an error that a
 * sent packet caused, or a notification about a send, from the socket's error queue.
 *
 * <pre>{@code
 * socket.set(IP.RECVERR, true);
 * ...
 * int n = socket.recvmsg(message, MSG.ERRQUEUE);       // AGAIN if the queue is empty
 * ExtendedErr error = message.control().get(ExtendedErr.class);
 * boolean refused = error.errno().equals(Errno.ECONNREFUSED); // reported by error.offender()
 * }</pre>
 *
 * <p>{@link org.llsocket.option.IP#RECVERR} and {@link org.llsocket.option.IPV6#RECVERR} make the
 * kernel queue errors. A receive with {@link org.llsocket.MSG#ERRQUEUE} returns the data that was
 * sent, with its destination as the name. Notifications of {@link Timestamping} and of {@code
 * MSG_ZEROCOPY} are queued without these options, and for other families too. Only received; see
 * ip(7).
 */
public final class ExtendedErr implements ControlMessage {
  /** {@code SO_EE_ORIGIN_NONE}. */
  public static final int ORIGIN_NONE = Platform.number("SO_EE_ORIGIN_NONE");

  /** {@code SO_EE_ORIGIN_LOCAL}: the local kernel. */
  public static final int ORIGIN_LOCAL = Platform.number("SO_EE_ORIGIN_LOCAL");

  /** {@code SO_EE_ORIGIN_ICMP}: an ICMP message. */
  public static final int ORIGIN_ICMP = Platform.number("SO_EE_ORIGIN_ICMP");

  /** {@code SO_EE_ORIGIN_ICMP6}: an ICMPv6 message. */
  public static final int ORIGIN_ICMP6 = Platform.number("SO_EE_ORIGIN_ICMP6");

  /** {@code SO_EE_ORIGIN_TIMESTAMPING}: not an error, the time of a send: {@link Timestamping}. */
  public static final int ORIGIN_TIMESTAMPING = Platform.number("SO_EE_ORIGIN_TIMESTAMPING");

  /** {@code SO_EE_ORIGIN_ZEROCOPY}: not an error, a buffer that can be reused. */
  public static final int ORIGIN_ZEROCOPY = Platform.number("SO_EE_ORIGIN_ZEROCOPY");

  /** {@code SO_EE_ORIGIN_TXTIME}: the time of a {@link TxTime} was missed or invalid. */
  public static final int ORIGIN_TXTIME = Platform.number("SO_EE_ORIGIN_TXTIME");

  static final int SIZE = Fields.size("sock_extended_err");

  private final Errno errno;
  private final int origin;
  private final int type;
  private final int code;
  private final int info;
  private final int data;
  private final @Nullable SockAddr offender;

  private ExtendedErr(Fields fields, @Nullable SockAddr offender) {
    errno = new Errno(fields.getInt("ee_errno"));
    origin = fields.getInt("ee_origin");
    type = fields.getInt("ee_type");
    code = fields.getInt("ee_code");
    info = fields.getInt("ee_info");
    data = fields.getInt("ee_data");
    this.offender = offender;
  }

  static ExtendedErr read(MemorySegment memory) {
    SockAddr offender = ControlTypes.address(memory.asSlice(SIZE));
    return new ExtendedErr(
        new Fields("sock_extended_err", memory), offender.family().number() == 0 ? null : offender);
  }

  /**
   * {@code ee_errno}: the errno that a call would fail with, such as ECONNREFUSED; ENOMSG for a
   * time.
   */
  public Errno errno() {
    return errno;
  }

  /** {@code ee_origin}: where the error comes from: {@link #ORIGIN_ICMP} and so on. */
  public int origin() {
    return origin;
  }

  /** {@code ee_type}: the type of the ICMP message. */
  public int type() {
    return type;
  }

  /**
   * {@code ee_code}: the code of the ICMP message; for zero-copy, {@code
   * SO_EE_CODE_ZEROCOPY_COPIED} (1) if the kernel has copied the data.
   */
  public int code() {
    return code;
  }

  /**
   * {@code ee_info}: for EMSGSIZE, the MTU of the path; for a time, {@code SCM_TSTAMP_SND} (0),
   * {@code SCHED} (1), {@code ACK} (2) or {@code COMPLETION} (3); for zero-copy, the first send, as
   * an unsigned number.
   */
  public int info() {
    return info;
  }

  /**
   * {@code ee_data}: for a time, the number of the packet or byte; for zero-copy, the last send.
   * Unsigned.
   */
  public int data() {
    return data;
  }

  /** {@code SO_EE_OFFENDER}: the host that reported the error; null if it is not known. */
  public @Nullable SockAddr offender() {
    return offender;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExtendedErr same
        && errno.equals(same.errno)
        && origin == same.origin
        && type == same.type
        && code == same.code
        && info == same.info
        && data == same.data
        && Objects.equals(offender, same.offender);
  }

  @Override
  public int hashCode() {
    return Objects.hash(errno, origin, type, code, info, data, offender);
  }

  @Override
  public String toString() {
    return "ExtendedErr[errno="
        + errno
        + ", origin="
        + origin
        + ", type="
        + type
        + ", code="
        + code
        + ", info="
        + info
        + ", data="
        + data
        + ", offender="
        + offender
        + "]";
  }
}
