package org.llsocket;

import java.nio.ByteOrder;
import org.llsocket.internal.platform.Platform;

/**
 * {@code ETH_P_*}: protocols of Ethernet frames, and Linux's own for packets without an Ethernet
 * header; lengths of a frame.
 *
 * <p>Numbers in host byte order. {@code socket(2)} for {@link AF#PACKET} and {@code sll_protocol}
 * take them in network byte order: {@link #htons}. Opening such a socket takes CAP_NET_RAW.
 *
 * <pre>{@code
 * Socket all = Socket.open(AF.PACKET, SOCK.RAW, new IPPROTO(ETH.htons(ETH.P_ALL)));
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class ETH {
  /** {@code ETH_ALEN}: the length of a hardware address. */
  public static final int ALEN = Platform.number("ETH_ALEN");

  /** {@code ETH_TLEN}: the length of the protocol field. */
  public static final int TLEN = Platform.number("ETH_TLEN");

  /** {@code ETH_HLEN}: the length of the header. */
  public static final int HLEN = Platform.number("ETH_HLEN");

  /** {@code ETH_ZLEN}: the shortest frame, without its checksum. */
  public static final int ZLEN = Platform.number("ETH_ZLEN");

  /** {@code ETH_DATA_LEN}: the longest payload without jumbo frames. */
  public static final int DATA_LEN = Platform.number("ETH_DATA_LEN");

  /** {@code ETH_FRAME_LEN}: the longest frame without jumbo frames, without its checksum. */
  public static final int FRAME_LEN = Platform.number("ETH_FRAME_LEN");

  /** {@code ETH_FCS_LEN}: the length of the checksum. */
  public static final int FCS_LEN = Platform.number("ETH_FCS_LEN");

  /** {@code ETH_MIN_MTU}: the smallest MTU of IPv4, RFC 791. */
  public static final int MIN_MTU = Platform.number("ETH_MIN_MTU");

  /** {@code ETH_MAX_MTU}: the largest MTU. */
  public static final int MAX_MTU = Platform.number("ETH_MAX_MTU");

  /** {@code ETH_P_LOOP}: Ethernet loopback, the old number. */
  public static final int P_LOOP = Platform.number("ETH_P_LOOP");

  /** {@code ETH_P_PUP}: Xerox PUP. */
  public static final int P_PUP = Platform.number("ETH_P_PUP");

  /** {@code ETH_P_PUPAT}: Xerox PUP address translation. */
  public static final int P_PUPAT = Platform.number("ETH_P_PUPAT");

  /** {@code ETH_P_TSN}: IEEE 1722, time-sensitive networking. */
  public static final int P_TSN = Platform.number("ETH_P_TSN");

  /** {@code ETH_P_ERSPAN2}: ERSPAN version 2, type III. */
  public static final int P_ERSPAN2 = Platform.number("ETH_P_ERSPAN2");

  /** {@code ETH_P_IP}: IPv4. */
  public static final int P_IP = Platform.number("ETH_P_IP");

  /** {@code ETH_P_X25}: CCITT X.25. */
  public static final int P_X25 = Platform.number("ETH_P_X25");

  /** {@code ETH_P_ARP}: ARP, RFC 826. */
  public static final int P_ARP = Platform.number("ETH_P_ARP");

  /** {@code ETH_P_BPQ}: AX.25 over Ethernet by G8BPQ; not registered. */
  public static final int P_BPQ = Platform.number("ETH_P_BPQ");

  /** {@code ETH_P_IEEEPUP}: Xerox PUP in IEEE 802.3 frames. */
  public static final int P_IEEEPUP = Platform.number("ETH_P_IEEEPUP");

  /** {@code ETH_P_IEEEPUPAT}: Xerox PUP address translation in IEEE 802.3 frames. */
  public static final int P_IEEEPUPAT = Platform.number("ETH_P_IEEEPUPAT");

  /** {@code ETH_P_BATMAN}: B.A.T.M.A.N. advanced; not registered. */
  public static final int P_BATMAN = Platform.number("ETH_P_BATMAN");

  /** {@code ETH_P_DEC}: assigned to DEC. */
  public static final int P_DEC = Platform.number("ETH_P_DEC");

  /** {@code ETH_P_DNA_DL}: DECnet dump and load. */
  public static final int P_DNA_DL = Platform.number("ETH_P_DNA_DL");

  /** {@code ETH_P_DNA_RC}: DECnet remote console. */
  public static final int P_DNA_RC = Platform.number("ETH_P_DNA_RC");

  /** {@code ETH_P_DNA_RT}: DECnet routing. */
  public static final int P_DNA_RT = Platform.number("ETH_P_DNA_RT");

  /** {@code ETH_P_LAT}: DEC LAT. */
  public static final int P_LAT = Platform.number("ETH_P_LAT");

  /** {@code ETH_P_DIAG}: DEC diagnostics. */
  public static final int P_DIAG = Platform.number("ETH_P_DIAG");

  /** {@code ETH_P_CUST}: DEC customer use. */
  public static final int P_CUST = Platform.number("ETH_P_CUST");

  /** {@code ETH_P_SCA}: DEC systems communications architecture. */
  public static final int P_SCA = Platform.number("ETH_P_SCA");

  /** {@code ETH_P_TEB}: transparent Ethernet bridging: Ethernet in GRE and other tunnels. */
  public static final int P_TEB = Platform.number("ETH_P_TEB");

  /** {@code ETH_P_RARP}: reverse ARP, RFC 903. */
  public static final int P_RARP = Platform.number("ETH_P_RARP");

  /** {@code ETH_P_ATALK}: AppleTalk. */
  public static final int P_ATALK = Platform.number("ETH_P_ATALK");

  /** {@code ETH_P_AARP}: AppleTalk ARP. */
  public static final int P_AARP = Platform.number("ETH_P_AARP");

  /** {@code ETH_P_8021Q}: IEEE 802.1Q VLAN tag. */
  public static final int P_8021Q = Platform.number("ETH_P_8021Q");

  /** {@code ETH_P_ERSPAN}: ERSPAN type II. */
  public static final int P_ERSPAN = Platform.number("ETH_P_ERSPAN");

  /** {@code ETH_P_IPX}: Novell's IPX. */
  public static final int P_IPX = Platform.number("ETH_P_IPX");

  /** {@code ETH_P_IPV6}: IPv6. */
  public static final int P_IPV6 = Platform.number("ETH_P_IPV6");

  /** {@code ETH_P_PAUSE}: IEEE 802.3 pause frames. */
  public static final int P_PAUSE = Platform.number("ETH_P_PAUSE");

  /** {@code ETH_P_SLOW}: IEEE 802.3 slow protocols: LACP and others. */
  public static final int P_SLOW = Platform.number("ETH_P_SLOW");

  /** {@code ETH_P_WCCP}: web cache coordination. */
  public static final int P_WCCP = Platform.number("ETH_P_WCCP");

  /** {@code ETH_P_MPLS_UC}: MPLS unicast. */
  public static final int P_MPLS_UC = Platform.number("ETH_P_MPLS_UC");

  /** {@code ETH_P_MPLS_MC}: MPLS multicast. */
  public static final int P_MPLS_MC = Platform.number("ETH_P_MPLS_MC");

  /** {@code ETH_P_ATMMPOA}: multiprotocol over ATM. */
  public static final int P_ATMMPOA = Platform.number("ETH_P_ATMMPOA");

  /** {@code ETH_P_PPP_DISC}: PPPoE discovery, RFC 2516. */
  public static final int P_PPP_DISC = Platform.number("ETH_P_PPP_DISC");

  /** {@code ETH_P_PPP_SES}: PPPoE session, RFC 2516. */
  public static final int P_PPP_SES = Platform.number("ETH_P_PPP_SES");

  /** {@code ETH_P_LINK_CTL}: HPNA and WLAN link control. */
  public static final int P_LINK_CTL = Platform.number("ETH_P_LINK_CTL");

  /** {@code ETH_P_ATMFATE}: frame-based ATM transport over Ethernet. */
  public static final int P_ATMFATE = Platform.number("ETH_P_ATMFATE");

  /** {@code ETH_P_PAE}: IEEE 802.1X port access, EAPOL. */
  public static final int P_PAE = Platform.number("ETH_P_PAE");

  /** {@code ETH_P_PROFINET}: PROFINET. */
  public static final int P_PROFINET = Platform.number("ETH_P_PROFINET");

  /** {@code ETH_P_REALTEK}: proprietary protocols of Realtek. */
  public static final int P_REALTEK = Platform.number("ETH_P_REALTEK");

  /** {@code ETH_P_AOE}: ATA over Ethernet. */
  public static final int P_AOE = Platform.number("ETH_P_AOE");

  /** {@code ETH_P_ETHERCAT}: EtherCAT. */
  public static final int P_ETHERCAT = Platform.number("ETH_P_ETHERCAT");

  /** {@code ETH_P_8021AD}: IEEE 802.1ad service VLAN tag, QinQ. */
  public static final int P_8021AD = Platform.number("ETH_P_8021AD");

  /** {@code ETH_P_802_EX1}: IEEE 802 local experimental 1. */
  public static final int P_802_EX1 = Platform.number("ETH_P_802_EX1");

  /** {@code ETH_P_PREAUTH}: IEEE 802.11 preauthentication. */
  public static final int P_PREAUTH = Platform.number("ETH_P_PREAUTH");

  /** {@code ETH_P_TIPC}: TIPC. */
  public static final int P_TIPC = Platform.number("ETH_P_TIPC");

  /** {@code ETH_P_LLDP}: link layer discovery. */
  public static final int P_LLDP = Platform.number("ETH_P_LLDP");

  /** {@code ETH_P_MRP}: media redundancy. */
  public static final int P_MRP = Platform.number("ETH_P_MRP");

  /** {@code ETH_P_MACSEC}: IEEE 802.1AE MACsec. */
  public static final int P_MACSEC = Platform.number("ETH_P_MACSEC");

  /** {@code ETH_P_8021AH}: IEEE 802.1ah backbone service tag. */
  public static final int P_8021AH = Platform.number("ETH_P_8021AH");

  /** {@code ETH_P_MVRP}: IEEE 802.1Q MVRP. */
  public static final int P_MVRP = Platform.number("ETH_P_MVRP");

  /** {@code ETH_P_1588}: IEEE 1588 precision time, PTP. */
  public static final int P_1588 = Platform.number("ETH_P_1588");

  /** {@code ETH_P_NCSI}: network controller sideband interface. */
  public static final int P_NCSI = Platform.number("ETH_P_NCSI");

  /** {@code ETH_P_PRP}: IEC 62439-3 PRP and HSRv0. */
  public static final int P_PRP = Platform.number("ETH_P_PRP");

  /** {@code ETH_P_CFM}: connectivity fault management. */
  public static final int P_CFM = Platform.number("ETH_P_CFM");

  /** {@code ETH_P_FCOE}: Fibre Channel over Ethernet. */
  public static final int P_FCOE = Platform.number("ETH_P_FCOE");

  /** {@code ETH_P_IBOE}: InfiniBand over Ethernet, RoCE. */
  public static final int P_IBOE = Platform.number("ETH_P_IBOE");

  /** {@code ETH_P_TDLS}: tunneled direct link setup. */
  public static final int P_TDLS = Platform.number("ETH_P_TDLS");

  /** {@code ETH_P_FIP}: FCoE initialization. */
  public static final int P_FIP = Platform.number("ETH_P_FIP");

  /** {@code ETH_P_80221}: IEEE 802.21 media-independent handover. */
  public static final int P_80221 = Platform.number("ETH_P_80221");

  /** {@code ETH_P_HSR}: IEC 62439-3 HSRv1. */
  public static final int P_HSR = Platform.number("ETH_P_HSR");

  /** {@code ETH_P_NSH}: network service header, RFC 8300. */
  public static final int P_NSH = Platform.number("ETH_P_NSH");

  /** {@code ETH_P_LOOPBACK}: Ethernet loopback, IEEE 802.3. */
  public static final int P_LOOPBACK = Platform.number("ETH_P_LOOPBACK");

  /** {@code ETH_P_QINQ1}: QinQ before IEEE 802.1ad; not registered. */
  public static final int P_QINQ1 = Platform.number("ETH_P_QINQ1");

  /** {@code ETH_P_QINQ2}: QinQ before IEEE 802.1ad; not registered. */
  public static final int P_QINQ2 = Platform.number("ETH_P_QINQ2");

  /** {@code ETH_P_QINQ3}: QinQ before IEEE 802.1ad; not registered. */
  public static final int P_QINQ3 = Platform.number("ETH_P_QINQ3");

  /** {@code ETH_P_EDSA}: Ethertype DSA; not registered. */
  public static final int P_EDSA = Platform.number("ETH_P_EDSA");

  /** {@code ETH_P_DSA_8021Q}: VLAN tag of DSA; not registered. */
  public static final int P_DSA_8021Q = Platform.number("ETH_P_DSA_8021Q");

  /** {@code ETH_P_DSA_A5PSW}: A5PSW tag of DSA; not registered. Since Linux 6.0. */
  public static final int P_DSA_A5PSW = Platform.number("ETH_P_DSA_A5PSW");

  /** {@code ETH_P_IFE}: ForCES inter-FE, RFC 8013. */
  public static final int P_IFE = Platform.number("ETH_P_IFE");

  /** {@code ETH_P_AF_IUCV}: IBM's AF_IUCV; not registered. */
  public static final int P_AF_IUCV = Platform.number("ETH_P_AF_IUCV");

  /**
   * {@code ETH_P_802_3_MIN}: the smallest number that is a protocol; a smaller one is the length of
   * an IEEE 802.3 frame.
   */
  public static final int P_802_3_MIN = Platform.number("ETH_P_802_3_MIN");

  /** {@code ETH_P_802_3}: IEEE 802.3 frames. */
  public static final int P_802_3 = Platform.number("ETH_P_802_3");

  /** {@code ETH_P_AX25}: AX.25. */
  public static final int P_AX25 = Platform.number("ETH_P_AX25");

  /** {@code ETH_P_ALL}: every protocol. A packet socket gets each frame that is sent, too. */
  public static final int P_ALL = Platform.number("ETH_P_ALL");

  /** {@code ETH_P_802_2}: IEEE 802.2 frames. */
  public static final int P_802_2 = Platform.number("ETH_P_802_2");

  /** {@code ETH_P_SNAP}: SNAP; inside the kernel. */
  public static final int P_SNAP = Platform.number("ETH_P_SNAP");

  /** {@code ETH_P_DDCMP}: DEC DDCMP; inside the kernel. */
  public static final int P_DDCMP = Platform.number("ETH_P_DDCMP");

  /** {@code ETH_P_WAN_PPP}: PPP of WAN interfaces. */
  public static final int P_WAN_PPP = Platform.number("ETH_P_WAN_PPP");

  /** {@code ETH_P_PPP_MP}: multilink PPP. */
  public static final int P_PPP_MP = Platform.number("ETH_P_PPP_MP");

  /** {@code ETH_P_LOCALTALK}: LocalTalk. */
  public static final int P_LOCALTALK = Platform.number("ETH_P_LOCALTALK");

  /** {@code ETH_P_CAN}: CAN frames. */
  public static final int P_CAN = Platform.number("ETH_P_CAN");

  /** {@code ETH_P_CANFD}: CAN FD frames. */
  public static final int P_CANFD = Platform.number("ETH_P_CANFD");

  /** {@code ETH_P_CANXL}: CAN XL frames; since Linux 6.2. */
  public static final int P_CANXL = Platform.number("ETH_P_CANXL");

  /** {@code ETH_P_PPPTALK}: AppleTalk over PPP. */
  public static final int P_PPPTALK = Platform.number("ETH_P_PPPTALK");

  /** {@code ETH_P_TR_802_2}: IEEE 802.2 frames of Token Ring. */
  public static final int P_TR_802_2 = Platform.number("ETH_P_TR_802_2");

  /** {@code ETH_P_MOBITEX}: Mobitex. */
  public static final int P_MOBITEX = Platform.number("ETH_P_MOBITEX");

  /** {@code ETH_P_CONTROL}: control frames of a card. */
  public static final int P_CONTROL = Platform.number("ETH_P_CONTROL");

  /** {@code ETH_P_IRDA}: infrared links. */
  public static final int P_IRDA = Platform.number("ETH_P_IRDA");

  /** {@code ETH_P_ECONET}: Acorn Econet. */
  public static final int P_ECONET = Platform.number("ETH_P_ECONET");

  /** {@code ETH_P_HDLC}: HDLC frames. */
  public static final int P_HDLC = Platform.number("ETH_P_HDLC");

  /** {@code ETH_P_ARCNET}: ARCNET. */
  public static final int P_ARCNET = Platform.number("ETH_P_ARCNET");

  /** {@code ETH_P_DSA}: distributed switch architecture. */
  public static final int P_DSA = Platform.number("ETH_P_DSA");

  /** {@code ETH_P_TRAILER}: trailer switch tags. */
  public static final int P_TRAILER = Platform.number("ETH_P_TRAILER");

  /** {@code ETH_P_PHONET}: Phonet frames. */
  public static final int P_PHONET = Platform.number("ETH_P_PHONET");

  /** {@code ETH_P_IEEE802154}: IEEE 802.15.4 frames. */
  public static final int P_IEEE802154 = Platform.number("ETH_P_IEEE802154");

  /** {@code ETH_P_CAIF}: ST-Ericsson's CAIF. */
  public static final int P_CAIF = Platform.number("ETH_P_CAIF");

  /** {@code ETH_P_XDSA}: multiplexed DSA. */
  public static final int P_XDSA = Platform.number("ETH_P_XDSA");

  /** {@code ETH_P_MAP}: Qualcomm multiplexing and aggregation. */
  public static final int P_MAP = Platform.number("ETH_P_MAP");

  /** {@code ETH_P_MCTP}: MCTP packets; since Linux 5.15. */
  public static final int P_MCTP = Platform.number("ETH_P_MCTP");

  private ETH() {}

  /**
   * {@code htons(3)}: a protocol in network byte order, for {@code socket(2)} and {@code
   * sll_protocol}. The reverse is the same.
   *
   * @param protocol {@link #P_ALL} and so on, 0–65535
   * @throws IllegalArgumentException if {@code protocol} is outside 0–65535
   */
  public static int htons(int protocol) {
    if (protocol < 0 || protocol > 0xffff) {
      throw new IllegalArgumentException("protocol " + protocol + " is outside 0–65535");
    }
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? protocol
        : Short.toUnsignedInt(Short.reverseBytes((short) protocol));
  }

  /**
   * {@return the C name of a protocol in host byte order, or the prefix and the number if it has
   * none}
   *
   * @param protocol the number
   */
  public static String toString(int protocol) {
    return Platform.nameOf("ETH_P_", protocol);
  }
}
