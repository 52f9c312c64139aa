package org.llsocket.lua.seed;

import org.llsocket.AF;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.Addresses;
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

/** The module {@code llsocket} of the specification, and what the original has had since. */
public final class Seed {
  private static final SeedShape SHAPE = new SeedShape();

  private Seed() {}

  /** The module, made anew. */
  public static LuaModule module() {
    LuaModule module = LuaModule.named("llsocket");
    Constants.all().forEach(module::constant);
    return SharedModules.addTo(module, SHAPE)
        .function("open", SHAPE.value(Files::open))
        .module(
            LuaModule.named("llsocket.inet")
                .function("getaddrinfo", SHAPE.value(Addresses.getaddrinfo(AF.INET)))
                .function("getaddrinfo6", SHAPE.value(Addresses.getaddrinfo(AF.INET6))))
        .module(
            LuaModule.named("llsocket.unix").function("getaddrinfo", SHAPE.value(Addresses::unix)))
        .module(
            SharedModules.addrinfo(
                "llsocket.addrinfo",
                Classes.addrinfo().method("nameinfo", SHAPE.value(Addresses::nameinfo)),
                SHAPE))
        .module(SharedModules.iovec("llsocket.iovec", SharedModules.iovec(SHAPE), SHAPE))
        .module(
            SharedModules.socket("llsocket.socket", socket(), SHAPE)
                .type(file())
                .function("pair", SHAPE.value(Sockets::pair))
                .function("new", SHAPE.value(Sockets::open)));
  }

  private static LuaClass<LuaFile> file() {
    return Classes.file()
        .method("fd", SHAPE.value(Files::fd))
        .method("close", SHAPE.done(Files::close));
  }

  private static LuaClass<LuaSocket> socket() {
    LuaClass<LuaSocket> type =
        SocketMethods.type(SHAPE)
            .method("connect", SHAPE.done(Sockets::connect))
            .method("accept", SHAPE.transfer(1, Sockets::accept))
            .method("error", SHAPE.value(Sockets::error))
            .method("sendmsg", SHAPE.sending(Messages::sendmsg))
            .method("recvmsg", SHAPE.transfer(1, Messages::recvmsg));
    Multicast.methods(Multicast.NUMERIC)
        .forEach((name, operation) -> type.method(name, SHAPE.done(operation)));
    Multicast.options(Multicast.NUMERIC)
        .forEach((name, option) -> type.method(name, SHAPE.accessor(option)));
    return type;
  }
}
