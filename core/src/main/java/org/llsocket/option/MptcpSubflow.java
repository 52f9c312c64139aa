package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct mptcp_subflow_addrs}: the addresses of a subflow of multipath TCP.
 *
 * @param local this end's address
 * @param remote the peer's address
 */
public record MptcpSubflow(InetSocketAddress local, InetSocketAddress remote) {
  static final int SIZE = Fields.size("mptcp_subflow_addrs");

  /** Reads a struct of this size. */
  static MptcpSubflow read(MemorySegment addrs) {
    return new MptcpSubflow(
        InetSockaddr.read(addrs.asSlice(0, SIZE / 2)), InetSockaddr.read(addrs.asSlice(SIZE / 2)));
  }
}
