package org.llsocket;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.SCM;
import org.llsocket.netlink.IFA;
import org.llsocket.netlink.IFLA;
import org.llsocket.netlink.NDA;
import org.llsocket.netlink.NLM;
import org.llsocket.netlink.RTA;
import org.llsocket.netlink.RTM;
import org.llsocket.option.ALG;
import org.llsocket.option.BT;
import org.llsocket.option.CAN;
import org.llsocket.option.CANFD;
import org.llsocket.option.CANXL;
import org.llsocket.option.HCI;
import org.llsocket.option.J1939;
import org.llsocket.option.L2CAP;
import org.llsocket.option.NETLINK;
import org.llsocket.option.PACKET;
import org.llsocket.option.RDS;
import org.llsocket.option.RFCOMM;
import org.llsocket.option.SCTP;
import org.llsocket.option.SPP;
import org.llsocket.option.TIPC;
import org.llsocket.option.XDP;
import org.llsocket.programs.ConversationProgram;
import org.llsocket.testing.ChildJvm;

/** The names of other families than the internet's, and of what lies below it. */
@ExtendWith(LeakCheck.class)
class FamilyNamesTest {
  private static final List<Class<?>> OWNERS =
      List.of(
          ALG.class,
          ARPHRD.class,
          BDADDR.class,
          BT.class,
          BTPROTO.class,
          CAN.class,
          CANFD.class,
          CANXL.class,
          ETH.class,
          ETHERTYPE.class,
          HCI.class,
          HWTSTAMP.class,
          IFA.class,
          IFLA.class,
          INADDR.class,
          IOCTL.class,
          IPPORT.class,
          J1939.class,
          L2CAP.class,
          NDA.class,
          NETLINK.class,
          NLM.class,
          PACKET.class,
          RDS.class,
          RFCOMM.class,
          RTA.class,
          RTM.class,
          RTMGRP.class,
          RTNLGRP.class,
          SCM.class,
          SCTP.class,
          SOL.class,
          SPP.class,
          TIPC.class,
          VMADDR.class,
          XDP.class);

