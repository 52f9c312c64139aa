package org.llsocket.lua.seed;

import org.llsocket.AF;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.Addresses;
import org.llsocket.lua.socket.Classes;
import org.llsocket.lua.socket.Constants;
import org.llsocket.lua.socket.FileSending;
import org.llsocket.lua.socket.Files;
import org.llsocket.lua.socket.LuaAddrInfo;
import org.llsocket.lua.socket.LuaFile;
import org.llsocket.lua.socket.LuaSocket;
import org.llsocket.lua.socket.Messages;
import org.llsocket.lua.socket.Multicast;
import org.llsocket.lua.socket.Options;
import org.llsocket.lua.socket.SocketOption;
import org.llsocket.lua.socket.Sockets;
import org.llsocket.lua.socket.Transfers;

/** The module {@code llsocket} of the specification. */
public final class Seed {
  private static final SeedShape SHAPE = new SeedShape();

  private Seed() {}

  /** The module, made anew. */
  public static LuaModule module() {
    LuaModule module = LuaModule.named("llsocket");
    Constants.all().forEach(module::constant);
    return module
        .function("open", SHAPE.value(Files::open))
        .module(
            LuaModule.named("llsocket.inet")
                .function("getaddrinfo", SHAPE.value(Addresses.getaddrinfo(AF.INET)))
                .function("getaddrinfo6", SHAPE.value(Addresses.getaddrinfo(AF.INET6))))
        .module(
            LuaModule.named("llsocket.unix").function("getaddrinfo", SHAPE.value(Addresses::unix)))
        .module(LuaModule.named("llsocket.addrinfo").type(addrinfo()))
        .module(
            LuaModule.named("llsocket.socket")
                .type(socket())
                .type(file())
                .function("pair", SHAPE.value(Sockets::pair))
                .function("new", SHAPE.value(Sockets::open)));
  }

  private static LuaClass<LuaAddrInfo> addrinfo() {
    return Classes.addrinfo()
        .method("nameinfo", SHAPE.value(Addresses::nameinfo))
        .method("family", SHAPE.value(Addresses::family))
        .method("socktype", SHAPE.value(Addresses::socktype))
        .method("protocol", SHAPE.value(Addresses::protocol))
        .method("canonname", SHAPE.value(Addresses::canonname))
        .method("addr", SHAPE.value(Addresses::addr))
        .method("port", SHAPE.value(Addresses::port));
  }

  private static LuaClass<LuaFile> file() {
    return Classes.file()
        .method("fd", SHAPE.value(Files::fd))
        .method("close", SHAPE.done(Files::close));
  }

  private static LuaClass<LuaSocket> socket() {
    LuaClass<LuaSocket> type =
        Classes.socket()
            .method("dup", SHAPE.value(Sockets::dup))
            .method("fd", SHAPE.value(Sockets::fd))
            .method("family", SHAPE.value(Sockets::family))
            .method("socktype", SHAPE.value(Sockets::socktype))
            .method("protocol", SHAPE.value(Sockets::protocol))
            .method("bind", SHAPE.done(Sockets::bind))
            .method("connect", SHAPE.done(Sockets::connect))
            .method("shutdown", SHAPE.done(Sockets::shutdown))
            .method("close", SHAPE.done(Sockets::close))
            .method("listen", SHAPE.done(Sockets::listen))
            .method("accept", SHAPE.transfer(1, Sockets::accept))
            .method("atmark", SHAPE.value(Sockets::atmark))
            .method("getsockname", SHAPE.value(Sockets::getsockname))
            .method("getpeername", SHAPE.value(Sockets::getpeername))
            .method("error", SHAPE.value(Sockets::error));
    addTransfers(type);
    addOptions(type);
    return addMulticast(type);
  }

  private static void addTransfers(LuaClass<LuaSocket> type) {
    type.method("send", SHAPE.transfer(1, Transfers::send))
        .method("sendto", SHAPE.transfer(1, Transfers::sendto))
        .method("sendfile", SHAPE.transfer(1, FileSending::sendfile))
        .method("sendmsg", SHAPE.transfer(1, Messages::sendmsg))
        .method("recvmsg", SHAPE.transfer(1, Messages::recvmsg))
        .method("recv", SHAPE.transfer(1, Transfers::recv))
        .method("recvfrom", SHAPE.transfer(2, Transfers::recvfrom));
  }

  private static void addOptions(LuaClass<LuaSocket> type) {
    for (SocketOption option : SocketOption.ALL) {
      type.method(
          option.method(), option.isWritable() ? SHAPE.accessor(option) : SHAPE.value(option::get));
    }
    type.method("cloexec", SHAPE.accessor(Options.CLOEXEC))
        .method("nonblock", SHAPE.accessor(Options.NONBLOCK))
        .method("mcastif", SHAPE.accessor(Options.MCASTIF));
  }

  private static LuaClass<LuaSocket> addMulticast(LuaClass<LuaSocket> type) {
    return type.method("mcastjoin", SHAPE.done(Multicast::join))
        .method("mcastleave", SHAPE.done(Multicast::leave))
        .method("mcastjoinsrc", SHAPE.done(Multicast::joinsrc))
        .method("mcastleavesrc", SHAPE.done(Multicast::leavesrc))
        .method("mcastblocksrc", SHAPE.done(Multicast::blocksrc))
        .method("mcastunblocksrc", SHAPE.done(Multicast::unblocksrc));
  }
}
