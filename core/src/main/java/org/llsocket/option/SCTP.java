package org.llsocket.option;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.SctpAuthinfo;
import org.llsocket.message.SctpDstaddr;
import org.llsocket.message.SctpInitmsg;
import org.llsocket.message.SctpNxtinfo;
import org.llsocket.message.SctpPrinfo;
import org.llsocket.message.SctpRcvinfo;
import org.llsocket.message.SctpSndinfo;
import org.llsocket.message.SctpSndrcvinfo;

/**
 * {@code SCTP_*}: options of {@code SOL_SCTP}, and numbers of its control messages and events.
 *
 * <pre>{@code
 * Socket socket = Socket.open(AF.INET, SOCK.SEQPACKET, IPPROTO.SCTP); // one-to-many
 * socket.set(SCTP.EVENTS, Set.of(SCTP.ASSOC_CHANGE)).set(SCTP.RECVRCVINFO, true);
 * SctpStatus status = socket.get(SCTP.of(SCTP.STATUS, id)); // of one association
 * }</pre>
 *
 * <p>On a one-to-one socket ({@code SOCK_STREAM}) an option is that of the association. On a
 * one-to-many socket ({@code SOCK_SEQPACKET}) it is that of associations that begin later; {@link
 * #of} selects another one.
 *
 * <p>Options whose value has a further selector, and those that make a socket or an association,
 * are numbers here, for the raw calls of {@link org.llsocket.Socket}: {@link #SOCKOPT_PEELOFF} and
 * so on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sctp.7.html">sctp(7)</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6458">RFC 6458</a>
 */
public final class SCTP {
  private static final Table TABLE =
      new Table("SOL_SCTP", "", EnumSet.range(SocketKind.SCTP, SocketKind.SCTP_SEQPACKET6));

  /**
   * {@code SCTP_FUTURE_ASSOC}: for {@link #of}: associations that begin later, and the socket
   * itself.
   */
  public static final int FUTURE_ASSOC = Platform.number("SCTP_FUTURE_ASSOC");

  /** {@code SCTP_CURRENT_ASSOC}: for {@link #of}: the associations that there are. */
  public static final int CURRENT_ASSOC = Platform.number("SCTP_CURRENT_ASSOC");

  /** {@code SCTP_ALL_ASSOC}: for {@link #of}: both of these. */
  public static final int ALL_ASSOC = Platform.number("SCTP_ALL_ASSOC");

  /** {@code SCTP_UNORDERED}: a flag of {@link SctpSndinfo}: the message may overtake others. */
  public static final int UNORDERED = Platform.number("SCTP_UNORDERED");

  /**
   * {@code SCTP_ADDR_OVER}: a flag of {@link SctpSndinfo}: to the address of the message, not to
   * the primary one.
   */
  public static final int ADDR_OVER = Platform.number("SCTP_ADDR_OVER");

  /** {@code SCTP_ABORT}: a flag of {@link SctpSndinfo}: aborts the association. */
  public static final int ABORT = Platform.number("SCTP_ABORT");

  /**
   * {@code SCTP_SACK_IMMEDIATELY}: a flag of {@link SctpSndinfo}: the peer acknowledges at once.
   */
  public static final int SACK_IMMEDIATELY = Platform.number("SCTP_SACK_IMMEDIATELY");

  /**
   * {@code SCTP_SENDALL}: a flag of {@link SctpSndinfo}: to all associations of a one-to-many
   * socket; since Linux 4.17.
   */
  public static final int SENDALL = Platform.number("SCTP_SENDALL");

  /** {@code SCTP_PR_SCTP_ALL}: for {@link #DEFAULT_PRINFO}'s status: all policies. */
  public static final int PR_SCTP_ALL = Platform.number("SCTP_PR_SCTP_ALL");

  /** {@code SCTP_EOF}: a flag of {@link SctpSndinfo}: begins the shutdown of the association. */
  public static final int EOF = Platform.number("SCTP_EOF");

  /**
   * {@code SCTP_NOTIFICATION}: a flag of {@link SctpNxtinfo}: the next message is a notification.
   */
  public static final int NOTIFICATION = Platform.number("SCTP_NOTIFICATION");

  /** {@code SCTP_PR_SCTP_NONE}: a policy of {@link SctpPrinfo}: sent until it arrives. */
  public static final int PR_SCTP_NONE = Platform.number("SCTP_PR_SCTP_NONE");

  /** {@code SCTP_PR_SCTP_TTL}: a policy of {@link SctpPrinfo}: abandoned after a time in ms. */
  public static final int PR_SCTP_TTL = Platform.number("SCTP_PR_SCTP_TTL");

  /**
   * {@code SCTP_PR_SCTP_RTX}: a policy of {@link SctpPrinfo}: abandoned after a number of
   * retransmissions.
   */
  public static final int PR_SCTP_RTX = Platform.number("SCTP_PR_SCTP_RTX");

  /**
   * {@code SCTP_PR_SCTP_PRIO}: a policy of {@link SctpPrinfo}: abandoned for messages of a higher
   * priority.
   */
  public static final int PR_SCTP_PRIO = Platform.number("SCTP_PR_SCTP_PRIO");

