package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IPPROTO_*}: a protocol, the third argument of {@code socket(2)}, and the level of its
 * options. For other protocols, use their number: {@code new IPPROTO(139)}.
 *
 * {@snippet :
 * Socket ping = Socket.open(AF.INET, SOCK.DGRAM, IPPROTO.ICMP);
 * }
 *
 * <p>Names that the platform's headers lack have their IANA number, as on BSD. The kernel supports
 * most of these protocols through raw sockets only.
 *
 * @param number the protocol's number
 * @see <a href="https://man7.org/linux/man-pages/man5/protocols.5.html">protocols(5)</a>
 * @see <a href="https://www.iana.org/assignments/protocol-numbers">IANA's protocol numbers</a>
 */
public record IPPROTO(int number) {
  /**
   * {@code IPPROTO_IP}: the family's own default protocol, and the level of IPv4's options; ip(7).
   */
  public static final IPPROTO IP = of("IPPROTO_IP");

  /** {@code IPPROTO_HOPOPTS}: IPv6 hop-by-hop options. */
  public static final IPPROTO HOPOPTS = of("IPPROTO_HOPOPTS");

  /** {@code IPPROTO_ICMP}: Internet Control Message Protocol; icmp(7). */
  public static final IPPROTO ICMP = of("IPPROTO_ICMP");

  /** {@code IPPROTO_IGMP}: Internet Group Management Protocol. */
  public static final IPPROTO IGMP = of("IPPROTO_IGMP");

  /** {@code IPPROTO_GGP}: Gateway-to-Gateway Protocol. */
  public static final IPPROTO GGP = of("IPPROTO_GGP");

  /** {@code IPPROTO_IPIP}: IPv4 in IP tunnels. */
  public static final IPPROTO IPIP = of("IPPROTO_IPIP");

  /** {@code IPPROTO_IPV4}: IPv4 in IP, as BSD names {@link #IPIP}. */
  public static final IPPROTO IPV4 = of("IPPROTO_IPV4");

  /** {@code IPPROTO_TCP}: Transmission Control Protocol; tcp(7). */
  public static final IPPROTO TCP = of("IPPROTO_TCP");

  /** {@code IPPROTO_ST}: Stream Protocol II. */
  public static final IPPROTO ST = of("IPPROTO_ST");

  /** {@code IPPROTO_EGP}: Exterior Gateway Protocol. */
  public static final IPPROTO EGP = of("IPPROTO_EGP");

  /** {@code IPPROTO_PIGP}: a private interior gateway protocol. */
  public static final IPPROTO PIGP = of("IPPROTO_PIGP");

  /** {@code IPPROTO_RCCMON}: BBN RCC monitoring. */
  public static final IPPROTO RCCMON = of("IPPROTO_RCCMON");

  /** {@code IPPROTO_NVPII}: Network Voice Protocol II. */
  public static final IPPROTO NVPII = of("IPPROTO_NVPII");

  /** {@code IPPROTO_PUP}: Xerox PUP. */
  public static final IPPROTO PUP = of("IPPROTO_PUP");

  /** {@code IPPROTO_ARGUS}: Argus. */
  public static final IPPROTO ARGUS = of("IPPROTO_ARGUS");

  /** {@code IPPROTO_EMCON}: EMCON. */
  public static final IPPROTO EMCON = of("IPPROTO_EMCON");

  /** {@code IPPROTO_XNET}: Cross Net Debugger. */
  public static final IPPROTO XNET = of("IPPROTO_XNET");

  /** {@code IPPROTO_CHAOS}: Chaosnet. */
  public static final IPPROTO CHAOS = of("IPPROTO_CHAOS");

  /** {@code IPPROTO_UDP}: User Datagram Protocol; udp(7). */
  public static final IPPROTO UDP = of("IPPROTO_UDP");

  /** {@code IPPROTO_MUX}: multiplexing. */
  public static final IPPROTO MUX = of("IPPROTO_MUX");

