package org.llsocket.netlink;

import java.lang.foreign.MemorySegment;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Rtattr;

/**
 * The attributes of a message, or inside of an attribute, in order. Immutable.
 *
 * {@snippet :
 * Attributes attributes = message.attributes(16);
 * Attribute mtu = attributes.find(IFLA.MTU); // null if it is not there
 * String kind = attributes.get(IFLA.LINKINFO).nested().get(IFLA.INFO_KIND).string();
 * }
 */
public final class Attributes implements Iterable<Attribute> {
  private static final int HEADER = Fields.size("nlattr");

  private final List<Attribute> all;

  private Attributes(List<Attribute> all) {
    this.all = List.copyOf(all);
  }

  /**
   * The attributes in some memory.
   *
   * @param data not copied
   * @throws ProtocolException if the length of an attribute is less than its header, or reaches
   *     beyond the data
   */
  public static Attributes parse(MemorySegment data) throws ProtocolException {
    List<Attribute> attributes = new ArrayList<>();
    long size = data.byteSize();
    for (long at = 0; at < size; ) {
      long left = size - at;
      Fields header = new Fields("nlattr", data.asSlice(at));
      int length = left < HEADER ? 0 : header.getInt("nla_len");
      if (length < HEADER || length > left) {
        throw new ProtocolException(
            "an attribute of " + length + " bytes at " + at + " of " + size);
      }
      MemorySegment value = data.asSlice(at + HEADER, length - HEADER).asReadOnly();
      attributes.add(new Attribute(header.getInt("nla_type"), value));
      at += Rtattr.align(length);
    }
    return new Attributes(attributes);
  }

  /** The attribute of this type, the last if there are several, as for the kernel; or null. */
  public @Nullable Attribute find(int type) {
    Attribute found = null;
    for (Attribute each : all) {
      found = each.type() == type ? each : found;
    }
    return found;
  }

  /**
   * The attribute of this type, the last if there are several.
   *
   * @throws ProtocolException if there is none
   */
  public Attribute get(int type) throws ProtocolException {
    Attribute found = find(type);
    if (found == null) {
      throw new ProtocolException("no attribute " + type + " in " + this);
    }
    return found;
  }

  @Override
  public Iterator<Attribute> iterator() {
    return all.iterator();
  }

  /** The types and sizes, in order. */
  @Override
  public String toString() {
    return all.toString();
  }
}
