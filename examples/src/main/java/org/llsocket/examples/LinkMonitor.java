package org.llsocket.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.llsocket.RTNLGRP;
import org.llsocket.netlink.NetlinkMessage;
import org.llsocket.netlink.NetlinkOverrunException;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.netlink.RTM;
import org.llsocket.netlink.Rtnetlink;
import org.llsocket.option.NETLINK;

/** Prints links, addresses and routes as they change, and keeps a table of the links. */
public final class LinkMonitor implements AutoCloseable {
  private final NetlinkSocket requests;
  private final NetlinkSocket changes;
  private final PrintStream out;
  private final Map<Integer, String> links = new TreeMap<>(); // by index

  /** The sockets are of the network namespace to monitor; both are closed with this. */
  LinkMonitor(NetlinkSocket requests, NetlinkSocket changes, PrintStream out) throws IOException {
    this.requests = requests;
    this.changes = changes;
    this.out = out;
    changes.join(RTNLGRP.LINK); // before the list is read, so that no change is missed
    changes.join(RTNLGRP.IPV4_IFADDR);
    changes.join(RTNLGRP.IPV6_IFADDR);
    changes.join(RTNLGRP.IPV4_ROUTE);
    changes.join(RTNLGRP.IPV6_ROUTE);
    readLinks();
  }

  /** The whole state, at the start and whenever changes were lost. */
  private void readLinks() throws IOException {
    links.clear();
    for (Rtnetlink.Link link : Rtnetlink.links(requests)) {
      links.put(link.index(), link.name());
    }
    out.println("links: " + links.values());
  }

  /** Prints changes until this is closed. */
  void run() throws IOException {
    while (true) {
      try {
        for (NetlinkMessage message : changes.receive(null)) {
          print(message);
        }
      } catch (NetlinkOverrunException e) {
        out.println("changes were lost");
        readLinks();
      }
    }
  }

  private void print(NetlinkMessage message) throws IOException {
    int type = message.type();
    if (type == RTM.NEWLINK) {
      Rtnetlink.Link link = Rtnetlink.link(message);
      links.put(link.index(), link.name());
      out.println(link);
    } else if (type == RTM.DELLINK) {
      out.println("deleted link " + links.remove(Rtnetlink.link(message).index()));
    } else if (type == RTM.NEWADDR || type == RTM.DELADDR) {
      Rtnetlink.Address address = Rtnetlink.address(message);
      String change = type == RTM.NEWADDR ? " has " : " no longer has ";
      String link = links.getOrDefault(address.index(), "link " + address.index());
      out.println(
          link + change + address.address().getHostAddress() + "/" + address.prefixLength());
    } else if (type == RTM.NEWROUTE || type == RTM.DELROUTE) {
      out.println((type == RTM.NEWROUTE ? "new " : "deleted ") + Rtnetlink.route(message));
    }
  }

  @Override
  public void close() throws IOException {
    changes.close();
    requests.close();
  }

  public static void main(String[] args) throws IOException {
    var requests = NetlinkSocket.open(NETLINK.ROUTE);
    var changes = NetlinkSocket.open(NETLINK.ROUTE);
    var monitor = new LinkMonitor(requests, changes, System.out);
    try (monitor) {
      monitor.run();
    }
  }
}