  /** {@code IPPROTO_MEAS}: DCN measurement subsystems. */
  public static final IPPROTO MEAS = of("IPPROTO_MEAS");

  /** {@code IPPROTO_HMP}: Host Monitoring Protocol. */
  public static final IPPROTO HMP = of("IPPROTO_HMP");

  /** {@code IPPROTO_PRM}: packet radio measurement. */
  public static final IPPROTO PRM = of("IPPROTO_PRM");

  /** {@code IPPROTO_IDP}: Xerox XNS internet datagram protocol. */
  public static final IPPROTO IDP = of("IPPROTO_IDP");

  /** {@code IPPROTO_TRUNK1}: Trunk-1. */
  public static final IPPROTO TRUNK1 = of("IPPROTO_TRUNK1");

  /** {@code IPPROTO_TRUNK2}: Trunk-2. */
  public static final IPPROTO TRUNK2 = of("IPPROTO_TRUNK2");

  /** {@code IPPROTO_LEAF1}: Leaf-1. */
  public static final IPPROTO LEAF1 = of("IPPROTO_LEAF1");

  /** {@code IPPROTO_LEAF2}: Leaf-2. */
  public static final IPPROTO LEAF2 = of("IPPROTO_LEAF2");

  /** {@code IPPROTO_RDP}: Reliable Data Protocol. */
  public static final IPPROTO RDP = of("IPPROTO_RDP");

  /** {@code IPPROTO_IRTP}: Internet Reliable Transaction Protocol. */
  public static final IPPROTO IRTP = of("IPPROTO_IRTP");

  /** {@code IPPROTO_TP}: ISO transport protocol class 4. */
  public static final IPPROTO TP = of("IPPROTO_TP");

  /** {@code IPPROTO_BLT}: bulk data transfer. */
  public static final IPPROTO BLT = of("IPPROTO_BLT");

  /** {@code IPPROTO_NSP}: Network Services Protocol. */
  public static final IPPROTO NSP = of("IPPROTO_NSP");

  /** {@code IPPROTO_INP}: Merit's internodal protocol. */
  public static final IPPROTO INP = of("IPPROTO_INP");

  /** {@code IPPROTO_DCCP}: Datagram Congestion Control Protocol, removed in Linux 6.16. */
  public static final IPPROTO DCCP = of("IPPROTO_DCCP");

  /**
   * {@code IPPROTO_SEP}: Sequential Exchange Protocol; IANA has since given the number to {@link
   * #DCCP}.
   */
  public static final IPPROTO SEP = of("IPPROTO_SEP");

  /**
   * {@code IPPROTO_3PC}: Third Party Connect. A Java name cannot begin with a digit, so this one
   * has an underscore in front.
   */
  public static final IPPROTO _3PC = of("IPPROTO_3PC");

  /** {@code IPPROTO_IDPR}: Inter-Domain Policy Routing. */
  public static final IPPROTO IDPR = of("IPPROTO_IDPR");

  /** {@code IPPROTO_XTP}: Xpress Transport Protocol. */
  public static final IPPROTO XTP = of("IPPROTO_XTP");

  /** {@code IPPROTO_DDP}: AppleTalk's Datagram Delivery Protocol. */
  public static final IPPROTO DDP = of("IPPROTO_DDP");

  /** {@code IPPROTO_CMTP}: control message transport of IDPR. */
  public static final IPPROTO CMTP = of("IPPROTO_CMTP");

  /** {@code IPPROTO_TPXX}: TP++ transport. */
  public static final IPPROTO TPXX = of("IPPROTO_TPXX");

  /** {@code IPPROTO_IL}: Plan 9's IL transport. */
  public static final IPPROTO IL = of("IPPROTO_IL");

  /** {@code IPPROTO_IPV6}: IPv6 in IP tunnels, and the level of IPv6's options; ipv6(7). */
  public static final IPPROTO IPV6 = of("IPPROTO_IPV6");

