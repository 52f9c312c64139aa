package org.llsocket.capture;

import static org.llsocket.capture.Condition.equal;

import org.llsocket.ETH;
import org.llsocket.capture.Condition.Constant;
import org.llsocket.capture.Condition.Size;
import org.llsocket.capture.Condition.Value;

/**
 * Where a filter finds the protocol and the network header in a packet, while an expression is
 * compiled: {@code vlan} moves both for what stands behind it.
 */
final class LinkLayer {
  private static final int TAG = 4; // bytes of a VLAN tag
  private static final int VID = 0xfff;
  private static final int VERSION = 0xf0;
  private static final int OLD_QINQ = 0x9100;

  private final int linkType;
  private final Value protocol; // of the network header; a byte of it if there is no link header
  private int net; // offset of the network header
  private int shift; // bytes of VLAN tags
  private boolean outside; // whether a tag stands in the kernel's data on the packet

  private LinkLayer(int linkType, Value protocol, int net, boolean outside) {
    this.linkType = linkType;
    this.protocol = protocol;
    this.net = net;
    this.outside = outside;
  }

  /** Packets as they stand in a file. */
  static LinkLayer ofFile(int linkType) {
    return switch (linkType) {
      case LINKTYPE.ETHERNET -> new LinkLayer(linkType, Value.of(Size.HALF, 12), 14, false);
      case LINKTYPE.RAW ->
          new LinkLayer(linkType, Value.of(Size.BYTE, 0).masked(VERSION), 0, false);
      case LINKTYPE.LINUX_SLL -> new LinkLayer(linkType, Value.of(Size.HALF, 14), 16, false);
      case LINKTYPE.LINUX_SLL2 -> new LinkLayer(linkType, Value.of(Size.HALF, 0), 20, false);
      default ->
          throw new IllegalArgumentException(
              LINKTYPE.toString(linkType)
                  + ": filters know LINKTYPE_ETHERNET, RAW, LINUX_SLL and LINUX_SLL2");
    };
  }

  /**
   * Packets as a filter of a socket sees them. On all interfaces the socket is one of {@code
   * SOCK_DGRAM}, whose packets begin with the network header.
   *
   * @param tagged whether the kernel has taken a VLAN tag from the packet
   */
  static LinkLayer ofSocket(int linkType, boolean tagged) {
    if (linkType == LINKTYPE.LINUX_SLL2) {
      return new LinkLayer(linkType, Value.of(Size.WORD, BpfCode.AD_PROTOCOL), 0, tagged);
    }
    LinkLayer file = ofFile(linkType);
    return new LinkLayer(linkType, file.protocol, file.net, tagged);
  }

  /** The offset of the network header. */
  int net() {
    return net;
  }

  /** Whether the packet is of this {@code ETH_P_*}. */
  Condition is(int ethertype) {
    if (linkType != LINKTYPE.RAW) {
      return equal(moved(), ethertype);
    }
    if (ethertype == ETH.P_IP || ethertype == ETH.P_IPV6) {
      return equal(protocol, ethertype == ETH.P_IP ? 0x40 : 0x60);
    }
    return Constant.FALSE;
  }

  private Value moved() {
    return Value.of(protocol.size(), protocol.at() + shift);
  }

  /** A field of the network header. */
  Value field(Size size, int offset) {
    return Value.of(size, (long) net + offset);
  }

  /** A field behind the IPv4 header. */
  Value behindIp(Size size, int offset) {
    return new Value(size, (long) net + offset, net, 0);
  }

  /** A field of an Ethernet header. */
  Value ethernet(Size size, int offset, String what) {
    if (linkType != LINKTYPE.ETHERNET) {
      throw new IllegalArgumentException(
          what + " needs packets with an Ethernet header, not " + LINKTYPE.toString(linkType));
    }
    return Value.of(size, offset);
  }

  /** Whether there is a VLAN tag; what is compiled next stands behind it. */
  Condition vlan(int id) {
    if (outside) {
      outside = false;
      Value tag = Value.of(Size.WORD, BpfCode.AD_VLAN_TAG).masked(VID);
      return id < 0 ? Constant.TRUE : equal(tag, id);
    }
    if (linkType != LINKTYPE.ETHERNET) {
      return Constant.FALSE;
    }
    Condition tagged = Condition.or(is(ETH.P_8021Q), Condition.or(is(ETH.P_8021AD), is(OLD_QINQ)));
    Value tag = field(Size.HALF, 0).masked(VID);
    shift += TAG;
    net += TAG;
    return id < 0 ? tagged : Condition.and(tagged, equal(tag, id));
  }
}
