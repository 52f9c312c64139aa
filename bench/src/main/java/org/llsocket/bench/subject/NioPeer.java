package org.llsocket.bench.subject;

import java.util.Map;

/** The JDK's NIO channels. */
final class NioPeer implements Peer {
  @Override
  public String name() {
    return "nio";
  }

  @Override
  public String version() {
    return Runtime.version().toString();
  }

  @Override
  public Map<String, Maker> works() {
    return Map.ofEntries(
        Map.entry("getsockopt", NioCalls::getsockopt),
        Map.entry("sendrecv", NioCalls::sendrecv),
        Map.entry("again", NioCalls::again),
        Map.entry("sendto", NioCalls::sendto),
        Map.entry("accept", NioCalls::accept),
        Map.entry("epollwait", NioCalls::epollwait),
        Map.entry("blocking", NioServers::blocking),
        Map.entry("virtual", NioServers::virtual),
        Map.entry("epoll", NioServers::epoll),
        Map.entry("source", NioServers::source),
        Map.entry("gather", NioServers::gather),
        Map.entry("sink", NioServers::sink),
        Map.entry("file", NioServers::file),
        Map.entry("door", NioServers::door),
        Map.entry("plain", NioCalls::plain));
  }
}
