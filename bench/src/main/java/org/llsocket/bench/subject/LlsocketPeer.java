package org.llsocket.bench.subject;

import java.util.Map;
import org.llsocket.Socket;
import org.llsocket.loop.Engine;

/** llsocket, from its jar. */
final class LlsocketPeer implements Peer {
  @Override
  public String name() {
    return "llsocket";
  }

  @Override
  public String version() {
    String version = Socket.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }

  @Override
  public Map<String, Maker> works() {
    return Map.ofEntries(
        Map.entry("getsockopt", LlsocketCalls::getsockopt),
        Map.entry("raw", LlsocketCalls::raw),
        Map.entry("sendrecv", LlsocketCalls::sendrecv),
        Map.entry("again", LlsocketCalls::again),
        Map.entry("sendto", LlsocketCalls::sendto),
        Map.entry("recvmsg", LlsocketCalls::recvmsg),
        Map.entry("accept", LlsocketCalls::accept),
        Map.entry("epollwait", LlsocketCalls::epollwait),
        Map.entry("blocking", LlsocketServers::blocking),
        Map.entry("virtual", LlsocketServers::virtual),
        Map.entry("epoll", LlsocketServers::epoll),
        Map.entry("uring", args -> LlsocketLoops.echo(args, Engine.RING)),
        Map.entry("loop", args -> LlsocketLoops.echo(args, Engine.EPOLL)),
        Map.entry("source", LlsocketServers::source),
        Map.entry("gather", LlsocketServers::gather),
        Map.entry("sink", LlsocketServers::sink),
        Map.entry("file", LlsocketServers::file),
        Map.entry("door", LlsocketServers::door),
        Map.entry("plain", LlsocketDatagrams::plain),
        Map.entry("batch", LlsocketDatagrams::batch),
        Map.entry("queued", LlsocketDatagrams::queued),
        Map.entry("offload", LlsocketDatagrams::offload));
  }
}
