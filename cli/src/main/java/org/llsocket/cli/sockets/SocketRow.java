package org.llsocket.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.process.SocketOwners;
import org.llsocket.cli.socket.OptionText;
import org.llsocket.netlink.SockDiag;
import org.llsocket.option.MemInfo;
import org.llsocket.option.TcpInfo;

/**
 * A socket of any family.
 *
 * @param netid the kind, as ss(8) names it: {@code tcp}, {@code u_str}
 * @param state the number of its state
 * @param rqueue what the program has not yet received
 * @param wqueue what the peer has not yet acknowledged
 * @param local where it is bound to
 * @param remote where it is connected to
 * @param inode its inode; 0 if no process has it
 * @param cookie its {@code SO_COOKIE}
 * @param uid the user that owns it; -1 if unknown
 * @param inet what only sockets of IPv4 and IPv6 have; null for others
 * @param memory its memory; null if it is not reported
 */
record SocketRow(
    String netid,
    int state,
    long rqueue,
    long wqueue,
    Endpoint local,
    Endpoint remote,
    long inode,
    long cookie,
    long uid,
    SockDiag.@Nullable Inet inet,
    @Nullable MemInfo memory) {

  /**
   * One end of a socket.
   *
   * @param text as it is printed
   * @param address its address; null if there is none to filter by
   */
  record Endpoint(String text, @Nullable SockAddr address) {}

  /** {@code INET_DIAG_INFO}; null if there is none. */
  @Nullable TcpInfo info() {
    return inet == null ? null : inet.info();
  }

  /** For JSON: what the table prints, and what the options add to it. */
  Map<String, @Nullable Object> object(SocketDetails details, @Nullable SocketOwners owners) {
    Map<String, @Nullable Object> object =
        JsonObject.of(
            "netid",
            netid,
            "state",
            SocketState.shown(state),
            "recvQueue",
            rqueue,
            "sendQueue",
            wqueue,
            "local",
            local.text,
            "peer",
            remote.text,
            "inode",
            inode,
            "cookie",
            Long.toUnsignedString(cookie),
            "uid",
            uid < 0 ? null : uid);
    if (owners != null) {
      List<Object> processes = new ArrayList<>();
      for (SocketOwners.Owner owner : owners.of(inode)) {
        processes.add(JsonObject.of("name", owner.name(), "pid", owner.pid(), "fd", owner.fd()));
      }
      object.put("processes", processes);
    }
    if (details.info() && info() != null) {
      object.put("congestion", inet == null ? "" : inet.congestion());
      object.put("info", info().fields());
    }
    if (details.memory() && memory != null) {
      object.put("memory", OptionText.fields(memory));
    }
    if (details.timers() && inet != null && inet.timer() != 0) {
      object.put(
          "timer",
          JsonObject.of(
              "name", TcpInfoText.timer(inet.timer()),
              "seconds", inet.expires().toMillis() / 1e3,
              "retransmits", inet.retrans()));
    }
    return object;
  }
}
