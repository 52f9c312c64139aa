package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code XDP_*}: flags of AF_XDP sockets.
 *
 * <p>The offsets for {@code mmap(2)}, {@code XDP_PGOFF_*} and {@code XDP_UMEM_PGOFF_*}, are not
 * here: some have more than 32 bits.
 *
 * <pre>{@code
 * short flags = (short) (XDP.COPY | XDP.USE_NEED_WAKEUP); // sxdp_flags
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/af_xdp.html">AF_XDP</a>
 */
public final class XDP {
  private static final Table TABLE = new Table("SOL_XDP", "", EnumSet.of(SocketKind.XDP));

  /**
   * {@code XDP_SHARED_UMEM}: {@code sxdp_flags}: share the memory of the socket {@code
   * sxdp_shared_umem_fd}.
   */
  public static final int SHARED_UMEM = Platform.number("XDP_SHARED_UMEM");

  /** {@code XDP_COPY}: {@code sxdp_flags}: always copy. */
  public static final int COPY = Platform.number("XDP_COPY");

  /**
   * {@code XDP_ZEROCOPY}: {@code sxdp_flags}: never copy; EOPNOTSUPP if the driver cannot do that.
   */
  public static final int ZEROCOPY = Platform.number("XDP_ZEROCOPY");

  /**
   * {@code XDP_USE_NEED_WAKEUP}: {@code sxdp_flags}: the rings indicate whether the kernel needs a
   * system call; since Linux 5.4.
   */
  public static final int USE_NEED_WAKEUP = Platform.number("XDP_USE_NEED_WAKEUP");

  /** {@code XDP_USE_SG}: {@code sxdp_flags}: packets of several buffers; since Linux 6.6. */
  public static final int USE_SG = Platform.number("XDP_USE_SG");

  /**
   * {@code XDP_UMEM_UNALIGNED_CHUNK_FLAG}: {@code struct xdp_umem_reg}: chunks may begin anywhere;
   * since Linux 5.4.
   */
  public static final int UMEM_UNALIGNED_CHUNK_FLAG =
      Platform.number("XDP_UMEM_UNALIGNED_CHUNK_FLAG");

  /**
   * {@code XDP_UMEM_TX_SW_CSUM}: {@code struct xdp_umem_reg}: checksums are computed by software;
   * since Linux 6.8.
   */
  public static final int UMEM_TX_SW_CSUM = Platform.number("XDP_UMEM_TX_SW_CSUM");

  /**
   * {@code XDP_UMEM_TX_METADATA_LEN}: {@code struct xdp_umem_reg}: {@code tx_metadata_len} is set;
   * since Linux 6.11.
   */
  public static final int UMEM_TX_METADATA_LEN = Platform.number("XDP_UMEM_TX_METADATA_LEN");

  /**
   * {@code XDP_RING_NEED_WAKEUP}: a flag of a ring: the kernel needs {@code sendto(2)} or {@code
   * poll(2)}.
   */
  public static final int RING_NEED_WAKEUP = Platform.number("XDP_RING_NEED_WAKEUP");

  /** {@code XDP_OPTIONS_ZEROCOPY}: a flag read by {@code XDP_OPTIONS}: zero copy is in use. */
  public static final int OPTIONS_ZEROCOPY = Platform.number("XDP_OPTIONS_ZEROCOPY");

  /**
   * {@code XDP_PKT_CONTD}: a flag of a descriptor: the packet continues in the next one; since
   * Linux 6.6.
   */
  public static final int PKT_CONTD = Platform.number("XDP_PKT_CONTD");

  /**
   * {@code XDP_TX_METADATA}: a flag of a descriptor: metadata precede the packet; since Linux 6.8.
   */
  public static final int TX_METADATA = Platform.number("XDP_TX_METADATA");

  /** {@code XDP_RX_RING}: makes the receive ring, with this many descriptors, a power of two. */
  public static final Option<Integer> RX_RING =
      TABLE.option("XDP_RX_RING").since("4.18").writeOnly().number(1, Integer.MAX_VALUE);

  /** {@code XDP_TX_RING}: makes the transmit ring. */
  public static final Option<Integer> TX_RING =
      TABLE.option("XDP_TX_RING").since("4.18").writeOnly().number(1, Integer.MAX_VALUE);

  /** {@code XDP_UMEM_FILL_RING}: makes the ring of buffers for received packets. */
  public static final Option<Integer> UMEM_FILL_RING =
      TABLE.option("XDP_UMEM_FILL_RING").since("4.18").writeOnly().number(1, Integer.MAX_VALUE);

  /** {@code XDP_UMEM_COMPLETION_RING}: makes the ring of buffers that were sent. */
  public static final Option<Integer> UMEM_COMPLETION_RING =
      TABLE
          .option("XDP_UMEM_COMPLETION_RING")
          .since("4.18")
          .writeOnly()
          .number(1, Integer.MAX_VALUE);

  /** {@code XDP_STATISTICS}: counts of dropped and invalid packets. */
  public static final Option<XdpStatistics> STATISTICS =
      TABLE.option("XDP_STATISTICS").since("4.18").readOnly().value(XdpStatistics.CODEC);

  /** {@code XDP_OPTIONS}: {@link #OPTIONS_ZEROCOPY} if the socket copies nothing. */
  public static final Option<Integer> OPTIONS =
      TABLE.option("XDP_OPTIONS").since("5.3").readOnly().number();

  /**
   * {@code XDP_MAX_TX_SKB_BUDGET}: how many packets one {@code sendto(2)} sends, up to the size of
   * the ring. Default: 32.
   */
  public static final Option<Integer> MAX_TX_SKB_BUDGET =
      TABLE.option("XDP_MAX_TX_SKB_BUDGET").since("6.17").number();

  private XDP() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
