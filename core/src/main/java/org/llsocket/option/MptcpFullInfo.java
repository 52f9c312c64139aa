package org.llsocket.option;

import java.util.List;

/**
 * {@code struct mptcp_full_info}: the state of a connection of multipath TCP and of each subflow,
 * at one moment.
 *
 * <pre>{@code
 * MptcpFullInfo full = socket.get(MPTCP.FULL_INFO);
 * for (MptcpSubflowInfo each : full.subflows()) {
 *   log(each.id() + ": " + each.addrs().local() + " -> " + each.addrs().remote());
 * }
 * }</pre>
 *
 * @param mptcp_info the connection
 * @param num_subflows how many subflows there are: more than {@code subflows} has if there are over
 *     64
 * @param subflows each subflow; unmodifiable
 * @see <a href="https://docs.kernel.org/networking/mptcp.html">MPTCP</a>
 */
public record MptcpFullInfo(
    MptcpInfo mptcp_info, long num_subflows, List<MptcpSubflowInfo> subflows) {
  /** Copies the list. */
  public MptcpFullInfo {
    subflows = List.copyOf(subflows);
  }
}
