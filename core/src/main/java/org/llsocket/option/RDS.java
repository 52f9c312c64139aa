package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code RDS_*}: transports and control messages of Reliable Datagram Sockets.
 *
 * <p>Options of the level {@link org.llsocket.SOL#RDS} are set and read with the raw {@code
 * getsockopt} and {@code setsockopt} of {@link org.llsocket.Socket}, which take their numbers.
 *
 * <pre>{@code
 * int transport = RDS.TRANS_TCP;
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/rds.html">RDS</a>
 */
public final class RDS {
  /** {@code RDS_TRANS_IB}: a transport: InfiniBand. */
  public static final int TRANS_IB = Platform.number("RDS_TRANS_IB");

  /** {@code RDS_TRANS_GAP}: a transport: unused. */
  public static final int TRANS_GAP = Platform.number("RDS_TRANS_GAP");

  /** {@code RDS_TRANS_IWARP}: another name for {@link #TRANS_GAP}. */
  public static final int TRANS_IWARP = Platform.number("RDS_TRANS_IWARP");

  /** {@code RDS_TRANS_TCP}: a transport: TCP. */
  public static final int TRANS_TCP = Platform.number("RDS_TRANS_TCP");

  /** {@code RDS_TRANS_NONE}: a transport: none. */
  public static final int TRANS_NONE = Platform.number("RDS_TRANS_NONE");

  /** {@code RDS_CMSG_RDMA_ARGS}: a control message: an RDMA operation. */
  public static final int CMSG_RDMA_ARGS = Platform.number("RDS_CMSG_RDMA_ARGS");

  /** {@code RDS_CMSG_RDMA_DEST}: a control message: the destination of an RDMA operation. */
  public static final int CMSG_RDMA_DEST = Platform.number("RDS_CMSG_RDMA_DEST");

  /** {@code RDS_CMSG_RDMA_MAP}: a control message: map memory for RDMA. */
  public static final int CMSG_RDMA_MAP = Platform.number("RDS_CMSG_RDMA_MAP");

  /** {@code RDS_CMSG_RDMA_STATUS}: a control message: the result of an RDMA operation. */
  public static final int CMSG_RDMA_STATUS = Platform.number("RDS_CMSG_RDMA_STATUS");

  /** {@code RDS_CMSG_CONG_UPDATE}: a control message: ports are not congested any more. */
  public static final int CMSG_CONG_UPDATE = Platform.number("RDS_CMSG_CONG_UPDATE");

  /** {@code RDS_CMSG_ATOMIC_FADD}: a control message: atomic fetch and add. */
  public static final int CMSG_ATOMIC_FADD = Platform.number("RDS_CMSG_ATOMIC_FADD");

  /** {@code RDS_CMSG_ATOMIC_CSWP}: a control message: atomic compare and swap. */
  public static final int CMSG_ATOMIC_CSWP = Platform.number("RDS_CMSG_ATOMIC_CSWP");

  /**
   * {@code RDS_CMSG_MASKED_ATOMIC_FADD}: a control message: atomic fetch and add of masked bits.
   */
  public static final int CMSG_MASKED_ATOMIC_FADD = Platform.number("RDS_CMSG_MASKED_ATOMIC_FADD");

  /**
   * {@code RDS_CMSG_MASKED_ATOMIC_CSWP}: a control message: atomic compare and swap of masked bits.
   */
  public static final int CMSG_MASKED_ATOMIC_CSWP = Platform.number("RDS_CMSG_MASKED_ATOMIC_CSWP");

  /** {@code RDS_CMSG_RXPATH_LATENCY}: a control message: latencies of the receive path. */
  public static final int CMSG_RXPATH_LATENCY = Platform.number("RDS_CMSG_RXPATH_LATENCY");

  /** {@code RDS_CMSG_ZCOPY_COOKIE}: a control message: the cookie of a zero-copy send. */
  public static final int CMSG_ZCOPY_COOKIE = Platform.number("RDS_CMSG_ZCOPY_COOKIE");

  /** {@code RDS_CMSG_ZCOPY_COMPLETION}: a control message: cookies of completed zero-copy sends. */
  public static final int CMSG_ZCOPY_COMPLETION = Platform.number("RDS_CMSG_ZCOPY_COMPLETION");

  /** {@code RDS_RDMA_SUCCESS}: a status of RDMA: success. */
  public static final int RDMA_SUCCESS = Platform.number("RDS_RDMA_SUCCESS");

  /** {@code RDS_RDMA_REMOTE_ERROR}: a status of RDMA: an error of the peer. */
  public static final int RDMA_REMOTE_ERROR = Platform.number("RDS_RDMA_REMOTE_ERROR");

  /** {@code RDS_RDMA_CANCELED}: a status of RDMA: canceled. */
  public static final int RDMA_CANCELED = Platform.number("RDS_RDMA_CANCELED");

  /** {@code RDS_RDMA_DROPPED}: a status of RDMA: dropped. */
  public static final int RDMA_DROPPED = Platform.number("RDS_RDMA_DROPPED");

  /** {@code RDS_RDMA_OTHER_ERROR}: a status of RDMA: another error. */
  public static final int RDMA_OTHER_ERROR = Platform.number("RDS_RDMA_OTHER_ERROR");

  /** {@code RDS_RDMA_READWRITE}: a flag of an RDMA operation: write; without it, read. */
  public static final int RDMA_READWRITE = Platform.number("RDS_RDMA_READWRITE");

  /** {@code RDS_RDMA_FENCE}: a flag of an RDMA operation: send only after it has completed. */
  public static final int RDMA_FENCE = Platform.number("RDS_RDMA_FENCE");

  /**
   * {@code RDS_RDMA_INVALIDATE}: a flag of an RDMA operation: invalidate the key when memory is
   * freed.
   */
  public static final int RDMA_INVALIDATE = Platform.number("RDS_RDMA_INVALIDATE");

  /** {@code RDS_RDMA_USE_ONCE}: a flag of an RDMA operation: free the memory after its use. */
  public static final int RDMA_USE_ONCE = Platform.number("RDS_RDMA_USE_ONCE");

  /** {@code RDS_RDMA_DONTWAIT}: a flag of an RDMA operation: do not wait for the barrier. */
  public static final int RDMA_DONTWAIT = Platform.number("RDS_RDMA_DONTWAIT");

  /** {@code RDS_RDMA_NOTIFY_ME}: a flag of an RDMA operation: report its completion. */
  public static final int RDMA_NOTIFY_ME = Platform.number("RDS_RDMA_NOTIFY_ME");

  /** {@code RDS_RDMA_SILENT}: a flag of an RDMA operation: do not interrupt the peer. */
  public static final int RDMA_SILENT = Platform.number("RDS_RDMA_SILENT");

  private RDS() {}
}