  /** {@code SCTP_PR_SCTP_MASK}: the bits of a policy. */
  public static final int PR_SCTP_MASK = Platform.number("SCTP_PR_SCTP_MASK");

  /**
   * {@code SCTP_ENABLE_RESET_STREAM_REQ}: a bit of {@link #ENABLE_STREAM_RESET}: streams may be
   * reset.
   */
  public static final int ENABLE_RESET_STREAM_REQ = Platform.number("SCTP_ENABLE_RESET_STREAM_REQ");

  /**
   * {@code SCTP_ENABLE_RESET_ASSOC_REQ}: a bit of {@link #ENABLE_STREAM_RESET}: the association may
   * be reset.
   */
  public static final int ENABLE_RESET_ASSOC_REQ = Platform.number("SCTP_ENABLE_RESET_ASSOC_REQ");

  /**
   * {@code SCTP_ENABLE_CHANGE_ASSOC_REQ}: a bit of {@link #ENABLE_STREAM_RESET}: streams may be
   * added.
   */
  public static final int ENABLE_CHANGE_ASSOC_REQ = Platform.number("SCTP_ENABLE_CHANGE_ASSOC_REQ");

  /** {@code SCTP_ENABLE_STRRESET_MASK}: the bits of {@link #ENABLE_STREAM_RESET}. */
  public static final int ENABLE_STRRESET_MASK = Platform.number("SCTP_ENABLE_STRRESET_MASK");

  /** {@code SCTP_STREAM_RESET_INCOMING}: a flag of {@link SctpResetStreams}: the peer's streams. */
  public static final int STREAM_RESET_INCOMING = Platform.number("SCTP_STREAM_RESET_INCOMING");

  /** {@code SCTP_STREAM_RESET_OUTGOING}: a flag of {@link SctpResetStreams}: this end's streams. */
  public static final int STREAM_RESET_OUTGOING = Platform.number("SCTP_STREAM_RESET_OUTGOING");

  /** {@code SCTP_DATA_IO_EVENT}: an event: {@link SctpSndrcvinfo} with each message. */
  public static final int DATA_IO_EVENT = Platform.number("SCTP_DATA_IO_EVENT");

  /** {@code SCTP_ASSOC_CHANGE}: an event: an association has begun or ended. */
  public static final int ASSOC_CHANGE = Platform.number("SCTP_ASSOC_CHANGE");

  /** {@code SCTP_PEER_ADDR_CHANGE}: an event: an address of the peer has changed its state. */
  public static final int PEER_ADDR_CHANGE = Platform.number("SCTP_PEER_ADDR_CHANGE");

  /** {@code SCTP_SEND_FAILED}: an event: a message was not delivered; deprecated. */
  public static final int SEND_FAILED = Platform.number("SCTP_SEND_FAILED");

  /** {@code SCTP_REMOTE_ERROR}: an event: the peer has reported an error. */
  public static final int REMOTE_ERROR = Platform.number("SCTP_REMOTE_ERROR");

  /** {@code SCTP_SHUTDOWN_EVENT}: an event: the peer has begun a shutdown. */
  public static final int SHUTDOWN_EVENT = Platform.number("SCTP_SHUTDOWN_EVENT");

  /**
   * {@code SCTP_PARTIAL_DELIVERY_EVENT}: an event: the rest of a message that was received in part
   * will not follow.
   */
  public static final int PARTIAL_DELIVERY_EVENT = Platform.number("SCTP_PARTIAL_DELIVERY_EVENT");

  /** {@code SCTP_ADAPTATION_INDICATION}: an event: the peer's {@link #ADAPTATION_LAYER}. */
  public static final int ADAPTATION_INDICATION = Platform.number("SCTP_ADAPTATION_INDICATION");

  /** {@code SCTP_AUTHENTICATION_EVENT}: an event: a key is used, or no longer. */
  public static final int AUTHENTICATION_EVENT = Platform.number("SCTP_AUTHENTICATION_EVENT");

  /**
   * {@code SCTP_AUTHENTICATION_INDICATION}: an event: another name for {@link
   * #AUTHENTICATION_EVENT}.
   */
  public static final int AUTHENTICATION_INDICATION =
      Platform.number("SCTP_AUTHENTICATION_INDICATION");

  /** {@code SCTP_SENDER_DRY_EVENT}: an event: everything is sent and acknowledged. */
  public static final int SENDER_DRY_EVENT = Platform.number("SCTP_SENDER_DRY_EVENT");

  /** {@code SCTP_STREAM_RESET_EVENT}: an event: streams were reset; since Linux 4.11. */
  public static final int STREAM_RESET_EVENT = Platform.number("SCTP_STREAM_RESET_EVENT");

  /** {@code SCTP_ASSOC_RESET_EVENT}: an event: the association was reset; since Linux 4.11. */
  public static final int ASSOC_RESET_EVENT = Platform.number("SCTP_ASSOC_RESET_EVENT");

  /** {@code SCTP_STREAM_CHANGE_EVENT}: an event: streams were added; since Linux 4.11. */
  public static final int STREAM_CHANGE_EVENT = Platform.number("SCTP_STREAM_CHANGE_EVENT");

  /** {@code SCTP_SEND_FAILED_EVENT}: an event: a message was not delivered; since Linux 4.19. */
  public static final int SEND_FAILED_EVENT = Platform.number("SCTP_SEND_FAILED_EVENT");

