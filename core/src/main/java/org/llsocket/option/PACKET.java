package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code PACKET_*}: types of packets, memberships and fanout modes of packet(7).
 *
 * <p>Types are values of {@code sll_pkttype}, {@code MR_*} of {@code mr_type} in {@code struct
 * packet_mreq}, {@code FANOUT_*} of the upper half of the value of {@code PACKET_FANOUT}.
 *
 * <p>Options of the level {@link org.llsocket.SOL#PACKET} are set and read with the raw {@code
 * getsockopt} and {@code setsockopt} of {@link org.llsocket.Socket}, which take their numbers.
 *
 * <pre>{@code
 * int fanout = group | PACKET.FANOUT_HASH << 16; // the value of PACKET_FANOUT
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class PACKET {
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

  private PACKET() {}
}
