package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code ARPHRD_*}: hardware types of network interfaces.
 *
 * <p>In {@code sll_hatype} of {@link AF#PACKET} addresses, in ARP packets, and in {@code sa_family}
 * of {@code SIOCGIFHWADDR}.
 *
 * <pre>{@code
 * String type = ARPHRD.toString(772); // ARPHRD_LOOPBACK
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class ARPHRD {
  /** {@code ARPHRD_NETROM}: amateur radio NET/ROM. */
  public static final int NETROM = Platform.number("ARPHRD_NETROM");

  /** {@code ARPHRD_ETHER}: Ethernet. */
  public static final int ETHER = Platform.number("ARPHRD_ETHER");

  /** {@code ARPHRD_EETHER}: experimental Ethernet. */
  public static final int EETHER = Platform.number("ARPHRD_EETHER");

  /** {@code ARPHRD_AX25}: amateur radio AX.25. */
  public static final int AX25 = Platform.number("ARPHRD_AX25");

  /** {@code ARPHRD_PRONET}: PROnet token ring. */
  public static final int PRONET = Platform.number("ARPHRD_PRONET");

  /** {@code ARPHRD_CHAOS}: Chaosnet. */
  public static final int CHAOS = Platform.number("ARPHRD_CHAOS");

  /** {@code ARPHRD_IEEE802}: IEEE 802.2 networks. */
  public static final int IEEE802 = Platform.number("ARPHRD_IEEE802");

  /** {@code ARPHRD_ARCNET}: ARCNET. */
  public static final int ARCNET = Platform.number("ARPHRD_ARCNET");

  /** {@code ARPHRD_APPLETLK}: AppleTalk. */
  public static final int APPLETLK = Platform.number("ARPHRD_APPLETLK");

  /** {@code ARPHRD_DLCI}: Frame Relay DLCI. */
  public static final int DLCI = Platform.number("ARPHRD_DLCI");

  /** {@code ARPHRD_ATM}: ATM. */
  public static final int ATM = Platform.number("ARPHRD_ATM");

  /** {@code ARPHRD_METRICOM}: Metricom STRIP. */
  public static final int METRICOM = Platform.number("ARPHRD_METRICOM");

  /** {@code ARPHRD_IEEE1394}: IEEE 1394, RFC 2734. */
  public static final int IEEE1394 = Platform.number("ARPHRD_IEEE1394");

  /** {@code ARPHRD_EUI64}: EUI-64. */
  public static final int EUI64 = Platform.number("ARPHRD_EUI64");

  /** {@code ARPHRD_INFINIBAND}: InfiniBand. */
  public static final int INFINIBAND = Platform.number("ARPHRD_INFINIBAND");

  /** {@code ARPHRD_SLIP}: SLIP. */
  public static final int SLIP = Platform.number("ARPHRD_SLIP");

  /** {@code ARPHRD_CSLIP}: compressed SLIP. */
  public static final int CSLIP = Platform.number("ARPHRD_CSLIP");

  /** {@code ARPHRD_SLIP6}: SLIP with 6 bits. */
  public static final int SLIP6 = Platform.number("ARPHRD_SLIP6");

  /** {@code ARPHRD_CSLIP6}: compressed SLIP with 6 bits. */
  public static final int CSLIP6 = Platform.number("ARPHRD_CSLIP6");

  /** {@code ARPHRD_RSRVD}: reserved. */
  public static final int RSRVD = Platform.number("ARPHRD_RSRVD");

  /** {@code ARPHRD_ADAPT}: adaptive SLIP. */
  public static final int ADAPT = Platform.number("ARPHRD_ADAPT");

  /** {@code ARPHRD_ROSE}: amateur radio X.25 packet layer. */
  public static final int ROSE = Platform.number("ARPHRD_ROSE");

  /** {@code ARPHRD_X25}: CCITT X.25. */
  public static final int X25 = Platform.number("ARPHRD_X25");

  /** {@code ARPHRD_HWX25}: boards with X.25 in firmware. */
  public static final int HWX25 = Platform.number("ARPHRD_HWX25");

  /** {@code ARPHRD_CAN}: CAN. */
  public static final int CAN = Platform.number("ARPHRD_CAN");

  /** {@code ARPHRD_MCTP}: MCTP; since Linux 5.15. */
  public static final int MCTP = Platform.number("ARPHRD_MCTP");

  /** {@code ARPHRD_PPP}: PPP. */
  public static final int PPP = Platform.number("ARPHRD_PPP");

  /** {@code ARPHRD_CISCO}: Cisco HDLC. */
  public static final int CISCO = Platform.number("ARPHRD_CISCO");

  /** {@code ARPHRD_HDLC}: another name for {@link #CISCO}. */
  public static final int HDLC = Platform.number("ARPHRD_HDLC");

  /** {@code ARPHRD_LAPB}: LAPB. */
  public static final int LAPB = Platform.number("ARPHRD_LAPB");

  /** {@code ARPHRD_DDCMP}: DEC DDCMP. */
  public static final int DDCMP = Platform.number("ARPHRD_DDCMP");

  /** {@code ARPHRD_RAWHDLC}: raw HDLC. */
  public static final int RAWHDLC = Platform.number("ARPHRD_RAWHDLC");

  /** {@code ARPHRD_RAWIP}: raw IP. */
  public static final int RAWIP = Platform.number("ARPHRD_RAWIP");

  /** {@code ARPHRD_TUNNEL}: IPv4 in IPv4. */
  public static final int TUNNEL = Platform.number("ARPHRD_TUNNEL");

  /** {@code ARPHRD_TUNNEL6}: IPv6 in IPv6. */
  public static final int TUNNEL6 = Platform.number("ARPHRD_TUNNEL6");

  /** {@code ARPHRD_FRAD}: Frame Relay access device. */
  public static final int FRAD = Platform.number("ARPHRD_FRAD");

  /** {@code ARPHRD_SKIP}: SKIP. */
  public static final int SKIP = Platform.number("ARPHRD_SKIP");

  /** {@code ARPHRD_LOOPBACK}: the loopback interface. */
  public static final int LOOPBACK = Platform.number("ARPHRD_LOOPBACK");

  /** {@code ARPHRD_LOCALTLK}: LocalTalk. */
  public static final int LOCALTLK = Platform.number("ARPHRD_LOCALTLK");

  /** {@code ARPHRD_FDDI}: FDDI. */
  public static final int FDDI = Platform.number("ARPHRD_FDDI");

  /** {@code ARPHRD_BIF}: AP1000 BIF. */
  public static final int BIF = Platform.number("ARPHRD_BIF");

  /** {@code ARPHRD_SIT}: IPv6 in IPv4. */
  public static final int SIT = Platform.number("ARPHRD_SIT");

  /** {@code ARPHRD_IPDDP}: IP over AppleTalk. */
  public static final int IPDDP = Platform.number("ARPHRD_IPDDP");

  /** {@code ARPHRD_IPGRE}: GRE over IPv4. */
  public static final int IPGRE = Platform.number("ARPHRD_IPGRE");

  /** {@code ARPHRD_PIMREG}: PIM-SM register interface. */
  public static final int PIMREG = Platform.number("ARPHRD_PIMREG");

  /** {@code ARPHRD_HIPPI}: HIPPI. */
  public static final int HIPPI = Platform.number("ARPHRD_HIPPI");

  /** {@code ARPHRD_ASH}: Nexus Ash. */
  public static final int ASH = Platform.number("ARPHRD_ASH");

  /** {@code ARPHRD_ECONET}: Acorn Econet. */
  public static final int ECONET = Platform.number("ARPHRD_ECONET");

  /** {@code ARPHRD_IRDA}: infrared links. */
  public static final int IRDA = Platform.number("ARPHRD_IRDA");

  /** {@code ARPHRD_FCPP}: Fibre Channel, point to point. */
  public static final int FCPP = Platform.number("ARPHRD_FCPP");

  /** {@code ARPHRD_FCAL}: Fibre Channel, arbitrated loop. */
  public static final int FCAL = Platform.number("ARPHRD_FCAL");

  /** {@code ARPHRD_FCPL}: Fibre Channel, public loop. */
  public static final int FCPL = Platform.number("ARPHRD_FCPL");

  /** {@code ARPHRD_FCFABRIC}: Fibre Channel, fabric. */
  public static final int FCFABRIC = Platform.number("ARPHRD_FCFABRIC");

  /** {@code ARPHRD_IEEE802_TR}: Token Ring. */
  public static final int IEEE802_TR = Platform.number("ARPHRD_IEEE802_TR");

  /** {@code ARPHRD_IEEE80211}: IEEE 802.11. */
  public static final int IEEE80211 = Platform.number("ARPHRD_IEEE80211");

  /** {@code ARPHRD_IEEE80211_PRISM}: IEEE 802.11 with Prism headers. */
  public static final int IEEE80211_PRISM = Platform.number("ARPHRD_IEEE80211_PRISM");

  /** {@code ARPHRD_IEEE80211_RADIOTAP}: IEEE 802.11 with radiotap headers. */
  public static final int IEEE80211_RADIOTAP = Platform.number("ARPHRD_IEEE80211_RADIOTAP");

  /** {@code ARPHRD_IEEE802154}: IEEE 802.15.4. */
  public static final int IEEE802154 = Platform.number("ARPHRD_IEEE802154");

  /** {@code ARPHRD_IEEE802154_MONITOR}: IEEE 802.15.4 monitor. */
  public static final int IEEE802154_MONITOR = Platform.number("ARPHRD_IEEE802154_MONITOR");

  /** {@code ARPHRD_IEEE802154_PHY}: glibc's name for {@link #IEEE802154_MONITOR}. */
  public static final int IEEE802154_PHY = Platform.number("ARPHRD_IEEE802154_PHY");

  /** {@code ARPHRD_PHONET}: Phonet. */
  public static final int PHONET = Platform.number("ARPHRD_PHONET");

  /** {@code ARPHRD_PHONET_PIPE}: Phonet pipes. */
  public static final int PHONET_PIPE = Platform.number("ARPHRD_PHONET_PIPE");

  /** {@code ARPHRD_CAIF}: ST-Ericsson's CAIF. */
  public static final int CAIF = Platform.number("ARPHRD_CAIF");

  /** {@code ARPHRD_IP6GRE}: GRE over IPv6. */
  public static final int IP6GRE = Platform.number("ARPHRD_IP6GRE");

  /** {@code ARPHRD_NETLINK}: the netlink monitor. */
  public static final int NETLINK = Platform.number("ARPHRD_NETLINK");

  /** {@code ARPHRD_6LOWPAN}: IPv6 over IEEE 802.15.4 and Bluetooth LE. */
  public static final int _6LOWPAN = Platform.number("ARPHRD_6LOWPAN");

  /** {@code ARPHRD_VSOCKMON}: the vsock monitor. */
  public static final int VSOCKMON = Platform.number("ARPHRD_VSOCKMON");

  /** {@code ARPHRD_VOID}: unknown. */
  public static final int VOID = Platform.number("ARPHRD_VOID");

  /** {@code ARPHRD_NONE}: no link layer header: tun and others. */
  public static final int NONE = Platform.number("ARPHRD_NONE");

  private ARPHRD() {}

  /**
   * {@return the C name of a hardware type, or the prefix and the number if it has none}
   *
   * @param type the number
   */
  public static String toString(int type) {
    return Platform.nameOf("ARPHRD_", type);
  }
}
