package org.llsocket.netlink;

import java.lang.foreign.MemorySegment;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Rtattr;

/**
 * {@code struct nlmsghdr}: a message of netlink, with the header of its family and attributes.
 * Immutable; a copy of what was received.
 *
 * {@snippet :
 * for (NetlinkMessage message : netlink.receive(Duration.ofSeconds(1))) {
 *   if (message.type() == RTM.NEWLINK) {
 *     log(message.attributes(16).get(IFLA.IFNAME).string()); // 16: struct ifinfomsg
 *   }
 * }
 * }
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NetlinkMessage {
  static final int HEADER = Fields.size("nlmsghdr");

  private final Fields header;
  private final MemorySegment payload;

  private NetlinkMessage(MemorySegment message) {
    header = new Fields("nlmsghdr", message);
    payload = message.asSlice(HEADER).asReadOnly();
  }

  /**
   * The messages of one datagram.
   *
   * @param datagram copied
   * @throws ProtocolException if the length of a message is less than its header, or reaches beyond
   *     the datagram
   */
  public static List<NetlinkMessage> parse(MemorySegment datagram) throws ProtocolException {
    long size = datagram.byteSize();
    if (size > Integer.MAX_VALUE) {
      throw new ProtocolException("a datagram of " + size + " bytes");
    }
    MemorySegment copy = Fields.zeroes((int) size).copyFrom(datagram);
    List<NetlinkMessage> messages = new ArrayList<>();
    for (long at = 0; at < size; ) {
      long left = size - at;
      long length = left < HEADER ? 0 : new Fields("nlmsghdr", copy.asSlice(at)).get("nlmsg_len");
      if (length < HEADER || length > left) {
        throw new ProtocolException(
            "a netlink message of " + length + " bytes at " + at + " of " + size);
      }
      messages.add(new NetlinkMessage(copy.asSlice(at, length)));
      at += Rtattr.align(length);
    }
    return messages;
  }

  /** {@code nlmsg_type}: {@code NLMSG_ERROR} and so on below 16, else by protocol. */
  public int type() {
    return header.getInt("nlmsg_type");
  }

  /** {@code nlmsg_flags}: of {@link NLM}. */
  public int flags() {
    return header.getInt("nlmsg_flags");
  }

  /** {@code nlmsg_seq}: the number of the request that this answers; 0 for a notification. */
  public int seq() {
    return header.getInt("nlmsg_seq");
  }

  /** {@code nlmsg_pid}: the port id of the socket that made the request; 0 for a notification. */
  public int pid() {
    return header.getInt("nlmsg_pid");
  }

  /** What follows the header; read-only, aligned for an int. */
  public MemorySegment payload() {
    return payload;
  }

  /**
   * The attributes after the header of the family.
   *
   * @param familyHeader its size in bytes: 16 for {@code struct ifinfomsg}
   * @throws ProtocolException if the message is shorter, or the length of an attribute reaches
   *     beyond it
   */
  public Attributes attributes(int familyHeader) throws ProtocolException {
    long start = Rtattr.align(familyHeader);
    if (familyHeader < 0 || start > payload.byteSize()) {
      throw new ProtocolException(
          "a header of " + familyHeader + " bytes in a message of " + payload.byteSize());
    }
    return Attributes.parse(payload.asSlice(start));
  }

  /** The fields of the family's header; the message has at least as many bytes. */
  Fields family(String tag) throws ProtocolException {
    int size = Fields.size(tag);
    if (payload.byteSize() < size) {
      throw new ProtocolException(
          "struct " + tag + " of " + size + " bytes in a message of " + payload.byteSize());
    }
    return new Fields(tag, payload);
  }

  /** The header, and how many bytes follow it. */
  @Override
  public String toString() {
    return "NetlinkMessage[type="
        + type()
        + ", flags=0x"
        + Integer.toHexString(flags())
        + ", seq="
        + Integer.toUnsignedString(seq())
        + ", pid="
        + Integer.toUnsignedString(pid())
        + ", "
        + payload.byteSize()
        + " bytes]";
  }
}
