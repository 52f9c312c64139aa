package org.llsocket.lua.classic;

import org.llsocket.AF;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.AddrInfos;
import org.llsocket.lua.socket.Classes;
import org.llsocket.lua.socket.Constants;
import org.llsocket.lua.socket.Files;
import org.llsocket.lua.socket.LuaFile;
import org.llsocket.lua.socket.LuaSocket;
import org.llsocket.lua.socket.Messages;
import org.llsocket.lua.socket.Multicast;
import org.llsocket.lua.socket.SharedModules;
import org.llsocket.lua.socket.SocketMethods;
import org.llsocket.lua.socket.Sockets;

/**
 * The module {@code llsocket}: the 2016 API of lua-llsocket, and its later additions with the same
 * return values.
 */
public final class Classic {
  private static final ClassicConvention RETURNS = new ClassicConvention();

  private Classic() {}

  /** Creates the module. */
  public static LuaModule module() {
    LuaModule module = LuaModule.named("llsocket");
    Constants.all().forEach(module::constant);
    return SharedModules.addTo(module, RETURNS)
        .function("open", RETURNS.value(Files::open))
        .module(
            LuaModule.named("llsocket.inet")
                .function("getaddrinfo", RETURNS.value(AddrInfos.getaddrinfo(AF.INET)))
                .function("getaddrinfo6", RETURNS.value(AddrInfos.getaddrinfo(AF.INET6))))
        .module(
            LuaModule.named("llsocket.unix")
                .function("getaddrinfo", RETURNS.value(AddrInfos::unix)))
        .module(
            SharedModules.addrinfo(
                "llsocket.addrinfo",
                Classes.addrinfo().method("nameinfo", RETURNS.value(AddrInfos::nameinfo)),
                RETURNS))
        .module(SharedModules.iovec("llsocket.iovec", SharedModules.iovec(RETURNS), RETURNS))
        .module(
            SharedModules.socket("llsocket.socket", socket(), RETURNS)
                .type(file())
                .function("pair", RETURNS.value(Sockets::pair))
                .function("new", RETURNS.value(Sockets::open)));
  }

  private static LuaClass<LuaFile> file() {
    return Classes.file()
        .method("fd", RETURNS.value(Files::fd))
        .method("close", RETURNS.done(Files::close));
  }

  private static LuaClass<LuaSocket> socket() {
    LuaClass<LuaSocket> type =
        SocketMethods.type(RETURNS)
            .method("connect", RETURNS.done(Sockets::connect))
            .method("accept", RETURNS.transfer(1, Sockets::accept))
            .method("error", RETURNS.value(Sockets::error))
            .method("sendmsg", RETURNS.sending(Messages::sendmsg))
            .method("recvmsg", RETURNS.transfer(1, Messages::recvmsg));
    Multicast.methods(Multicast.NUMERIC)
        .forEach((name, operation) -> type.method(name, RETURNS.done(operation)));
    Multicast.options(Multicast.NUMERIC)
        .forEach((name, option) -> type.method(name, RETURNS.accessor(option)));
    return type;
  }
}
