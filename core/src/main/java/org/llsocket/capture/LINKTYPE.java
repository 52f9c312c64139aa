package org.llsocket.capture;

/**
 * {@code LINKTYPE_*}: what the packets of a capture begin with: the numbers in the header of a pcap
 * file.
 *
 * <pre>{@code
 * PcapWriter file = PcapWriter.open(path, LINKTYPE.ETHERNET, 262_144);
 * }</pre>
 *
 * @see <a href="https://www.tcpdump.org/linktypes.html">Link-layer header types</a>
 */
public final class LINKTYPE {
  /** {@code LINKTYPE_ETHERNET}: an Ethernet header, on the loopback interface too. */
  public static final int ETHERNET = 1;

  /** {@code LINKTYPE_RAW}: an IPv4 or IPv6 header, as of a tun device. */
  public static final int RAW = 101;

  /** {@code LINKTYPE_LINUX_SLL}: a header of 16 bytes that stands for any link's; only read. */
  public static final int LINUX_SLL = 113;

  /**
   * {@code LINKTYPE_LINUX_SLL2}: a header of 20 bytes that stands for any link's, with the index of
   * the interface: what is captured on all interfaces.
   */
  public static final int LINUX_SLL2 = 276;

  private LINKTYPE() {}

  /** The C name, or the prefix and the number. */
  public static String toString(int linkType) {
    return "LINKTYPE_"
        + switch (linkType) {
          case ETHERNET -> "ETHERNET";
          case RAW -> "RAW";
          case LINUX_SLL -> "LINUX_SLL";
          case LINUX_SLL2 -> "LINUX_SLL2";
          default -> String.valueOf(linkType);
        };
  }
}
