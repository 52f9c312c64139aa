package org.llsocket.netlink;

import org.llsocket.internal.platform.Platform;

/**
 * {@code NLM_*}: flags of a message of netlink.
 *
 * <pre>{@code
 * new NetlinkRequest(RTM.GETADDR, NLM.F_DUMP)
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NLM {
  /** {@code NLM_F_REQUEST}: a request. */
  public static final int F_REQUEST = Platform.number("NLM_F_REQUEST");

  /** {@code NLM_F_MULTI}: a message of several; NLMSG_DONE is the last. */
  public static final int F_MULTI = Platform.number("NLM_F_MULTI");

  /** {@code NLM_F_ACK}: a request that is to be acknowledged. */
  public static final int F_ACK = Platform.number("NLM_F_ACK");

  /** {@code NLM_F_ECHO}: a request whose notification is to be sent to the sender too. */
  public static final int F_ECHO = Platform.number("NLM_F_ECHO");

  /** {@code NLM_F_DUMP_INTR}: the list has changed during the dump. */
  public static final int F_DUMP_INTR = Platform.number("NLM_F_DUMP_INTR");

  /** {@code NLM_F_DUMP_FILTERED}: the dump was filtered as requested. */
  public static final int F_DUMP_FILTERED = Platform.number("NLM_F_DUMP_FILTERED");

  /** {@code NLM_F_ROOT}: the whole list. */
  public static final int F_ROOT = Platform.number("NLM_F_ROOT");

  /** {@code NLM_F_MATCH}: all that match; not implemented. */
  public static final int F_MATCH = Platform.number("NLM_F_MATCH");

  /** {@code NLM_F_ATOMIC}: one snapshot of the list; requires CAP_NET_ADMIN. */
  public static final int F_ATOMIC = Platform.number("NLM_F_ATOMIC");

  /** {@code NLM_F_DUMP}: a list: {@link #F_ROOT} and {@link #F_MATCH}. */
  public static final int F_DUMP = Platform.number("NLM_F_DUMP");

  /** {@code NLM_F_REPLACE}: replace an existing object. */
  public static final int F_REPLACE = Platform.number("NLM_F_REPLACE");

  /** {@code NLM_F_EXCL}: fail with EEXIST if the object exists. */
  public static final int F_EXCL = Platform.number("NLM_F_EXCL");

  /** {@code NLM_F_CREATE}: create the object if it does not exist. */
  public static final int F_CREATE = Platform.number("NLM_F_CREATE");

  /** {@code NLM_F_APPEND}: add to the end of the list. */
  public static final int F_APPEND = Platform.number("NLM_F_APPEND");

  /** {@code NLM_F_NONREC}: a deletion is not recursive. */
  public static final int F_NONREC = Platform.number("NLM_F_NONREC");

  /** {@code NLM_F_CAPPED}: an acknowledgement without the request. */
  public static final int F_CAPPED = Platform.number("NLM_F_CAPPED");

  /** {@code NLM_F_ACK_TLVS}: an acknowledgement with attributes. */
  public static final int F_ACK_TLVS = Platform.number("NLM_F_ACK_TLVS");

  private NLM() {}
}
