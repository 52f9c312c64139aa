package org.llsocket.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Cc;

/**
 * The tables of numbers and struct layouts against the headers, both ways: for this machine with
 * its C compiler and with musl's, for each other architecture with a cross compiler. No compiled
 * program is run.
 */
class CHeaderTest {
  private static final String C_LIBRARY =
      """
      arpa/inet.h errno.h fcntl.h ifaddrs.h limits.h net/if.h netdb.h netinet/in.h
      netinet/tcp.h netinet/udp.h poll.h pthread.h sched.h signal.h sys/epoll.h sys/eventfd.h sys/ioctl.h
      sys/mman.h sys/resource.h sys/sendfile.h sys/socket.h sys/stat.h sys/syscall.h sys/time.h
      sys/timerfd.h sys/types.h sys/uio.h sys/un.h time.h unistd.h
      """;

  private static final String KERNEL =
      """
      sys/socket.h sys/ioctl.h time.h linux/errqueue.h linux/filter.h linux/if.h linux/if_packet.h linux/in.h
      linux/in6.h linux/ipv6.h linux/net_tstamp.h linux/netlink.h linux/sockios.h
      linux/tcp.h linux/tls.h linux/udp.h linux/un.h
      """;

  /** Each stands in a file of its own. Names that we lack count only in {@link #FAMILIES}. */
  private static final List<String> OTHERS =
      List.of(
          "sys/socket.h linux/can.h linux/can/raw.h linux/can/bcm.h linux/can/error.h"
              + " linux/can/isotp.h linux/can/j1939.h",
          "asm/socket.h",
          "linux/if_ether.h linux/if_arp.h",
          "net/ethernet.h net/if_arp.h",
          "netatalk/at.h",
          "netax25/ax25.h",
          "netipx/ipx.h",
          "netax25/ax25.h netrom/netrom.h",
          "netax25/ax25.h netrose/rose.h",
          "sys/socket.h bluetooth/bluetooth.h bluetooth/hci.h bluetooth/l2cap.h"
              + " bluetooth/rfcomm.h bluetooth/sco.h",
          "linux/io_uring.h",
          "linux/rtnetlink.h linux/if_link.h linux/neighbour.h",
          "linux/inet_diag.h linux/sock_diag.h linux/unix_diag.h linux/packet_diag.h"
              + " linux/netlink_diag.h linux/vm_sockets_diag.h",
          "linux/if_alg.h",
          "sys/ioctl.h linux/ethtool.h",
          "sys/ioctl.h linux/if_tun.h",
          "linux/icmp.h",
          "netinet/icmp6.h",
          "netinet/in.h linux/netfilter_ipv4.h linux/netfilter_ipv6/ip6_tables.h",
          "linux/mptcp.h",
          "linux/if_xdp.h",
          "sys/socket.h linux/rds.h",
          "netinet/in.h linux/if.h linux/netfilter_ipv4/ip_tables.h",
          "netinet/in.h linux/if.h linux/netfilter_arp/arp_tables.h",
          "netinet/in.h linux/if.h linux/netfilter_bridge/ebtables.h",
          "stdint.h sys/socket.h linux/sctp.h",
          "sys/socket.h sys/ioctl.h linux/tipc.h",
          "sys/socket.h sys/ioctl.h linux/vm_sockets.h");

  /** Names that must be in the tables or in {@link #EXCLUDED} if the first two files have them. */
  private static final Pattern COMPLETE =
      Pattern.compile(
          String.join(
              "|",
              "(AF|SOCK|SOL|IPPROTO|MSG|SHUT|AI|NI|EAI|IFF)_\\w+",
              "E[A-Z0-9]+",
              "(SCM|SO|SOF|TCP|TCPI|IP|IPV6|MCAST|UDP|UDPLITE)_\\w+"));

