package org.llsocket.option;

import static org.llsocket.Errno.EACCES;
import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENOPROTOOPT;
import static org.llsocket.Errno.ENOTCONN;
import static org.llsocket.Errno.EPERM;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.llsocket.message.SctpInitmsg;
import org.llsocket.message.SctpPrinfo;
import org.llsocket.message.SctpSndinfo;
import org.llsocket.message.SctpSndrcvinfo;

/** The rows of SCTP, on sockets without an association. */
final class SctpRows {
  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

  private SctpRows() {}

  static List<OptionRow<?>> rows() {
    return List.of(
        row(SCTP.RTOINFO)
            .fresh(new SctpRtoinfo(3000, 60_000, 1000))
            .set(new SctpRtoinfo(2000, 10_000, 200))
            .setFails(new SctpRtoinfo(1, 10, 20), EINVAL),
        row(SCTP.ASSOCINFO)
            .is(fresh -> fresh.asocmaxrxt() == 10 && fresh.cookie_life() == 60_000)
            .setOnly(new SctpAssocparams(5, 0, 0, 0, 0))
            .is(set -> set.asocmaxrxt() == 5),
        row(SCTP.INITMSG)
            .is(fresh -> fresh.num_ostreams() == 10 && fresh.max_attempts() == 8)
            .set(new SctpInitmsg(16, 17, 3, 500)),
        flag(SCTP.NODELAY, false),
        row(SCTP.AUTOCLOSE).fresh(Duration.ZERO).set(Duration.ofSeconds(5)),
        row(SCTP.SET_PEER_PRIMARY_ADDR).setFails(LOCAL, EINVAL, EPERM),
        row(SCTP.PRIMARY_ADDR).setFails(LOCAL, EINVAL).getFails(EINVAL),
        row(SCTP.ADAPTATION_LAYER).fresh(0L).set(0xdead_beefL),
        flag(SCTP.DISABLE_FRAGMENTS, false),
        row(SCTP.PEER_ADDR_PARAMS)
            .is(fresh -> fresh.hbinterval() == 30_000 && (fresh.flags() & SPP.HB_ENABLE) != 0)
            .setOnly(new SctpPaddrparams(5000, 7, 0, 0, SPP.HB_ENABLE, 0, 0))
            .is(set -> set.hbinterval() == 5000 && set.pathmaxrxt() == 7),
        row(SCTP.DEFAULT_SEND_PARAM)
            .is(fresh -> fresh.stream() == 0)
            .setOnly(new SctpSndrcvinfo(3, 0, 0, 4, 5, 6, 0, 0, 0))
            .is(set -> set.stream() == 3 && set.ppid() == 4 && set.timetolive() == 6),
        row(SCTP.EVENTS)
            .fresh(Set.of())
            .set(Set.of(SCTP.ASSOC_CHANGE, SCTP.SHUTDOWN_EVENT))
            .set(Set.of()),
        flag(SCTP.I_WANT_MAPPED_V4_ADDR, true),
        row(SCTP.MAXSEG).fresh(0L).set(1000L),
        row(SCTP.STATUS).getFails(EINVAL),
        row(SCTP.GET_PEER_ADDR_INFO).getFails(EINVAL),
        row(SCTP.DELAYED_SACK)
            .fresh(new SctpSackInfo(200, 2))
            .set(new SctpSackInfo(50, 3))
            .setFails(new SctpSackInfo(501, 2), EINVAL),
        row(SCTP.CONTEXT).fresh(0L).set(42L),
        row(SCTP.FRAGMENT_INTERLEAVE).fresh(0).set(1),
        row(SCTP.PARTIAL_DELIVERY_POINT).is(fresh -> true).set(1000L),
        row(SCTP.MAX_BURST).fresh(4L).set(7L),
        row(SCTP.AUTH_CHUNK).setFails(0, EACCES, EINVAL),
        row(SCTP.HMAC_IDENT).setFails(List.of(SCTP.AUTH_HMAC_ID_SHA256), EACCES),
        row(SCTP.AUTH_KEY).setFails(new SctpAuthkey(1, new byte[] {1}), EACCES),
        row(SCTP.AUTH_ACTIVE_KEY).setFails(1L, EACCES),
        row(SCTP.AUTH_DELETE_KEY).setFails(1L, EACCES),
        row(SCTP.PEER_AUTH_CHUNKS).getFails(EACCES, EINVAL),
        row(SCTP.LOCAL_AUTH_CHUNKS).getFails(EACCES),
        row(SCTP.GET_ASSOC_NUMBER).fresh(0L),
        row(SCTP.GET_ASSOC_ID_LIST).fresh(List.of()),
        row(SCTP.AUTO_ASCONF).is(fresh -> !fresh),
        row(SCTP.PEER_ADDR_THLDS_V2)
            .is(fresh -> fresh.pathmaxrxt() == 5 && fresh.pathcpthld() == 0xffff)
            .set(new SctpPaddrthlds(6, 2, 0xffff)),
        flag(SCTP.RECVRCVINFO, false),
        flag(SCTP.RECVNXTINFO, false),
        row(SCTP.DEFAULT_SNDINFO)
            .fresh(new SctpSndinfo(0, 0, 0, 0, 0))
            .set(new SctpSndinfo(3, SCTP.UNORDERED, 4, 5, 0)),
        row(SCTP.AUTH_DEACTIVATE_KEY).setFails(1L, EACCES),
        row(SCTP.REUSE_PORT)
            .only(SocketKind.SCTP, SocketKind.SCTP6)
            .fresh(false)
            .set(true)
            .set(false),
        row(SCTP.SOCKOPT_BINDX_ADD).only(SocketKind.SCTP).setOnly(List.of(LOCAL)),
        row(SCTP.SOCKOPT_BINDX_REM).only(SocketKind.SCTP).setFails(List.of(LOCAL), EINVAL),
        row(SCTP.GET_PEER_ADDRS).getFails(EINVAL, ENOTCONN),
        row(SCTP.GET_LOCAL_ADDRS).fresh(List.of()),
        row(SCTP.GET_ASSOC_STATS).getFails(EINVAL),
        row(SCTP.PR_SUPPORTED).fresh(true),
        row(SCTP.DEFAULT_PRINFO)
            .fresh(new SctpPrinfo(SCTP.PR_SCTP_NONE, 0))
            .set(new SctpPrinfo(SCTP.PR_SCTP_RTX, 3)),
        row(SCTP.RECONFIG_SUPPORTED).fresh(false),
        row(SCTP.ENABLE_STREAM_RESET).fresh(0L).set((long) SCTP.ENABLE_RESET_STREAM_REQ),
        row(SCTP.RESET_STREAMS)
            .setFails(new SctpResetStreams(SCTP.STREAM_RESET_OUTGOING, List.of(1)), EINVAL),
        row(SCTP.RESET_ASSOC).setFails(0, EINVAL),
        row(SCTP.ADD_STREAMS).setFails(new SctpAddStreams(1, 1), EINVAL),
        row(SCTP.STREAM_SCHEDULER).fresh((long) SCTP.SS_FCFS).set((long) SCTP.SS_RR),
        row(SCTP.STREAM_SCHEDULER_VALUE).setFails(new SctpStreamValue(1, 1), EINVAL),
        row(SCTP.INTERLEAVING_SUPPORTED).is(fresh -> true).setFails(true, EPERM, EINVAL),
        row(SCTP.EVENT)
            .setOnly(new SctpEvent(SCTP.ASSOC_CHANGE, true))
            .setFails(new SctpEvent(1, true), EINVAL),
        row(SCTP.ASCONF_SUPPORTED).fresh(false),
        row(SCTP.AUTH_SUPPORTED).fresh(false),
        row(SCTP.ECN_SUPPORTED).fresh(true),
        row(SCTP.EXPOSE_POTENTIALLY_FAILED_STATE).is(fresh -> true).set(1L),
        row(SCTP.REMOTE_UDP_ENCAPS_PORT).fresh(0L).set(9899L),
        row(SCTP.PLPMTUD_PROBE_INTERVAL).fresh(0L).set(10_000L).setFails(1L, EINVAL, ENOPROTOOPT));
  }
}
