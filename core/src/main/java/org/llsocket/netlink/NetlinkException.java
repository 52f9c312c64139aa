package org.llsocket.netlink;

import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Rtattr;

/**
 * {@code NLMSG_ERROR}: the kernel has refused a request, with the errno and, since Linux 4.12, a
 * text and the place of the error (extended ACK): {@code RTM_NEWADDR: EINVAL (Invalid argument):
 * ipv4: Invalid prefix length}. The request had no effect, unless its documentation says otherwise.
 *
 * <pre>{@code
 * try {
 *   netlink.request(request);
 * } catch (NetlinkException e) {
 *   if (!e.errno().equals(Errno.EEXIST)) {
 *     throw e;
 *   }
 * }
 * }</pre>
 */
public final class NetlinkException extends IOException {
  private static final long serialVersionUID = 1;

  private static final int ATTR_MSG = Platform.number("NLMSGERR_ATTR_MSG");
  private static final int ATTR_OFFS = Platform.number("NLMSGERR_ATTR_OFFS");
  private static final int ATTR_MISS_TYPE = Platform.number("NLMSGERR_ATTR_MISS_TYPE");
  private static final int ATTR_MISS_NEST = Platform.number("NLMSGERR_ATTR_MISS_NEST");

  private final int number;
  private final @Nullable String kernelMessage;
  private final int offset;
  private final int missType;
  private final int missNest;

  private NetlinkException(
      String request,
      Errno errno,
      @Nullable String kernelMessage,
      int offset,
      int missType,
      int missNest) {
    super(
        request
            + ": "
            + errno
            + " ("
            + errno.strerror()
            + ")"
            + (kernelMessage == null ? "" : ": " + kernelMessage)
            + (offset < 0 ? "" : ", at byte " + offset + " of the request")
            + (missType < 0 ? "" : ", attribute " + missType + " is missing")
            + (missNest < 0 ? "" : " in the one at byte " + missNest + " of the request"));
    this.number = errno.number();
    this.kernelMessage = kernelMessage;
    this.offset = offset;
    this.missType = missType;
    this.missNest = missNest;
  }

  /** The error of an answer: {@code struct nlmsgerr}, or the number at the end of a dump. */
  static NetlinkException of(String request, int errno, Attributes extended)
      throws ProtocolException {
    Attribute text = extended.find(ATTR_MSG);
    return new NetlinkException(
        request,
        new Errno(errno),
        text == null ? null : text.string(),
        number(extended.find(ATTR_OFFS)),
        number(extended.find(ATTR_MISS_TYPE)),
        number(extended.find(ATTR_MISS_NEST)));
  }

  private static int number(@Nullable Attribute attribute) throws ProtocolException {
    return attribute == null ? -1 : attribute.i32();
  }

  /** The attributes after the number, and after the request as far as the answer repeats it. */
  static Attributes extended(NetlinkMessage answer) throws ProtocolException {
    boolean isError = answer.type() == Platform.number("NLMSG_ERROR");
    long at = Integer.BYTES;
    if ((answer.flags() & NLM.F_ACK_TLVS) == 0) {
      at = answer.payload().byteSize();
    } else if (isError) {
      at += NetlinkMessage.HEADER;
      if ((answer.flags() & NLM.F_CAPPED) == 0 && answer.payload().byteSize() >= at) {
        var request = new Fields("nlmsghdr", answer.payload().asSlice(Integer.BYTES));
        at = Integer.BYTES + Rtattr.align(request.get("nlmsg_len"));
      }
    }
    if (at > answer.payload().byteSize()) {
      throw new ProtocolException("an error without its request: " + answer);
    }
    return Attributes.parse(answer.payload().asSlice(at));
  }

  /** Why the request failed. */
  public Errno errno() {
    return new Errno(number);
  }

  /** {@code NLMSGERR_ATTR_MSG}: the kernel's explanation; null if it gave none. */
  public @Nullable String kernelMessage() {
    return kernelMessage;
  }

  /**
   * {@code NLMSGERR_ATTR_OFFS}: where in the request the wrong attribute is, in bytes from the
   * start of its {@code struct nlmsghdr}; -1 if unknown.
   */
  public int offset() {
    return offset;
  }

  /**
   * {@code NLMSGERR_ATTR_MISS_TYPE}, Linux 6.1: the type of an attribute that is missing; -1 if
   * unknown.
   */
  public int missType() {
    return missType;
  }

  /**
   * {@code NLMSGERR_ATTR_MISS_NEST}, Linux 6.1: where in the request the attribute is, in which
   * another is missing, as {@link #offset}; -1 if none or unknown.
   */
  public int missNest() {
    return missNest;
  }
}
