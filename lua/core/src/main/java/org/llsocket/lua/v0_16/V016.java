package org.llsocket.lua.v0_16;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.Classes;
import org.llsocket.lua.socket.Constants;
import org.llsocket.lua.socket.FdPassing;
import org.llsocket.lua.socket.Iovecs;
import org.llsocket.lua.socket.LuaIovec;
import org.llsocket.lua.socket.LuaSocket;
import org.llsocket.lua.socket.Multicast;
import org.llsocket.lua.socket.PollMethods;
import org.llsocket.lua.socket.SendRecv;
import org.llsocket.lua.socket.Sendfile;
import org.llsocket.lua.socket.SharedModules;
import org.llsocket.lua.socket.SocketMethods;
import org.llsocket.lua.socket.Sockets;

/** The module {@code llsocket.v0_16}: the API of lua-llsocket 0.16. */
public final class V016 {
  private static final V016Convention RETURNS = new V016Convention();
  private static final String NAME = "llsocket.v0_16";

  private V016() {}

  /** Creates the module. */
  public static LuaModule module() {
    LuaModule module = LuaModule.named(NAME);
    Constants.all().forEach(module::constant);
    return SharedModules.addTo(module, RETURNS)
        .module(SharedModules.addrinfo(NAME + ".addrinfo", Classes.addrinfo(), RETURNS))
        .module(SharedModules.iovec(NAME + ".iovec", iovec(), RETURNS).alias("iovec"))
        .module(new Errors().module(NAME + ".errno"))
        .module(
            SharedModules.socket(NAME + ".socket", socket(), RETURNS)
                .function("pair", RETURNS.value(V016::pair))
                .function("new", RETURNS.value(Sockets::make)));
  }

  private static LuaClass<LuaIovec> iovec() {
    return SharedModules.iovec(RETURNS)
        .method("writev", RETURNS.value(Iovecs::writev))
        .method("readv", RETURNS.value(Iovecs::readv));
  }

  private static LuaClass<LuaSocket> socket() {
    LuaClass<LuaSocket> type = SocketMethods.type(RETURNS);
    V016Convention.Check address = args -> Sockets.addrInfo(args, 1);
    type.method("bind", RETURNS.done(V016Convention.checked(address, Sockets::bind)))
        .method("connect", RETURNS.connecting(V016Convention.checked(address, Sockets::connect)))
        .method("accept", RETURNS.transfer(2, Sockets::acceptWithAddress))
        .method("error", RETURNS.value(V016::error))
        .method("send", RETURNS.sending(SendRecv.send(SendRecv.Empty.REFUSED)))
        .method("sendto", RETURNS.sending(SendRecv.sendto(SendRecv.Empty.REFUSED)))
        .method("write", RETURNS.sending(SendRecv.write(SendRecv.Empty.REFUSED)))
        .method("sendfile", RETURNS.sendingAlone(Sendfile::sendfile))
        .method("sendfd", RETURNS.sendingAlone(FdPassing::sendfd))
        .method("listen", RETURNS.done(Sockets::listenAsIs))
        .method("close", RETURNS.done(Sockets::closeWithFlag))
        .method("recvable", RETURNS.ready(PollMethods.recvable(PollMethods.SECONDS)))
        .method("sendable", RETURNS.ready(PollMethods.sendable(PollMethods.SECONDS)));
    Multicast.options(Multicast.ADDRINFO)
        .forEach(
            (name, option) -> type.method(name, RETURNS.accessor(option, name.equals("mcastif"))));
    Multicast.methods(Multicast.ADDRINFO)
        .forEach((name, operation) -> type.method(name, RETURNS.done(operation)));
    return type;
  }

  /** {@code (socktype, protocol, nonblock)}. */
  private static Object pair(Arguments args) throws IOException {
    var type = new SOCK(args.cInt(1));
    var protocol = new IPPROTO(args.cInt(2, 0));
    return Sockets.pair(type, args.bool(3, false), protocol);
  }

  /** The pending error as an object; nil if there is none. */
  private static @Nullable Object error(Arguments args) throws IOException {
    int number = (int) Sockets.error(args);
    return number == 0 ? null : Errors.of(new Errno(number), "error");
  }
}