  /** {@code SCTP_SN_TYPE_BASE}: the first event. */
  public static final int SN_TYPE_BASE = Platform.number("SCTP_SN_TYPE_BASE");

  /** {@code SCTP_SN_TYPE_MAX}: the last event. */
  public static final int SN_TYPE_MAX = Platform.number("SCTP_SN_TYPE_MAX");

  /** {@code SCTP_INACTIVE}: a state of {@link SctpPaddrinfo}: not reachable. */
  public static final int INACTIVE = Platform.number("SCTP_INACTIVE");

  /** {@code SCTP_PF}: a state of {@link SctpPaddrinfo}: potentially failed. */
  public static final int PF = Platform.number("SCTP_PF");

  /**
   * {@code SCTP_POTENTIALLY_FAILED}: a state of {@link SctpPaddrinfo}: another name for {@link
   * #PF}.
   */
  public static final int POTENTIALLY_FAILED = Platform.number("SCTP_POTENTIALLY_FAILED");

  /** {@code SCTP_ACTIVE}: a state of {@link SctpPaddrinfo}: reachable. */
  public static final int ACTIVE = Platform.number("SCTP_ACTIVE");

  /**
   * {@code SCTP_UNCONFIRMED}: a state of {@link SctpPaddrinfo}: not confirmed by a heartbeat yet.
   */
  public static final int UNCONFIRMED = Platform.number("SCTP_UNCONFIRMED");

  /** {@code SCTP_UNKNOWN}: a state of {@link SctpPaddrinfo}: unknown. */
  public static final int UNKNOWN = Platform.number("SCTP_UNKNOWN");

  /** {@code SCTP_EMPTY}: a state of {@link SctpStatus}: none. */
  public static final int EMPTY = Platform.number("SCTP_EMPTY");

  /** {@code SCTP_CLOSED}: a state of {@link SctpStatus}: closed. */
  public static final int CLOSED = Platform.number("SCTP_CLOSED");

  /** {@code SCTP_COOKIE_WAIT}: a state of {@link SctpStatus}: INIT is sent. */
  public static final int COOKIE_WAIT = Platform.number("SCTP_COOKIE_WAIT");

  /** {@code SCTP_COOKIE_ECHOED}: a state of {@link SctpStatus}: COOKIE ECHO is sent. */
  public static final int COOKIE_ECHOED = Platform.number("SCTP_COOKIE_ECHOED");

  /** {@code SCTP_ESTABLISHED}: a state of {@link SctpStatus}: established. */
  public static final int ESTABLISHED = Platform.number("SCTP_ESTABLISHED");

  /**
   * {@code SCTP_SHUTDOWN_PENDING}: a state of {@link SctpStatus}: data is outstanding before a
   * shutdown.
   */
  public static final int SHUTDOWN_PENDING = Platform.number("SCTP_SHUTDOWN_PENDING");

  /** {@code SCTP_SHUTDOWN_SENT}: a state of {@link SctpStatus}: SHUTDOWN is sent. */
  public static final int SHUTDOWN_SENT = Platform.number("SCTP_SHUTDOWN_SENT");

  /** {@code SCTP_SHUTDOWN_RECEIVED}: a state of {@link SctpStatus}: SHUTDOWN is received. */
  public static final int SHUTDOWN_RECEIVED = Platform.number("SCTP_SHUTDOWN_RECEIVED");

  /** {@code SCTP_SHUTDOWN_ACK_SENT}: a state of {@link SctpStatus}: SHUTDOWN ACK is sent. */
  public static final int SHUTDOWN_ACK_SENT = Platform.number("SCTP_SHUTDOWN_ACK_SENT");

  /** {@code SCTP_SS_FCFS}: a {@link #STREAM_SCHEDULER}: first come, first served. */
  public static final int SS_FCFS = Platform.number("SCTP_SS_FCFS");

  /** {@code SCTP_SS_DEFAULT}: a {@link #STREAM_SCHEDULER}: another name for {@link #SS_FCFS}. */
  public static final int SS_DEFAULT = Platform.number("SCTP_SS_DEFAULT");

  /** {@code SCTP_SS_PRIO}: a {@link #STREAM_SCHEDULER}: by priority. */
  public static final int SS_PRIO = Platform.number("SCTP_SS_PRIO");

  /** {@code SCTP_SS_RR}: a {@link #STREAM_SCHEDULER}: round-robin. */
  public static final int SS_RR = Platform.number("SCTP_SS_RR");

  /** {@code SCTP_AUTH_HMAC_ID_SHA1}: a hash of {@link #HMAC_IDENT}: SHA-1. */
  public static final int AUTH_HMAC_ID_SHA1 = Platform.number("SCTP_AUTH_HMAC_ID_SHA1");

  /** {@code SCTP_AUTH_HMAC_ID_SHA256}: a hash of {@link #HMAC_IDENT}: SHA-256. */
  public static final int AUTH_HMAC_ID_SHA256 = Platform.number("SCTP_AUTH_HMAC_ID_SHA256");

  /** {@code SCTP_INIT}: a control message: {@link SctpInitmsg}. */
  public static final int INIT = Platform.number("SCTP_INIT");

