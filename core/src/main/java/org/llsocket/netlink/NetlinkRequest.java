package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Rtattr;

/**
 * A request of netlink, being written: type and flags, the header of the family, attributes.
 * Padding and lengths are added.
 *
 * {@snippet :
 * netlink.request(
 *     new NetlinkRequest(RTM.NEWLINK, NLM.F_CREATE | NLM.F_EXCL)
 *         .header(new byte[16]) // struct ifinfomsg
 *         .put(IFLA.IFNAME, "dummy7")
 *         .begin(IFLA.LINKINFO)
 *         .put(IFLA.INFO_KIND, "dummy")
 *         .end());
 * }
 *
 * <p>Not thread-safe. A request may be sent more than once.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NetlinkRequest {
  private static final int ATTRIBUTE = Fields.size("nlattr");
  private static final int MAX_ATTRIBUTE = 0xffff; // nla_len has 16 bits
  private static final int MAX = 1 << 24; // no socket takes more

  private final int type;
  private final int flags;
  private final Deque<Integer> open = new ArrayDeque<>(); // where unfinished attributes begin
  private byte[] bytes = new byte[256];
  private int length = NetlinkMessage.HEADER;

  /**
   * A request without a header of its family.
   *
   * @param type {@code nlmsg_type}, of {@link RTM} for {@code NETLINK_ROUTE}
   * @param flags of {@link NLM}; {@code NLM_F_REQUEST} is added, as {@link NetlinkSocket} adds
   *     those that its methods need
   * @throws IllegalArgumentException if one is outside 0–65535
   */
  public NetlinkRequest(int type, int flags) {
    this.type = unsigned("type", type, 0xffff);
    this.flags = unsigned("flags", flags, 0xffff) | NLM.F_REQUEST;
  }

  private static int unsigned(String what, int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(what + ": " + value + " is not 0–" + max);
    }
    return value;
  }

  int type() {
    return type;
  }

  /**
   * Adds the header of the family: {@code struct rtmsg} and so on.
   *
   * @param header in the byte order of this machine; copied
   * @throws IllegalStateException if something was added before
   */
  public NetlinkRequest header(byte[] header) {
    if (length != NetlinkMessage.HEADER) {
      throw new IllegalStateException("the header of the family stands before the attributes");
    }
    append(header);
    return this;
  }

  /**
   * Adds an attribute.
   *
   * @param attribute 0–16383
   * @param value copied
   * @throws IllegalArgumentException if the value is longer than 65531 bytes
   */
  public NetlinkRequest put(int attribute, byte[] value) {
    if (value.length > MAX_ATTRIBUTE - ATTRIBUTE) {
      throw new IllegalArgumentException(
          "attribute "
              + attribute
              + " is "
              + value.length
              + " bytes; at most "
              + (MAX_ATTRIBUTE - ATTRIBUTE));
    }
    attribute(attribute, ATTRIBUTE + value.length);
    append(value);
    return this;
  }

  /** Adds text, which ends with a NUL, in UTF-8. */
  public NetlinkRequest put(int attribute, String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return put(attribute, Arrays.copyOf(utf8, utf8.length + 1));
  }

  /** Adds the 4 or 16 bytes of an IP address. */
  public NetlinkRequest put(int attribute, InetAddress address) {
    return put(attribute, address.getAddress());
  }

  /** Adds a number of 8 bits; 0–255. */
  public NetlinkRequest putU8(int attribute, int value) {
    return put(attribute, new byte[] {(byte) unsigned("u8", value, 0xff)});
  }

  /** Adds a number of 16 bits; 0–65535. */
  public NetlinkRequest putU16(int attribute, int value) {
    return put(
        attribute, number(Short.BYTES).putShort(0, (short) unsigned("u16", value, 0xffff)).array());
  }

  /** Adds a number of 16 bits in network byte order; 0–65535. */
  public NetlinkRequest putBe16(int attribute, int value) {
    return put(
        attribute,
        ByteBuffer.allocate(Short.BYTES).putShort((short) unsigned("be16", value, 0xffff)).array());
  }

  /** Adds the 32 bits of a number, signed or not. */
  public NetlinkRequest putU32(int attribute, int value) {
    return put(attribute, number(Integer.BYTES).putInt(0, value).array());
  }

  /** Adds the 64 bits of a number, signed or not. */
  public NetlinkRequest putU64(int attribute, long value) {
    return put(attribute, number(Long.BYTES).putLong(0, value).array());
  }

  private static ByteBuffer number(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  /** Begins an attribute of the attributes that are added until {@link #end}. */
  public NetlinkRequest begin(int attribute) {
    int start = length;
    attribute(unsigned("attribute", attribute, Attribute.TYPE_MASK) | Attribute.NESTED, ATTRIBUTE);
    open.push(start);
    return this;
  }

  /**
   * Ends the attribute that was begun last.
   *
   * @throws IllegalStateException if none is open
   * @throws IllegalArgumentException if it is longer than 65535 bytes
   */
  public NetlinkRequest end() {
    if (open.isEmpty()) {
      throw new IllegalStateException("no attribute is open");
    }
    int start = open.pop();
    int size = length - start;
    if (size > MAX_ATTRIBUTE) {
      throw new IllegalArgumentException("an attribute of " + size + " bytes; at most 65535");
    }
    new Fields("nlattr", MemorySegment.ofArray(bytes).asSlice(start)).set("nla_len", size);
    return this;
  }

  private void attribute(int attribute, int size) {
    unsigned("attribute", attribute & ~Attribute.NESTED, Attribute.TYPE_MASK);
    byte[] header = Fields.zeroes(ATTRIBUTE).toArray(JAVA_BYTE);
    new Fields("nlattr", MemorySegment.ofArray(header))
        .set("nla_len", size)
        .set("nla_type", attribute);
    append(header);
  }

  /** Appends bytes and zeroes up to a multiple of 4. */
  private void append(byte[] more) {
    long end = length + Rtattr.align(more.length);
    if (end > MAX) {
      throw new IllegalArgumentException("a request of " + end + " bytes; at most " + MAX);
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, 2L * bytes.length));
    }
    System.arraycopy(more, 0, bytes, length, more.length);
    length = (int) end;
  }

  /**
   * The message.
   *
   * @param moreFlags of {@link NLM}, in addition to those of the request
   * @param seq {@code nlmsg_seq}, which the answer repeats
   * @throws IllegalStateException if an attribute is open
   */
  public byte[] toBytes(int moreFlags, int seq) {
    if (!open.isEmpty()) {
      throw new IllegalStateException(open.size() + " attributes are open");
    }
    byte[] message = Arrays.copyOf(bytes, length);
    new Fields("nlmsghdr", MemorySegment.ofArray(message))
        .set("nlmsg_len", length)
        .set("nlmsg_type", type)
        .set("nlmsg_flags", flags | moreFlags)
        .set("nlmsg_seq", seq);
    return message;
  }
}