  /** Names that must be in the tables or in {@link #EXCLUDED} if any header has them. */
  private static final Pattern FAMILIES =
      Pattern.compile(
          String.join(
              "|",
              "(SOL|SCM|INADDR|IPPORT|ETH|ETHERTYPE|ARPHRD|PACKET|NETLINK|RTMGRP|RTNLGRP)_\\w+",
              "(VMADDR|IOCTL|ALG|XDP|TIPC|RDS|CAN|CANFD|CANXL|J1939|BDADDR|BTPROTO|BT)_\\w+",
              "(HWTSTAMP|DUPLEX|AUTONEG|SCTP)_\\w+"));

  /** Names that the headers have and the tables do not, each with its reason. */
  private static final Map<String, String> EXCLUDED =
      reasons(
          """
          AF_MAX a count that grows with the kernel
          IPPROTO_MAX a count that grows with the kernel
          AI_IDN_.* deprecated and without effect since glibc 2.28
          NI_IDN_.* deprecated and without effect since glibc 2.28
          NI_NUMERICSCOPE a flag of musl only
          SOCK_IOC_TYPE the letter of ioctl numbers
          SOCK_(SND|RCV)BUF_LOCK|SOCK_BUF_LOCK_MASK values of the option SO_BUF_LOCK
          SOCK_TXREHASH_.* values of the option SO_TXREHASH
          IFF_VOLATILE a mask of other flags
          SO_PEERNAME what getpeername returns
          SO_DEVMEM_.* memory of devices: for the raw hatch
          SO_\\w+_(OLD|NEW) what the plain name stands for, by the width of time_t
          SO_SECURITY_.* reserved, never implemented
          SOF_TIMESTAMPING_(LAST|MASK|TX_RECORD_MASK) masks of other flags
          SOF_TXTIME_FLAGS_(LAST|MASK) masks of other flags
          SO_EE_(OFFENDER|RFC4884_.*|CODE_.*) parts of struct sock_extended_err, a macro and bits
          SCM_(TIMESTAMPING_OPT_STATS|DEVMEM_\\w+) structs of their own: for the raw hatch
          SCM_SRCRT stands for a name that no header defines
          TCP_(ESTABLISHED|SYN_SENT|SYN_RECV|FIN_WAIT1|FIN_WAIT2|TIME_WAIT) states, no options
          TCP_(CLOSE|CLOSE_WAIT|LAST_ACK|LISTEN|CLOSING) states, no options
          TCP_CA_.* states of congestion control, no options
          TCP_(FLAG_.*|RESERVED_BITS|DATA_OFFSET) bits of the TCP header
          TCP_(MSS|MSS_DEFAULT|MSS_DESIRED|MAXWIN|MAX_WINSHIFT) sizes of the protocol
          TCP_NLA_.* attributes inside SCM_TIMESTAMPING_OPT_STATS
          TCP_(NO_QUEUE|RECV_QUEUE|SEND_QUEUE|QUEUES_NR) values of the option TCP_REPAIR_QUEUE
          TCP_REPAIR_(ON|OFF|OFF_NO_WP) values of the option TCP_REPAIR
          TCP_AO_.* keys of RFC 5925, in structs of their own: for the raw hatch
          TCP_MD5SIG_(FLAG_.*|MAXKEYLEN) parts of struct tcp_md5sig
          TCP_RECEIVE_ZEROCOPY_FLAG_.* parts of struct tcp_zerocopy_receive
          TCP_(COOKIE|S_DATA)_.* gone since Linux 3.10
          (TCP|UDP)_ENCAP_.* values of the options TCP_ULP and UDP_ENCAP
          (IP|IPV6)_(IPSEC|XFRM)_POLICY rules of IPsec, in structs of netlink: for the raw hatch
          IP_PMTUDISC glibc's old name of IP_MTU_DISCOVER
          IPV6_2292.* what RFC 2292 meant; the plain names are RFC 3542's
          IPV6_(JOIN|LEAVE)_ANYCAST addresses shared by routers: for the raw hatch
          IPV6_FLOWLABEL_MGR takes and gives struct in6_flowlabel_req: for the raw hatch
          IPV6_NEXTHOP a control message only: as an option never implemented
          IPV6_FL_[AFS]_.* parts of struct in6_flowlabel_req
          IPV6_FLOWINFO_(FLOWLABEL|PRIORITY) masks of a field of the IPv6 header
          IPV6_PRIORITY_.* values of a field that RFC 2460 dropped
          IPV6_(TLV_.*|OPT_ROUTERALERT_MLD|MIN_MTU) values in the IPv6 header
          IPV6_(SRCRT_.*|RTHDR_(LOOSE|STRICT)) values in the IPv6 routing header
          IPV6_AUTHHDR reserved, never implemented
          IPV6_RX(HOPOPTS|DSTOPTS) glibc's old names of IPV6_HOPOPTS and IPV6_DSTOPTS
          (PACKET|NETLINK)_(DIAG|SHOW)_.* attributes of sock_diag, those in use in SockDiagMessages
          NETLINK_(UNCONNECTED|CONNECTED) states inside the kernel
          HWTSTAMP_FLAG_(LAST|MASK) masks of other flags
          SCTP_(ADDR|DATA|STREAM_RESET|STREAM_CHANGE|ASSOC_RESET|ASSOC_CHANGE)_.* values in events
          SCTP_(AUTH_NEW_?KEY|AUTH_FREE_KEY|AUTH_NO_AUTH|PARTIAL_DELIVERY_ABORTED) values in events
          SCTP_(FAILED_THRESHOLD|RECEIVED_SACK|HEARTBEAT_SUCCESS|RESPONSE_TO_USER_REQ) values in events
          SCTP_(INTERNAL_ERROR|SHUTDOWN_GUARD_EXPIRES|PEER_FAULTY) values in events
          SCTP_(BINDX_(ADD|REM)_ADDR|SS_MAX|PR_SCTP_MAX) arguments of functions, counts
          SCTP_(SOCKOPT_CONNECTX_OLD|PEER_ADDR_THLDS) older forms of other options
          SCTP_(DELAYED_ACK|DELAYED_ACK_TIME|EXPOSE_PF_STATE) other names of options
          ETH_(FLAG|FW|GSTRING|MDIO|MODULE|RESET|RXFH|RX_NFC|SS|TEST|TP)_.* of ethtool(8), no protocols
          SCTP_V[46]_FLOW of ethtool(8)
          RTNLGRP_MAX a count that grows with the kernel
          CAN_NPROTO a count that grows with the kernel
          CAN_ERR_(LOSTARB|CRTL|PROT|TRX)_.* bytes inside error message frames
          CAN_(BUS_OFF|ERROR_\\w+)_THRESHOLD limits of counters in error message frames
          CAN_ISOTP_(DEFAULT_.*|FRAME_TXTIME_ZERO) values inside structs of options
          CANXL_PRIO_.* bits inside struct canxl_frame
          TIPC_(NODE|CLUSTER|ZONE|ZONE_CLUSTER)_(BITS|OFFSET|SIZE|MASK) network addresses before 4.17
          TIPC_(AEAD_.*|REKEYING_NOW) keys, in structs of netlink
          RDS_(INFO|IB|MSG)_.* information for rds-info(1), in structs of their own
          RDS_(TRANS_COUNT|CONG_MONITOR_SIZE|MAX_ZCOOKIES) sizes of structs, a count
          XDP_(UMEM_)?PGOFF_.* offsets for mmap(2), some longer than 32 bits
          XDP_(ATTACHED|FLAGS)_.* programs of interfaces, in messages of netlink
          XDP_TXMD_.* parts of struct xsk_tx_metadata
          BDADDR_(ANY|ALL|LOCAL) addresses, not numbers
          """);

