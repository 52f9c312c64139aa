package org.llsocket.netlink;

import org.llsocket.internal.platform.Platform;

/**
 * {@code NDA_*}: attributes of a neighbour.
 *
 * <pre>{@code
 * byte[] mac = message.attributes(12).get(NDA.LLADDR).bytes();
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class NDA {
  /** {@code NDA_DST}: the IP address. */
  public static final int DST = Platform.number("NDA_DST");

  /** {@code NDA_LLADDR}: the hardware address. */
  public static final int LLADDR = Platform.number("NDA_LLADDR");

  /** {@code NDA_CACHEINFO}: {@code struct nda_cacheinfo}: ages. */
  public static final int CACHEINFO = Platform.number("NDA_CACHEINFO");

  /** {@code NDA_PROBES}: probes sent, 32 bits. */
  public static final int PROBES = Platform.number("NDA_PROBES");

  /** {@code NDA_VLAN}: the VLAN, 16 bits. */
  public static final int VLAN = Platform.number("NDA_VLAN");

  /** {@code NDA_PORT}: the UDP port of VXLAN, 16 bits in network byte order. */
  public static final int PORT = Platform.number("NDA_PORT");

  /** {@code NDA_VNI}: the network of VXLAN, 32 bits. */
  public static final int VNI = Platform.number("NDA_VNI");

  /** {@code NDA_IFINDEX}: the index of an interface, 32 bits. */
  public static final int IFINDEX = Platform.number("NDA_IFINDEX");

  /** {@code NDA_MASTER}: the index of the bridge, 32 bits. */
  public static final int MASTER = Platform.number("NDA_MASTER");

  /** {@code NDA_LINK_NETNSID}: a network namespace, 32 bits. */
  public static final int LINK_NETNSID = Platform.number("NDA_LINK_NETNSID");

  /** {@code NDA_FLAGS_EXT}: further flags, 32 bits. */
  public static final int FLAGS_EXT = Platform.number("NDA_FLAGS_EXT");

  private NDA() {}
}
