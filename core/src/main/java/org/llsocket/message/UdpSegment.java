package org.llsocket.message;

/**
 * {@code UDP_SEGMENT}: has the kernel cut what is sent into datagrams of so many bytes, the last of
 * which may be shorter; as {@link org.llsocket.option.UDP#SEGMENT} for one call. Since Linux 4.18;
 * see udp(7).
 *
 * @param size bytes a datagram, 1 to 65535; 0 cuts nothing
 */
public record UdpSegment(int size) implements ControlMessage {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is not in its range
   */
  public UdpSegment {
    MessageBatch.checkRange("size", size, 0, 65_535);
  }
}