  /**
   * Names and {@code struct.field}s in the tables that some headers lack, each with the reason or
   * the release it came with.
   */
  private static final Map<String, String> RARE =
      reasons(
          """
          AF_MCTP Linux 5.15
          AI_CANONIDN glibc only
          AI_IDN glibc only
          NI_IDN glibc only
          EPOLLNVAL glibc lacks it
          IORING_SETUP_NO_SQARRAY Linux 6.6
          IORING_FEAT_MIN_TIMEOUT Linux 6.12
          io_uring_getevents_arg.min_wait_usec Linux 6.12
          IPPROTO_AGGFRAG Linux 6.14
          IPPROTO_SMC Linux 6.11
          IP_LOCAL_PORT_RANGE Linux 6.3
          IP_PROTOCOL Linux 6.4
          SOL_VSOCK Linux 6.8
          MSG_EOF never in headers for programs: the kernel's own name
          MSG_SOCK_DEVMEM Linux 6.12
          TCP_AO_GET_KEYS Linux 6.7
          MPTCP_FULL_INFO Linux 6.5
          mptcp_(full|subflow)_info\\.\\w+ Linux 6.5
          VSOCK_RECVERR Linux 6.8
          MSG_TRYHARD glibc only
          POLLREMOVE glibc only
          SOL_MCTP Linux 5.15
          SOL_MPTCP Linux 5.6; musl lacks it
          SOL_SMC Linux 5.14; musl lacks it
          SOL_(UDPLITE|SCTP) never in headers for programs: the kernel's own names
          UDPLITE_(SEND|RECV)_CSCOV never in headers for programs: the kernel's own names
          SO_(PASS|PEER)PIDFD Linux 6.5
          SO_RCVPRIORITY Linux 6.14
          SCM_(SECURITY|MAX_FD) never in headers for programs: the kernel's own names
          SCM_PIDFD Linux 6.5, and the kernel's own name
          SCM_TS_OPT_ID Linux 6.13
          SCM_TSTAMP_COMPLETION Linux 6.15
          SCM_INQ Linux 6.17
          SO_PASSRIGHTS Linux 6.16
          SO_INQ Linux 6.17
          SOF_TIMESTAMPING_OPT_ID_TCP Linux 6.2
          SOF_TIMESTAMPING_OPT_RX_FILTER Linux 6.12
          SOF_TIMESTAMPING_TX_COMPLETION Linux 6.15
          TCP_IS_MPTCP Linux 6.9
          ALG_SET_KEY_BY_KEY_SERIAL Linux 6.2
          ARPHRD_MCTP Linux 5.15
          ARPHRD_IEEE802154_PHY glibc only
          CAN_RAW_XL_VCID_\\w+ Linux 6.9
          can_raw_vcid_options.\\w+ Linux 6.9
          (bt_\\w+|hci_filter)\\.\\w+ in BlueZ's headers only
          (BT|BTPROTO|BDADDR|HCI|L2CAP|RFCOMM|SCO)_\\w+ in BlueZ's headers only
          IPPORT_\\w+ musl lacks most
          PACKET_FANOUT_FLAG_IGNORE_OUTGOING Linux 6.2
          PACKET_VNET_HDR_SZ Linux 6.5
          RTNLGRP_(IPV4_MCADDR|IPV6_MCADDR|IPV6_ACADDR) Linux 6.14
          sockaddr_(l2|rc|sco|hci)\\.\\w+ in BlueZ's headers only
          SOL_(ATALK|AX25|IPX|NETROM|ROSE) glibc only
          SOL_(HCI|L2CAP|SCO|RFCOMM) in BlueZ's headers only
          XDP_(USE_SG|PKT_CONTD) Linux 6.6
          XDP_(TX_METADATA|UMEM_TX_SW_CSUM) Linux 6.8
          XDP_UMEM_TX_METADATA_LEN Linux 6.11
          XDP_MAX_TX_SKB_BUDGET Linux 6.17
          TCP_(RTO_MAX_MS|RTO_MIN_US|DELACK_MAX_US) Linux 6.15
          TCPI_OPT_(USEC_TS|TFO_CHILD) newer than Linux 6.1
          mptcp_info.mptcpi_(retransmits|bytes_\\w+) Linux 6.5
          mptcp_info.mptcpi_subflows_total Linux 6.10
          tcp_info.tcpi_(rcv_wnd|rehash) Linux 6.2
          tcp_info.tcpi_total_rto.* Linux 6.7
          tcp_info.tcpi_(received|delivered)_(ce|e0|e1).* newer than Linux 6.1
          """);