  /** {@code IPPROTO_SDRP}: Source Demand Routing Protocol. */
  public static final IPPROTO SDRP = of("IPPROTO_SDRP");

  /** {@code IPPROTO_ROUTING}: IPv6 routing header. */
  public static final IPPROTO ROUTING = of("IPPROTO_ROUTING");

  /** {@code IPPROTO_FRAGMENT}: IPv6 fragment header. */
  public static final IPPROTO FRAGMENT = of("IPPROTO_FRAGMENT");

  /** {@code IPPROTO_IDRP}: Inter-Domain Routing Protocol. */
  public static final IPPROTO IDRP = of("IPPROTO_IDRP");

  /** {@code IPPROTO_RSVP}: Resource Reservation Protocol. */
  public static final IPPROTO RSVP = of("IPPROTO_RSVP");

  /** {@code IPPROTO_GRE}: Generic Routing Encapsulation. */
  public static final IPPROTO GRE = of("IPPROTO_GRE");

  /** {@code IPPROTO_MHRP}: mobile host routing; IANA has since given the number to DSR. */
  public static final IPPROTO MHRP = of("IPPROTO_MHRP");

  /** {@code IPPROTO_BHA}: BHA; IANA's BNA. */
  public static final IPPROTO BHA = of("IPPROTO_BHA");

  /** {@code IPPROTO_ESP}: IPsec's encapsulating security payload. */
  public static final IPPROTO ESP = of("IPPROTO_ESP");

  /** {@code IPPROTO_AH}: IPsec's authentication header. */
  public static final IPPROTO AH = of("IPPROTO_AH");

  /** {@code IPPROTO_INLSP}: Integrated Net Layer Security. */
  public static final IPPROTO INLSP = of("IPPROTO_INLSP");

  /** {@code IPPROTO_SWIPE}: IP with encryption. */
  public static final IPPROTO SWIPE = of("IPPROTO_SWIPE");

  /** {@code IPPROTO_NHRP}: Next Hop Resolution Protocol; IANA's NARP. */
  public static final IPPROTO NHRP = of("IPPROTO_NHRP");

  /** {@code IPPROTO_ICMPV6}: Internet Control Message Protocol for IPv6. */
  public static final IPPROTO ICMPV6 = of("IPPROTO_ICMPV6");

  /** {@code IPPROTO_NONE}: IPv6: no next header. */
  public static final IPPROTO NONE = of("IPPROTO_NONE");

  /** {@code IPPROTO_DSTOPTS}: IPv6 destination options. */
  public static final IPPROTO DSTOPTS = of("IPPROTO_DSTOPTS");

  /** {@code IPPROTO_AHIP}: any host-internal protocol. */
  public static final IPPROTO AHIP = of("IPPROTO_AHIP");

  /** {@code IPPROTO_CFTP}: CFTP. */
  public static final IPPROTO CFTP = of("IPPROTO_CFTP");

  /** {@code IPPROTO_HELLO}: the "hello" routing protocol; IANA's any local network. */
  public static final IPPROTO HELLO = of("IPPROTO_HELLO");

  /** {@code IPPROTO_SATEXPAK}: SATNET and backroom EXPAK. */
  public static final IPPROTO SATEXPAK = of("IPPROTO_SATEXPAK");

  /** {@code IPPROTO_KRYPTOLAN}: Kryptolan. */
  public static final IPPROTO KRYPTOLAN = of("IPPROTO_KRYPTOLAN");

  /** {@code IPPROTO_RVD}: MIT Remote Virtual Disk. */
  public static final IPPROTO RVD = of("IPPROTO_RVD");

  /** {@code IPPROTO_IPPC}: Internet Pluribus Packet Core. */
  public static final IPPROTO IPPC = of("IPPROTO_IPPC");

  /** {@code IPPROTO_ADFS}: any distributed file system. */
  public static final IPPROTO ADFS = of("IPPROTO_ADFS");

  /** {@code IPPROTO_SATMON}: SATNET monitoring. */
  public static final IPPROTO SATMON = of("IPPROTO_SATMON");

