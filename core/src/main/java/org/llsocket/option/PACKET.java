package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code PACKET_*}: types of packets, memberships and fanout modes of packet(7).
 *
 * <p>Types are values of {@code sll_pkttype}, {@code MR_*} of {@code mr_type} in {@code struct
 * packet_mreq}, {@code FANOUT_*} of the upper half of the value of {@code PACKET_FANOUT}.
 *
 * <pre>{@code
 * int fanout = group | PACKET.FANOUT_HASH << 16; // the value of PACKET_FANOUT
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class PACKET {
  private static final Table TABLE =
      new Table("SOL_PACKET", "packet(7)", EnumSet.of(SocketKind.PACKET));

  /** {@code PACKET_HOST}: a type: to this machine. */
  public static final int HOST = Platform.number("PACKET_HOST");

  /** {@code PACKET_BROADCAST}: a type: to all machines on the link. */
  public static final int BROADCAST = Platform.number("PACKET_BROADCAST");

  /** {@code PACKET_MULTICAST}: a type: to a group. */
  public static final int MULTICAST = Platform.number("PACKET_MULTICAST");

  /** {@code PACKET_OTHERHOST}: a type: to another machine; received in promiscuous mode. */
  public static final int OTHERHOST = Platform.number("PACKET_OTHERHOST");

  /** {@code PACKET_OUTGOING}: a type: sent by this machine. */
  public static final int OUTGOING = Platform.number("PACKET_OUTGOING");

  /** {@code PACKET_LOOPBACK}: a type: a looped back frame; inside the kernel. */
  public static final int LOOPBACK = Platform.number("PACKET_LOOPBACK");

  /** {@code PACKET_USER}: a type: to user space, on the netlink monitor. */
  public static final int USER = Platform.number("PACKET_USER");

  /** {@code PACKET_KERNEL}: a type: to the kernel, on the netlink monitor. */
  public static final int KERNEL = Platform.number("PACKET_KERNEL");

  /** {@code PACKET_FASTROUTE}: a type: unused. */
  public static final int FASTROUTE = Platform.number("PACKET_FASTROUTE");

  /** {@code PACKET_MR_MULTICAST}: a membership: receive a multicast address. */
  public static final int MR_MULTICAST = Platform.number("PACKET_MR_MULTICAST");

  /** {@code PACKET_MR_PROMISC}: a membership: receive every packet. */
  public static final int MR_PROMISC = Platform.number("PACKET_MR_PROMISC");

  /** {@code PACKET_MR_ALLMULTI}: a membership: receive every multicast packet. */
  public static final int MR_ALLMULTI = Platform.number("PACKET_MR_ALLMULTI");

  /** {@code PACKET_MR_UNICAST}: a membership: receive a further unicast address. */
  public static final int MR_UNICAST = Platform.number("PACKET_MR_UNICAST");

  /** {@code PACKET_FANOUT_HASH}: a mode: by the hash of the flow. */
  public static final int FANOUT_HASH = Platform.number("PACKET_FANOUT_HASH");

  /** {@code PACKET_FANOUT_LB}: a mode: round-robin. */
  public static final int FANOUT_LB = Platform.number("PACKET_FANOUT_LB");

  /** {@code PACKET_FANOUT_CPU}: a mode: by the CPU that received the packet. */
  public static final int FANOUT_CPU = Platform.number("PACKET_FANOUT_CPU");

  /** {@code PACKET_FANOUT_ROLLOVER}: a mode: fill one socket, then the next. */
  public static final int FANOUT_ROLLOVER = Platform.number("PACKET_FANOUT_ROLLOVER");

  /** {@code PACKET_FANOUT_RND}: a mode: at random. */
  public static final int FANOUT_RND = Platform.number("PACKET_FANOUT_RND");

  /** {@code PACKET_FANOUT_QM}: a mode: by the receive queue of the device. */
  public static final int FANOUT_QM = Platform.number("PACKET_FANOUT_QM");

  /** {@code PACKET_FANOUT_CBPF}: a mode: by a classic BPF program. */
  public static final int FANOUT_CBPF = Platform.number("PACKET_FANOUT_CBPF");

  /** {@code PACKET_FANOUT_EBPF}: a mode: by an eBPF program. */
  public static final int FANOUT_EBPF = Platform.number("PACKET_FANOUT_EBPF");

  /** {@code PACKET_FANOUT_FLAG_ROLLOVER}: a flag: when a socket is full, use the next. */
  public static final int FANOUT_FLAG_ROLLOVER = Platform.number("PACKET_FANOUT_FLAG_ROLLOVER");

  /**
   * {@code PACKET_FANOUT_FLAG_UNIQUEID}: a flag: the kernel chooses an unused group; since Linux
   * 4.12.
   */
  public static final int FANOUT_FLAG_UNIQUEID = Platform.number("PACKET_FANOUT_FLAG_UNIQUEID");

  /** {@code PACKET_FANOUT_FLAG_IGNORE_OUTGOING}: a flag: no outgoing packets; since Linux 6.2. */
  public static final int FANOUT_FLAG_IGNORE_OUTGOING =
      Platform.number("PACKET_FANOUT_FLAG_IGNORE_OUTGOING");

  /** {@code PACKET_FANOUT_FLAG_DEFRAG}: a flag: reassemble IP fragments first. */
  public static final int FANOUT_FLAG_DEFRAG = Platform.number("PACKET_FANOUT_FLAG_DEFRAG");

  /**
   * {@code PACKET_ADD_MEMBERSHIP}: receive more than what the interface receives by itself: {@link
   * #MR_PROMISC} and so on. Ends with the socket.
   */
  public static final Option<PacketMreq> ADD_MEMBERSHIP =
      TABLE.option("PACKET_ADD_MEMBERSHIP").since("2.2").writeOnly().value(PacketMreq.CODEC);

  /** {@code PACKET_DROP_MEMBERSHIP}: ends a membership. */
  public static final Option<PacketMreq> DROP_MEMBERSHIP =
      TABLE.option("PACKET_DROP_MEMBERSHIP").since("2.2").writeOnly().value(PacketMreq.CODEC);

  /**
   * {@code PACKET_STATISTICS}: how many packets the socket was to receive and how many of them were
   * dropped; reading resets both.
   */
  public static final Option<PacketStats> STATISTICS =
      TABLE.option("PACKET_STATISTICS").since("2.4").readOnly().value(PacketStats.CODEC);

  /**
   * {@code PACKET_COPY_THRESH}: packets longer than the slots of a ring are also queued as for a
   * socket without a ring, if they are at least this long. Default: 0.
   */
  public static final Option<Integer> COPY_THRESH =
      TABLE.option("PACKET_COPY_THRESH").since("2.4").manual("").unit("bytes").number();

  /**
   * {@code PACKET_AUXDATA}: receive {@code PACKET_AUXDATA}: lengths, offsets and the VLAN of each
   * packet. Default: off.
   */
  public static final Option<Boolean> AUXDATA =
      TABLE.option("PACKET_AUXDATA").since("2.6.21").flag();

  /**
   * {@code PACKET_ORIGDEV}: a packet of a bonded or bridged device reports the device that received
   * it. Default: off.
   */
  public static final Option<Boolean> ORIGDEV =
      TABLE.option("PACKET_ORIGDEV").since("2.6.21").manual("").flag();

  /**
   * {@code PACKET_VERSION}: the format of rings: {@code TPACKET_V1} (0), {@code TPACKET_V2} (1),
   * {@code TPACKET_V3} (2). EBUSY while there is a ring. Default: 0.
   */
  public static final Option<Integer> VERSION =
      TABLE.option("PACKET_VERSION").since("2.6.27").number(0, 2);

  /**
   * {@code PACKET_RESERVE}: how many bytes a ring leaves free before each packet. EBUSY while there
   * is a ring. Default: 0.
   */
  public static final Option<Long> RESERVE =
      TABLE.option("PACKET_RESERVE").since("2.6.27").unit("bytes").unsigned();

  /**
   * {@code PACKET_LOSS}: a transmit ring skips malformed packets, instead of stopping at them.
   * Default: off.
   */
  public static final Option<Boolean> LOSS = TABLE.option("PACKET_LOSS").since("2.6.31").flag();

  /**
   * {@code PACKET_VNET_HDR}: packets begin with {@code struct virtio_net_hdr}. EBUSY while there is
   * a ring. Default: off.
   */
  public static final Option<Boolean> VNET_HDR =
      TABLE.option("PACKET_VNET_HDR").since("2.6.34").manual("").flag();

  /** {@code PACKET_VNET_HDR_SZ}: the size of that header: 0 for none, 10 or 12. */
  public static final Option<Integer> VNET_HDR_SZ =
      TABLE.option("PACKET_VNET_HDR_SZ").since("6.5").manual("").unit("bytes").numberOr(0, 10, 12);

  /**
   * {@code PACKET_TIMESTAMP}: which time stamps a ring has: {@code SOF_TIMESTAMPING_*}; 0 for those
   * of software.
   */
  public static final Option<Integer> TIMESTAMP =
      TABLE.option("PACKET_TIMESTAMP").since("2.6.36").number();

  /**
   * {@code PACKET_FANOUT}: distributes the packets among the sockets of a group. EINVAL if the
   * socket is not bound to a protocol; ENOSPC after 256 sockets.
   */
  public static final Option<PacketFanout> FANOUT =
      TABLE
          .option("PACKET_FANOUT")
          .since("3.1")
          .ints(PacketFanout.class, "", PacketFanout::of, PacketFanout::toInt);

  /**
   * {@code PACKET_FANOUT_DATA}: the program of a group of {@link #FANOUT_CBPF}; it returns the
   * number of a socket.
   */
  public static final Option<List<SockFilter>> FANOUT_DATA =
      TABLE.option("PACKET_FANOUT_DATA").since("4.3").manual("").program();

  /**
   * {@code PACKET_TX_HAS_OFF}: frames in a transmit ring begin at an offset that the program sets.
   * Default: off.
   */
  public static final Option<Boolean> TX_HAS_OFF =
      TABLE.option("PACKET_TX_HAS_OFF").since("3.10").manual("").flag();

  /**
   * {@code PACKET_QDISC_BYPASS}: sent packets go to the device without queueing; the device may
   * drop them if it is busy. Default: off.
   */
  public static final Option<Boolean> QDISC_BYPASS =
      TABLE.option("PACKET_QDISC_BYPASS").since("3.14").flag();

  /**
   * {@code PACKET_ROLLOVER_STATS}: how many packets went to another socket of the fanout group;
   * EINVAL without {@code ROLLOVER}.
   */
  public static final Option<PacketRolloverStats> ROLLOVER_STATS =
      TABLE
          .option("PACKET_ROLLOVER_STATS")
          .since("4.2")
          .manual("")
          .readOnly()
          .value(PacketRolloverStats.CODEC);

  /** {@code PACKET_IGNORE_OUTGOING}: do not receive what this machine sends. Default: off. */
  public static final Option<Boolean> IGNORE_OUTGOING =
      TABLE.option("PACKET_IGNORE_OUTGOING").since("4.20").manual("").flag();

  private PACKET() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