  /** Names whose number is the C library's own choice, each with the reason for ours. */
  private static final Map<String, String> CHOSEN =
      reasons(
          """
          SOMAXCONN musl and old glibc say 128; the kernel's limit is 4096 since Linux 5.4
          NI_MAXHOST the size of a buffer; musl says 255, which is enough for it
          O_ACCMODE musl counts O_PATH as an access mode, the one that POSIX calls O_SEARCH
          """);

  /**
   * {@code struct.field}s that musl declares as an int, as POSIX asks, beside padding: together
   * they have the layout of the kernel, which ours is.
   */
  private static final Set<String> NARROW_IN_MUSL =
      Set.of("msghdr.msg_iovlen", "msghdr.msg_controllen", "cmsghdr.cmsg_len");

  /** The headers of a C library for an architecture. */
  enum Headers {
    AMD64("x86_64"),
    AARCH64("aarch64"),
    RISCV64("riscv64"),
    S390X("s390x"),
    PPC64LE("powerpc64le"),
    MUSL("");

    final String gnuName;

    Headers(String gnuName) {
      this.gnuName = gnuName;
    }

    LinuxArchitecture architecture() {
      return Objects.requireNonNull(
          LinuxArchitecture.of(this == MUSL ? System.getProperty("os.arch") : name()));
    }