  /** {@code SCTP_SNDRCV}: a control message: {@link SctpSndrcvinfo}. */
  public static final int SNDRCV = Platform.number("SCTP_SNDRCV");

  /** {@code SCTP_SNDINFO}: a control message: {@link SctpSndinfo}. */
  public static final int SNDINFO = Platform.number("SCTP_SNDINFO");

  /** {@code SCTP_RCVINFO}: a control message: {@link SctpRcvinfo}. */
  public static final int RCVINFO = Platform.number("SCTP_RCVINFO");

  /** {@code SCTP_NXTINFO}: a control message: {@link SctpNxtinfo}. */
  public static final int NXTINFO = Platform.number("SCTP_NXTINFO");

  /** {@code SCTP_PRINFO}: a control message: {@link SctpPrinfo}. */
  public static final int PRINFO = Platform.number("SCTP_PRINFO");

  /** {@code SCTP_AUTHINFO}: a control message: {@link SctpAuthinfo}. */
  public static final int AUTHINFO = Platform.number("SCTP_AUTHINFO");

  /** {@code SCTP_DSTADDRV4}: a control message: {@link SctpDstaddr}. */
  public static final int DSTADDRV4 = Platform.number("SCTP_DSTADDRV4");

  /** {@code SCTP_DSTADDRV6}: a control message: {@link SctpDstaddr}. */
  public static final int DSTADDRV6 = Platform.number("SCTP_DSTADDRV6");

  /** {@code SCTP_COMM_UP}: a state of an association that changed: it has begun. */
  public static final int COMM_UP = Platform.number("SCTP_COMM_UP");

  /** {@code SCTP_COMM_LOST}: a state of an association that changed: the peer is lost. */
  public static final int COMM_LOST = Platform.number("SCTP_COMM_LOST");

  /** {@code SCTP_RESTART}: a state of an association that changed: the peer has restarted. */
  public static final int RESTART = Platform.number("SCTP_RESTART");

  /** {@code SCTP_SHUTDOWN_COMP}: a state of an association that changed: it has ended. */
  public static final int SHUTDOWN_COMP = Platform.number("SCTP_SHUTDOWN_COMP");

  /** {@code SCTP_CANT_STR_ASSOC}: a state of an association that changed: it could not begin. */
  public static final int CANT_STR_ASSOC = Platform.number("SCTP_CANT_STR_ASSOC");

  /** {@code SCTP_SOCKOPT_PEELOFF}: a raw option: the association gets a socket of its own. */
  public static final int SOCKOPT_PEELOFF = Platform.number("SCTP_SOCKOPT_PEELOFF");

  /**
   * {@code SCTP_SOCKOPT_PEELOFF_FLAGS}: a raw option: the same with {@code SOCK_CLOEXEC} and so on;
   * since Linux 4.12.
   */
  public static final int SOCKOPT_PEELOFF_FLAGS = Platform.number("SCTP_SOCKOPT_PEELOFF_FLAGS");

  /**
   * {@code SCTP_SOCKOPT_CONNECTX}: a raw option: connects to several addresses, and returns the
   * association.
   */
  public static final int SOCKOPT_CONNECTX = Platform.number("SCTP_SOCKOPT_CONNECTX");

  /** {@code SCTP_SOCKOPT_CONNECTX3}: a raw option: the same, by getsockopt(2). */
  public static final int SOCKOPT_CONNECTX3 = Platform.number("SCTP_SOCKOPT_CONNECTX3");

  /** {@code SCTP_PR_ASSOC_STATUS}: a raw option: abandoned messages of an association. */
  public static final int PR_ASSOC_STATUS = Platform.number("SCTP_PR_ASSOC_STATUS");

  /** {@code SCTP_PR_STREAM_STATUS}: a raw option: abandoned messages of a stream. */
  public static final int PR_STREAM_STATUS = Platform.number("SCTP_PR_STREAM_STATUS");

  /** {@code SCTP_SENDMSG_CONNECT}: a raw option: for sctp_sendv(3) inside the kernel. */
  public static final int SENDMSG_CONNECT = Platform.number("SCTP_SENDMSG_CONNECT");

  /** {@code SCTP_RTOINFO}: bounds of the retransmission timeout. Default: 1–60 s, 3 s at first. */
  public static final Option<SctpRtoinfo> RTOINFO =
      TABLE.option("SCTP_RTOINFO").since("2.5").value(SctpRtoinfo.CODEC);

  /** {@code SCTP_ASSOCINFO}: retransmissions, windows and the life of cookies. */
  public static final Option<SctpAssocparams> ASSOCINFO =
      TABLE.option("SCTP_ASSOCINFO").since("2.5").value(SctpAssocparams.CODEC);

  /**
   * {@code SCTP_INITMSG}: streams and attempts that a connect begins with. Default: 10 streams, 8
   * attempts.
   */
  public static final Option<SctpInitmsg> INITMSG =
      TABLE.option("SCTP_INITMSG").since("2.5").value(SctpStruct.INITMSG);

  /** {@code SCTP_NODELAY}: small messages are sent at once. Default: off. */
  public static final Option<Boolean> NODELAY = TABLE.option("SCTP_NODELAY").since("2.5").flag();

