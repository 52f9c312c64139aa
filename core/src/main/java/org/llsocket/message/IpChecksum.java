package org.llsocket.message;

/**
 * {@code IP_CHECKSUM}: the Internet checksum of the data of a UDP datagram. {@link
 * org.llsocket.option.IP#CHECKSUM} adds it to what is received, but only for packets whose sum the
 * device or the kernel has computed over all of their bytes: none of the loopback. Only received;
 * since Linux 4.0.
 *
 * <pre>{@code
 * IpChecksum sum = message.control().get(IpChecksum.class);
 * }</pre>
 *
 * @param sum the ones' complement sum of 16-bit words in the machine's byte order, not yet folded
 *     to 16 bits, nor complemented
 */
public record IpChecksum(int sum) implements ControlMessage {
  /** The sum folded to 16 bits: 0 to 0xffff. */
  public int folded() {
    int twice = (sum >>> Short.SIZE) + (sum & 0xffff);
    return (twice >>> Short.SIZE) + twice & 0xffff;
  }
}