    /** The compiler that reads them: this machine's through {@code $CC}. */
    Cc compiler(Path directory) throws IOException {
      if (this == MUSL) {
        Capability.C_COMPILER_MUSL.require();
        return Cc.musl(directory);
      }
      if (architecture() == LinuxArchitecture.of(System.getProperty("os.arch"))) {
        Capability.C_COMPILER.require();
        return new Cc(directory);
      }
      Capability.crossCompiler(gnuName).require();
      return Cc.cross(gnuName, directory);
    }
  }

  /** An architecture, its tables, and the headers that a compiler for it reads. */
  private static final class Target {
    final Tables tables;
    final CUnit library;
    final CUnit kernel;
    final List<CUnit> units;

    Target(LinuxArchitecture architecture, Cc cc) {
      tables = Linux.tables(architecture);
      library = new CUnit(cc, C_LIBRARY);
      kernel = new CUnit(cc, KERNEL);
      units = new ArrayList<>(List.of(library, kernel));
      OTHERS.forEach(headers -> units.add(new CUnit(cc, headers)));
    }
  }

  private static final Map<Headers, Target> TARGETS = new EnumMap<>(Headers.class);

  @TempDir private static Path directory;

  /** The tables of an architecture and its headers, which are read once. */
  private static synchronized Target target(Headers headers) throws IOException {
    Target target = TARGETS.get(headers);
    if (target == null) {
      Path own = Files.createDirectories(directory.resolve(headers.name()));
      target = new Target(headers.architecture(), headers.compiler(own));
      TARGETS.put(headers, target);
    }
    return target;
  }

  private static boolean isAskedFor(String name, boolean isFirst) {
    return FAMILIES.matcher(name).matches() || (isFirst && COMPLETE.matcher(name).matches());
  }

  private static boolean isIn(Map<String, String> reasons, String name) {
    return reasons.keySet().stream().anyMatch(name::matches);
  }

