package org.llsocket.message;

import org.llsocket.internal.message.Limits;

/**
 * {@code UDP_SEGMENT}: the kernel splits the data into datagrams of {@code size} bytes, of which
 * the last one may be shorter; {@link org.llsocket.option.UDP#SEGMENT} does so for all sends. Since
 * Linux 4.18; see udp(7).
 *
 * <pre>{@code
 * message.buffers(data).control().add(new UdpSegment(1200));
 * }</pre>
 *
 * @param size bytes per datagram, 1 to 65535; 0 does not split
 */
public record UdpSegment(int size) implements ControlMessage {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is outside its range
   */
  public UdpSegment {
    Limits.check("size", size, 0, 65_535);
  }
}
