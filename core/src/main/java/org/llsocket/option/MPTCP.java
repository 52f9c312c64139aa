package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;

/**
 * {@code MPTCP_*}: options of {@code SOL_MPTCP}, multipath TCP.
 *
 * <pre>{@code
 * Socket socket = Socket.open(AF.INET, SOCK.STREAM, IPPROTO.MPTCP);
 * socket.connect(addr);
 * for (MptcpSubflowInfo subflow : socket.get(MPTCP.FULL_INFO).subflows()) {
 *   log(subflow.addrs().remote() + " " + subflow.tcp_info().rtt());
 * }
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/mptcp.html">MPTCP</a>
 */
public final class MPTCP {
  private static final Table TABLE =
      new Table("SOL_MPTCP", "", EnumSet.of(SocketKind.MPTCP, SocketKind.MPTCP6));

  /** {@code MPTCP_INFO}: the state of the connection; EOPNOTSUPP after a fallback to TCP. */
  public static final Option<MptcpInfo> INFO =
      TABLE.option("MPTCP_INFO").since("5.16").readOnly().value(MptcpInfo.CODEC);

  /** {@code MPTCP_TCPINFO}: {@code struct tcp_info} of each subflow, of up to 64. */
  public static final Option<List<TcpInfo>> TCPINFO =
      TABLE.option("MPTCP_TCPINFO").since("5.16").readOnly().value(MptcpSubflows.TCP_INFO);

  /** {@code MPTCP_SUBFLOW_ADDRS}: the addresses of each subflow, of up to 64. */
  public static final Option<List<MptcpSubflow>> SUBFLOW_ADDRS =
      TABLE.option("MPTCP_SUBFLOW_ADDRS").since("5.16").readOnly().value(MptcpSubflows.ADDRESSES);

  /**
   * {@code MPTCP_FULL_INFO}: all of these at once, so that they belong together: the state of the
   * connection and each subflow, of up to 64. The library supplies the memory whose addresses the
   * value contains.
   */
  public static final Option<MptcpFullInfo> FULL_INFO =
      TABLE.option("MPTCP_FULL_INFO").since("6.5").readOnly().value(new MptcpFullInfoCodec());

  private MPTCP() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