  /** Names of options that are free for typed options: the class and the ends of their C names. */
  private static final Map<String, Set<String>> OPTIONS =
      """
      ALG SET_KEY SET_AEAD_AUTHSIZE SET_DRBG_ENTROPY SET_KEY_BY_KEY_SERIAL
      BT SECURITY DEFER_SETUP FLUSHABLE POWER CHANNEL_POLICY VOICE SNDMTU RCVMTU PHY MODE PKT_STATUS ISO_QOS CODEC ISO_BASE
      CAN RAW_FILTER RAW_ERR_FILTER RAW_LOOPBACK RAW_RECV_OWN_MSGS RAW_FD_FRAMES RAW_JOIN_FILTERS RAW_XL_FRAMES RAW_XL_VCID_OPTS ISOTP_OPTS ISOTP_RECV_FC ISOTP_TX_STMIN ISOTP_RX_STMIN ISOTP_LL_OPTS
      HCI DATA_DIR FILTER TIME_STAMP
      L2CAP OPTIONS CONNINFO LM
      NETLINK ADD_MEMBERSHIP DROP_MEMBERSHIP PKTINFO BROADCAST_ERROR NO_ENOBUFS RX_RING TX_RING LISTEN_ALL_NSID LIST_MEMBERSHIPS CAP_ACK EXT_ACK GET_STRICT_CHK
      PACKET ADD_MEMBERSHIP DROP_MEMBERSHIP RECV_OUTPUT RX_RING STATISTICS COPY_THRESH AUXDATA ORIGDEV VERSION HDRLEN RESERVE TX_RING LOSS VNET_HDR TX_TIMESTAMP TIMESTAMP FANOUT TX_HAS_OFF QDISC_BYPASS ROLLOVER_STATS FANOUT_DATA IGNORE_OUTGOING VNET_HDR_SZ
      RDS CANCEL_SENT_TO GET_MR FREE_MR RECVERR CONG_MONITOR GET_MR_FOR_DEST
      RFCOMM CONNINFO LM
      SCTP RTOINFO ASSOCINFO INITMSG NODELAY AUTOCLOSE SET_PEER_PRIMARY_ADDR PRIMARY_ADDR ADAPTATION_LAYER DISABLE_FRAGMENTS PEER_ADDR_PARAMS DEFAULT_SEND_PARAM EVENTS I_WANT_MAPPED_V4_ADDR MAXSEG STATUS GET_PEER_ADDR_INFO DELAYED_SACK CONTEXT FRAGMENT_INTERLEAVE PARTIAL_DELIVERY_POINT MAX_BURST AUTH_CHUNK HMAC_IDENT AUTH_KEY AUTH_ACTIVE_KEY AUTH_DELETE_KEY PEER_AUTH_CHUNKS LOCAL_AUTH_CHUNKS GET_ASSOC_NUMBER GET_ASSOC_ID_LIST AUTO_ASCONF PEER_ADDR_THLDS_V2 RECVRCVINFO RECVNXTINFO DEFAULT_SNDINFO AUTH_DEACTIVATE_KEY REUSE_PORT SOCKOPT_BINDX_ADD SOCKOPT_BINDX_REM GET_PEER_ADDRS GET_LOCAL_ADDRS GET_ASSOC_STATS PR_SUPPORTED DEFAULT_PRINFO RECONFIG_SUPPORTED ENABLE_STREAM_RESET RESET_STREAMS RESET_ASSOC ADD_STREAMS STREAM_SCHEDULER STREAM_SCHEDULER_VALUE INTERLEAVING_SUPPORTED EVENT ASCONF_SUPPORTED AUTH_SUPPORTED ECN_SUPPORTED EXPOSE_POTENTIALLY_FAILED_STATE REMOTE_UDP_ENCAPS_PORT PLPMTUD_PROBE_INTERVAL
      TIPC IMPORTANCE SRC_DROPPABLE DEST_DROPPABLE CONN_TIMEOUT NODE_RECVQ_DEPTH SOCK_RECVQ_DEPTH MCAST_BROADCAST MCAST_REPLICAST GROUP_JOIN GROUP_LEAVE SOCK_RECVQ_USED NODELAY
      XDP MMAP_OFFSETS RX_RING TX_RING UMEM_REG UMEM_FILL_RING UMEM_COMPLETION_RING STATISTICS OPTIONS MAX_TX_SKB_BUDGET
      """
          .lines()
          .map(line -> List.of(line.split(" ", -1)))
          .collect(toMap(List::getFirst, line -> Set.copyOf(line.subList(1, line.size()))));

  private static Stream<Field> constants() {
    return OWNERS.stream()
        .flatMap(owner -> Arrays.stream(owner.getFields()))
        .filter(field -> field.getType() == int.class);
  }

  private static List<Class<?>> owners() {
    return OWNERS;
  }

  /** The operations and flags of CAN's broadcast manager have no prefix in C. */
  private static String cName(Field field) {
    String owner = field.getDeclaringClass().getSimpleName();
    String member = field.getName().replaceFirst("^_", "");
    boolean isOfBcm = owner.equals("CAN") && member.startsWith("BCM_");
    return isOfBcm ? member.substring("BCM_".length()) : owner + "_" + member;
  }

  @ParameterizedTest
  @MethodSource("constants")
  void constant_byTheNamingRule_isItsCName(Field field) throws IllegalAccessException {
    assertThat(field.getInt(null)).isEqualTo(Platform.number(cName(field)));
  }