  /** {@code IPPROTO_VISA}: VISA. */
  public static final IPPROTO VISA = of("IPPROTO_VISA");

  /** {@code IPPROTO_IPCV}: Internet Packet Core Utility. */
  public static final IPPROTO IPCV = of("IPPROTO_IPCV");

  /** {@code IPPROTO_CPNX}: Computer Protocol Network Executive. */
  public static final IPPROTO CPNX = of("IPPROTO_CPNX");

  /** {@code IPPROTO_CPHB}: Computer Protocol Heart Beat. */
  public static final IPPROTO CPHB = of("IPPROTO_CPHB");

  /** {@code IPPROTO_WSN}: Wang Span Network. */
  public static final IPPROTO WSN = of("IPPROTO_WSN");

  /** {@code IPPROTO_PVP}: Packet Video Protocol. */
  public static final IPPROTO PVP = of("IPPROTO_PVP");

  /** {@code IPPROTO_BRSATMON}: backroom SATNET monitoring. */
  public static final IPPROTO BRSATMON = of("IPPROTO_BRSATMON");

  /** {@code IPPROTO_ND}: Sun's network disk. */
  public static final IPPROTO ND = of("IPPROTO_ND");

  /** {@code IPPROTO_WBMON}: wideband monitoring. */
  public static final IPPROTO WBMON = of("IPPROTO_WBMON");

  /** {@code IPPROTO_WBEXPAK}: wideband EXPAK. */
  public static final IPPROTO WBEXPAK = of("IPPROTO_WBEXPAK");

  /** {@code IPPROTO_EON}: ISO connectionless network protocol in IP. */
  public static final IPPROTO EON = of("IPPROTO_EON");

  /** {@code IPPROTO_VMTP}: Versatile Message Transaction Protocol. */
  public static final IPPROTO VMTP = of("IPPROTO_VMTP");

  /** {@code IPPROTO_SVMTP}: secure VMTP. */
  public static final IPPROTO SVMTP = of("IPPROTO_SVMTP");

  /** {@code IPPROTO_VINES}: Banyan VINES. */
  public static final IPPROTO VINES = of("IPPROTO_VINES");

  /** {@code IPPROTO_TTP}: TTP. */
  public static final IPPROTO TTP = of("IPPROTO_TTP");

  /** {@code IPPROTO_IGP}: NSFNET's interior gateway protocol. */
  public static final IPPROTO IGP = of("IPPROTO_IGP");

  /** {@code IPPROTO_DGP}: Dissimilar Gateway Protocol. */
  public static final IPPROTO DGP = of("IPPROTO_DGP");

  /** {@code IPPROTO_TCF}: TCF. */
  public static final IPPROTO TCF = of("IPPROTO_TCF");

  /** {@code IPPROTO_IGRP}: Cisco's Interior Gateway Routing Protocol; IANA's EIGRP. */
  public static final IPPROTO IGRP = of("IPPROTO_IGRP");

  /** {@code IPPROTO_OSPFIGP}: Open Shortest Path First. */
  public static final IPPROTO OSPFIGP = of("IPPROTO_OSPFIGP");

  /** {@code IPPROTO_SRPC}: Sprite RPC. */
  public static final IPPROTO SRPC = of("IPPROTO_SRPC");

  /** {@code IPPROTO_LARP}: Locus Address Resolution Protocol. */
  public static final IPPROTO LARP = of("IPPROTO_LARP");

  /** {@code IPPROTO_MTP}: Multicast Transport Protocol. */
  public static final IPPROTO MTP = of("IPPROTO_MTP");

  /** {@code IPPROTO_AX25}: AX.25 frames. */
  public static final IPPROTO AX25 = of("IPPROTO_AX25");

  /** {@code IPPROTO_BEETPH}: pseudo header of IPsec's bound end-to-end tunnel. */
  public static final IPPROTO BEETPH = of("IPPROTO_BEETPH");

