package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * {@code struct nlattr}: a type, and a value whose meaning the type decides. Immutable.
 *
 * <p>The number methods take the machine's byte order, or the network's if the attribute is marked
 * so ({@code NLA_F_NET_BYTEORDER}); those of attributes that are in network order without the mark,
 * such as ports, begin with {@code be}. Each of them throws {@link ProtocolException} if the value
 * has another size.
 *
 * <pre>{@code
 * long mtu = attributes.get(IFLA.MTU).u32();
 * }</pre>
 */
public final class Attribute {
  static final int NESTED = 0x8000;
  private static final int NET_BYTEORDER = 0x4000;
  static final int TYPE_MASK = 0x3fff;

  private final int typeAndFlags;
  private final MemorySegment data;

  /**
   * An attribute in received data.
   *
   * @param typeAndFlags {@code nla_type}
   */
  Attribute(int typeAndFlags, MemorySegment data) {
    this.typeAndFlags = typeAndFlags;
    this.data = data;
  }

  /** {@code nla_type} without its flags. */
  public int type() {
    return typeAndFlags & TYPE_MASK;
  }

  /**
   * {@code NLA_F_NESTED}: whether the value is marked to consist of attributes. Older parts of the
   * kernel nest without the mark, so {@link #nested} does not require it.
   */
  public boolean isNested() {
    return (typeAndFlags & NESTED) != 0;
  }

  /** {@code NLA_F_NET_BYTEORDER}: whether the value is marked to be in network byte order. */
  public boolean isNetworkOrder() {
    return (typeAndFlags & NET_BYTEORDER) != 0;
  }

  /** The value; read-only. */
  public MemorySegment data() {
    return data;
  }

  /** The value, a copy. */
  public byte[] bytes() {
    return data.toArray(JAVA_BYTE);
  }

  private ByteOrder order() {
    return isNetworkOrder() ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
  }

  private void check(int size) throws ProtocolException {
    if (data.byteSize() != size) {
      throw new ProtocolException(
          "attribute " + type() + " has " + data.byteSize() + " bytes, not " + size);
    }
  }

  /** An unsigned number of 8 bits. */
  public int u8() throws ProtocolException {
    check(Byte.BYTES);
    return Byte.toUnsignedInt(data.get(JAVA_BYTE, 0));
  }

  /** An unsigned number of 16 bits. */
  public int u16() throws ProtocolException {
    return u16(order());
  }

  /** An unsigned number of 16 bits in network byte order. */
  public int be16() throws ProtocolException {
    return u16(ByteOrder.BIG_ENDIAN);
  }

  private int u16(ByteOrder order) throws ProtocolException {
    check(Short.BYTES);
    return Short.toUnsignedInt(data.get(JAVA_SHORT_UNALIGNED.withOrder(order), 0));
  }

  /** An unsigned number of 32 bits. */
  public long u32() throws ProtocolException {
    return Integer.toUnsignedLong(i32());
  }

  /** An unsigned number of 32 bits in network byte order. */
  public long be32() throws ProtocolException {
    return Integer.toUnsignedLong(i32(ByteOrder.BIG_ENDIAN));
  }

  /** A signed number of 32 bits: the index of an interface, for example. */
  public int i32() throws ProtocolException {
    return i32(order());
  }

  private int i32(ByteOrder order) throws ProtocolException {
    check(Integer.BYTES);
    return data.get(JAVA_INT_UNALIGNED.withOrder(order), 0);
  }

  /** A number of 64 bits; unsigned ones have the same bits. */
  public long u64() throws ProtocolException {
    check(Long.BYTES);
    return data.get(JAVA_LONG_UNALIGNED.withOrder(order()), 0);
  }

  /** Text up to its NUL, or to the end of the value, in UTF-8. */
  public String string() {
    byte[] text = bytes();
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, UTF_8);
  }

  /** An IPv4 or IPv6 address, by the size of the value. */
  public InetAddress address() throws ProtocolException {
    try {
      return InetAddress.getByAddress(bytes());
    } catch (UnknownHostException e) {
      var refused =
          new ProtocolException(
              "attribute " + type() + " has " + data.byteSize() + " bytes, not 4 or 16");
      refused.initCause(e);
      throw refused;
    }
  }

  /** The attributes that the value consists of. */
  public Attributes nested() throws ProtocolException {
    return Attributes.parse(data);
  }

  /** Its type and its size. */
  @Override
  public String toString() {
    return type() + " (" + data.byteSize() + " bytes)";
  }
}