  /** The other way: no name of the tables is forgotten, and no option's name is taken. */
  @ParameterizedTest
  @MethodSource("owners")
  void table_everyNameWithTheClassAsPrefix_isAConstantOrAnOption(Class<?> owner) {
    String prefix = owner.getSimpleName() + "_";
    Set<String> inTables =
        Platform.names().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> here =
        Arrays.stream(owner.getFields())
            .filter(field -> field.getType() == int.class)
            .map(FamilyNamesTest::cName)
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .collect(Collectors.toSet());
    Set<String> options = OPTIONS.getOrDefault(owner.getSimpleName(), Set.of());
    assertThat(here).isNotEmpty();
    for (String option : options) {
      assertThat(here.add(option)).as(option + " is an option").isTrue();
    }
    assertThat(here).containsExactlyInAnyOrderElementsOf(inTables);
  }

  @Test
  void toString_knownAndUnknownNumbers_areNamesOrThePrefixAndTheNumber() {
    assertThat(SOL.toString(SOL.SOCKET)).isEqualTo("SOL_SOCKET");
    assertThat(SOL.toString(SOL.L2CAP)).isEqualTo("SOL_TCP");
    assertThat(SOL.toString(SOL.CAN_RAW)).isEqualTo("SOL_CAN_RAW");
    assertThat(SOL.toString(4711)).isEqualTo("SOL_4711");
    assertThat(ETH.toString(0x806)).isEqualTo("ETH_P_ARP");
    assertThat(ETH.toString(0xfff0)).isEqualTo("ETH_P_65520");
    assertThat(ARPHRD.toString(772)).isEqualTo("ARPHRD_LOOPBACK");
    assertThat(ARPHRD.toString(513)).isEqualTo("ARPHRD_CISCO");
    assertThat(RTMGRP.toString(RTMGRP.LINK | RTMGRP.IPV6_PREFIX | 1 << 30))
        .isEqualTo("RTMGRP_LINK|RTMGRP_IPV6_PREFIX|0x40000000");
    assertThat(NI.toString(NI.MAXSERV)).isEqualTo("NI_IDN");
  }

  @Test
  void numbers_unsignedInC_areNegativeFromTheSignBitOn() {
    assertThat(INADDR.BROADCAST).isEqualTo(-1);
    assertThat(VMADDR.CID_ANY).isEqualTo(-1);
    assertThat(CAN.EFF_FLAG).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void htons_protocol_isTheBytesOfTheNetwork() {
    byte[] bytes = ByteBuffer.allocate(2).putShort((short) ETH.P_IPV6).array();
    int expected = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort() & 0xffff;
    assertThat(ETH.htons(ETH.P_IPV6)).isEqualTo(expected);
    assertThat(ETH.htons(ETH.htons(ETH.P_ALL))).isEqualTo(ETH.P_ALL);
    assertThat(ETH.htons(0xffff)).isEqualTo(0xffff);
  }

  @Test
  void htons_outOfRange_isRefused() {
    for (int wrong : new int[] {-1, 0x10000}) {
      assertThatThrownBy(() -> ETH.htons(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("protocol " + wrong + " is outside 0–65535");
    }
  }

  @Test
  void getsockopt_levelsOfSol_areTheTypedOptions() throws IOException {
    try (Arena arena = Arena.ofConfined();
        Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      Function<Integer, Integer> first =
          level -> {
            try {
              socket.getsockopt(level, 3, value); // SO_TYPE, TCP_CORK
              return value.get(ValueLayout.JAVA_INT, 0);
            } catch (IOException e) {
              return -1;
            }
          };
      assertThat(first.apply(SOL.SOCKET)).isEqualTo(SOCK.STREAM.number());
      assertThat(first.apply(SOL.TCP)).isZero();
      assertThat(first.apply(SOL.NETLINK)).isEqualTo(-1);
    }
  }

  /** A program that needs none of these names does not pay for them. */
  @Test
  void start_conversationOfStreamsAndDatagrams_readsNoTableOfThese() {
    String log = ChildJvm.of(ConversationProgram.class).options("-Xlog:class+load:stdout").output();
    assertThat(log)
        .contains(" org.llsocket.internal.platform.Platform ")
        .doesNotContain("org.llsocket.internal.platform.Platform$Further");
  }
}