  /** Lines of a regular expression and a reason. */
  private static Map<String, String> reasons(String table) {
    return table
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  @ParameterizedTest
  @EnumSource
  void numbers_everyNameInAnyHeader_areTheHeadersNumbers(Headers headers) throws IOException {
    Target target = target(headers);
    Tables tables = target.tables;
    Map<String, String> wrong = new TreeMap<>();
    for (CUnit unit : target.units) {
      unit.values(tables.names())
          .forEach((name, value) -> {
            if (value != tables.number(name) && !isIn(CHOSEN, name)) {
              wrong.put(name, "ours " + tables.number(name) + ", the headers' " + value);
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void numbers_namesInNoHeader_areNewerOrForeign(Headers headers) throws IOException {
    Target target = target(headers);
    Tables tables = target.tables;
    Set<String> absent = new TreeSet<>(tables.names());
    target.units.forEach(unit -> absent.removeAll(unit.constants()));
    var foreign = new StringTokenizer(BsdNames.PROTOCOLS + BsdNames.LOOKUP);
    while (foreign.hasMoreTokens()) {
      absent.remove(foreign.nextToken());
    }
    absent.removeIf(name -> isIn(RARE, name));
    assertThat(absent).as("names not in these headers").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void headers_everyNameOfTheFamilies_isInTheTablesOrExcluded(Headers headers) throws IOException {
    Target target = target(headers);
    Tables tables = target.tables;
    Set<String> lacking = new TreeSet<>();
    for (CUnit unit : target.units) {
      boolean isFirst = unit.equals(target.library) || unit.equals(target.kernel);
      for (String name : unit.constants()) {
        if (tables.find(name) == null && isAskedFor(name, isFirst) && !isIn(EXCLUDED, name)) {
          lacking.add(name);
        }
      }
    }
    assertThat(lacking).isEmpty();
  }

  private static boolean isNarrow(
      Headers headers, String name, Struct.Field field, Struct.Field ours) {
    boolean isLittleEndian = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    int padding = isLittleEndian ? 0 : Integer.BYTES;
    return headers == Headers.MUSL
        && NARROW_IN_MUSL.contains(name)
        && field.equals(new Struct.Field(ours.offset() + padding, Integer.BYTES));
  }

  @ParameterizedTest
  @EnumSource
  void structs_everyStructAndField_haveTheHeadersLayout(Headers headers) throws IOException {
    Target target = target(headers);
    Tables tables = target.tables;
    List<Struct> all = tables.structs().stream().sorted().map(tables::struct).toList();
    Map<String, Integer> sizes = new TreeMap<>();
    Set<String> wrong = new TreeSet<>();
    Set<String> absent = new TreeSet<>();
    all.forEach(
        struct -> struct.fields().keySet().forEach(f -> absent.add(struct.name() + "." + f)));
    for (CUnit unit : target.units) {
      unit.layouts(all)
          .forEach((tag, layout) -> {
            sizes.merge(tag, layout.size(), Math::max);
            layout
                .fields()
                .forEach((name, field) -> {
                  absent.remove(tag + "." + name);
                  Struct.Field ours = tables.struct(tag).field(name);
                  if (!field.equals(ours) && !isNarrow(headers, tag + "." + name, field, ours)) {
                    wrong.add(tag + "." + name + ": the headers' " + field);
                  }
                });
          });
    }
    for (Struct struct : all) {
      int size = sizes.getOrDefault(struct.name(), struct.size());
      boolean grewSince =
          size < struct.size()
              && absent.stream().anyMatch(field -> field.startsWith(struct.name() + "."));
      if (size != struct.size() && !grewSince) {
        wrong.add("struct " + struct.name() + ": the headers' size " + size);
      }
    }
    assertThat(wrong).isEmpty();
    absent.removeIf(field -> isIn(RARE, field));
    assertThat(absent).as("fields not in these headers").isEmpty();
  }
}