  /**
   * {@code SCTP_AUTOCLOSE}: an idle association of a one-to-many socket is closed after this time;
   * 0 for never. Default: 0.
   */
  public static final Option<Duration> AUTOCLOSE =
      TABLE
          .option("SCTP_AUTOCLOSE")
          .since("2.5")
          .on(SocketKind.SCTP_SEQPACKET, SocketKind.SCTP_SEQPACKET6)
          .seconds(0, Integer.MAX_VALUE);

  /**
   * {@code SCTP_SET_PEER_PRIMARY_ADDR}: asks the peer to send to this address of this end; EPERM
   * without {@code net.sctp.addip_enable}.
   */
  public static final Option<InetSocketAddress> SET_PEER_PRIMARY_ADDR =
      TABLE
          .option("SCTP_SET_PEER_PRIMARY_ADDR")
          .since("2.5")
          .writeOnly()
          .value(SctpStruct.address("sctp_setpeerprim", "sspp_assoc_id", "sspp_addr"));

  /**
   * {@code SCTP_PRIMARY_ADDR}: the address of the peer that messages are sent to; EINVAL without an
   * association.
   */
  public static final Option<InetSocketAddress> PRIMARY_ADDR =
      TABLE
          .option("SCTP_PRIMARY_ADDR")
          .since("2.5")
          .value(SctpStruct.address("sctp_prim", "ssp_assoc_id", "ssp_addr"));

  /**
   * {@code SCTP_ADAPTATION_LAYER}: a number that the peer receives when the association begins.
   * Default: 0.
   */
  public static final Option<Long> ADAPTATION_LAYER =
      TABLE.option("SCTP_ADAPTATION_LAYER").since("2.5").unsigned();

  /**
   * {@code SCTP_DISABLE_FRAGMENTS}: EMSGSIZE for a message that would have to be fragmented.
   * Default: off.
   */
  public static final Option<Boolean> DISABLE_FRAGMENTS =
      TABLE.option("SCTP_DISABLE_FRAGMENTS").since("2.5").flag();

  /**
   * {@code SCTP_PEER_ADDR_PARAMS}: heartbeats and path MTU of an address of the peer, or of all.
   */
  public static final Option<SctpPaddrparams> PEER_ADDR_PARAMS =
      TABLE.option("SCTP_PEER_ADDR_PARAMS").since("2.5").value(SctpPaddrparams.CODEC);

  /**
   * {@code SCTP_DEFAULT_SEND_PARAM}: for messages without {@link SctpSndrcvinfo}; {@link
   * #DEFAULT_SNDINFO} replaces it.
   */
  public static final Option<SctpSndrcvinfo> DEFAULT_SEND_PARAM =
      TABLE.option("SCTP_DEFAULT_SEND_PARAM").since("2.5").value(SctpStruct.SNDRCVINFO);

  /**
   * {@code SCTP_EVENTS}: the events that are received, as messages with {@link
   * org.llsocket.MSG#NOTIFICATION}: {@link #ASSOC_CHANGE} and so on. Default: none.
   */
  public static final Option<Set<Integer>> EVENTS =
      TABLE.option("SCTP_EVENTS").since("2.5").value(SctpLists.EVENTS);

  /**
   * {@code SCTP_I_WANT_MAPPED_V4_ADDR}: IPv4 addresses of an IPv6 socket are IPv4-mapped ones.
   * Default: on.
   */
  public static final Option<Boolean> I_WANT_MAPPED_V4_ADDR =
      TABLE
          .option("SCTP_I_WANT_MAPPED_V4_ADDR")
          .since("2.5")
          .on(SocketKind.SCTP6, SocketKind.SCTP_SEQPACKET6)
          .flag();

  /**
   * {@code SCTP_MAXSEG}: the largest fragment of a message in bytes; 0 for what the path carries.
   * Default: 0.
   */
  public static final Option<Long> MAXSEG =
      TABLE
          .option("SCTP_MAXSEG")
          .since("2.5")
          .unit("bytes")
          .value(SctpStruct.number("sctp_assoc_value", "assoc_id", "", "assoc_value"));

  /** {@code SCTP_STATUS}: the state of an association; EINVAL without one. */
  public static final Option<SctpStatus> STATUS =
      TABLE.option("SCTP_STATUS").since("2.5").readOnly().value(SctpStatus.CODEC);

  /**
   * {@code SCTP_GET_PEER_ADDR_INFO}: the state of an address of the peer, which {@link #of(Option,
   * int, InetSocketAddress)} selects.
   */
  public static final Option<SctpPaddrinfo> GET_PEER_ADDR_INFO =
      TABLE.option("SCTP_GET_PEER_ADDR_INFO").since("2.5").readOnly().value(SctpPaddrinfo.CODEC);

  /**
   * {@code SCTP_DELAYED_SACK}: how long and for how many packets an acknowledgment is delayed.
   * Default: 200 ms, 2.
   */
  public static final Option<SctpSackInfo> DELAYED_SACK =
      TABLE.option("SCTP_DELAYED_SACK").since("2.6.23").value(SctpSackInfo.CODEC);

  /**
   * {@code SCTP_CONTEXT}: {@code snd_context} of messages that are returned as not sent. Default:
   * 0.
   */
  public static final Option<Long> CONTEXT =
      TABLE
          .option("SCTP_CONTEXT")
          .since("2.6.25")
          .value(SctpStruct.number("sctp_assoc_value", "assoc_id", "", "assoc_value"));

