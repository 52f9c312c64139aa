package org.llsocket.cli;

import java.util.ArrayList;
import java.util.List;

/** A network namespace for a command, deleted when the command exits. */
public enum Network {
  /** Only a loopback interface. */
  LOOPBACK(
      """
      ip link set lo up
      """),

  /**
   * A veth link to a router with the addresses 192.0.2.2 and 2001:db8::2. It has routes to
   * 203.0.113.7 and 2001:db8:2::7 (back here), 198.51.100.1 and 2001:db8:1::1 (unreachable),
   * 198.51.100.2 and 2001:db8:1::2 (prohibited), 198.51.100.3 (blackhole), 198.51.100.4 and
   * 2001:db8:1::4 (MTU 1300). No host has 192.0.2.9 or 2001:db8::9.
   */
  ROUTED(
      """
      ip link set lo up
      unshare -n sleep 120 <&- >&- 2>&- & router=$!
      while [ "$(readlink /proc/$router/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do :; done
      ip link add here type veth peer name there netns $router
      ip addr add 192.0.2.1/24 dev here
      ip addr add 2001:db8::1/64 dev here nodad
      ip link set here up
      ip route add default via 192.0.2.2
      ip -6 route add default via 2001:db8::2
      for inet in ipv4 ipv6; do
        echo 1 > /proc/sys/net/$inet/neigh/here/mcast_solicit
        echo 50 > /proc/sys/net/$inet/neigh/here/retrans_time_ms
      done
      nsenter -t $router -n sh -ec '
        echo 1 > /proc/sys/net/ipv4/ip_forward
        echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
        ip addr add 192.0.2.2/24 dev there
        ip addr add 2001:db8::2/64 dev there nodad
        ip link set there up
        ip route add 203.0.113.7 via 192.0.2.1
        ip -6 route add 2001:db8:2::7 via 2001:db8::1
        ip route add unreachable 198.51.100.1
        ip -6 route add unreachable 2001:db8:1::1
        ip route add prohibit 198.51.100.2
        ip -6 route add prohibit 2001:db8:1::2
        ip route add blackhole 198.51.100.3
        ip route add 198.51.100.4 via 192.0.2.1 mtu lock 1300
        ip -6 route add 2001:db8:1::4 via 2001:db8::1 mtu lock 1300'
      """);

  /** Allows ICMP datagram sockets to this user. */
  public static final String ALLOWED = "echo 0 0 > /proc/sys/net/ipv4/ping_group_range\n";

  /** Leaves the default of a new namespace: no user may open them. */
  public static final String FORBIDDEN = "";

  /** Drops the capability for raw sockets. */
  public static final String UNPRIVILEGED = "set -- setpriv --bounding-set=-net_raw \"$@\"\n";

  private final String script;

  Network(String script) {
    this.script = script;
  }

  /** The command line that runs {@code setup} and then a command in this network. */
  public List<String> command(String setup, List<String> command) {
    // With a router the shell stays the parent of the router's process and kills it.
    String run =
        this == ROUTED
            ? "\"$@\" && status=0 || status=$?\nkill $router\nexit $status\n"
            : "exec \"$@\"\n";
    List<String> all =
        new ArrayList<>(List.of("unshare", "-Urn", "sh", "-ec", script + setup + run, "sh"));
    all.addAll(command);
    return all;
  }
}
