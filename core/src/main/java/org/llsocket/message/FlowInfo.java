package org.llsocket.message;

/**
 * {@code IPV6_FLOWINFO}: the traffic class and the flow label of an IPv6 packet. {@link
 * org.llsocket.option.IPV6#FLOWINFO} adds it to what is received; added to a datagram, it sets the
 * flow label of that datagram. See ipv6(7), RFC 6437.
 *
 * <pre>{@code
 * FlowInfo info = message.control().get(FlowInfo.class);
 * int label = info == null ? 0 : info.flowlabel();
 * }</pre>
 *
 * @param flowinfo 8 bits of traffic class and 20 bits of flow label, as in {@link
 *     org.llsocket.SockAddr#flowinfo}
 */
public record FlowInfo(int flowinfo) implements ControlMessage {
  /** The flow label: 0 to 0xfffff. */
  public int flowlabel() {
    return flowinfo & 0xfffff;
  }

  /** The traffic class: 0 to 255. */
  public int tclass() {
    return flowinfo >>> 20 & 0xff;
  }
}
