package org.llsocket.message;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.SockAddr;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code IP_RECVERR} and {@code IPV6_RECVERR}, {@code struct sock_extended_err}: an error of
 * something that was sent, or a notice about it, from the error queue: a receive with {@link
 * org.llsocket.MSG#ERRQUEUE}. {@link org.llsocket.option.IP#RECVERR} and {@link
 * org.llsocket.option.IPV6#RECVERR} make the kernel queue errors; the data received is what was
 * sent, the name where it went. Notices of {@link Timestamping} and of {@code MSG_ZEROCOPY} come
 * without them, over other families too. Only received; see ip(7).
 *
 * @param errno {@code ee_errno}: what it would be as an error of a call, ECONNREFUSED; ENOMSG of a
 *     time
 * @param origin {@code ee_origin}: where it comes from: {@link #ORIGIN_ICMP} and so on
 * @param type {@code ee_type}: of ICMP, its type
 * @param code {@code ee_code}: of ICMP, its code; of a zero-copy notice, {@code
 *     SO_EE_CODE_ZEROCOPY_COPIED} (1) if the kernel has copied after all
 * @param info {@code ee_info}: of EMSGSIZE, the path's MTU; of a time, {@code SCM_TSTAMP_SND} (0),
 *     {@code SCHED} (1), {@code ACK} (2), {@code COMPLETION} (3); of a zero-copy notice, the first
 *     send
 * @param data {@code ee_data}, unsigned as {@code info}: of a time, the number of the packet or
 *     byte; of a zero-copy notice, the last send
 * @param offender who has reported it, by {@code SO_EE_OFFENDER}; null where that is not known
 */
public record ExtendedErr(
    Errno errno, int origin, int type, int code, int info, int data, @Nullable SockAddr offender)
    implements ControlMessage {
  /** {@code SO_EE_ORIGIN_NONE}. */
  public static final int ORIGIN_NONE = Platform.number("SO_EE_ORIGIN_NONE");

  /** {@code SO_EE_ORIGIN_LOCAL}: this host's kernel. */
  public static final int ORIGIN_LOCAL = Platform.number("SO_EE_ORIGIN_LOCAL");

  /** {@code SO_EE_ORIGIN_ICMP}: a message of ICMP. */
  public static final int ORIGIN_ICMP = Platform.number("SO_EE_ORIGIN_ICMP");

  /** {@code SO_EE_ORIGIN_ICMP6}: a message of ICMPv6. */
  public static final int ORIGIN_ICMP6 = Platform.number("SO_EE_ORIGIN_ICMP6");

  /** {@code SO_EE_ORIGIN_TIMESTAMPING}: no error, but the time of a send: {@link Timestamping}. */
  public static final int ORIGIN_TIMESTAMPING = Platform.number("SO_EE_ORIGIN_TIMESTAMPING");

  /** {@code SO_EE_ORIGIN_ZEROCOPY}: no error, but buffers that are free again. */
  public static final int ORIGIN_ZEROCOPY = Platform.number("SO_EE_ORIGIN_ZEROCOPY");

  /** {@code SO_EE_ORIGIN_TXTIME}: the time of a {@link TxTime} was missed or not valid. */
  public static final int ORIGIN_TXTIME = Platform.number("SO_EE_ORIGIN_TXTIME");

  static final int SIZE = Fields.size("sock_extended_err");

  static ExtendedErr read(MemorySegment memory) {
    var fields = new Fields("sock_extended_err", memory);
    SockAddr offender = ControlTypes.address(memory.asSlice(SIZE));
    return new ExtendedErr(
        new Errno(fields.getInt("ee_errno")),
        fields.getInt("ee_origin"),
        fields.getInt("ee_type"),
        fields.getInt("ee_code"),
        fields.getInt("ee_info"),
        fields.getInt("ee_data"),
        offender.family().number() == 0 ? null : offender);
  }
}