  /**
   * {@code SCTP_FRAGMENT_INTERLEAVE}: parts of messages may be received between others: 1 of other
   * associations, 2 of other streams. Default: 0.
   */
  public static final Option<Integer> FRAGMENT_INTERLEAVE =
      TABLE.option("SCTP_FRAGMENT_INTERLEAVE").since("2.6.25").number(0, 2);

  /**
   * {@code SCTP_PARTIAL_DELIVERY_POINT}: a message of at least this length may be received in
   * parts. Default: 0.
   */
  public static final Option<Long> PARTIAL_DELIVERY_POINT =
      TABLE.option("SCTP_PARTIAL_DELIVERY_POINT").since("2.6.25").unit("bytes").unsigned();

  /** {@code SCTP_MAX_BURST}: how many packets may be sent at once; 0 for no limit. Default: 4. */
  public static final Option<Long> MAX_BURST =
      TABLE
          .option("SCTP_MAX_BURST")
          .since("2.6.25")
          .unit("packets")
          .value(SctpStruct.number("sctp_assoc_value", "assoc_id", "", "assoc_value"));

  /**
   * {@code SCTP_AUTH_CHUNK}: a type of chunk that is received only if it is authenticated; EACCES
   * without {@link #AUTH_SUPPORTED}.
   */
  public static final Option<Integer> AUTH_CHUNK =
      TABLE.option("SCTP_AUTH_CHUNK").since("2.6.24").writeOnly().value(SctpLists.CHUNK);

  /**
   * {@code SCTP_HMAC_IDENT}: the hashes for authentication, the preferred one first; EACCES without
   * {@link #AUTH_SUPPORTED}.
   */
  public static final Option<List<Integer>> HMAC_IDENT =
      TABLE.option("SCTP_HMAC_IDENT").since("2.6.24").value(SctpLists.HMACS);

  /** {@code SCTP_AUTH_KEY}: a shared key. */
  public static final Option<SctpAuthkey> AUTH_KEY =
      TABLE.option("SCTP_AUTH_KEY").since("2.6.24").writeOnly().value(SctpAuthkey.CODEC);

  /** {@code SCTP_AUTH_ACTIVE_KEY}: the number of the key that is used. Default: 0. */
  public static final Option<Long> AUTH_ACTIVE_KEY =
      TABLE.option("SCTP_AUTH_ACTIVE_KEY").since("2.6.24").value(SctpStruct.KEY_NUMBER);

  /** {@code SCTP_AUTH_DELETE_KEY}: deletes the key with a number. */
  public static final Option<Long> AUTH_DELETE_KEY =
      TABLE.option("SCTP_AUTH_DELETE_KEY").since("2.6.24").writeOnly().value(SctpStruct.KEY_NUMBER);

  /**
   * {@code SCTP_PEER_AUTH_CHUNKS}: the types of chunks that the peer receives only if they are
   * authenticated.
   */
  public static final Option<List<Integer>> PEER_AUTH_CHUNKS =
      TABLE.option("SCTP_PEER_AUTH_CHUNKS").since("2.6.24").readOnly().value(SctpLists.chunks());

  /**
   * {@code SCTP_LOCAL_AUTH_CHUNKS}: the types of chunks that this end receives only if they are
   * authenticated.
   */
  public static final Option<List<Integer>> LOCAL_AUTH_CHUNKS =
      TABLE.option("SCTP_LOCAL_AUTH_CHUNKS").since("2.6.24").readOnly().value(SctpLists.chunks());

  /** {@code SCTP_GET_ASSOC_NUMBER}: how many associations a one-to-many socket has. */
  public static final Option<Long> GET_ASSOC_NUMBER =
      TABLE
          .option("SCTP_GET_ASSOC_NUMBER")
          .since("2.6.29")
          .on(SocketKind.SCTP_SEQPACKET, SocketKind.SCTP_SEQPACKET6)
          .readOnly()
          .unsigned();

  /** {@code SCTP_GET_ASSOC_ID_LIST}: their numbers, up to 1024. */
  public static final Option<List<Integer>> GET_ASSOC_ID_LIST =
      TABLE
          .option("SCTP_GET_ASSOC_ID_LIST")
          .since("2.6.30")
          .on(SocketKind.SCTP_SEQPACKET, SocketKind.SCTP_SEQPACKET6)
          .readOnly()
          .value(SctpLists.ASSOC_IDS);

  /**
   * {@code SCTP_AUTO_ASCONF}: the peer is informed when this machine gets an address. Default: off.
   */
  public static final Option<Boolean> AUTO_ASCONF =
      TABLE.option("SCTP_AUTO_ASCONF").since("3.1").flag();

  /**
   * {@code SCTP_PEER_ADDR_THLDS_V2}: after how many retransmissions an address of the peer is
   * unreachable, or potentially failed.
   */
  public static final Option<SctpPaddrthlds> PEER_ADDR_THLDS_V2 =
      TABLE.option("SCTP_PEER_ADDR_THLDS_V2").since("5.5").value(SctpPaddrthlds.CODEC);

