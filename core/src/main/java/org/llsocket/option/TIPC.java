package org.llsocket.option;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code TIPC_*}: addresses, scopes, importances, topology events and control messages of TIPC.
 *
 * <pre>{@code
 * var sa = ByteBuffer.allocate(14).order(ByteOrder.nativeOrder()); // sockaddr_tipc after family
 * sa.put((byte) TIPC.SERVICE_ADDR).put((byte) 0).putInt(18888).putInt(17).putInt(0);
 * socket.connect(SockAddr.raw(AF.TIPC, sa.array()));
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/tipc.html">TIPC</a>
 */
public final class TIPC {
  private static final Table TABLE = new Table("SOL_TIPC", "", EnumSet.of(SocketKind.TIPC));

  /** {@code TIPC_NODE_STATE}: a service type: states of nodes. */
  public static final int NODE_STATE = Platform.number("TIPC_NODE_STATE");

  /** {@code TIPC_CFG_SRV}: a service type: the former name of {@link #NODE_STATE}. */
  public static final int CFG_SRV = Platform.number("TIPC_CFG_SRV");

  /** {@code TIPC_TOP_SRV}: a service type: the topology server. */
  public static final int TOP_SRV = Platform.number("TIPC_TOP_SRV");

  /** {@code TIPC_LINK_STATE}: a service type: states of links. */
  public static final int LINK_STATE = Platform.number("TIPC_LINK_STATE");

  /** {@code TIPC_RESERVED_TYPES}: the lowest service type for programs. */
  public static final int RESERVED_TYPES = Platform.number("TIPC_RESERVED_TYPES");

  /** {@code TIPC_ZONE_SCOPE}: a scope: the zone; deprecated, as {@link #CLUSTER_SCOPE}. */
  public static final int ZONE_SCOPE = Platform.number("TIPC_ZONE_SCOPE");

  /** {@code TIPC_CLUSTER_SCOPE}: a scope: the cluster. */
  public static final int CLUSTER_SCOPE = Platform.number("TIPC_CLUSTER_SCOPE");

  /** {@code TIPC_NODE_SCOPE}: a scope: this node. */
  public static final int NODE_SCOPE = Platform.number("TIPC_NODE_SCOPE");

  /** {@code TIPC_MAX_USER_MSG_SIZE}: the longest message, in bytes. */
  public static final int MAX_USER_MSG_SIZE = Platform.number("TIPC_MAX_USER_MSG_SIZE");

  /** {@code TIPC_LOW_IMPORTANCE}: an importance: the lowest, the default. */
  public static final int LOW_IMPORTANCE = Platform.number("TIPC_LOW_IMPORTANCE");

  /** {@code TIPC_MEDIUM_IMPORTANCE}: an importance. */
  public static final int MEDIUM_IMPORTANCE = Platform.number("TIPC_MEDIUM_IMPORTANCE");

  /** {@code TIPC_HIGH_IMPORTANCE}: an importance. */
  public static final int HIGH_IMPORTANCE = Platform.number("TIPC_HIGH_IMPORTANCE");

  /** {@code TIPC_CRITICAL_IMPORTANCE}: an importance: the highest. */
  public static final int CRITICAL_IMPORTANCE = Platform.number("TIPC_CRITICAL_IMPORTANCE");

  /** {@code TIPC_OK}: an error code of {@link #ERRINFO}: none. */
  public static final int OK = Platform.number("TIPC_OK");

  /** {@code TIPC_ERR_NO_NAME}: an error code of {@link #ERRINFO}: no such service. */
  public static final int ERR_NO_NAME = Platform.number("TIPC_ERR_NO_NAME");

  /** {@code TIPC_ERR_NO_PORT}: an error code of {@link #ERRINFO}: no such socket. */
  public static final int ERR_NO_PORT = Platform.number("TIPC_ERR_NO_PORT");

  /** {@code TIPC_ERR_NO_NODE}: an error code of {@link #ERRINFO}: no such node. */
  public static final int ERR_NO_NODE = Platform.number("TIPC_ERR_NO_NODE");

  /** {@code TIPC_ERR_OVERLOAD}: an error code of {@link #ERRINFO}: the receive queue is full. */
  public static final int ERR_OVERLOAD = Platform.number("TIPC_ERR_OVERLOAD");

  /**
   * {@code TIPC_CONN_SHUTDOWN}: an error code of {@link #ERRINFO}: the peer has shut the connection
   * down.
   */
  public static final int CONN_SHUTDOWN = Platform.number("TIPC_CONN_SHUTDOWN");

  /** {@code TIPC_SUB_PORTS}: a filter of a subscription: an event for each match. */
  public static final int SUB_PORTS = Platform.number("TIPC_SUB_PORTS");

  /**
   * {@code TIPC_SUB_SERVICE}: a filter of a subscription: an event for the first match and for the
   * end of the last.
   */
  public static final int SUB_SERVICE = Platform.number("TIPC_SUB_SERVICE");

  /** {@code TIPC_SUB_CANCEL}: a filter of a subscription: cancel it. */
  public static final int SUB_CANCEL = Platform.number("TIPC_SUB_CANCEL");

  /** {@code TIPC_WAIT_FOREVER}: a timeout of a subscription: none. */
  public static final int WAIT_FOREVER = Platform.number("TIPC_WAIT_FOREVER");

  /** {@code TIPC_PUBLISHED}: an event: a service was published. */
  public static final int PUBLISHED = Platform.number("TIPC_PUBLISHED");

  /** {@code TIPC_WITHDRAWN}: an event: a service was withdrawn. */
  public static final int WITHDRAWN = Platform.number("TIPC_WITHDRAWN");

  /** {@code TIPC_SUBSCR_TIMEOUT}: an event: the subscription has ended. */
  public static final int SUBSCR_TIMEOUT = Platform.number("TIPC_SUBSCR_TIMEOUT");

  /** {@code TIPC_ADDR_MCAST}: an address type: multicast to a range of services. */
  public static final int ADDR_MCAST = Platform.number("TIPC_ADDR_MCAST");

  /** {@code TIPC_SERVICE_RANGE}: an address type: a range of services. */
  public static final int SERVICE_RANGE = Platform.number("TIPC_SERVICE_RANGE");

  /** {@code TIPC_SERVICE_ADDR}: an address type: a service. */
  public static final int SERVICE_ADDR = Platform.number("TIPC_SERVICE_ADDR");

  /** {@code TIPC_SOCKET_ADDR}: an address type: a socket. */
  public static final int SOCKET_ADDR = Platform.number("TIPC_SOCKET_ADDR");

  /** {@code TIPC_ADDR_NAMESEQ}: the former name of {@link #SERVICE_RANGE}. */
  public static final int ADDR_NAMESEQ = Platform.number("TIPC_ADDR_NAMESEQ");

  /** {@code TIPC_ADDR_NAME}: the former name of {@link #SERVICE_ADDR}. */
  public static final int ADDR_NAME = Platform.number("TIPC_ADDR_NAME");

  /** {@code TIPC_ADDR_ID}: the former name of {@link #SOCKET_ADDR}. */
  public static final int ADDR_ID = Platform.number("TIPC_ADDR_ID");

  /** {@code TIPC_ERRINFO}: a control message: an error code and the length of the returned data. */
  public static final int ERRINFO = Platform.number("TIPC_ERRINFO");

  /** {@code TIPC_RETDATA}: a control message: the returned data. */
  public static final int RETDATA = Platform.number("TIPC_RETDATA");

  /** {@code TIPC_DESTNAME}: a control message: the service that a message was sent to. */
  public static final int DESTNAME = Platform.number("TIPC_DESTNAME");

  /**
   * {@code TIPC_GROUP_LOOPBACK}: a flag of {@code TIPC_GROUP_JOIN}: receive the messages that this
   * socket sends.
   */
  public static final int GROUP_LOOPBACK = Platform.number("TIPC_GROUP_LOOPBACK");

  /**
   * {@code TIPC_GROUP_MEMBER_EVTS}: a flag of {@code TIPC_GROUP_JOIN}: receive membership events.
   */
  public static final int GROUP_MEMBER_EVTS = Platform.number("TIPC_GROUP_MEMBER_EVTS");

  /** {@code TIPC_NODEID_LEN}: the length of a node identity, in bytes. */
  public static final int NODEID_LEN = Platform.number("TIPC_NODEID_LEN");

  /** {@code TIPC_MAX_MEDIA_NAME}: the size of a media name, with its NUL. */
  public static final int MAX_MEDIA_NAME = Platform.number("TIPC_MAX_MEDIA_NAME");

  /** {@code TIPC_MAX_IF_NAME}: the size of an interface name, with its NUL. */
  public static final int MAX_IF_NAME = Platform.number("TIPC_MAX_IF_NAME");

  /** {@code TIPC_MAX_BEARER_NAME}: the size of a bearer name, with its NUL. */
  public static final int MAX_BEARER_NAME = Platform.number("TIPC_MAX_BEARER_NAME");

  /** {@code TIPC_MAX_LINK_NAME}: the size of a link name, with its NUL. */
  public static final int MAX_LINK_NAME = Platform.number("TIPC_MAX_LINK_NAME");

  /**
   * {@code TIPC_IMPORTANCE}: how unlikely messages are to be dropped: {@link #LOW_IMPORTANCE} to
   * {@link #CRITICAL_IMPORTANCE}. Default: low.
   */
  public static final Option<Integer> IMPORTANCE =
      TABLE.option("TIPC_IMPORTANCE").since("2.6.16").number(0, 3);

  /**
   * {@code TIPC_SRC_DROPPABLE}: messages may be dropped at this node if it is congested. Default:
   * on for datagrams.
   */
  public static final Option<Boolean> SRC_DROPPABLE =
      TABLE.option("TIPC_SRC_DROPPABLE").since("2.6.16").flag();

  /**
   * {@code TIPC_DEST_DROPPABLE}: messages that cannot be delivered are dropped, not returned.
   * Default: on for {@code SOCK_DGRAM} and {@code SOCK_RDM}.
   */
  public static final Option<Boolean> DEST_DROPPABLE =
      TABLE.option("TIPC_DEST_DROPPABLE").since("2.6.16").flag();

  /** {@code TIPC_CONN_TIMEOUT}: how long {@code connect(2)} waits. Default: 8 seconds. */
  public static final Option<Duration> CONN_TIMEOUT =
      TABLE.option("TIPC_CONN_TIMEOUT").since("2.6.39").milliseconds(0, Integer.MAX_VALUE);

  /** {@code TIPC_NODE_RECVQ_DEPTH}: messages in the receive queues of this node. */
  public static final Option<Integer> NODE_RECVQ_DEPTH =
      TABLE.option("TIPC_NODE_RECVQ_DEPTH").since("2.6.16").readOnly().number();

  /** {@code TIPC_SOCK_RECVQ_DEPTH}: messages in the receive queue of the socket. */
  public static final Option<Integer> SOCK_RECVQ_DEPTH =
      TABLE.option("TIPC_SOCK_RECVQ_DEPTH").since("2.6.16").readOnly().number();

  /** {@code TIPC_SOCK_RECVQ_USED}: bytes in the receive queue of the socket. */
  public static final Option<Integer> SOCK_RECVQ_USED =
      TABLE.option("TIPC_SOCK_RECVQ_USED").since("4.20").unit("bytes").readOnly().number();

  /** {@code TIPC_MCAST_BROADCAST}: multicasts are sent as broadcasts. */
  public static final Option<Boolean> MCAST_BROADCAST =
      TABLE.option("TIPC_MCAST_BROADCAST").since("4.11").action();

  /** {@code TIPC_MCAST_REPLICAST}: multicasts are sent to each receiver. */
  public static final Option<Boolean> MCAST_REPLICAST =
      TABLE.option("TIPC_MCAST_REPLICAST").since("4.11").action();

  /** {@code TIPC_GROUP_JOIN}: joins a communication group. */
  public static final Option<TipcGroupReq> GROUP_JOIN =
      TABLE.option("TIPC_GROUP_JOIN").since("4.15").value(TipcGroupReq.CODEC);

  /** {@code TIPC_GROUP_LEAVE}: leaves the group. */
  public static final Option<Boolean> GROUP_LEAVE =
      TABLE.option("TIPC_GROUP_LEAVE").since("4.15").action();

  /** {@code TIPC_NODELAY}: small messages are not collected. Default: off. */
  public static final Option<Boolean> NODELAY = TABLE.option("TIPC_NODELAY").since("5.5").flag();

  private TIPC() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