  /** {@code IPPROTO_IPEIP}: IP encapsulated in IP. */
  public static final IPPROTO IPEIP = of("IPPROTO_IPEIP");

  /** {@code IPPROTO_MICP}: Mobile Internetworking Control Protocol. */
  public static final IPPROTO MICP = of("IPPROTO_MICP");

  /** {@code IPPROTO_SCCSP}: Semaphore Communications security. */
  public static final IPPROTO SCCSP = of("IPPROTO_SCCSP");

  /** {@code IPPROTO_ETHERIP}: Ethernet in IPv4. */
  public static final IPPROTO ETHERIP = of("IPPROTO_ETHERIP");

  /** {@code IPPROTO_ENCAP}: encapsulation header, RFC 1241. */
  public static final IPPROTO ENCAP = of("IPPROTO_ENCAP");

  /** {@code IPPROTO_APES}: any private encryption scheme. */
  public static final IPPROTO APES = of("IPPROTO_APES");

  /** {@code IPPROTO_GMTP}: GMTP. */
  public static final IPPROTO GMTP = of("IPPROTO_GMTP");

  /** {@code IPPROTO_PIM}: Protocol Independent Multicast. */
  public static final IPPROTO PIM = of("IPPROTO_PIM");

  /** {@code IPPROTO_COMP}: IP payload compression. */
  public static final IPPROTO COMP = of("IPPROTO_COMP");

  /** {@code IPPROTO_IPCOMP}: IP payload compression, as BSD names {@link #COMP}. */
  public static final IPPROTO IPCOMP = of("IPPROTO_IPCOMP");

  /** {@code IPPROTO_PGM}: Pragmatic General Multicast. */
  public static final IPPROTO PGM = of("IPPROTO_PGM");

  /** {@code IPPROTO_L2TP}: Layer 2 Tunnelling Protocol. */
  public static final IPPROTO L2TP = of("IPPROTO_L2TP");

  /** {@code IPPROTO_SCTP}: Stream Control Transmission Protocol; sctp(7). */
  public static final IPPROTO SCTP = of("IPPROTO_SCTP");

  /** {@code IPPROTO_MH}: IPv6 mobility header. */
  public static final IPPROTO MH = of("IPPROTO_MH");

  /** {@code IPPROTO_UDPLITE}: UDP with a partial checksum; udplite(7). */
  public static final IPPROTO UDPLITE = of("IPPROTO_UDPLITE");

  /** {@code IPPROTO_MPLS}: MPLS in IP. */
  public static final IPPROTO MPLS = of("IPPROTO_MPLS");

  /** {@code IPPROTO_ETHERNET}: Ethernet in IPv6. */
  public static final IPPROTO ETHERNET = of("IPPROTO_ETHERNET");

  /** {@code IPPROTO_AGGFRAG}: aggregation and fragmentation in ESP, RFC 9347, since Linux 6.14. */
  public static final IPPROTO AGGFRAG = of("IPPROTO_AGGFRAG");

  /** {@code IPPROTO_RAW}: raw IP packets; raw(7). */
  public static final IPPROTO RAW = of("IPPROTO_RAW");

  /**
   * {@code IPPROTO_SMC}: Shared Memory Communications, as {@link AF#SMC} has them, since Linux
   * 6.11.
   */
  public static final IPPROTO SMC = of("IPPROTO_SMC");

  /** {@code IPPROTO_DIVERT}: BSD's divert sockets; they exist on BSD only. */
  public static final IPPROTO DIVERT = of("IPPROTO_DIVERT");

  /** {@code IPPROTO_MPTCP}: Multipath TCP: TCP over several paths at once. */
  public static final IPPROTO MPTCP = of("IPPROTO_MPTCP");

  private static IPPROTO of(String cName) {
    return new IPPROTO(Platform.number(cName));
  }

  /** {@return the C name, or {@code IPPROTO_} and the number if it has none} */
  @Override
  public String toString() {
    return Platform.nameOf("IPPROTO_", number);
  }
}