  /** {@code SCTP_RECVRCVINFO}: receive {@link SctpRcvinfo}. Default: off. */
  public static final Option<Boolean> RECVRCVINFO =
      TABLE.option("SCTP_RECVRCVINFO").since("3.17").flag();

  /** {@code SCTP_RECVNXTINFO}: receive {@link SctpNxtinfo}. Default: off. */
  public static final Option<Boolean> RECVNXTINFO =
      TABLE.option("SCTP_RECVNXTINFO").since("3.17").flag();

  /** {@code SCTP_DEFAULT_SNDINFO}: for messages without {@link SctpSndinfo}. */
  public static final Option<SctpSndinfo> DEFAULT_SNDINFO =
      TABLE.option("SCTP_DEFAULT_SNDINFO").since("3.17").value(SctpStruct.SNDINFO);

  /**
   * {@code SCTP_AUTH_DEACTIVATE_KEY}: the key with a number is deleted when it is no longer in use.
   */
  public static final Option<Long> AUTH_DEACTIVATE_KEY =
      TABLE
          .option("SCTP_AUTH_DEACTIVATE_KEY")
          .since("4.17")
          .writeOnly()
          .value(SctpStruct.KEY_NUMBER);

  /**
   * {@code SCTP_REUSE_PORT}: one-to-one sockets share a port if all of them set it. Default: off.
   */
  public static final Option<Boolean> REUSE_PORT =
      TABLE.option("SCTP_REUSE_PORT").since("4.19").flag();

  /**
   * {@code SCTP_SOCKOPT_BINDX_ADD}: binds the socket to further addresses: sctp_bindx(3). All have
   * the socket's port, or 0 for that.
   */
  public static final Option<List<InetSocketAddress>> SOCKOPT_BINDX_ADD =
      TABLE.option("SCTP_SOCKOPT_BINDX_ADD").since("2.5").writeOnly().value(SctpLists.ADDRESSES);

  /** {@code SCTP_SOCKOPT_BINDX_REM}: unbinds it from addresses. */
  public static final Option<List<InetSocketAddress>> SOCKOPT_BINDX_REM =
      TABLE.option("SCTP_SOCKOPT_BINDX_REM").since("2.5").writeOnly().value(SctpLists.ADDRESSES);

  /**
   * {@code SCTP_GET_PEER_ADDRS}: the addresses of the peer: sctp_getpaddrs(3); ENOTCONN or EINVAL
   * without an association.
   */
  public static final Option<List<InetSocketAddress>> GET_PEER_ADDRS =
      TABLE.option("SCTP_GET_PEER_ADDRS").since("2.6.14").readOnly().value(SctpLists.getaddrs());

  /** {@code SCTP_GET_LOCAL_ADDRS}: the addresses of this end: sctp_getladdrs(3). */
  public static final Option<List<InetSocketAddress>> GET_LOCAL_ADDRS =
      TABLE.option("SCTP_GET_LOCAL_ADDRS").since("2.6.14").readOnly().value(SctpLists.getaddrs());

  /**
   * {@code SCTP_GET_ASSOC_STATS}: what an association has sent and received; reading resets {@code
   * maxrto}.
   */
  public static final Option<SctpAssocStats> GET_ASSOC_STATS =
      TABLE.option("SCTP_GET_ASSOC_STATS").since("3.8").readOnly().value(SctpAssocStats.CODEC);

  /** {@code SCTP_PR_SUPPORTED}: messages may be abandoned: partial reliability. Default: on. */
  public static final Option<Boolean> PR_SUPPORTED =
      TABLE.option("SCTP_PR_SUPPORTED").since("4.8").value(SctpStruct.FLAG);

  /** {@code SCTP_DEFAULT_PRINFO}: when messages without {@link SctpPrinfo} are abandoned. */
  public static final Option<SctpPrinfo> DEFAULT_PRINFO =
      TABLE.option("SCTP_DEFAULT_PRINFO").since("4.8").value(SctpStruct.PRINFO);

  /** {@code SCTP_RECONFIG_SUPPORTED}: streams can be reset and added. Default: off. */
  public static final Option<Boolean> RECONFIG_SUPPORTED =
      TABLE.option("SCTP_RECONFIG_SUPPORTED").since("4.11").value(SctpStruct.FLAG);

  /**
   * {@code SCTP_ENABLE_STREAM_RESET}: what the peer may request: {@link #ENABLE_RESET_STREAM_REQ}
   * and so on. Default: 0.
   */
  public static final Option<Long> ENABLE_STREAM_RESET =
      TABLE
          .option("SCTP_ENABLE_STREAM_RESET")
          .since("4.11")
          .value(SctpStruct.number("sctp_assoc_value", "assoc_id", "", "assoc_value"));

  /** {@code SCTP_RESET_STREAMS}: resets streams: their sequence numbers begin again. */
  public static final Option<SctpResetStreams> RESET_STREAMS =
      TABLE.option("SCTP_RESET_STREAMS").since("4.11").writeOnly().value(SctpResetStreams.CODEC);

  /** {@code SCTP_RESET_ASSOC}: resets an association: its number, or 0 on a one-to-one socket. */
  public static final Option<Integer> RESET_ASSOC =
      TABLE.option("SCTP_RESET_ASSOC").since("4.11").writeOnly().number();

