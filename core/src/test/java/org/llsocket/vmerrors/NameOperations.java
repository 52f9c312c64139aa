package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.Operation.op;
import static org.llsocket.vmerrors.SocketOperations.none;

import java.util.List;
import org.llsocket.AI;
import org.llsocket.AddrInfo;
import org.llsocket.Interface;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SockAddr;

/** Names and interfaces. */
final class NameOperations {
  private static final SockAddr ADDRESS = SockAddr.inet("127.0.0.1", 80);
  private static final AddrInfo.Hints HINTS = AddrInfo.Hints.of().flags(AI.NUMERICHOST);
  private static final int NUMERIC = NI.NUMERICHOST | NI.NUMERICSERV;

  static final List<Operation> ALL =
      List.of(
          op("getaddrinfo", t -> none(() -> AddrInfo.getaddrinfo("127.0.0.1", "80", HINTS))),
          op("getnameinfo", t -> none(() -> NameInfo.getnameinfo(ADDRESS, NUMERIC))),
          op("getifaddrs", t -> none(Interface::getifaddrs)),
          op("nametoindex", t -> none(() -> Interface.nametoindex("lo"))),
          op("indextoname", t -> none(() -> Interface.indextoname(1))));

  private NameOperations() {}
}
