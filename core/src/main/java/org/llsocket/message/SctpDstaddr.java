package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code SCTP_DSTADDRV4}, {@code SCTP_DSTADDRV6}: a further address of the peer, for the message
 * that begins an association; the port is that of the message's name. Only sent; since Linux 4.20,
 * RFC 6458.
 *
 * <pre>{@code
 * message.control().add(new SctpDstaddr(InetAddress.ofLiteral("192.0.2.2")));
 * }</pre>
 *
 * @param address of IPv4 or IPv6
 */
public record SctpDstaddr(InetAddress address) implements ControlMessage {
  boolean isInet() {
    return address instanceof Inet4Address;
  }

  boolean isInet6() {
    return !isInet();
  }

  MemorySegment data() {
    return MemorySegment.ofArray(address.getAddress());
  }

  static SctpDstaddr read(MemorySegment data, int size) {
    return new SctpDstaddr(InetSockaddr.address(data.asSlice(0, size).toArray(JAVA_BYTE), 0));
  }
}