  /** {@code SCTP_ADD_STREAMS}: adds streams. */
  public static final Option<SctpAddStreams> ADD_STREAMS =
      TABLE.option("SCTP_ADD_STREAMS").since("4.11").writeOnly().value(SctpAddStreams.CODEC);

  /**
   * {@code SCTP_STREAM_SCHEDULER}: which stream is sent next: {@link #SS_FCFS} and so on. Default:
   * {@code SS_FCFS}.
   */
  public static final Option<Long> STREAM_SCHEDULER =
      TABLE
          .option("SCTP_STREAM_SCHEDULER")
          .since("4.15")
          .value(SctpStruct.number("sctp_assoc_value", "assoc_id", "", "assoc_value"));

  /**
   * {@code SCTP_STREAM_SCHEDULER_VALUE}: a stream's value for the scheduler, such as its priority.
   */
  public static final Option<SctpStreamValue> STREAM_SCHEDULER_VALUE =
      TABLE
          .option("SCTP_STREAM_SCHEDULER_VALUE")
          .since("4.15")
          .writeOnly()
          .value(SctpStreamValue.CODEC);

  /**
   * {@code SCTP_INTERLEAVING_SUPPORTED}: fragments of messages of several streams are interleaved;
   * EPERM without {@code net.sctp.intl_enable}. Default: off.
   */
  public static final Option<Boolean> INTERLEAVING_SUPPORTED =
      TABLE.option("SCTP_INTERLEAVING_SUPPORTED").since("4.16").value(SctpStruct.FLAG);

  /** {@code SCTP_EVENT}: whether one event is received; {@link #EVENTS} returns those that are. */
  public static final Option<SctpEvent> EVENT =
      TABLE.option("SCTP_EVENT").since("4.20").writeOnly().value(SctpEvent.CODEC);

  /**
   * {@code SCTP_ASCONF_SUPPORTED}: addresses can change during an association. Default: {@code
   * net.sctp.addip_enable}.
   */
  public static final Option<Boolean> ASCONF_SUPPORTED =
      TABLE.option("SCTP_ASCONF_SUPPORTED").since("5.4").value(SctpStruct.FLAG);

  /**
   * {@code SCTP_AUTH_SUPPORTED}: chunks can be authenticated. Default: {@code
   * net.sctp.auth_enable}.
   */
  public static final Option<Boolean> AUTH_SUPPORTED =
      TABLE.option("SCTP_AUTH_SUPPORTED").since("5.4").value(SctpStruct.FLAG);

  /**
   * {@code SCTP_ECN_SUPPORTED}: congestion is notified explicitly. Default: {@code
   * net.sctp.ecn_enable}.
   */
  public static final Option<Boolean> ECN_SUPPORTED =
      TABLE.option("SCTP_ECN_SUPPORTED").since("5.4").value(SctpStruct.FLAG);

  /**
   * {@code SCTP_EXPOSE_POTENTIALLY_FAILED_STATE}: the state {@link #PF} is shown: 0 not, 1 in
   * states and events, 2 as the system's setting. Default: {@code net.sctp.pf_expose}.
   */
  public static final Option<Long> EXPOSE_POTENTIALLY_FAILED_STATE =
      TABLE
          .option("SCTP_EXPOSE_POTENTIALLY_FAILED_STATE")
          .since("5.5")
          .value(SctpStruct.number("sctp_assoc_value", "assoc_id", "", "assoc_value"));

  /**
   * {@code SCTP_REMOTE_UDP_ENCAPS_PORT}: the peer's port for SCTP inside UDP; 0 for none. Default:
   * {@code net.sctp.encap_port}.
   */
  public static final Option<Long> REMOTE_UDP_ENCAPS_PORT =
      TABLE.option("SCTP_REMOTE_UDP_ENCAPS_PORT").since("5.11").value(SctpStruct.UDP_PORT);

  /**
   * {@code SCTP_PLPMTUD_PROBE_INTERVAL}: the time between probes of the path MTU; 0 for none.
   * Default: {@code net.sctp.plpmtud_probe_interval}.
   */
  public static final Option<Long> PLPMTUD_PROBE_INTERVAL =
      TABLE
          .option("SCTP_PLPMTUD_PROBE_INTERVAL")
          .since("5.14")
          .unit("ms")
          .value(
              SctpStruct.number(
                  "sctp_probeinterval", "spi_assoc_id", "spi_address", "spi_interval"));

  private SCTP() {}

  /**
   * An option of one association of a one-to-many socket.
   *
   * @param assocId {@code sctp_assoc_t}: its number; or {@link #FUTURE_ASSOC}; to set an option
   *     also {@link #CURRENT_ASSOC} and {@link #ALL_ASSOC}, since Linux 5.1
   * @throws IllegalArgumentException if the option's value has no number of an association
   */
  public static <T> Option<T> of(Option<T> option, int assocId) {
    return option.select(assocId, null);
  }

  /**
   * An option of one address of the peer, such as {@link #PEER_ADDR_PARAMS}.
   *
   * @param assocId as in {@link #of(Option, int)}; ignored on a one-to-one socket
   * @param address an address of the peer
   * @throws IllegalArgumentException if the option's value has no address that selects
   */
  public static <T> Option<T> of(Option<T> option, int assocId, InetSocketAddress address) {
    return option.select(assocId, address);
  }

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
