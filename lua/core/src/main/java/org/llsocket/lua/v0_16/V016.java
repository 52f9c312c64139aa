package org.llsocket.lua.v0_16;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.lua.Call;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.Classes;
import org.llsocket.lua.socket.Constants;
import org.llsocket.lua.socket.FileSending;
import org.llsocket.lua.socket.Iovecs;
import org.llsocket.lua.socket.LuaIovec;
import org.llsocket.lua.socket.LuaSocket;
import org.llsocket.lua.socket.Multicast;
import org.llsocket.lua.socket.Passing;
import org.llsocket.lua.socket.SharedModules;
import org.llsocket.lua.socket.SocketMethods;
import org.llsocket.lua.socket.Sockets;
import org.llsocket.lua.socket.Transfers;
import org.llsocket.lua.socket.Waiting;

/** The module {@code llsocket.v0_16}. */
public final class V016 {
  private static final V016Shape SHAPE = new V016Shape();
  private static final String NAME = "llsocket.v0_16";

  private V016() {}

  /** The module, made anew. */
  public static LuaModule module() {
    LuaModule module = LuaModule.named(NAME);
    Constants.all().forEach(module::constant);
    return SharedModules.addTo(module, SHAPE)
        .module(SharedModules.addrinfo(NAME + ".addrinfo", Classes.addrinfo(), SHAPE))
        .module(SharedModules.iovec(NAME + ".iovec", iovec(), SHAPE).alias("iovec"))
        .module(new Errors().module(NAME + ".errno"))
        .module(
            SharedModules.socket(NAME + ".socket", socket(), SHAPE)
                .function("pair", SHAPE.value(V016::pair))
                .function("new", SHAPE.value(Sockets::make)));
  }

  private static LuaClass<LuaIovec> iovec() {
    return SharedModules.iovec(SHAPE)
        .method("writev", SHAPE.value(Iovecs::writev))
        .method("readv", SHAPE.value(Iovecs::readv));
  }

  private static LuaClass<LuaSocket> socket() {
    LuaClass<LuaSocket> type = SocketMethods.type(SHAPE);
    V016Shape.Check address = call -> Sockets.addrInfo(call, 1);
    type.method("bind", SHAPE.done(V016Shape.checked(address, Sockets::bind)))
        .method("connect", SHAPE.connecting(V016Shape.checked(address, Sockets::connect)))
        .method("accept", SHAPE.transfer(2, Sockets::acceptWithAddress))
        .method("error", SHAPE.value(V016::error))
        .method("send", SHAPE.sending(Transfers.send(Transfers.Empty.REFUSED)))
        .method("sendto", SHAPE.sending(Transfers.sendto(Transfers.Empty.REFUSED)))
        .method("write", SHAPE.sending(Transfers.write(Transfers.Empty.REFUSED)))
        .method("sendfile", SHAPE.sendingAlone(FileSending::sendfile))
        .method("sendfd", SHAPE.sendingAlone(Passing::sendfd))
        .method("listen", SHAPE.done(Sockets::listenAsIs))
        .method("close", SHAPE.done(Sockets::closeWithFlag))
        .method("recvable", SHAPE.ready(Waiting.recvable(Waiting.SECONDS)))
        .method("sendable", SHAPE.ready(Waiting.sendable(Waiting.SECONDS)));
    Multicast.options(Multicast.ADDRINFO)
        .forEach(
            (name, option) -> type.method(name, SHAPE.accessor(option, name.equals("mcastif"))));
    Multicast.methods(Multicast.ADDRINFO)
        .forEach((name, operation) -> type.method(name, SHAPE.done(operation)));
    return type;
  }

  /** {@code (socktype, protocol, nonblock)}. */
  private static Object pair(Call call) throws IOException {
    var type = new SOCK(call.cInt(1));
    var protocol = new IPPROTO(call.cInt(2, 0));
    return Sockets.pair(type, call.bool(3, false), protocol);
  }

  /** The pending error as an object; nil for none. */
  private static @Nullable Object error(Call call) throws IOException {
    int number = (int) Sockets.error(call);
    return number == 0 ? null : Errors.of(new Errno(number), "error");
  }
}
